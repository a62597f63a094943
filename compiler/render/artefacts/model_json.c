// Saved models, written and read.
#include "render/artefacts/model_json.h"

#include <stdlib.h>

#include "base/json.h"
#include "render/artefacts/escape.h"

#define FORMAT STR("ismsc-model")

// ---- Writing ----------------------------------------------------------------------------------------------------------------------------

typedef struct {
    SnapRecord *record;
    uint32_t depth;
} Placed;

static int by_place(const void *a, const void *b) {
    const Placed *x = a, *y = b;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    int cmp = str_natural_cmp(x->record->names->path, y->record->names->path);
    return cmp ? cmp : (x->record > y->record) - (x->record < y->record);
}

static void write_value(const SnapValue *value, Out *out) {
    if (!value->record && !value->ranked) {
        escape_json(out, value->text);
        return;
    }
    out_cstr(out, "{\"text\": ");
    escape_json(out, value->text);
    escape_json_member(out, "band", value->band);
    if (value->record) out_cstr(out, ", \"record\": true");
    if (value->ranked) out_printf(out, ", \"rank\": %lld", (long long)value->rank);
    out_char(out, '}');
}

static void write_field(const SnapField *field, Out *out) {
    out_cstr(out, "{\"name\": ");
    escape_json(out, field->name);
    out_cstr(out, ", \"values\": [");
    for (uint32_t v = 0; v < field->count; v++) {
        if (v > 0) out_cstr(out, ", ");
        write_value(&field->values[v], out);
    }
    out_char(out, ']');
    if (field->reckoned) out_cstr(out, ", \"reckoned\": true");
    if (field->open) out_cstr(out, ", \"open\": true");
    out_char(out, '}');
}

static void write_record(const Snapshot *s, const SnapRecord *r, const uint32_t *number, Arena *scratch, Out *out) {
    uint32_t count;
    const SnapField *fields = snap_fields(s, (uint32_t)(r - s->records), scratch, &count);
    out_cstr(out, "    {\"path\": ");
    escape_json(out, r->names->path);
    escape_json_member(out, "kind", r->names->kind);
    escape_json_member(out, "name", r->names->name);
    escape_json_member(out, "step", r->names->step);
    if (!str_eq(r->names->shown, r->names->path)) escape_json_member(out, "shown", r->names->shown);
    escape_json_member(out, "title", r->names->title);
    escape_json_member(out, "file", r->names->file);
    if (r->own) out_cstr(out, ", \"own\": true");
    if (r->parent != 0) out_printf(out, ", \"parent\": %u", number[r->parent - 1]);
    if (r->top != 0) out_printf(out, ", \"top\": %u", number[r->top - 1]);
    out_cstr(out, ", \"fields\": [");
    for (uint32_t f = 0; f < count; f++) {
        out_cstr(out, f > 0 ? ",\n      " : "\n      ");
        write_field(&fields[f], out);
    }
    out_cstr(out, "]}");
    arena_clear(scratch);
}

static void write_records(const Snapshot *s, Out *out) {
    Placed *order = mem_zeroed((size_t)s->record_count + 1, sizeof *order);
    uint32_t *number = mem_zeroed((size_t)s->record_count + 1, sizeof *number);
    Arena *scratch = arena_new();
    for (uint32_t i = 0; i < s->record_count; i++) {
        order[i] = (Placed){&s->records[i], snap_depth(s, i)};
        snap_told(s, &s->records[i]);
    }
    if (s->record_count > 0) qsort(order, s->record_count, sizeof *order, by_place);
    for (uint32_t i = 0; i < s->record_count; i++) number[order[i].record - s->records] = i;
    out_cstr(out, "  \"records\": [");
    for (uint32_t i = 0; i < s->record_count; i++) {
        out_cstr(out, i > 0 ? ",\n" : "\n");
        write_record(s, order[i].record, number, scratch, out);
    }
    out_cstr(out, s->record_count > 0 ? "\n  ],\n" : "],\n");
    arena_free(scratch);
    mem_free(number);
    mem_free(order);
}

static void write_finding(const SnapFinding *f, Out *out) {
    out_printf(out, "    {\"fingerprint\": \"%016llx\"", (unsigned long long)f->fingerprint);
    escape_json_member(out, "name", f->rule);
    escape_json_member(out, "level", str_of(level_name(f->level)));
    escape_json_member(out, "message", f->message);
    escape_json_member(out, "record", f->record);
    escape_json_member(out, "file", f->file);
    if (f->waived) out_cstr(out, ", \"waived\": true");
    if (f->is_rule) out_cstr(out, ", \"rule\": true");
    out_char(out, '}');
}

void model_json(const Snapshot *s, Out *out) {
    out_cstr(out, "{\n  \"format\": ");
    escape_json(out, FORMAT);
    out_printf(out, ",\n  \"version\": %d,\n  \"project\": ", MODEL_VERSION);
    escape_json(out, s->title);
    out_cstr(out, ",\n  \"as-of\": ");
    escape_json(out, s->as_of);
    out_cstr(out, ",\n");
    write_records(s, out);
    out_cstr(out, "  \"findings\": [");
    for (uint32_t i = 0; i < s->finding_count; i++) {
        out_cstr(out, i > 0 ? ",\n" : "\n");
        write_finding(&s->findings[i], out);
    }
    out_cstr(out, s->finding_count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

// ---- Reading ----------------------------------------------------------------------------------------------------------------------------

typedef struct {
    JsonReader json;
    Arena *arena;
    VEC(SnapRecord) records;
    VEC(SnapFinding) findings;
    VEC(SnapField) fields; // of one record
    VEC(SnapValue) values; // of one field
} Loading;

static bool read_value_object(JsonReader *r, SnapValue *value) {
    Str name;
    if (!json_object(r)) return false;
    while (json_key(r, &name)) {
        if (str_eq(name, STR("text"))) json_string(r, &value->text);
        else if (str_eq(name, STR("band"))) json_string(r, &value->band);
        else if (str_eq(name, STR("record"))) json_bool(r, &value->record);
        else if (str_eq(name, STR("rank"))) value->ranked = json_integer(r, &value->rank);
        else json_skip(r);
    }
    return r->mistake == NULL;
}

static bool read_values(Loading *l, SnapField *field) {
    JsonReader *r = &l->json;
    l->values.n = 0;
    if (!json_list(r)) return false;
    while (json_element(r)) {
        SnapValue value = {.text = {"", 0}, .band = {"", 0}};
        bool well = json_is(r, '{') ? read_value_object(r, &value) : json_string(r, &value.text);
        if (!well) return false;
        vec_push(&l->values, value);
    }
    SnapValue *values = ARENA_ARRAY(l->arena, SnapValue, l->values.n);
    if (l->values.n > 0) memcpy(values, l->values.at, l->values.n * sizeof *values);
    field->values = values;
    field->count = l->values.n;
    return r->mistake == NULL;
}

static bool read_field(Loading *l) {
    JsonReader *r = &l->json;
    SnapField field = {.name = {"", 0}};
    Str name;
    if (!json_object(r)) return false;
    while (json_key(r, &name)) {
        if (str_eq(name, STR("name"))) json_string(r, &field.name);
        else if (str_eq(name, STR("values"))) read_values(l, &field);
        else if (str_eq(name, STR("reckoned"))) json_bool(r, &field.reckoned);
        else if (str_eq(name, STR("open"))) json_bool(r, &field.open);
        else json_skip(r);
    }
    if (r->mistake == NULL && field.name.len == 0) json_wrong(r, "the name of a field");
    vec_push(&l->fields, field);
    return r->mistake == NULL;
}

static bool read_fields(Loading *l, SnapRecord *record) {
    JsonReader *r = &l->json;
    l->fields.n = 0;
    if (!json_list(r)) return false;
    while (json_element(r))
        if (!read_field(l)) return false;
    SnapField *fields = ARENA_ARRAY(l->arena, SnapField, l->fields.n);
    if (l->fields.n > 0) memcpy(fields, l->fields.at, l->fields.n * sizeof *fields);
    record->fields = fields;
    record->field_count = l->fields.n;
    return r->mistake == NULL;
}

// The number of a record that stands before this one, or is it (`top`).
static bool read_number(Loading *l, bool itself, uint32_t *to) {
    int64_t number;
    if (!json_integer(&l->json, &number)) return false;
    if (number < 0 || number >= (int64_t)l->records.n + itself) return json_wrong(&l->json, "the number of a record before this one");
    *to = (uint32_t)number + 1;
    return true;
}

static bool read_record(Loading *l) {
    JsonReader *r = &l->json;
    SnapNames *names = ARENA_NEW(l->arena, SnapNames);
    *names = (SnapNames){.path = {"", 0}, .kind = {"", 0}, .name = {"", 0}, .step = {"", 0}, .shown = {"", 0}, .title = {"", 0}, .file = {"", 0}};
    SnapRecord record = {.names = names};
    Str name;
    if (!json_object(r)) return false;
    while (json_key(r, &name)) {
        if (str_eq(name, STR("path"))) json_string(r, &names->path);
        else if (str_eq(name, STR("kind"))) json_string(r, &names->kind);
        else if (str_eq(name, STR("name"))) json_string(r, &names->name);
        else if (str_eq(name, STR("step"))) json_string(r, &names->step);
        else if (str_eq(name, STR("shown"))) json_string(r, &names->shown);
        else if (str_eq(name, STR("title"))) json_string(r, &names->title);
        else if (str_eq(name, STR("file"))) json_string(r, &names->file);
        else if (str_eq(name, STR("own"))) json_bool(r, &record.own);
        else if (str_eq(name, STR("parent"))) read_number(l, false, &record.parent);
        else if (str_eq(name, STR("top"))) read_number(l, true, &record.top);
        else if (str_eq(name, STR("fields"))) read_fields(l, &record);
        else json_skip(r);
    }
    if (r->mistake == NULL && names->path.len == 0) json_wrong(r, "the path of a record");
    if (names->shown.len == 0) names->shown = names->path;
    record.named = names->name.len > 0;
    vec_push(&l->records, record);
    return r->mistake == NULL;
}

static bool read_fingerprint(JsonReader *r, uint64_t *to) {
    Str text;
    if (!json_string(r, &text)) return false;
    bool well = text.len == 16;
    *to = 0;
    for (uint32_t i = 0; i < text.len && well; i++) {
        char c = text.at[i];
        well = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        *to = *to << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return well ? true : json_wrong(r, "a fingerprint of 16 digits");
}

static bool read_level(JsonReader *r, Level *level) {
    Str text;
    if (!json_string(r, &text)) return false;
    return level_parse(text, level) && *level != LEVEL_OFF ? true : json_wrong(r, "a level");
}

static bool read_finding(Loading *l) {
    JsonReader *r = &l->json;
    SnapFinding finding = {.rule = {"", 0}, .message = {"", 0}, .record = {"", 0}, .file = {"", 0}};
    Str name;
    if (!json_object(r)) return false;
    while (json_key(r, &name)) {
        if (str_eq(name, STR("fingerprint"))) read_fingerprint(r, &finding.fingerprint);
        else if (str_eq(name, STR("name"))) json_string(r, &finding.rule);
        else if (str_eq(name, STR("level"))) read_level(r, &finding.level);
        else if (str_eq(name, STR("message"))) json_string(r, &finding.message);
        else if (str_eq(name, STR("record"))) json_string(r, &finding.record);
        else if (str_eq(name, STR("file"))) json_string(r, &finding.file);
        else if (str_eq(name, STR("waived"))) json_bool(r, &finding.waived);
        else if (str_eq(name, STR("rule"))) json_bool(r, &finding.is_rule);
        else json_skip(r);
    }
    if (r->mistake == NULL && (finding.fingerprint == 0 || finding.rule.len == 0 || finding.level == LEVEL_OFF))
        json_wrong(r, "the fingerprint, name and level of a finding");
    bool sorted = l->findings.n == 0 || l->findings.at[l->findings.n - 1].fingerprint < finding.fingerprint;
    if (r->mistake == NULL && !sorted) json_wrong(r, "findings sorted by fingerprint");
    vec_push(&l->findings, finding);
    return r->mistake == NULL;
}

// Each list of the file, element by element.
static bool read_all(Loading *l, bool each(Loading *l)) {
    if (!json_list(&l->json)) return false;
    while (json_element(&l->json))
        if (!each(l)) return false;
    return l->json.mistake == NULL;
}

// The first two members say what it is.
static bool read_head(JsonReader *r) {
    Str name, format = {"", 0};
    int64_t version = 0;
    if (!json_is(r, '{')) return json_wrong(r, "a model that `build --emit model` wrote");
    if (!json_object(r) || !json_key(r, &name) || !str_eq(name, STR("format")) || !json_string(r, &format) || !str_eq(format, FORMAT))
        return json_wrong(r, "a model that `build --emit model` wrote");
    if (!json_key(r, &name) || !str_eq(name, STR("version")) || !json_integer(r, &version)) return json_wrong(r, "its version");
    return version == MODEL_VERSION ? true : json_wrong(r, "version 1; another release of ismsc wrote this");
}

static bool read_model(Loading *l, Snapshot *s) {
    JsonReader *r = &l->json;
    Str name;
    bool records = false, findings = false;
    if (!read_head(r)) return false;
    while (json_key(r, &name)) {
        if (str_eq(name, STR("project"))) json_string(r, &s->title);
        else if (str_eq(name, STR("as-of"))) json_string(r, &s->as_of);
        else if (str_eq(name, STR("records")) && !records) records = read_all(l, read_record);
        else if (str_eq(name, STR("findings")) && !findings) findings = read_all(l, read_finding);
        else json_skip(r);
    }
    if (r->mistake == NULL && !(records && findings)) json_wrong(r, "its records and its findings");
    return json_end(r);
}

bool model_json_read(Str text, Arena *arena, Snapshot *s, Out *trouble) {
    Loading l = {.json = json_reader(text, arena), .arena = arena};
    *s = (Snapshot){.arena = arena, .title = {"", 0}, .as_of = {"", 0}};
    bool well = read_model(&l, s);
    if (!well) out_printf(trouble, "line %u: wanted is %s", json_line(&l.json), l.json.mistake);
    s->records = ARENA_ARRAY(arena, SnapRecord, l.records.n);
    s->findings = ARENA_ARRAY(arena, SnapFinding, l.findings.n);
    if (l.records.n > 0) memcpy(s->records, l.records.at, l.records.n * sizeof *s->records);
    if (l.findings.n > 0) memcpy(s->findings, l.findings.at, l.findings.n * sizeof *s->findings);
    s->record_count = l.records.n;
    s->finding_count = l.findings.n;
    vec_free(&l.records);
    vec_free(&l.findings);
    vec_free(&l.fields);
    vec_free(&l.values);
    return well;
}
