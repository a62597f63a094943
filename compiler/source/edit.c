// Edits: settling which of them hold, and applying them.
#include "source/edit.h"

#include <stdlib.h>

// ---- Adding ------------------------------------------------------------------------------------------------------------------------------

static bool has_crlf(Str text) {
    uint32_t end = str_find(text, '\n', 0);
    return end < text.len && end > 0 && text.at[end - 1] == '\r';
}

static bool begins_line(const SourceFile *file, Span at) {
    uint32_t from = at.start - file->base;
    return from == 0 || from < file->text.len || file->text.at[from - 1] == '\n';
}

void edits_add(Edits *edits, const Sources *sources, Span at, Str text, Arena *arena) {
    const SourceFile *file = sources_file(sources, sources_find(sources, at.start));
    bool new_line = !begins_line(file, at) && str_ends(text, STR("\n"));
    for (uint32_t i = edits->n; new_line && i-- > 0;) new_line = edits->at[i].at.start != at.start; // one of them is enough
    if (new_line) text = arena_printf(arena, "\n" STR_FMT, STR_ARG(text));
    if (str_find(text, '\n', 0) < text.len && has_crlf(file->text)) {
        Out out = out_memory();
        for (uint32_t i = 0; i < text.len; i++) {
            if (text.at[i] == '\n' && (i == 0 || text.at[i - 1] != '\r')) out_char(&out, '\r');
            out_char(&out, text.at[i]);
        }
        text = arena_str(arena, out_text(&out));
        out_free(&out);
    }
    Edit edit = {at, text, edits->n};
    vec_push(edits, edit);
}

// ---- Settling ----------------------------------------------------------------------------------------------------------------------------

static int compare_u32(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right) {
    const Edit *a = left, *b = right;
    int order = compare_u32(a->at.start, b->at.start);
    if (order == 0) order = compare_u32(a->at.end, b->at.end);
    return order != 0 ? order : compare_u32(a->order, b->order);
}

// Brings equal ones together, the first one first.
static int by_content(const void *left, const void *right) {
    const Edit *a = left, *b = right;
    int order = compare_u32(a->at.start, b->at.start);
    if (order == 0) order = compare_u32(a->at.end, b->at.end);
    if (order == 0) order = str_cmp(a->text, b->text);
    return order != 0 ? order : compare_u32(a->order, b->order);
}

static void drop_repeats(Edits *edits) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < edits->n; i++) {
        const Edit *a = &edits->at[kept > 0 ? kept - 1 : 0], *b = &edits->at[i];
        if (kept > 0 && a->at.start == b->at.start && a->at.end == b->at.end && str_eq(a->text, b->text)) continue;
        edits->at[kept++] = *b;
    }
    edits->n = kept;
}

static bool inserts_lines(const Edit *edit) {
    return str_ends(edit->text, STR("\n"));
}

// `b` does not begin before `a`. What is inserted at an edge of `a` does not touch it.
static bool overlap(const Edit *a, const Edit *b) {
    bool same_place = a->at.start == a->at.end && b->at.end == b->at.start && a->at.start == b->at.start;
    return same_place ? !inserts_lines(a) || !inserts_lines(b) : b->at.start < a->at.end;
}

uint32_t edits_settle(Edits *edits) {
    uint32_t kept = 0, dropped = 0;
    if (edits->n == 0) return 0;
    qsort(edits->at, edits->n, sizeof *edits->at, by_content);
    drop_repeats(edits);
    qsort(edits->at, edits->n, sizeof *edits->at, by_place);
    for (uint32_t i = 0; i < edits->n; i++) {
        const Edit edit = edits->at[i];
        if (kept > 0 && overlap(&edits->at[kept - 1], &edit)) {
            dropped++;
            if (edits->at[kept - 1].order < edit.order) continue;
            kept--;
        }
        edits->at[kept++] = edit;
    }
    edits->n = kept;
    return dropped;
}

// ---- Applying ----------------------------------------------------------------------------------------------------------------------------

// The text of `file` by the edits from `first` on that lie in it; returns the index behind them.
static uint32_t apply_file(const Edits *edits, uint32_t first, const SourceFile *file, Out *out) {
    uint32_t from = 0, i = first;
    for (; i < edits->n && edits->at[i].at.start <= file->base + file->text.len; i++) {
        out_str(out, str_part(file->text, from, edits->at[i].at.start - file->base));
        out_str(out, edits->at[i].text);
        from = edits->at[i].at.end - file->base;
    }
    out_str(out, str_part(file->text, from, file->text.len));
    return i;
}

void edits_apply(const Edits *edits, const Sources *sources, Arena *arena, Changes *changes) {
    for (uint32_t i = 0; i < edits->n;) {
        const SourceFile *file = sources_file(sources, sources_find(sources, edits->at[i].at.start));
        Out out = out_memory();
        i = apply_file(edits, i, file, &out);
        Str after = arena_str(arena, out_text(&out));
        if (!str_eq(after, file->text)) vec_push(changes, (Change){file->path, file->text, after});
        out_free(&out);
    }
}
