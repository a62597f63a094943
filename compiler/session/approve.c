// Approving: the sign-off as text, in the field that the record's kind has for it, or over an older one by the same role.
#include "session/approve.h"

#include "diag/suggest.h"
#include "render/diagnostics/shown.h"
#include "syntax/insert.h"

// What is being approved.
typedef struct {
    const Session *session;
    const Model *model;
    const Approval *approval;
    Row row;
    Row by;    // the role
    Str print; // fingerprint of the record
    Arena *arena;
    Edits *edits;
    Out *trouble;
} Approving;

static Str name_of(const Approving *a, Row row) {
    return model_row_name(a->model, row, a->arena);
}

__attribute__((format(printf, 2, 3))) static bool refuse(const Approving *a, const char *format, ...) {
    va_list args;
    va_start(args, format);
    shown_text(a->trouble, arena_vprintf(a->arena, format, args));
    va_end(args);
    return false;
}

// ---- Where -------------------------------------------------------------------------------------------------------------------------------

static bool takes_sign_offs(const Schema *schema, const Field *field, KindId sign_off) {
    return field->sort == FIELD_CONTAINED && !field->implicit && schema_is_a(schema, field->element, sign_off);
}

// The field of the record for sign-offs: the one that is asked for, or the only one there is.
static bool find_field(const Approving *a, FieldId *found) {
    const Schema *schema = a->model->schema;
    KindId sign_off = schema_kind(schema, a->model->known.kind_sign_off);
    uint32_t fitting = 0;
    Out names = out_memory();
    *found = 0;
    for (KindId k = sign_off != 0 ? a->model->kind[a->row] : 0; k != 0; k = schema_kind_at(schema, k)->super) {
        const Kind *kind = schema_kind_at(schema, k);
        for (uint32_t f = 0; f < kind->field_count; f++) {
            const Field *field = schema_field_at(schema, kind->fields[f]);
            Str name = names_text(a->model->names, field->name);
            if (!takes_sign_offs(schema, field, sign_off)) continue;
            out_printf(&names, "%s" STR_FMT, names.len > 0 ? ", " : "", STR_ARG(name));
            if (a->approval->field.len > 0 && !str_eq(a->approval->field, name)) continue;
            *found = kind->fields[f];
            fitting++;
        }
    }
    Str record = name_of(a, a->row), all = arena_str(a->arena, out_text(&names));
    out_free(&names);
    if (fitting == 1) return true;
    if (all.len == 0) return refuse(a, STR_FMT " has no field for sign-offs", STR_ARG(record));
    if (fitting == 0)
        return refuse(a, STR_FMT " has no sign-offs in `" STR_FMT "`, but in " STR_FMT, STR_ARG(record), STR_ARG(a->approval->field), STR_ARG(all));
    return refuse(a, STR_FMT " has several fields for sign-offs: say which with --field: " STR_FMT, STR_ARG(record), STR_ARG(all));
}

// ---- Who ---------------------------------------------------------------------------------------------------------------------------------

static bool refuse_name(const Approving *a, Str wanted, Type type) {
    const Model *m = a->model;
    Suggestion suggestion = {.wanted = wanted};
    Str type_words = schema_type_words(m->schema, type, a->arena);
    for (Row row = 1; row <= m->row_count; row++) {
        bool fits = false;
        for (uint32_t k = 0; k < type.kind_count; k++) fits = fits || row_is_a(m, row, type.kinds[k]);
        if (fits && m->name[row] != 0) suggest_offer(&suggestion, names_text(m->names, m->name[row]), 0);
    }
    refuse(a, "`" STR_FMT "` is not the id of " STR_FMT, STR_ARG(wanted), STR_ARG(type_words));
    if (suggestion.best.at != NULL) refuse(a, "; a similar name is " STR_FMT, STR_ARG(suggestion.best));
    return false;
}

// The record that `text` names where field `name` of a sign-off expects one.
static bool find_record(const Approving *a, KindId sign_off, NameId name, Str text, Row *row) {
    FieldId field = schema_field(a->model->schema, sign_off, name);
    if (field == 0) {
        Str field_name = names_text(a->model->names, name);
        return refuse(a, "sign-offs have no field `" STR_FMT "`", STR_ARG(field_name));
    }
    Type type = schema_field_at(a->model->schema, field)->type;
    return model_lookup(a->model, text, type, 0, a->row, row) == FOUND ? true : refuse_name(a, text, type);
}

// ---- What stands there already -------------------------------------------------------------------------------------------------------------

static Date date_in(const Model *m, Row sign_off, NameId field, Date otherwise) {
    Value value;
    return model_value(m, sign_off, field, &value, NULL) ? (Date)value : otherwise;
}

// The latest sign-off by the same role in the field, or 0; *count gets how many there are by anybody.
static Row find_own(const Approving *a, FieldId field, uint32_t *count) {
    const Column *column = model_column(a->model, field);
    uint8_t state;
    Row found = 0;
    uint32_t from = column_values(column, a->row, count, &state);
    for (uint32_t i = from; i < from + *count; i++) {
        Row sign_off = (Row)column->value[i];
        Value by;
        if (!model_value(a->model, sign_off, a->model->known.by, &by, NULL) || (Row)by != a->by) continue;
        bool later = found == 0 || date_in(a->model, sign_off, a->model->known.on, 0) >= date_in(a->model, found, a->model->known.on, 0);
        if (later) found = sign_off;
    }
    return found;
}

static bool stands(const Approving *a, Row sign_off) {
    Value of;
    const Known *known = &a->model->known;
    if (!model_value(a->model, sign_off, known->of, &of, NULL)) return false;
    bool over = date_in(a->model, sign_off, known->until, a->approval->on) < a->approval->on;
    return str_eq(model_text(a->model, of, a->arena), a->print) && !over && !a->approval->has_until;
}

// ---- Writing -----------------------------------------------------------------------------------------------------------------------------

static Str date_text(Date date, Arena *arena) {
    char day[DATE_CHARS];
    date_print(date, day);
    return arena_str(arena, (Str){day, DATE_CHARS});
}

static Str digest_text(const Approving *a) {
    return arena_printf(a->arena, "\"" STR_FMT "\"", STR_ARG(a->print));
}

// `approved { by: ceo  on: 2026-02-01  of: "…" }`
static Str block_text(const Approving *a, FieldId field) {
    const Approval *approval = a->approval;
    const Known *known = &a->model->known;
    Names *names = a->model->names;
    Out out = out_memory();
    Str name = names_text(names, schema_field_at(a->model->schema, field)->name), by = names_text(names, known->by),
        on = names_text(names, known->on);
    Str day = date_text(approval->on, a->arena), person = names_text(names, known->person), until = names_text(names, known->until);
    out_printf(&out, STR_FMT " { " STR_FMT ": " STR_FMT, STR_ARG(name), STR_ARG(by), STR_ARG(approval->by));
    if (approval->person.len > 0) out_printf(&out, "  " STR_FMT ": " STR_FMT, STR_ARG(person), STR_ARG(approval->person));
    out_printf(&out, "  " STR_FMT ": " STR_FMT, STR_ARG(on), STR_ARG(day));
    Str end = approval->has_until ? date_text(approval->until, a->arena) : (Str){"", 0};
    if (approval->has_until) out_printf(&out, "  " STR_FMT ": " STR_FMT, STR_ARG(until), STR_ARG(end));
    Str of = names_text(names, known->of), digest = digest_text(a);
    out_printf(&out, "  " STR_FMT ": " STR_FMT " }", STR_ARG(of), STR_ARG(digest));
    Str text = arena_str(a->arena, out_text(&out));
    out_free(&out);
    return text;
}

static NodeId field_node(const Approving *a, NodeRef sign_off, NameId name) {
    NodeId body = tree_find(sign_off.tree, sign_off.node, NODE_BODY);
    Str wanted = names_text(a->model->names, name);
    for (NodeId n = body != 0 ? tree_child(sign_off.tree, body) : 0; n != 0; n = tree_next(sign_off.tree, n)) {
        if (tree_kind(sign_off.tree, n) == NODE_FIELD && str_eq(tree_text(sign_off.tree, a->session->sources, n), wanted)) return n;
    }
    return 0;
}

// Gives a field of the sign-off another value; false: it has no such field.
static bool set_field(const Approving *a, NodeRef sign_off, NameId name, Str value) {
    const Sources *sources = a->session->sources;
    NodeId node = field_node(a, sign_off, name), first = node != 0 ? tree_child(sign_off.tree, node) : 0;
    if (node == 0) return false;
    Span at = {first != 0 ? tree_span(sign_off.tree, sources, first).start : 0, tree_span(sign_off.tree, sources, node).end};
    if (first != 0) edits_add(a->edits, sources, at, value, a->arena); // else its value is a mistake, which was reported
    return true;
}

// Behind which field others are put: the last of the days, else the first that there is.
static NodeId anchor_of(const Approving *a, NodeRef sign_off) {
    const Known *known = &a->model->known;
    NodeId anchor = field_node(a, sign_off, known->until);
    if (anchor == 0) anchor = field_node(a, sign_off, known->on);
    return anchor != 0 ? anchor : field_node(a, sign_off, known->by);
}

static bool renew(const Approving *a, Row own) {
    const Known *known = &a->model->known;
    const Approval *approval = a->approval;
    NodeRef sign_off = a->model->node[own];
    if (date_in(a->model, own, known->until, approval->on) < approval->on && !approval->has_until) {
        Str record = name_of(a, own), end = date_text(date_in(a->model, own, known->until, 0), a->arena);
        return refuse(a, STR_FMT " ended on " STR_FMT ": say with --until how long the new one holds", STR_ARG(record), STR_ARG(end));
    }
    const struct {
        NameId name;
        Str value;
        bool wanted;
    } fields[] = {
        {known->person, approval->person, approval->person.len > 0},
        {known->on, date_text(approval->on, a->arena), true},
        {known->until, date_text(approval->until, a->arena), approval->has_until},
        {known->of, digest_text(a), true},
    };
    Str missing[sizeof fields / sizeof *fields];
    uint32_t count = 0;
    for (uint32_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        Str name = names_text(a->model->names, fields[i].name);
        if (!fields[i].wanted || set_field(a, sign_off, fields[i].name, fields[i].value)) continue;
        missing[count++] = arena_printf(a->arena, STR_FMT ": " STR_FMT, STR_ARG(name), STR_ARG(fields[i].value));
    }
    insert_fields(sign_off.tree, a->session->sources, anchor_of(a, sign_off), missing, count, a->arena, a->edits);
    return true;
}

static bool add_new(const Approving *a, FieldId field, uint32_t count) {
    const Field *f = schema_field_at(a->model->schema, field);
    NodeRef record = a->model->node[a->row];
    if (count > 0 && (f->mult == MULT_ONE || f->mult == MULT_OPTIONAL)) {
        Str name = name_of(a, a->row), field_name = names_text(a->model->names, f->name);
        return refuse(a, STR_FMT " takes one sign-off in `" STR_FMT "`, and another role's stands there", STR_ARG(name), STR_ARG(field_name));
    }
    if (insert_item(record.tree, a->session->sources, record.node, block_text(a, field), a->arena, a->edits)) return true;
    Str name = name_of(a, a->row);
    return refuse(a, "the end of " STR_FMT " was not found", STR_ARG(name));
}

// ---- All of it ---------------------------------------------------------------------------------------------------------------------------

static bool take_fingerprint(Approving *a) {
    Str open, name = name_of(a, a->row);
    a->print = program_fingerprint(a->session->program, a->row, a->arena, &open);
    if (a->print.len == 0) {
        Str kind = schema_kind_words(a->model->schema, a->model->kind[a->row], a->arena);
        return refuse(a, STR_FMT " is " STR_FMT ": its kind names nothing that could be approved", STR_ARG(name), STR_ARG(kind));
    }
    if (open.len == 0) return true;
    return refuse(a, STR_FMT " cannot be approved while its `" STR_FMT "` is open: there is a todo or a mistake in it", STR_ARG(name), STR_ARG(open));
}

Approved approve(const Session *session, Row row, const Approval *approval, Arena *arena, Edits *edits, Out *trouble) {
    Approving a = {session, session->model, approval, row, 0, {0}, arena, edits, trouble};
    FieldId field;
    Row person;
    uint32_t count;
    if (!take_fingerprint(&a) || !find_field(&a, &field)) return APPROVAL_REFUSED;
    KindId sign_off = schema_field_at(a.model->schema, field)->element;
    if (!find_record(&a, sign_off, a.model->known.by, approval->by, &a.by)) return APPROVAL_REFUSED;
    if (approval->person.len > 0 && !find_record(&a, sign_off, a.model->known.person, approval->person, &person)) return APPROVAL_REFUSED;
    Row own = find_own(&a, field, &count);
    if (own != 0 && stands(&a, own)) return APPROVAL_STANDS;
    bool well = own != 0 ? renew(&a, own) : add_new(&a, field, count);
    return !well ? APPROVAL_REFUSED : own != 0 ? APPROVAL_RENEWED : APPROVAL_NEW;
}
