// Looking up pages of the catalogue and filling their templates.
#include "diag/page.h"

#include "base/out.h"

const DiagPage *diag_page_find(Str name) {
    uint32_t low = 0, high = diag_page_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_cmp(name, diag_pages[middle].name);
        if (!order) return &diag_pages[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}

static void write_value(Out *out, const DiagPage *page, const DiagValue *values, Str name) {
    for (uint32_t i = 0; i < page->parameter_count; i++) {
        if (!str_eq(page->parameters[i].name, name)) continue;
        if (page->parameters[i].is_number) out_u64(out, values[i].number);
        else out_str(out, values[i].text);
    }
}

static bool name_char(char c, bool first) {
    return (c >= 'a' && c <= 'z') || (!first && ((c >= '0' && c <= '9') || c == '_'));
}

// Bytes of the name in a `{name}` at `at`, 0 if there is none. Any other brace stands for itself.
static uint32_t name_length(Str template, uint32_t at) {
    uint32_t end = at + 1;
    while (end < template.len && name_char(template.at[end], end == at + 1)) end++;
    return end < template.len && template.at[end] == '}' ? end - at - 1 : 0;
}

static Str fill(Arena *arena, const DiagPage *page, Str template, const DiagValue *values) {
    if (!template.len) return template;
    Out out = out_memory();
    uint32_t at = 0;
    while (at < template.len) {
        uint32_t brace = str_find(template, '{', at);
        out_str(&out, str_part(template, at, brace));
        if (brace == template.len) break;
        uint32_t length = name_length(template, brace);
        if (length) write_value(&out, page, values, str_part(template, brace + 1, brace + 1 + length));
        else out_char(&out, '{');
        at = brace + (length ? length + 2 : 1);
    }
    Str filled = arena_str(arena, out_text(&out));
    out_free(&out);
    return filled;
}

Diagnostic *diag_page_emit(Diagnostics *sink, const DiagPage *page, Span at, const DiagValue *values) {
    Arena *arena = diagnostics_arena(sink);
    Str message = fill(arena, page, page->message, values);
    Diagnostic *d = diagnostics_add(sink, page->name, page->level, at, message);
    d->help = fill(arena, page, page->help, values);
    d->requirement = page->requirement;
    return d;
}
