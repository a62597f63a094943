// Fingerprints of what a sign-off approves: for each field that the record's kind names in `approves`, a short digest of its canonical form, as
// `current:3f2a91 residual:91c07e`. The canonical form of a value is its text as people read it, of a reference the record's full path, of a nested
// record the names and canonical forms of all its fields; lists keep their order. Written down in sources, so it never changes.
#include <stdio.h>

#include "base/hash.h"
#include "query/eval.h"

// Records nest no deeper than the parser allows; this only bounds the recursion.
#define DEEPEST 64

static uint64_t hash_record(Run *run, Row row, uint64_t hash, uint32_t depth);

static bool is_inside(const Model *m, Row row, Row outer) {
    return m->parent[row] == outer;
}

static uint64_t hash_one(Run *run, Base base, Value value, Row owner, uint64_t hash, uint32_t depth) {
    const Model *m = run->model;
    hash = hash_stable(hash, STR("\x1f"));
    if (base != BASE_RECORD) return hash_stable(hash, model_value_text(m, base, value, run->batch));
    if (is_inside(m, (Row)value, owner) && depth < DEEPEST) return hash_record(run, (Row)value, hash, depth + 1);
    return hash_stable(hash, model_row_path(m, (Row)value, run->batch));
}

static uint64_t hash_title(const Model *m, Row row, uint64_t hash, Arena *arena) {
    return hash_stable(hash_stable(hash, STR("\x1ftitle\x1f")), model_title(m, row, arena));
}

static uint64_t hash_field(Run *run, FieldId id, Row row, uint64_t hash, uint32_t depth) {
    const Field *field = schema_field_at(run->model->schema, id);
    if (field->builtin == BUILTIN_TITLE) return hash_title(run->model, row, hash, run->batch);
    const Column *c = run_column(run, id);
    uint32_t count = 0;
    uint8_t state = 0;
    uint32_t from = column_values(c, row, &count, &state);
    Base only = c->base ? BASE_COUNT : field->sort == FIELD_RECKONED ? run->reckoned[id]->only : type_only_base(field->type);
    for (uint32_t j = from; j < from + count; j++) hash = hash_one(run, c->base ? (Base)c->base[j] : only, c->value[j], row, hash, depth);
    return hash;
}

// Title and all fields that are written in a nested record, its kind's own and inherited ones, in the order of their declaration.
static uint64_t hash_record(Run *run, Row row, uint64_t hash, uint32_t depth) {
    const Schema *schema = run->model->schema;
    hash = hash_title(run->model, row, hash, run->batch);
    for (KindId kind = run->model->kind[row]; kind; kind = schema_kind_at(schema, kind)->super) {
        const Kind *k = schema_kind_at(schema, kind);
        for (uint32_t f = 0; f < k->field_count; f++) {
            const Field *field = schema_field_at(schema, k->fields[f]);
            if (field->sort != FIELD_STORED && !(field->sort == FIELD_CONTAINED && !field->implicit)) continue;
            uint64_t own = hash_field(run, k->fields[f], row, HASH_STABLE_START, depth);
            if (own == HASH_STABLE_START) continue; // an absent field leaves no trace, so that a library may add fields
            hash = hash_stable(hash_stable(hash, STR("\x1e")), names_text(run->model->names, field->name));
            hash = hash_u64(hash ^ own);
        }
    }
    return hash;
}

static const Kind *approving_kind(const Schema *schema, KindId kind) {
    while (kind && schema_kind_at(schema, kind)->approves_count == 0) kind = schema_kind_at(schema, kind)->super;
    return kind ? schema_kind_at(schema, kind) : NULL;
}

#define DIGEST_MASK UINT64_C(0xffffff)

static uint32_t digest_of(Run *run, FieldId field, Row row) {
    return (uint32_t)(hash_u64(hash_field(run, field, row, HASH_STABLE_START, 0)) & DIGEST_MASK);
}

Str fingerprint_of_row(Run *run, Row row, Arena *arena) {
    const Model *m = run->model;
    const Kind *kind = approving_kind(m->schema, m->kind[row]);
    Out out = out_memory();
    for (uint32_t f = 0; kind && f < kind->approves_count; f++) {
        const Field *field = schema_field_at(m->schema, kind->approves[f]);
        if (f) out_char(&out, ' ');
        out_printf(&out, STR_FMT ":%06x", STR_ARG(names_text(m->names, field->name)), digest_of(run, kind->approves[f], row));
    }
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

// The digest that a written fingerprint has for `name`; empty when it has none.
static Str digest_in(Str written, Str name) {
    for (uint32_t at = 0; at < written.len;) {
        uint32_t end = str_find(written, ' ', at), colon = str_find(written, ':', at);
        if (colon < end && str_eq(str_part(written, at, colon), name)) return str_part(written, colon + 1, end);
        at = end + 1;
    }
    return (Str){0};
}

Str fingerprint_changes(Run *run, Row row, Str written, Arena *arena) {
    const Model *m = run->model;
    const Kind *kind = approving_kind(m->schema, m->kind[row]);
    Out out = out_memory();
    for (uint32_t f = 0; kind && f < kind->approves_count; f++) {
        Str name = names_text(m->names, schema_field_at(m->schema, kind->approves[f])->name), before = digest_in(written, name);
        char now[8];
        snprintf(now, sizeof now, "%06x", digest_of(run, kind->approves[f], row));
        if (str_eq(before, str_of(now))) continue;
        if (out.len) out_cstr(&out, ", ");
        out_str(&out, name);
    }
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

// fingerprint(x); changed(s) compares what stands in the sign-off's `of` with the record that it stands in.
Vector eval_fingerprint(Run *run, const Expr *e, const Frame *frame) {
    Model *m = run->model;
    Vector rows = eval_value(run, e->a, frame);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t j = vector_from(&rows, i);
        if (j < vector_to(&rows, i) && vector_base(&rows, j) == BASE_RECORD) {
            Row row = (Row)rows.value[j];
            Value of = 0;
            Str text = {0};
            if (e->sort == EXPR_FINGERPRINT) text = fingerprint_of_row(run, row, m->arena);
            else if (m->parent[row] && model_value(m, row, m->known.of, &of, NULL))
                text = fingerprint_changes(run, m->parent[row], model_text(m, of, run->batch), m->arena);
            if (text.len) builder_value(&b, model_make_text(m, text), BASE_TEXT, 0);
        }
        builder_entry(&b, vector_state(&rows, i) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}
