// The formats of artefacts: one line each; and the choice of columns.
#include "base/vec.h"
#include "render/artefacts/render.h"

const ArtefactFormat artefact_formats[] = {
    {"text", ".txt", text_table, text_matrix, text_report, false, NULL},
    {"short", ".tsv", short_table, NULL, NULL, false, NULL},
    {"csv", ".csv", csv_table, csv_matrix, NULL, false, &csv_rows},
    {"md", ".md", markdown_table, markdown_matrix, markdown_report, false, &markdown_rows},
    {"json", ".json", json_table, json_matrix, json_report, false, &json_rows},
    {"svg", ".svg", svg_bars, svg_matrix, NULL, true, NULL},
    {"html", ".html", html_table, html_matrix, html_report, false, NULL},
};
const uint32_t artefact_format_count = sizeof artefact_formats / sizeof *artefact_formats;

const ArtefactFormat *artefact_format_find(Str name) {
    for (uint32_t i = 0; i < artefact_format_count; i++) {
        if (str_eq(name, str_of(artefact_formats[i].name))) return &artefact_formats[i];
    }
    return NULL;
}

static bool has_bars(const Artefact *table) {
    for (uint32_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].bar) return true;
    }
    return false;
}

bool artefact_format_shows(const ArtefactFormat *format, ArtefactSort sort) {
    return (sort == ARTEFACT_REPORT ? format->report : sort == ARTEFACT_MATRIX ? format->matrix : format->table) != NULL;
}

ArtefactRender *artefact_renderer(const ArtefactFormat *format, const Artefact *artefact) {
    if (artefact->sort == ARTEFACT_REPORT) return format->report;
    if (artefact->sort == ARTEFACT_MATRIX) return format->matrix;
    return format->bars_only && !has_bars(artefact) ? NULL : format->table;
}

const TableFormat *artefact_table_format(const ArtefactFormat *format, const Artefact *artefact) {
    return artefact->sort == ARTEFACT_TABLE ? format->rows : NULL;
}

// ---- Columns ------------------------------------------------------------------------------------------------------------------------------

typedef VEC(uint32_t) Indices;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_head(Str a, Str b) {
    if (a.len != b.len) return false;
    for (uint32_t i = 0; i < a.len; i++) {
        if (lower(a.at[i]) != lower(b.at[i])) return false;
    }
    return true;
}

// The longest head that stands at the beginning of the list, up to a comma or the end: heads may hold commas themselves.
static uint32_t head_length(const Artefact *artefact, Str list) {
    uint32_t longest = 0;
    for (uint32_t i = 0; i < artefact->column_count; i++) {
        Str head = artefact->columns[i].head;
        if (head.len <= longest || !same_head(str_part(list, 0, head.len), head)) continue;
        Str rest = str_trim(str_part(list, head.len, list.len));
        if (rest.len == 0 || rest.at[0] == ',') longest = head.len;
    }
    return longest > 0 ? longest : str_find(list, ',', 0);
}

static bool add_named(const Artefact *artefact, Str head, Indices *chosen) {
    bool all = str_eq(head, STR("all")), found = false;
    for (uint32_t i = 0; i < artefact->column_count; i++) {
        if (!all && !same_head(head, artefact->columns[i].head)) continue;
        vec_push(chosen, i);
        found = true;
    }
    return found || all;
}

static bool choose(const Artefact *artefact, Str wanted, Indices *chosen, Str *unknown) {
    for (uint32_t i = 0; wanted.len == 0 && i < artefact->column_count; i++) {
        if (!artefact->columns[i].off) vec_push(chosen, i);
    }
    for (wanted = str_trim(wanted); wanted.len > 0;) {
        uint32_t end = head_length(artefact, wanted);
        Str head = str_trim(str_part(wanted, 0, end));
        if (head.len > 0 && !add_named(artefact, head, chosen)) {
            *unknown = head;
            return false;
        }
        wanted = str_trim(str_part(wanted, str_find(wanted, ',', end) + 1, wanted.len));
    }
    return true;
}

static bool is_whole(const Artefact *artefact, const Indices *chosen) {
    if (chosen->n != artefact->column_count) return false;
    for (uint32_t i = 0; i < chosen->n; i++) {
        if (chosen->at[i] != i) return false;
    }
    return true;
}

static const Cell *take_cells(const Artefact *artefact, const Indices *chosen, Arena *arena) {
    Cell *cells = ARENA_ARRAY(arena, Cell, (size_t)chosen->n * artefact->row_count);
    for (size_t row = 0; row < artefact->row_count; row++) {
        for (uint32_t c = 0; c < chosen->n; c++) {
            cells[row * chosen->n + c] = artefact->cells[row * artefact->column_count + chosen->at[c]];
        }
    }
    return cells;
}

static void take_columns(const Artefact *artefact, const Indices *chosen, Arena *arena, Artefact *shown) {
    ColumnHead *heads = ARENA_ARRAY(arena, ColumnHead, chosen->n);
    uint32_t *made = ARENA_ARRAY(arena, uint32_t, chosen->n);
    for (uint32_t c = 0; c < chosen->n; c++) {
        heads[c] = artefact->columns[chosen->at[c]];
        if (artefact->made != NULL) made[c] = artefact->made[chosen->at[c]];
    }
    shown->columns = heads;
    shown->made = made;
    shown->column_count = chosen->n;
    if (artefact->cells != NULL) shown->cells = take_cells(artefact, chosen, arena);
}

// Each table of a report is shown without the columns that are off by themselves.
static void take_sections(const Artefact *artefact, Arena *arena, Artefact *shown) {
    Section *sections = ARENA_ARRAY(arena, Section, artefact->section_count);
    for (uint32_t s = 0; s < artefact->section_count; s++) {
        sections[s] = artefact->sections[s];
        if (sections[s].part == NULL) continue;
        Artefact *part = ARENA_NEW(arena, Artefact);
        Str unknown;
        artefact_columns(sections[s].part, STR(""), arena, part, &unknown);
        sections[s].part = part;
    }
    shown->sections = sections;
}

bool artefact_columns(const Artefact *artefact, Str wanted, Arena *arena, Artefact *shown, Str *unknown) {
    Indices chosen = {0};
    bool known = choose(artefact, wanted, &chosen, unknown);
    *shown = *artefact;
    if (known && !is_whole(artefact, &chosen)) take_columns(artefact, &chosen, arena, shown);
    if (known && artefact->section_count > 0) take_sections(artefact, arena, shown);
    vec_free(&chosen);
    return known;
}
