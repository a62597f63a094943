// Taking snapshots. Digests are reckoned a column at a time from the values themselves, so that records which are the same on both sides never become text.
#include "query/snapshot.h"

#include <stdlib.h>

#include "base/hash.h"
#include "query/compile.h"

typedef struct {
    Snapshot *s;
    const Model *m;
    uint32_t *record_of; // [Row]: 1 + index of its record, 0: it has none
    uint64_t *digest;    // [record]: apart from the records while they are summed up, field by field
    uint64_t *path_hash; // [Row]: 0: not yet
    uint64_t *name_hash; // [NameId]: 0: not yet
    uint32_t names;
    Arena *scratch;
} Taking;

// ---- which fields count

// Nested records are records of their own, ways back say what other records say, and what the compiler fills is no part of the model.
static bool counts(const Schema *schema, FieldId id) {
    const Field *field = schema_field_at(schema, id);
    if (field->sort == FIELD_BUILTIN) return field->builtin == BUILTIN_TITLE || field->builtin == BUILTIN_DOC;
    return field->sort == FIELD_STORED || field->sort == FIELD_RECKONED;
}

static void collect_fields(Snapshot *s, const Schema *schema) {
    s->fields = ARENA_ARRAY(s->arena, SnapFieldIds, schema->kinds.n);
    for (int reckoned = 0; reckoned < 2; reckoned++) {
        for (FieldId f = 1; f < schema->fields.n; f++) {
            const Field *field = schema_field_at(schema, f);
            if (!counts(schema, f) || (field->sort == FIELD_RECKONED) != reckoned) continue;
            for (KindId k = field->kind; k <= schema_kind_at(schema, field->kind)->last; k++) vec_push(&s->fields[k], f);
        }
    }
}

// ---- which records there are

// Rules are no part of what an organisation says of itself; the other two are made of the model.
static bool is_left_out(const Model *m, Row row) {
    NameId kind = schema_kind_at(m->schema, m->kind[row])->name;
    for (Row around = row; around != 0; around = m->parent[around])
        if (m->flags[around] & ROW_POISON) return true;
    if (m->units.at[m->unit[row]].compared) return true;
    return kind != 0 && (kind == m->known.kind_rule || kind == m->known.kind_diagnostic || kind == m->known.kind_difference);
}

static void add_record(Taking *t, Row row) {
    Snapshot *s = t->s;
    s->records[s->record_count] = (SnapRecord){.row = row, .named = t->m->name[row] != 0, .own = t->m->unit[row] == 0};
    t->record_of[row] = ++s->record_count;
}

static void collect_records(Taking *t) {
    Snapshot *s = t->s;
    const Model *m = t->m;
    s->records = ARENA_ARRAY(s->arena, SnapRecord, m->row_count);
    for (Row row = 1; row <= m->row_count; row++)
        if (!is_left_out(m, row)) add_record(t, row);
    for (uint32_t i = 0; i < s->record_count; i++) {
        Row row = s->records[i].row;
        s->records[i].parent = m->parent[row] ? t->record_of[m->parent[row]] : 0;
        s->records[i].top = t->record_of[model_top(m, row)];
    }
}

// ---- digests

static uint64_t hash_text(Str text) {
    return hash_bytes(2, text.at, text.len);
}

static uint64_t hash_name(Taking *t, NameId name) {
    if (name >= t->names) return hash_text(names_text(t->m->names, name)); // made since
    if (t->name_hash[name] == 0) t->name_hash[name] = hash_text(names_text(t->m->names, name)) | 1;
    return t->name_hash[name];
}

static uint64_t hash_row(Taking *t, Row row) {
    if (t->path_hash[row] != 0) return t->path_hash[row];
    Str path = model_row_path(t->m, row, t->scratch);
    return t->path_hash[row] = hash_bytes(1, path.at, path.len) | 1;
}

// The method, and the level of each factor.
static uint64_t hash_rating(Taking *t, Value rating) {
    const Method *method = model_method(t->m, rating);
    uint64_t of = method ? hash_row(t, method->row) : 0;
    for (uint32_t f = 0; method && f < method->factor_count; f++) {
        uint8_t place = rating_level(rating, f);
        of = hash_u64(of + (place ? hash_row(t, method->levels[f][place - 1]) : 0));
    }
    return of;
}

static uint64_t hash_value(Taking *t, Base base, Value value) {
    uint64_t of;
    switch (base) {
    case BASE_BOOL:
    case BASE_NUMBER:
    case BASE_PERCENT:
    case BASE_DATE:
    case BASE_DURATION:
    case BASE_MONEY: of = (uint64_t)value; break;
    case BASE_NAME:
    case BASE_ENUM: of = hash_name(t, (NameId)value); break;
    case BASE_RECORD: of = hash_row(t, (Row)value); break;
    case BASE_RATING: of = hash_rating(t, value); break;
    default: of = hash_text(model_value_text(t->m, base, value, t->scratch)); arena_clear(t->scratch);
    }
    return hash_u64(of + (uint64_t)base);
}

// Of all values of a field; BASE_COUNT: each says for itself.
static Base base_of(const Snapshot *s, const Column *column, FieldId id) {
    const Field *field = schema_field_at(s->program->model->schema, id);
    if (column->base) return BASE_COUNT;
    return field->sort == FIELD_RECKONED ? s->program->typed.reckoned[id]->only : type_only_base(field->type);
}

static Base base_at(const Column *column, Base only, uint32_t at) {
    return column->base ? (Base)column->base[at] : only;
}

// The values of a field are a set, whose order means nothing.
static void digest_field(Taking *t, FieldId id) {
    Snapshot *s = t->s;
    const Column *column = run_column(s->run, id);
    const Base only = base_of(s, column, id);
    uint64_t name = hash_name(t, schema_field_at(t->m->schema, id)->name);
    for (uint32_t i = 0; column->state && i < column->count; i++) {
        uint32_t index = t->record_of[column->first + i], count;
        uint8_t state;
        if (index == 0 || column->state[i] == STATE_ABSENT) continue;
        uint32_t from = column_values(column, column->first + i, &count, &state);
        uint64_t sum = state & STATE_UNKNOWN;
        for (uint32_t v = from; v < from + count; v++) sum += hash_value(t, base_at(column, only, v), column->value[v]);
        t->digest[index - 1] += hash_u64(sum ^ name);
    }
}

// Where the file reads the same on both sides, its path and the place in it stand for title and documentation.
static bool is_shared(const Taking *t, NodeRef node, uint64_t *place) {
    const SourceFile *file = node.tree != NULL ? sources_file(t->m->sources, node.tree->file) : NULL;
    if (file == NULL || !file->shared) return false;
    *place = hash_u64(hash_text(file->path) + node.node);
    return true;
}

static uint64_t digest_texts(Taking *t, const SnapRecord *record) {
    uint64_t place;
    NodeRef node = t->m->node[record->row];
    if (is_shared(t, node, &place)) return place;
    bool todo = t->m->flags[record->row] & ROW_TITLE_TODO;
    Str doc = record->own ? node_doc(node, t->m->sources, t->scratch) : (Str){"", 0};
    Str title = model_title(t->m, record->row, t->scratch);
    uint64_t digest = hash_u64(hash_text(title) + todo) + hash_text(doc);
    arena_clear(t->scratch);
    return digest;
}

static void digest_built_in(Taking *t) {
    for (uint32_t i = 0; i < t->s->record_count; i++) t->digest[i] = digest_texts(t, &t->s->records[i]);
}

static void digest_records(Taking *t) {
    const Schema *schema = t->m->schema;
    digest_built_in(t);
    for (FieldId f = 1; f < schema->fields.n; f++)
        if (counts(schema, f) && schema_field_at(schema, f)->sort != FIELD_BUILTIN) digest_field(t, f);
    for (uint32_t i = 0; i < t->s->record_count; i++) t->s->records[i].digest = t->digest[i] | 1;
}

static void deepen(Snapshot *s) {
    for (uint32_t i = 0; i < s->record_count; i++) {
        uint64_t own = hash_u64(s->records[i].digest);
        for (uint32_t at = i + 1; at != 0; at = s->records[at - 1].parent) s->records[at - 1].deep += own;
    }
}

// ---- findings

static int by_fingerprint(const void *a, const void *b) {
    const SnapFinding *x = a, *y = b;
    if (x->fingerprint != y->fingerprint) return x->fingerprint < y->fingerprint ? -1 : 1;
    return (int)x->waived - (int)y->waived;
}

static Str file_of(const Model *m, Span at) {
    if (at.start == 0) return (Str){"", 0};
    const SourceFile *file = sources_file(m->sources, sources_find(m->sources, at.start));
    return file->origin == SOURCE_PROJECT ? file->path : (Str){"", 0};
}

SnapFinding snap_finding(const Program *p, const Finding *one, Arena *arena) {
    Str record = one->bound_count ? model_row_path(p->model, one->bound[0], arena) : (Str){"", 0}, rule = p->rules.at[one->rule].info.name;
    return (SnapFinding){one->fingerprint, rule, one->message, record, file_of(p->model, one->at), one->level, one->waived, true};
}

static void collect_findings(Snapshot *s, const Diagnostics *sink) {
    const Program *p = s->program;
    uint32_t n = 0, kept = 0;
    s->findings = ARENA_ARRAY(s->arena, SnapFinding, (size_t)p->findings.n + diagnostics_count(sink) + 1);
    for (uint32_t f = 0; f < p->findings.n; f++) {
        if (!p->findings.at[f].silent) s->findings[n++] = snap_finding(p, &p->findings.at[f], s->arena);
    }
    for (uint32_t i = 0; i < diagnostics_count(sink); i++) {
        const Diagnostic *d = diagnostics_at(sink, i);
        if (d->is_rule || d->level == LEVEL_OFF || d->by.len > 0) continue;
        s->findings[n++] = (SnapFinding){d->fingerprint, d->name, d->message, {"", 0}, file_of(p->model, d->at), d->level, false, false};
    }
    if (n > 0) qsort(s->findings, n, sizeof *s->findings, by_fingerprint);
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || s->findings[kept - 1].fingerprint != s->findings[i].fingerprint) s->findings[kept++] = s->findings[i];
    s->finding_count = kept;
}

void snapshot_take(Program *program, const Diagnostics *sink, Arena *arena, Snapshot *s) {
    Model *m = program->model;
    *s = (Snapshot){.arena = arena, .program = program, .run = run_new(&program->reckoning, program->typed.index_count, arena)};
    Taking t = {.s = s, .m = m, .names = names_count(m->names) + 1, .scratch = arena_new()};
    t.record_of = mem_zeroed((size_t)m->row_count + 1, sizeof *t.record_of);
    t.digest = mem_zeroed((size_t)m->row_count + 1, sizeof *t.digest);
    t.path_hash = mem_zeroed((size_t)m->row_count + 1, sizeof *t.path_hash);
    t.name_hash = mem_zeroed(t.names, sizeof *t.name_hash);
    char *day = arena_alloc(arena, DATE_CHARS);
    date_print(m->today, day);
    s->as_of = (Str){day, DATE_CHARS};
    if (m->project) s->title = model_title(m, m->project, arena);
    collect_fields(s, m->schema);
    collect_records(&t);
    digest_records(&t);
    deepen(s);
    collect_findings(s, sink);
    mem_free(t.record_of);
    mem_free(t.digest);
    mem_free(t.path_hash);
    mem_free(t.name_hash);
    arena_free(t.scratch);
}

void snapshot_free(Snapshot *s) {
    if (s->program == NULL) return;
    for (KindId k = 0; k < s->program->model->schema->kinds.n; k++) vec_free(&s->fields[k]);
    run_free(s->run);
}

uint32_t snap_depth(const Snapshot *s, uint32_t index) {
    uint32_t depth = 0;
    for (uint32_t at = s->records[index].parent; at != 0; at = s->records[at - 1].parent) depth++;
    return depth;
}

static Str step_of(const Model *m, Row row) {
    NodeRef node = m->node[row];
    if (m->name[row] != 0) return (Str){"", 0};
    return node.tree ? tree_text(node.tree, m->sources, node.node) : (Str){"", 0};
}

SnapNames snap_names(const Snapshot *s, const SnapRecord *record) {
    if (record->names != NULL) return *record->names;
    const Model *m = s->program->model;
    Row row = record->row;
    return (SnapNames){.kind = names_text(m->names, schema_kind_at(m->schema, m->kind[row])->name),
                       .name = names_text(m->names, m->name[row]),
                       .step = step_of(m, row),
                       .path = {"", 0},
                       .shown = {"", 0},
                       .title = {"", 0},
                       .file = {"", 0}};
}

Str snap_path(const Snapshot *s, const SnapRecord *record, Arena *arena) {
    return record->names != NULL ? record->names->path : model_row_path(s->program->model, record->row, arena);
}

const SnapNames *snap_told(const Snapshot *s, SnapRecord *record) {
    if (record->names != NULL) return record->names;
    SnapNames *names = ARENA_NEW(s->arena, SnapNames);
    *names = snap_names(s, record);
    names->path = snap_path(s, record, s->arena);
    names->shown = model_row_name(s->program->model, record->row, s->arena);
    names->title = model_title(s->program->model, record->row, s->arena);
    names->file = snap_file(s, record);
    return record->names = names;
}

Str snap_file(const Snapshot *s, const SnapRecord *record) {
    if (record->names != NULL) return record->names->file;
    if (!record->own) return (Str){"", 0};
    return file_of(s->program->model, model_row_span(s->program->model, record->row));
}

// ---- fields as text

// A band's place among those of its method.
static bool rank_of_band(const Model *m, Row band, Decimal *rank) {
    const Method *method = NULL;
    for (uint32_t i = 0; i < m->methods.n && method == NULL; i++)
        if (m->methods.at[i].row == m->parent[band]) method = &m->methods.at[i];
    for (uint32_t i = 0; method && i < method->band_count; i++) {
        if (method->bands[i] != band) continue;
        *rank = i;
        return true;
    }
    return false;
}

static bool rank_of(const Model *m, Base base, Value value, Decimal *rank) {
    KindId level = schema_kind(m->schema, m->known.kind_level), band = schema_kind(m->schema, m->known.kind_band);
    *rank = value;
    switch (base) {
    case BASE_NUMBER:
    case BASE_PERCENT:
    case BASE_DATE: return true;
    case BASE_DURATION: *rank = duration_minutes(duration_unpack(value)); return true;
    case BASE_MONEY: *rank = money_amount(value); return true;
    case BASE_RATING: return rating_score(m, value, rank);
    case BASE_RECORD:
        if (level && row_is_a(m, (Row)value, level)) return model_value(m, (Row)value, m->known.number, rank, NULL);
        return band && row_is_a(m, (Row)value, band) && rank_of_band(m, (Row)value, rank);
    default: return false;
    }
}

static SnapValue value_of(const Model *m, Base base, Value value, Arena *arena) {
    SnapValue made = {.record = base == BASE_RECORD, .band = {"", 0}};
    Row band;
    made.text = made.record ? model_row_path(m, (Row)value, arena) : model_value_text(m, base, value, arena);
    if (base == BASE_RATING && rating_band(m, value, &band)) made.band = model_row_path(m, band, arena);
    made.ranked = rank_of(m, base, value, &made.rank);
    return made;
}

static int by_value(const void *a, const void *b) {
    return str_natural_cmp(((const SnapValue *)a)->text, ((const SnapValue *)b)->text);
}

static bool text_field(SnapField *field, Str text, bool open, Arena *arena) {
    SnapValue *one = ARENA_NEW(arena, SnapValue);
    *one = (SnapValue){.text = text, .band = {"", 0}};
    *field = (SnapField){field->name, one, text.len > 0, false, open};
    return text.len > 0 || open;
}

static bool field_of(const Snapshot *s, FieldId id, Row row, Arena *arena, SnapField *made) {
    Model *m = s->program->model;
    const Field *field = schema_field_at(m->schema, id);
    *made = (SnapField){.name = names_text(m->names, field->name)};
    if (field->builtin == BUILTIN_TITLE) return text_field(made, model_title(m, row, arena), m->flags[row] & ROW_TITLE_TODO, arena);
    if (field->builtin == BUILTIN_DOC) return m->unit[row] == 0 && text_field(made, node_doc(m->node[row], m->sources, arena), false, arena);
    const Column *column = run_column(s->run, id);
    uint8_t state;
    uint32_t from = column_values(column, row, &made->count, &state);
    const Base only = base_of(s, column, id);
    SnapValue *values = ARENA_ARRAY(arena, SnapValue, made->count);
    for (uint32_t v = 0; v < made->count; v++) values[v] = value_of(m, base_at(column, only, from + v), column->value[from + v], arena);
    if (made->count > 1) qsort(values, made->count, sizeof *values, by_value);
    made->values = values;
    made->reckoned = field->sort == FIELD_RECKONED;
    made->open = (state & STATE_UNKNOWN) != 0;
    return state != STATE_ABSENT;
}

const SnapField *snap_fields(const Snapshot *s, uint32_t index, Arena *arena, uint32_t *count) {
    const SnapRecord *record = &s->records[index];
    *count = record->field_count;
    if (s->program == NULL) return record->fields;
    const Model *m = s->program->model;
    KindId kind = m->kind[record->row];
    SnapField *fields = ARENA_ARRAY(arena, SnapField, s->fields[kind].n);
    *count = 0;
    for (uint32_t f = 0; f < s->fields[kind].n; f++)
        if (field_of(s, s->fields[kind].at[f], record->row, arena, &fields[*count])) ++*count;
    return fields;
}

// ---- digests of texts

static uint64_t digest_of_fields(const Snapshot *s, uint32_t index, Arena *scratch) {
    uint32_t count;
    const SnapField *fields = snap_fields(s, index, scratch, &count);
    uint64_t digest = 0;
    for (uint32_t f = 0; f < count; f++) {
        uint64_t sum = fields[f].open;
        for (uint32_t v = 0; v < fields[f].count; v++) sum += hash_u64(hash_text(fields[f].values[v].text));
        digest += hash_u64(sum ^ hash_text(fields[f].name));
    }
    return digest | 1;
}

void snapshot_digest_texts(Snapshot *s) {
    Arena *scratch = arena_new();
    for (uint32_t i = 0; i < s->record_count; i++) {
        s->records[i].digest = digest_of_fields(s, i, scratch);
        s->records[i].deep = 0;
        arena_clear(scratch);
    }
    deepen(s);
    arena_free(scratch);
}
