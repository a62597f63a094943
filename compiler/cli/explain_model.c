// Explanations of kinds and records.
#include "cli/explain_model.h"

#include <stdlib.h>

#include "render/artefacts/escape.h"

static Str name_of(const Session *s, NameId name) {
    return names_text(s->names, name);
}

static Str kind_name(const Session *s, KindId kind) {
    return name_of(s, schema_kind_at(s->schema, kind)->name);
}

// ---- Kinds ----------------------------------------------------------------------------------------------------------------------------------

static void kind_list(const Session *s, const KindId *kinds, uint32_t count, Out *out) {
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) out_cstr(out, i + 1 < count ? ", " : " or ");
        out_printf(out, "`" STR_FMT "`", STR_ARG(kind_name(s, kinds[i])));
    }
}

static void kind_place(const Session *s, const Kind *kind, Out *out) {
    out_cstr(out, "Kind");
    if (kind->super > KIND_ANY) out_printf(out, ", extends `" STR_FMT "`", STR_ARG(kind_name(s, kind->super)));
    if (kind->single) out_cstr(out, ", one in each project");
    if (kind->in_count > 0) {
        out_cstr(out, ", in ");
        if (kind->in[0] == KIND_ANY) {
            out_cstr(out, "any record or alone");
        } else {
            kind_list(s, kind->in, kind->in_count, out);
        }
    }
    if (kind->about != 0) out_printf(out, ", about a `" STR_FMT "`", STR_ARG(kind_name(s, kind->about)));
    out_cstr(out, ".\n\n");
}

static void multiplicity(const Session *s, KindId kind, FieldId id, Out *out) {
    const Tree *tree;
    NodeId value = schema_default(s->schema, kind, id, &tree);
    switch (schema_field_at(s->schema, id)->mult) {
    case MULT_OPTIONAL: out_cstr(out, " (optional)"); break;
    case MULT_MANY: out_cstr(out, " (any number)"); break;
    case MULT_SOME: out_cstr(out, " (at least one)"); break;
    default: out_cstr(out, value != 0 ? "" : " (required)"); break;
    }
    if (value == 0) return;
    out_cstr(out, ", by default `");
    out_str(out, sources_text(s->sources, tree_span(tree, s->sources, value)));
    out_cstr(out, tree_kind(tree, value) == NODE_CALL ? ")`" : "`"); // a span ends before the bracket
}

// The entries of a map are of a kind of their own, with two fields.
static void map_words(const Session *s, KindId entries, Out *out) {
    const Field *key = schema_field_at(s->schema, schema_field(s->schema, entries, s->known.key));
    const Field *value = schema_field_at(s->schema, schema_field(s->schema, entries, s->known.value));
    Str from = schema_type_words(s->schema, key->type, s->arena), to = schema_type_words(s->schema, value->type, s->arena);
    out_printf(out, ": a block of entries, each " STR_FMT ", a colon, and " STR_FMT "%s", STR_ARG(from), STR_ARG(to),
               value->mult == MULT_MANY ? " (any number)" : "");
}

static void field_line(const Session *s, KindId kind, FieldId id, Out *out) {
    const Field *field = schema_field_at(s->schema, id);
    out_printf(out, "- `" STR_FMT "`", STR_ARG(name_of(s, field->name)));
    if (field->sort == FIELD_STORED) {
        Str type = schema_type_words(s->schema, field->type, s->arena);
        out_printf(out, ": " STR_FMT, STR_ARG(type));
        multiplicity(s, kind, id, out);
    } else if (field->element != 0 && !schema_kind_at(s->schema, field->element)->nameless) {
        out_printf(out, ": `" STR_FMT "` records%s", STR_ARG(kind_name(s, field->element)), field->mult == MULT_SOME ? ", at least one" : "");
    } else if (field->element != 0) {
        map_words(s, field->element, out);
    }
    if (field->doc.len > 0) out_printf(out, "; " STR_FMT, STR_ARG(field->doc));
    out_char(out, '\n');
}

// Where the way back of an inverse starts.
static void inverse_line(const Session *s, const Field *field, Out *out) {
    out_printf(out, "- `" STR_FMT "`", STR_ARG(name_of(s, field->name)));
    for (uint32_t i = 0; i < field->forward_count; i++) {
        const Field *forward = schema_field_at(s->schema, field->forward[i]);
        out_printf(out, "%s`" STR_FMT "` of `" STR_FMT "`", i == 0 ? ": from " : ", ", STR_ARG(name_of(s, forward->name)),
                   STR_ARG(kind_name(s, forward->kind)));
    }
    if (field->forward_count == 0 && field->element != 0) out_printf(out, ": the `" STR_FMT "` about it", STR_ARG(kind_name(s, field->element)));
    out_char(out, '\n');
}

static bool belongs(const Field *field, int group) {
    switch (group) {
    case 0: return field->sort == FIELD_STORED || (field->sort == FIELD_CONTAINED && !field->implicit);
    case 1: return field->sort == FIELD_RECKONED;
    default: return field->sort == FIELD_INVERSE;
    }
}

// In the order in which they are declared: what matters most stands first there.
static int by_declaration(const void *a, const void *b, void *context) {
    const Schema *schema = context;
    NodeRef x = schema_field_at(schema, *(const FieldId *)a)->declaration;
    NodeRef y = schema_field_at(schema, *(const FieldId *)b)->declaration;
    SrcPos p = x.tree != NULL ? tree_pos(x.tree, x.node) : 0, q = y.tree != NULL ? tree_pos(y.tree, y.node) : 0;
    return (p > q) - (p < q);
}

static const FieldId *declared_order(const Session *s, const Kind *kind) {
    FieldId *sorted = ARENA_ARRAY(s->arena, FieldId, kind->field_count);
    for (uint32_t i = 0; i < kind->field_count; i++) sorted[i] = kind->fields[i];
    qsort_r(sorted, kind->field_count, sizeof *sorted, by_declaration, s->schema);
    return sorted;
}

static void kind_fields(const Session *s, KindId k, Out *out) {
    static const char *const HEADINGS[] = {"Fields", "Reckoned", "Ways back"};
    const Kind *kind = schema_kind_at(s->schema, k);
    const FieldId *fields = declared_order(s, kind);
    for (int group = 0; group < 3; group++) {
        bool any = false;
        for (uint32_t i = 0; i < kind->field_count; i++) {
            const Field *field = schema_field_at(s->schema, fields[i]);
            if (!belongs(field, group)) continue;
            if (!any) out_printf(out, "\n## %s\n\n", HEADINGS[group]);
            any = true;
            if (group == 2) {
                inverse_line(s, field, out);
            } else {
                field_line(s, k, fields[i], out);
            }
        }
    }
}

// What every record may have.
static void fields_of_all(const Session *s, KindId k, Out *out) {
    const Kind *any = schema_kind_at(s->schema, KIND_ANY);
    const FieldId *fields = declared_order(s, any);
    if (schema_kind_at(s->schema, k)->nameless) return;
    out_cstr(out, "\n## Fields of every record\n\n");
    for (uint32_t i = 0; i < any->field_count; i++)
        if (belongs(schema_field_at(s->schema, fields[i]), 0)) field_line(s, k, fields[i], out);
}

static bool names_kind(const Session *s, NameId field_name, Row row, KindId kind) {
    FieldId field = schema_field(s->schema, s->model->kind[row], field_name);
    uint32_t count;
    uint8_t state;
    if (field == 0 || !type_has(schema_field_at(s->schema, field)->type, BASE_KIND)) return false;
    const Column *column = model_column(s->model, field);
    uint32_t from = column_values(column, row, &count, &state);
    for (uint32_t i = from; i < from + count; i++) {
        if (schema_is_a(s->schema, kind, (KindId)column->value[i])) return true;
    }
    return false;
}

// Ids of one standard that are named; the list of a large regulation would hide the others.
#define MOST_DEMANDS 24u

// One line for each standard, whose rows stand together.
static void requirement_list(const Session *s, KindId kind, NameId field, const char *words, Out *out) {
    const Model *m = s->model;
    KindId requirement = schema_kind(s->schema, s->known.kind_requirement);
    if (requirement == 0) return;
    for (Row row = m->kind_first[requirement], end; row < m->kind_end[requirement]; row = end) {
        uint32_t found = 0;
        for (end = row; end < m->kind_end[requirement] && m->unit[end] == m->unit[row]; end++) {
            if (!names_kind(s, field, end, kind) || found++ >= MOST_DEMANDS) continue;
            if (found == 1) out_printf(out, "\n%s, " STR_FMT ": ", words, STR_ARG(m->units.at[m->unit[row]].path));
            out_printf(out, "%s" STR_FMT, found > 1 ? ", " : "", STR_ARG(model_row_name(m, end, s->arena)));
        }
        if (found > MOST_DEMANDS) out_printf(out, ", and %u more", found - MOST_DEMANDS);
        if (found > 0) out_char(out, '\n');
    }
}

void explain_kind(const Session *s, KindId k, Out *out) {
    const Kind *kind = schema_kind_at(s->schema, k);
    out_printf(out, "# " STR_FMT ": " STR_FMT "\n\n", STR_ARG(name_of(s, kind->name)), STR_ARG(kind->title));
    kind_place(s, kind, out);
    Str doc = node_doc(kind->declaration, s->sources, s->arena);
    out_printf(out, STR_FMT "\n", STR_ARG(doc));
    kind_fields(s, k, out);
    if (kind->super > KIND_ANY) out_printf(out, "\nAnd the fields of `" STR_FMT "`.\n", STR_ARG(kind_name(s, kind->super)));
    fields_of_all(s, k, out);
    requirement_list(s, k, s->known.answered_by, "Answers", out);
    requirement_list(s, k, s->known.claimed_by, "May claim in `satisfies`", out);
}

// ---- Records --------------------------------------------------------------------------------------------------------------------------------

#define MOST_VALUES 20

// Of two editions of a standard it has to be said which one is meant: a record of the library names those of other units by their path.
static Str value_name(const Session *s, Row row, Base base, Value value) {
    const Model *m = s->model;
    bool path = base == BASE_RECORD && m->unit[row] != 0 && m->unit[value] != m->unit[row];
    return path ? model_row_path(m, (Row)value, s->arena) : model_value_text(m, base, value, s->arena);
}

static void value_line(const Session *s, FieldId id, Row row, Out *out) {
    const Field *field = schema_field_at(s->schema, id);
    const Column *column = model_column(s->model, id);
    uint32_t count;
    uint8_t state;
    if (column->state == NULL || row < column->first || row >= column->first + column->count) return;
    uint32_t from = column_values(column, row, &count, &state);
    if (count == 0 && !(state & STATE_UNKNOWN)) return;
    out_printf(out, "- `" STR_FMT "`: ", STR_ARG(name_of(s, field->name)));
    for (uint32_t i = 0; i < count && i < MOST_VALUES; i++) {
        Base base = column->base != NULL ? (Base)column->base[from + i] : type_only_base(field->type);
        if (i > 0) out_cstr(out, ", ");
        escape_markdown(out, value_name(s, row, base, column->value[from + i]));
    }
    if (count > MOST_VALUES) out_printf(out, " and %u more", count - MOST_VALUES);
    if (state & STATE_UNKNOWN) out_cstr(out, count > 0 ? ", todo" : "todo");
    out_char(out, '\n');
}

void explain_record(const Session *s, Row row, Out *out) {
    const Model *m = s->model;
    Str doc = tree_doc(m->node[row].tree, s->sources, m->node[row].node, s->arena);
    out_cstr(out, "# ");
    escape_markdown(out, model_row_path(m, row, s->arena));
    Str title = model_title(m, row, s->arena);
    out_cstr(out, title.len > 0 ? ": " : "");
    escape_markdown(out, title);
    out_printf(out, "\n\nA record of the kind `" STR_FMT "`.\n\n", STR_ARG(kind_name(s, m->kind[row])));
    if (doc.len > 0) out_printf(out, STR_FMT "\n\n", STR_ARG(doc));
    for (KindId k = m->kind[row]; k != 0; k = schema_kind_at(s->schema, k)->super) {
        const Kind *kind = schema_kind_at(s->schema, k);
        const FieldId *fields = declared_order(s, kind);
        for (uint32_t i = 0; i < kind->field_count; i++) {
            const Field *field = schema_field_at(s->schema, fields[i]);
            if (field->sort == FIELD_STORED || field->sort == FIELD_INVERSE || field->sort == FIELD_CONTAINED) value_line(s, fields[i], row, out);
        }
    }
}
