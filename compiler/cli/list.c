// ismsc list: what there is. Records of any kind are listed by the kind's name, in the singular or the plural.
#include <stdlib.h>

#include "base/markdown.h"
#include "cli/commands.h"
#include "cli/present.h"
#include "diag/page.h"

typedef struct {
    const Run *run;
    const Session *session;
    Sheet sheet;
} List;

static Str name_text(const List *list, NameId name) {
    return names_text(list->session->names, name);
}

static void add(List *list, Str text) {
    sheet_text(&list->sheet, text);
}

static void heads(List *list, const char *const *names) {
    for (; *names != NULL; names++) sheet_column(&list->sheet, *names);
}

#define HEADS(list, ...) heads(list, (const char *const[]){__VA_ARGS__, NULL})

// ---- Things that are no records -------------------------------------------------------------------------------------------------------------

static void list_rules(List *list) {
    HEADS(list, "Rule", "Level", "Since", "Enforces", "About");
    for (uint32_t i = 0; i < program_rule_count(list->session->program); i++) {
        const RuleInfo *rule = program_rule(list->session->program, i);
        add(list, rule->name);
        add(list, str_of(level_name(rule->level)));
        add(list, rule->since);
        add(list, rule->requirement);
        add(list, markdown_sentence(node_doc(rule->declaration, list->session->sources, list->sheet.arena), list->sheet.arena));
    }
}

static void list_artefacts(List *list) {
    HEADS(list, "Name", "Title", "Sort", "Enforces");
    for (uint32_t i = 0; i < program_artefact_count(list->session->program); i++) {
        const ArtefactInfo *info = program_artefact(list->session->program, i);
        add(list, info->name);
        add(list, info->title);
        add(list, str_of(artefact_sort_word(info->sort)));
        add(list, info->requirement);
    }
}

static void list_diagnostics(List *list) {
    HEADS(list, "Name", "Level", "Message");
    for (uint32_t i = 0; i < diag_page_count; i++) {
        add(list, diag_pages[i].name);
        add(list, str_of(level_name(diag_pages[i].level)));
        add(list, diag_pages[i].message);
    }
}

static void list_units(List *list) {
    const Session *s = list->session;
    HEADS(list, "Unit", "Loaded");
    for (uint32_t i = 1; i < s->units.n; i++) {
        add(list, s->units.at[i].path);
        add(list, s->units.at[i].not_loaded ? STR("no") : s->units.at[i].claimed ? STR("claimed") : STR("yes"));
    }
}

static int by_name(const void *a, const void *b, void *context) {
    const Session *s = context;
    const Schema *schema = s->schema;
    return str_cmp(names_text(s->names, schema_kind_at(schema, *(const KindId *)a)->name),
                   names_text(s->names, schema_kind_at(schema, *(const KindId *)b)->name));
}

static void list_kinds(List *list) {
    const Schema *schema = list->session->schema;
    KindId *sorted = ARENA_ARRAY(list->sheet.arena, KindId, schema->kinds.n);
    uint32_t count = 0;
    for (KindId k = KIND_ANY + 1; k < schema->kinds.n; k++) {
        if (!schema_kind_at(schema, k)->nameless) sorted[count++] = k;
    }
    qsort_r(sorted, count, sizeof *sorted, by_name, (void *)(uintptr_t)list->session);
    HEADS(list, "Kind", "Title", "About");
    for (uint32_t i = 0; i < count; i++) {
        const Kind *kind = schema_kind_at(schema, sorted[i]);
        add(list, name_text(list, kind->name));
        add(list, kind->title);
        add(list, markdown_sentence(node_doc(kind->declaration, list->session->sources, list->sheet.arena), list->sheet.arena));
    }
}

// ---- Records ----------------------------------------------------------------------------------------------------------------------------------

static Str record_name(const List *list, Row row) {
    return model_row_name(list->session->model, row, list->sheet.arena);
}

static void add_place(List *list, Row row) {
    add(list, place_text(list->session, model_row_span(list->session->model, row), list->sheet.arena));
}

static void list_records(List *list) {
    const Model *m = list->session->model;
    HEADS(list, "Id", "Kind", "Title", "Place");
    for (Row row = 1; row <= m->row_count; row++) {
        if (m->unit[row] != 0 || m->parent[row] != 0 || m->node[row].tree == NULL) continue;
        if (tree_kind(m->node[row].tree, m->node[row].node) != NODE_RECORD) continue;
        add(list, record_name(list, row));
        add(list, name_text(list, schema_kind_at(m->schema, m->kind[row])->name));
        add(list, model_title(m, row, list->sheet.arena));
        add_place(list, row);
    }
}

// The fields that every record of the kind has are columns too.
#define MOST_FIELDS 4

typedef struct {
    FieldId ids[MOST_FIELDS];
    uint32_t count;
} FieldList;

static FieldList required_fields(const List *list, KindId kind) {
    FieldList fields = {.count = 0};
    const Schema *schema = list->session->schema;
    const Kind *at = schema_kind_at(schema, kind);
    for (uint32_t i = 0; i < at->field_count && fields.count < MOST_FIELDS; i++) {
        const Field *field = schema_field_at(schema, at->fields[i]);
        if (field->sort == FIELD_STORED && field->mult == MULT_ONE) fields.ids[fields.count++] = at->fields[i];
    }
    return fields;
}

static void add_values(List *list, FieldId field, Row row) {
    const Model *m = list->session->model;
    const Column *column = model_column(m, field);
    uint32_t count;
    uint8_t state;
    uint32_t from = column_values(column, row, &count, &state);
    Out text = out_memory();
    for (uint32_t i = from; i < from + count; i++) {
        Base base = column->base != NULL ? (Base)column->base[i] : type_only_base(schema_field_at(m->schema, field)->type);
        if (i > from) out_cstr(&text, ", ");
        out_str(&text, model_value_text(m, base, column->value[i], list->sheet.arena));
    }
    if (state & STATE_UNKNOWN) out_cstr(&text, count > 0 ? ", ?" : "?");
    add(list, arena_str(list->sheet.arena, out_text(&text)));
    out_free(&text);
}

static void list_kind(List *list, KindId kind) {
    const Model *m = list->session->model;
    FieldList fields = required_fields(list, kind);
    HEADS(list, "Id", "Title");
    for (uint32_t f = 0; f < fields.count; f++) {
        sheet_column(&list->sheet, arena_str(list->sheet.arena, name_text(list, schema_field_at(m->schema, fields.ids[f])->name)).at);
    }
    sheet_column(&list->sheet, "Place");
    for (Row row = m->kind_first[kind]; row < m->kind_end[kind]; row++) {
        add(list, record_name(list, row));
        add(list, model_title(m, row, list->sheet.arena));
        for (uint32_t f = 0; f < fields.count; f++) add_values(list, fields.ids[f], row);
        add_place(list, row);
    }
}

// The kind of that name; or of that plural: controls, policies, classes, waivers (of `waive`).
static KindId find_kind(const Session *s, Str name) {
    static const struct {
        Str plural, singular;
    } ENDINGS[] = {{{"", 0}, {"", 0}}, {{"s", 1}, {"", 0}}, {{"es", 2}, {"", 0}}, {{"ies", 3}, {"y", 1}}, {{"rs", 2}, {"", 0}}};
    for (uint32_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        if (!str_ends(name, ENDINGS[i].plural)) continue;
        Str stem = str_part(name, 0, name.len - ENDINGS[i].plural.len);
        Str wanted = arena_printf(s->arena, STR_FMT STR_FMT, STR_ARG(stem), STR_ARG(ENDINGS[i].singular));
        KindId kind = schema_kind(s->schema, names_find(s->names, wanted));
        if (kind > KIND_ANY) return kind;
    }
    return 0;
}

// ---- The command --------------------------------------------------------------------------------------------------------------------------------

static const struct {
    const char *name;
    void (*fill)(List *list);
} LISTS[] = {
    {"artefacts", list_artefacts}, {"diagnostics", list_diagnostics}, {"kinds", list_kinds}, {"records", list_records}, {"rules", list_rules},
    {"units", list_units},
};
#define LIST_COUNT (sizeof LISTS / sizeof *LISTS)

static bool fill(List *list, Str what) {
    Suggestion suggestion = {.wanted = what};
    for (uint32_t i = 0; i < LIST_COUNT; i++) {
        suggest_offer(&suggestion, str_of(LISTS[i].name), 0);
        if (!str_eq(what, str_of(LISTS[i].name))) continue;
        LISTS[i].fill(list);
        return true;
    }
    KindId kind = find_kind(list->session, what);
    if (kind != 0) {
        list_kind(list, kind);
        return true;
    }
    const Schema *schema = list->session->schema;
    for (KindId k = KIND_ANY + 1; k < schema->kinds.n; k++) suggest_offer(&suggestion, name_text(list, schema_kind_at(schema, k)->name), 0);
    say_unknown("list or kind", &suggestion);
    return false;
}

int command_list(const Options *options) {
    if (options->arguments.n != 1) {
        return say_usage("list takes one of artefacts, diagnostics, kinds, records, rules, units, or the name of a kind");
    }
    const char *what = options->arguments.at[0];
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_PROGRAM, UINT32_MAX, LIBRARY_WILL_DO)) {
        if (run.session.program == NULL) {
            code = say_usage("the ISMS cannot be understood: see `ismsc check`");
        } else {
            List list = {&run, &run.session, {.arena = run.session.arena, .name = what, .title = what}};
            if (fill(&list, str_of(what))) {
                Artefact artefact = sheet_done(&list.sheet);
                code = present(options, &artefact, true);
            }
            sheet_free(&list.sheet);
        }
    }
    run_end(&run);
    return code;
}
