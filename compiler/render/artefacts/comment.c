// Comments on pull requests. Each table is made in memory first, as many rows as there is room for.
#include "render/artefacts/comment.h"

#include "base/markdown.h"
#include "query/rows.h"
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/prose_html.h"
#include "render/artefacts/section.h"

// Kept free for saying what was left out.
#define RESERVE 300u
// A cell that is longer is cut.
#define CELL_MOST 400u

typedef struct {
    Out *out;
    uint32_t left; // bytes
    uint32_t tables_left_out;
} Comment;

// Nothing in a text may call for a person: GitHub reads `@name` even where the sign is escaped.
static void escape_comment(Out *out, Str text) {
    for (uint32_t from = 0; from < text.len;) {
        uint32_t at = str_find(text, '@', from);
        escape_markdown(out, str_part(text, from, at));
        if (at < text.len) out_cstr(out, "@<!-- -->");
        from = at + 1;
    }
}

static Str cut(Str text) {
    uint32_t end = CELL_MOST;
    if (text.len <= CELL_MOST) return text;
    while (end > 0 && ((unsigned char)text.at[end] & 0xC0) == 0x80) end--;
    return str_part(text, 0, end);
}

static void write_cell(const Cell *cell, bool prose, Out *buffer, Out *out) {
    Str text = cell_str(cell, buffer), shown = cut(text);
    Out plain = out_memory();
    if (prose) {
        markdown_plain(shown, &plain);
        escape_comment(out, out_text(&plain));
    } else {
        escape_comment(out, shown);
    }
    if (shown.len < text.len) out_cstr(out, " …");
    out_free(&plain);
}

static void write_row(const Artefact *a, const Cell *cells, Out *buffer, Out *out) {
    for (uint32_t c = 0; c < a->column_count; c++) {
        out_cstr(out, c == 0 ? "| " : " | ");
        write_cell(&cells[c], a->columns[c].prose, buffer, out);
    }
    out_cstr(out, " |\n");
}

static void write_heads(const Artefact *a, Out *out) {
    out_cstr(out, "\n<details><summary>");
    escape_xml(out, a->title);
    out_printf(out, " (%u)</summary>\n\n", a->row_count);
    for (uint32_t c = 0; c < a->column_count; c++) {
        out_cstr(out, c == 0 ? "| " : " | ");
        escape_comment(out, a->columns[c].head);
    }
    out_cstr(out, " |\n|");
    for (uint32_t c = 0; c < a->column_count; c++) out_cstr(out, a->columns[c].numeric ? " ---: |" : " --- |");
    out_char(out, '\n');
}

#define FOLD_ENDS "\n</details>\n"
#define FOLD_CUT "\nand %u more rows, left out because a comment has no more room\n"

static void write_table(Comment *c, const Artefact *a) {
    Out table = out_memory(), row = out_memory(), buffer = out_memory();
    Rows rows = rows_read(a, false);
    write_heads(a, &table);
    uint32_t shown = 0;
    for (; shown < a->row_count; shown++) {
        row.len = 0;
        write_row(a, rows_at(&rows, shown), &buffer, &row);
        if (table.len + row.len + sizeof FOLD_CUT + 10 + sizeof FOLD_ENDS > c->left) break;
        out_str(&table, out_text(&row));
    }
    if (shown < a->row_count) out_printf(&table, FOLD_CUT, a->row_count - shown);
    out_cstr(&table, FOLD_ENDS);
    if (shown == 0 || table.len > c->left) {
        c->tables_left_out++;
    } else {
        out_str(c->out, out_text(&table));
        c->left -= (uint32_t)table.len;
    }
    rows_end(&rows);
    out_free(&table);
    out_free(&row);
    out_free(&buffer);
}

static void write_text(Comment *c, const Section *section, bool first) {
    Out text = out_memory(), made = out_memory();
    if (!first) out_char(&made, '\n');
    prose_markdown(section_markdown(section, &text), &made);
    if (made.len <= c->left) {
        out_str(c->out, out_text(&made));
        c->left -= (uint32_t)made.len;
    }
    out_free(&made);
    out_free(&text);
}

void comment_report(const Artefact *report, uint32_t most, Out *out) {
    Comment c = {.out = out, .left = most - RESERVE};
    for (uint32_t s = 0; s < report->section_count; s++) {
        if (report->sections[s].part == NULL) write_text(&c, &report->sections[s], s == 0);
        else if (report->sections[s].part->sort == ARTEFACT_TABLE) write_table(&c, report->sections[s].part);
    }
    if (c.tables_left_out > 0)
        out_printf(out, "\n%u table%s left out because a comment has no more room: see `ismsc diff`.\n", c.tables_left_out,
                   c.tables_left_out == 1 ? " was" : "s were");
}
