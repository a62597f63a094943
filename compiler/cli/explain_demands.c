// What stands around a demand.
#include "cli/explain_demands.h"

#include "base/markdown.h"
#include "cli/present.h"

typedef struct {
    const Session *session;
    VEC(Row) rows;  // the demands that were asked about
    uint32_t items; // written so far below the present heading
} Demands;

static Row part_of(const Model *m, Row row) {
    Value above;
    return model_value(m, row, m->known.part_of, &above, NULL) ? (Row)above : 0;
}

// Is it one of the demands, or below one? The tree of a standard is shallow; a circle in it was reported, and is left here.
static bool concerns(const Demands *demands, Row row) {
    const Model *m = demands->session->model;
    for (uint32_t step = 0; row != 0 && step < 16; step++, row = part_of(m, row)) {
        for (uint32_t i = 0; i < demands->rows.n; i++) {
            if (demands->rows.at[i] == row) return true;
        }
    }
    return false;
}

static bool any_concerns(const Demands *demands, const Row *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (concerns(demands, rows[i])) return true;
    }
    return false;
}

// The record, and the requirements that its fields name.
static void collect(Demands *demands, Row row) {
    const Session *s = demands->session;
    const Model *m = s->model;
    KindId requirement = schema_kind(s->schema, s->known.kind_requirement);
    vec_push(&demands->rows, row);
    if (requirement == 0 || row_is_a(m, row, requirement)) return;
    const Kind *kind = schema_kind_at(s->schema, m->kind[row]);
    for (uint32_t f = 0; f < kind->field_count; f++) {
        const Field *field = schema_field_at(s->schema, kind->fields[f]);
        if (field->sort != FIELD_STORED || type_only_base(field->type) != BASE_RECORD) continue;
        const Column *column = model_column(m, kind->fields[f]);
        uint32_t count;
        uint8_t state;
        uint32_t from = column_values(column, row, &count, &state);
        for (uint32_t i = from; i < from + count; i++) {
            if (row_is_a(m, (Row)column->value[i], requirement)) vec_push(&demands->rows, (Row)column->value[i]);
        }
    }
}

static void item(Demands *demands, const char *heading, Out *out) {
    if (demands->items++ == 0) out_printf(out, "\n## %s\n\n", heading);
}

static void mark_kinds(const Session *s, Row row, NameId name, bool *answers) {
    FieldId field = schema_field(s->schema, s->model->kind[row], name);
    if (field == 0) return;
    const Column *column = model_column(s->model, field);
    uint32_t count;
    uint8_t state;
    uint32_t from = column_values(column, row, &count, &state);
    for (uint32_t i = from; i < from + count; i++) answers[column->value[i]] = true;
}

static void list_kinds(Demands *demands, Out *out) {
    const Session *s = demands->session;
    KindId requirement = schema_kind(s->schema, s->known.kind_requirement);
    bool *answers = ARENA_ARRAY(s->arena, bool, s->schema->kinds.n);
    for (Row row = requirement ? s->model->kind_first[requirement] : 0; requirement && row < s->model->kind_end[requirement]; row++) {
        if (!concerns(demands, row)) continue;
        mark_kinds(s, row, s->known.answered_by, answers);
        mark_kinds(s, row, s->known.claimed_by, answers);
    }
    demands->items = 0;
    for (KindId k = 1; k < s->schema->kinds.n; k++) {
        if (!answers[k]) continue;
        const Kind *kind = schema_kind_at(s->schema, k);
        Str about = markdown_sentence(node_doc(kind->declaration, s->sources, s->arena), s->arena);
        item(demands, "Kinds of record that answer it or may claim it", out);
        out_printf(out, "- `" STR_FMT "`: " STR_FMT "\n", STR_ARG(names_text(s->names, kind->name)), STR_ARG(about));
    }
}

static void list_rules(Demands *demands, Out *out) {
    const Session *s = demands->session;
    demands->items = 0;
    for (uint32_t i = 0; i < program_rule_count(s->program); i++) {
        const RuleInfo *rule = program_rule(s->program, i);
        if (!any_concerns(demands, rule->enforces, rule->enforces_count)) continue;
        Str about = markdown_sentence(node_doc(rule->declaration, s->sources, s->arena), s->arena);
        item(demands, "Rules that watch over it", out);
        out_printf(out, "- `" STR_FMT "` (%s): " STR_FMT "\n", STR_ARG(rule->name), level_name(rule->level), STR_ARG(about));
    }
}

static void list_artefacts(Demands *demands, Out *out) {
    const Session *s = demands->session;
    demands->items = 0;
    for (uint32_t i = 0; i < program_artefact_count(s->program); i++) {
        const ArtefactInfo *info = program_artefact(s->program, i);
        if (!any_concerns(demands, info->enforces, info->enforces_count)) continue;
        item(demands, "Artefacts that show it", out);
        out_printf(out, "- `" STR_FMT "`: " STR_FMT "\n", STR_ARG(info->name), STR_ARG(info->title));
    }
}

void explain_demands(const Session *session, Row row, Out *out) {
    Demands demands = {.session = session};
    collect(&demands, row);
    list_kinds(&demands, out);
    list_rules(&demands, out);
    list_artefacts(&demands, out);
    vec_free(&demands.rows);
}
