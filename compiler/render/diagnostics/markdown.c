// The format `markdown`, for a comment on a change or the summary of a step: the verdict first, then the findings, the errors in sight and the others
// folded. Never more than its budget, since a forge refuses what is too long as a whole; what has no room is counted.
#include "base/memory.h"
#include "render/artefacts/escape.h"
#include "render/diagnostics/forge.h"

// A comment may have 65,536 characters.
#define COMMENT 60000u
// For what stands behind the last row.
#define RESERVE 600u

typedef struct {
    const DiagInput *input;
    Out text;
    uint32_t budget;
} Page;

static bool has_room(const Page *page, size_t more) {
    return page->text.len + more + RESERVE <= page->budget;
}

static void places(const DiagInput *input, const Diagnostic *d, Out *out) {
    Out all = forge_places(input, d);
    Str text = out_text(&all);
    for (uint32_t from = 0, end; from < text.len; from = end + 1) {
        end = str_find(text, '\n', from);
        out_cstr(out, "<br>");
        escape_markdown(out, str_part(text, from, end));
    }
    out_free(&all);
}

static void row(const DiagInput *input, const Diagnostic *d, Out *out) {
    ForgePlace place = forge_home(input, d);
    Out path = forge_path(input, &place);
    out_cstr(out, "| ");
    escape_markdown(out, out_text(&path));
    if (place.file) out_printf(out, ":%u", place.from.line);
    out_cstr(out, " | **");
    escape_markdown(out, d->name);
    out_cstr(out, "**: ");
    escape_markdown(out, d->message);
    places(input, d, out);
    if (d->help.len) out_cstr(out, "<br>help: "), escape_markdown(out, d->help);
    if (d->requirement.len) out_cstr(out, "<br>"), escape_markdown(out, d->requirement);
    out_cstr(out, " |\n");
    out_free(&path);
}

// Writes as many rows of the level as there is room for; returns how many there was none for.
static uint32_t rows(Page *page, Level level) {
    const DiagInput *input = page->input;
    uint32_t left = 0;
    for (uint32_t i = 0; i < input->count; i++) {
        if (forge_level(input->diagnostics[i]) != level) continue;
        Out one = out_memory();
        if (left == 0) row(input, input->diagnostics[i], &one);
        if (left > 0 || !has_room(page, one.len)) left++;
        else out_str(&page->text, out_text(&one));
        out_free(&one);
    }
    return left;
}

static uint32_t count_of(const DiagInput *input, Level level) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < input->count; i++) count += forge_level(input->diagnostics[i]) == level;
    return count;
}

static void section(Page *page, Level level) {
    uint32_t count = count_of(page->input, level);
    if (count == 0) return;
    Out *out = &page->text;
    bool folded = level != LEVEL_ERROR;
    const char *noun = level_name(level), *s = count == 1 ? "" : "s";
    if (folded) out_printf(out, "\n<details><summary>%u %s%s</summary>\n", count, noun, s);
    out_cstr(out, "\n| Where | What |\n| --- | --- |\n");
    uint32_t left = rows(page, level);
    if (left > 0) out_printf(out, "\n%u more %s%s not shown here: `ismsc check` lists all.\n", left, noun, left == 1 ? " is" : "s are");
    if (folded) out_cstr(out, "\n</details>\n");
}

void diag_markdown_within(const DiagInput *input, uint32_t budget, Out *out) {
    Page page = {input, out_memory(), budget};
    Out summary = out_memory();
    diag_summary(input, &summary);
    out_cstr(&page.text, diag_fails(input) ? "### ismsc: failed\n\n" : "### ismsc: passed\n\n");
    escape_markdown(&page.text, str_trim(out_text(&summary)));
    out_char(&page.text, '\n');
    for (Level level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) section(&page, level);
    out_str(out, out_text(&page.text));
    out_free(&summary);
    out_free(&page.text);
}

void diag_markdown(const DiagInput *input, Out *out) {
    diag_markdown_within(input, COMMENT, out);
}
