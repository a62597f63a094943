// Fingerprints of what a sign-off approves: for each field that the record's kind names in `approves`, a short digest of its canonical form, as
// `current:3f2a91 residual:91c07e`. The canonical form is fixed by grammar/REFERENCE.md ("Sign-offs"): fingerprints stand in sources, so it never
// changes.
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "query/compile.h"
#include "query/eval.h"

// Between values, before and behind the name of a nested record's field, and behind a nested record: bytes that no text of a source holds.
#define BETWEEN STR("\x1f")
#define FIELD_BEGINS STR("\x1e")
#define NESTED_ENDS STR("\x1d")

// Records nest no deeper than the parser allows; this only bounds the recursion.
#define DEEPEST 64u

typedef struct {
    Run *run;
    const Model *model;
    uint32_t depth;
    bool open; // something that counts is a todo or a mistake
} Canon;

static Str nested_text(Canon *c, Row row);

static int by_text(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static Str joined(Canon *c, const Str *texts, uint32_t count) {
    Out out = out_memory();
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) out_str(&out, BETWEEN);
        out_str(&out, texts[i]);
    }
    Str text = arena_str(c->run->batch, out_text(&out));
    out_free(&out);
    return text;
}

static Str value_text(Canon *c, Base base, Value value, Row owner, bool *nested) {
    *nested = base == BASE_RECORD && c->model->parent[value] == owner && c->depth < DEEPEST;
    if (*nested) return nested_text(c, (Row)value);
    if (base == BASE_RECORD) return model_row_path(c->model, (Row)value, c->run->batch);
    return model_value_text(c->model, base, value, c->run->batch);
}

// The values of a field. Nested records keep their order, other values have none. *count gets how many there are.
static Str field_text(Canon *c, FieldId id, Row row, uint32_t *count) {
    const Field *field = schema_field_at(c->model->schema, id);
    if (field->builtin == BUILTIN_TITLE) {
        Str title = model_title(c->model, row, c->run->batch);
        c->open = c->open || (c->model->flags[row] & ROW_TITLE_TODO);
        *count = title.len > 0;
        return title;
    }
    const Column *column = run_column(c->run, id);
    uint8_t state = 0;
    uint32_t from = column_values(column, row, count, &state);
    Base only = column->base ? BASE_COUNT : field->sort == FIELD_RECKONED ? c->run->reckoning->expr[id]->only : type_only_base(field->type);
    Str *texts = ARENA_ARRAY(c->run->batch, Str, *count + 1);
    bool nested = false;
    for (uint32_t i = 0; i < *count; i++) {
        Base base = column->base ? (Base)column->base[from + i] : only;
        texts[i] = value_text(c, base, column->value[from + i], row, &nested);
    }
    if (*count > 1 && !nested) qsort(texts, *count, sizeof *texts, by_text);
    c->open = c->open || (state & STATE_UNKNOWN);
    return joined(c, texts, *count);
}

// ---- Nested records

typedef struct {
    Str name;
    FieldId field;
} Counted;

typedef VEC(Counted) CountedFields;

static int by_name(const void *a, const void *b) {
    return str_cmp(((const Counted *)a)->name, ((const Counted *)b)->name);
}

// Texts explain, and sign-offs come later: they count only where a kind names them.
static bool counts_unnamed(const Canon *c, const Field *field) {
    const Schema *schema = c->model->schema;
    KindId sign_off = schema_kind(schema, c->model->known.kind_sign_off);
    if (field->sort == FIELD_CONTAINED) return !field->implicit && !(sign_off && schema_is_a(schema, field->element, sign_off));
    return field->sort == FIELD_STORED && type_only_base(field->type) != BASE_TEXT;
}

// What counts of a nested record: what its kind approves, or else what the kind declares, by name.
static CountedFields counted_fields(const Canon *c, Row row) {
    const Schema *schema = c->model->schema;
    const Kind *kind = schema_kind_at(schema, c->model->kind[row]);
    CountedFields list = {0};
    for (uint32_t f = 0; f < kind->approves_count; f++)
        vec_push(&list, (Counted){names_text(c->model->names, schema_field_at(schema, kind->approves[f])->name), kind->approves[f]});
    for (KindId k = c->model->kind[row]; kind->approves_count == 0 && k != KIND_ANY && k != 0; k = schema_kind_at(schema, k)->super) {
        const Kind *own = schema_kind_at(schema, k);
        for (uint32_t f = 0; f < own->field_count; f++) {
            const Field *field = schema_field_at(schema, own->fields[f]);
            bool counts = own->nameless || counts_unnamed(c, field);
            if (counts) vec_push(&list, (Counted){names_text(c->model->names, field->name), own->fields[f]});
        }
    }
    if (list.n > 0) qsort(list.at, list.n, sizeof *list.at, by_name);
    return list;
}

// A field without a value leaves no trace, so that a library may add fields.
static Str nested_text(Canon *c, Row row) {
    CountedFields fields = counted_fields(c, row);
    Out out = out_memory();
    c->depth++;
    for (uint32_t f = 0; f < fields.n; f++) {
        uint32_t count = 0;
        Str text = field_text(c, fields.at[f].field, row, &count);
        if (count == 0) continue;
        out_str(&out, FIELD_BEGINS);
        out_str(&out, fields.at[f].name);
        out_str(&out, FIELD_BEGINS);
        out_str(&out, text);
    }
    c->depth--;
    out_str(&out, NESTED_ENDS);
    vec_free(&fields);
    Str text = arena_str(c->run->batch, out_text(&out));
    out_free(&out);
    return text;
}

// ---- Digests

#define DIGEST_MASK UINT64_C(0xffffff)
#define DIGEST_CHARS 6u

static Str digest_of(Canon *c, FieldId field, Row row) {
    uint32_t count = 0;
    Str text = field_text(c, field, row, &count);
    unsigned digest = (unsigned)(hash_u64(hash_stable(HASH_STABLE_START, text)) & DIGEST_MASK);
    return arena_printf(c->run->batch, "%06x", digest);
}

static Canon canon_of(Run *run) {
    return (Canon){.run = run, .model = run->model};
}

static Str approved_name(const Model *m, const Kind *kind, uint32_t index) {
    return names_text(m->names, schema_field_at(m->schema, kind->approves[index])->name);
}

Str fingerprint_of_row(Run *run, Row row, Arena *arena, Str *open) {
    const Model *m = run->model;
    const Kind *kind = schema_kind_at(m->schema, m->kind[row]);
    Canon c = canon_of(run);
    Out out = out_memory();
    *open = (Str){"", 0};
    for (uint32_t f = 0; f < kind->approves_count; f++) {
        Str name = approved_name(m, kind, f), digest = digest_of(&c, kind->approves[f], row);
        out_printf(&out, "%s" STR_FMT ":" STR_FMT, f > 0 ? " " : "", STR_ARG(name), STR_ARG(digest));
        if (c.open && open->len == 0) *open = name;
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

Str fingerprint_changes(Run *run, Row row, Str written, Arena *arena, bool *open) {
    const Model *m = run->model;
    const Kind *kind = schema_kind_at(m->schema, m->kind[row]);
    Canon c = canon_of(run);
    Out out = out_memory();
    for (uint32_t f = 0; f < kind->approves_count; f++) {
        Str name = approved_name(m, kind, f), before = digest_in(written, name);
        if (before.len == 0 || str_eq(before, digest_of(&c, kind->approves[f], row))) continue;
        if (out.len > 0) out_cstr(&out, ", ");
        out_str(&out, name);
    }
    *open = c.open;
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

Str program_fingerprint(Program *p, Row row, Arena *arena, Str *open) {
    Run *run = run_new(&p->reckoning, p->typed.index_count, NULL);
    Str text = fingerprint_of_row(run, row, arena, open);
    run_free(run);
    return text;
}

// fingerprint(x), or changed(s), which compares what stands in the sign-off's `of` with the record that it stands in. What is open makes both
// unknown.
static Str built_in(Run *run, const Expr *e, Row row, bool *open) {
    const Model *m = run->model;
    Value of = 0;
    Str text = {0}, open_field = {0};
    if (e->sort == EXPR_FINGERPRINT) {
        text = fingerprint_of_row(run, row, run->texts, &open_field);
        *open = open_field.len > 0;
    } else if (m->parent[row] && model_value(m, row, m->known.of, &of, NULL)) {
        text = fingerprint_changes(run, m->parent[row], model_text(m, of, run->batch), run->texts, open);
    }
    return text;
}

Vector eval_fingerprint(Run *run, const Expr *e, const Frame *frame) {
    Vector rows = eval_value(run, e->a, frame);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t j = vector_from(&rows, i);
        bool open = false;
        if (j < vector_to(&rows, i) && vector_base(&rows, j) == BASE_RECORD) {
            Str text = built_in(run, e, (Row)rows.value[j], &open);
            if (text.len > 0 && !open) builder_value(&b, model_make_text(run->texts, text), BASE_TEXT, 0);
        }
        builder_entry(&b, open ? STATE_UNKNOWN : vector_state(&rows, i) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}
