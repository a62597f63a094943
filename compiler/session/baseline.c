// Baselines: reading, taking, merging, writing.
#include "session/baseline.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "render/artefacts/escape.h"
#include "session/session.h"

#define HEAD STR("ismsc-baseline 1")

static Baseline baseline_new(void) {
    return (Baseline){.arena = arena_new()};
}

void baseline_free(Baseline *b) {
    vec_free(&b->findings);
    vec_free(&b->records);
    arena_free(b->arena);
}

// ---- Order ------------------------------------------------------------------------------------------------------------------------------

static int by_line(const void *a, const void *b) {
    return str_cmp(((const BaselineFinding *)a)->line, ((const BaselineFinding *)b)->line);
}

// Of two of one path the one that is there stands first.
static int by_path(const void *a, const void *b) {
    const BaselineRecord *x = a, *y = b;
    int cmp = str_cmp(x->path, y->path);
    return cmp ? cmp : (int)x->gone - (int)y->gone;
}

static int by_fingerprint(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void settle(Baseline *b) {
    uint32_t findings = 0, records = 0;
    if (b->findings.n > 0) qsort(b->findings.at, b->findings.n, sizeof *b->findings.at, by_line);
    if (b->records.n > 0) qsort(b->records.at, b->records.n, sizeof *b->records.at, by_path);
    for (uint32_t i = 0; i < b->findings.n; i++)
        if (findings == 0 || by_line(&b->findings.at[findings - 1], &b->findings.at[i]) != 0) b->findings.at[findings++] = b->findings.at[i];
    for (uint32_t i = 0; i < b->records.n; i++)
        if (records == 0 || !str_eq(b->records.at[records - 1].path, b->records.at[i].path)) b->records.at[records++] = b->records.at[i];
    b->findings.n = findings;
    b->records.n = records;
    uint64_t *known = ARENA_ARRAY(b->arena, uint64_t, findings);
    for (uint32_t i = 0; i < findings; i++) known[i] = b->findings.at[i].fingerprint;
    if (findings > 0) qsort(known, findings, sizeof *known, by_fingerprint);
    b->known = (Fingerprints){known, findings};
}

// ---- Reading ----------------------------------------------------------------------------------------------------------------------------

// The next word of the line; the rest begins behind the blank after it.
static Str next_word(Str *rest) {
    uint32_t end = str_find(*rest, ' ', 0);
    Str word = str_part(*rest, 0, end);
    *rest = str_part(*rest, end + 1, rest->len);
    return word;
}

static bool read_digits(Str text, uint64_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return false;
        *number = *number << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return text.len == 16;
}

static bool read_finding(Baseline *b, Str line, Str rest, bool own) {
    BaselineFinding finding = {.line = line};
    VEC(Str) records = {0};
    Str name = next_word(&rest);
    bool well = name.len > 0;
    if (own) {
        well = well && read_digits(rest, &finding.fingerprint);
    } else {
        while (rest.len > 0) vec_push(&records, next_word(&rest));
        finding.fingerprint = finding_fingerprint(name, records.at, records.n);
    }
    vec_free(&records);
    if (well) vec_push(&b->findings, finding);
    return well;
}

static bool read_record(Baseline *b, Str rest, bool gone) {
    BaselineRecord record = {.gone = gone};
    record.kind = next_word(&rest);
    record.path = next_word(&rest);
    JsonReader title = json_reader(rest, b->arena);
    bool well = record.kind.len > 0 && record.path.len > 0 && json_string(&title, &record.title) && json_end(&title);
    if (well) vec_push(&b->records, record);
    return well;
}

static bool read_line(Baseline *b, Str line) {
    Str rest = line, sort = next_word(&rest);
    if (str_eq(sort, STR("found"))) return read_finding(b, line, rest, false);
    if (str_eq(sort, STR("diagnostic"))) return read_finding(b, line, rest, true);
    if (str_eq(sort, STR("record"))) return read_record(b, rest, false);
    return str_eq(sort, STR("gone")) && read_record(b, rest, true);
}

static bool read_text(Baseline *b, Str text, const char *path, Out *trouble) {
    uint32_t number = 0;
    for (uint32_t from = 0; from < text.len || number == 0; number++) {
        uint32_t to = str_find(text, '\n', from);
        Str line = str_part(text, from, to);
        if (line.len > 0 && line.at[line.len - 1] == '\r') line.len--;
        bool well = number == 0 ? str_eq(line, HEAD) : line.len == 0 || read_line(b, line);
        from = to + 1;
        if (well) continue;
        if (number == 0) out_printf(trouble, "%s is no baseline: its first line is not `" STR_FMT "`", path, STR_ARG(HEAD));
        else out_printf(trouble, "%s:%u: this is no line of a baseline", path, number + 1);
        return false;
    }
    return true;
}

bool baseline_read(const char *path, Baseline *b, Out *trouble) {
    *b = baseline_new();
    char *bytes = NULL;
    uint32_t len = 0;
    bool well = files_read_path(path, &bytes, &len, trouble);
    if (well) well = read_text(b, arena_str(b->arena, (Str){bytes, len}), path, trouble);
    mem_free(bytes);
    settle(b);
    return well;
}

// ---- Taking -----------------------------------------------------------------------------------------------------------------------------

static void take_findings(const Session *s, Baseline *b) {
    for (uint32_t i = 0; i < program_finding_count(s->program); i++) {
        FindingInfo found;
        if (!program_finding(s->program, i, b->arena, &found) || found.waived) continue;
        Out line = out_memory();
        out_cstr(&line, "found ");
        out_str(&line, found.rule);
        for (uint32_t r = 0; r < found.record_count; r++) out_printf(&line, " " STR_FMT, STR_ARG(found.records[r]));
        vec_push(&b->findings, (BaselineFinding){arena_str(b->arena, out_text(&line)), found.fingerprint});
        out_free(&line);
    }
}

static void take_own(const Session *s, Baseline *b) {
    for (uint32_t i = 0; i < diagnostics_count(s->sink); i++) {
        const Diagnostic *d = diagnostics_at(s->sink, i);
        if (d->is_rule || d->level == LEVEL_OFF || d->level >= LEVEL_ERROR || d->by.len > 0) continue;
        Str line = arena_printf(b->arena, "diagnostic " STR_FMT " %016llx", STR_ARG(d->name), (unsigned long long)d->fingerprint);
        vec_push(&b->findings, (BaselineFinding){line, d->fingerprint});
    }
}

static bool counts(const Model *m, Row row) {
    return m->unit[row] == 0 && m->parent[row] == 0 && m->name[row] != 0 && !(m->flags[row] & ROW_POISON);
}

static void take_records(const Model *m, Baseline *b) {
    for (Row row = 1; row <= m->row_count; row++) {
        if (!counts(m, row)) continue;
        Str kind = names_text(m->names, schema_kind_at(m->schema, m->kind[row])->name);
        vec_push(&b->records, (BaselineRecord){arena_str(b->arena, kind), model_row_path(m, row, b->arena), model_title(m, row, b->arena), false});
    }
}

void baseline_take(const Session *s, Baseline *b) {
    *b = baseline_new();
    take_findings(s, b);
    take_own(s, b);
    take_records(s->model, b);
    settle(b);
}

// ---- Merging ----------------------------------------------------------------------------------------------------------------------------

static bool has_line(const Baseline *b, const BaselineFinding *finding) {
    return b->findings.n > 0 && bsearch(finding, b->findings.at, b->findings.n, sizeof *b->findings.at, by_line) != NULL;
}

static const BaselineRecord *record_at(const Baseline *b, Str path) {
    uint32_t low = 0, high = b->records.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (str_cmp(b->records.at[middle].path, path) < 0) low = middle + 1;
        else high = middle;
    }
    return low < b->records.n && str_eq(b->records.at[low].path, path) ? &b->records.at[low] : NULL;
}

// Texts stay where they are: both must outlive what comes out.
void baseline_merge(const Baseline *old, const Baseline *now, bool more, Baseline *merged) {
    *merged = baseline_new();
    for (uint32_t i = 0; i < now->findings.n; i++)
        if (more || has_line(old, &now->findings.at[i])) vec_push(&merged->findings, now->findings.at[i]);
    for (uint32_t i = 0; i < now->records.n; i++)
        if (more || record_at(old, now->records.at[i].path) != NULL) vec_push(&merged->records, now->records.at[i]);
    for (uint32_t i = 0; i < old->records.n; i++) {
        BaselineRecord gone = old->records.at[i];
        gone.gone = true;
        if (record_at(now, gone.path) == NULL) vec_push(&merged->records, gone);
    }
    settle(merged);
}

// ---- Writing ----------------------------------------------------------------------------------------------------------------------------

static Str record_line(const BaselineRecord *r, Arena *arena) {
    Out line = out_memory();
    out_printf(&line, "%s " STR_FMT " " STR_FMT " ", r->gone ? "gone" : "record", STR_ARG(r->kind), STR_ARG(r->path));
    escape_json(&line, r->title);
    Str text = arena_str(arena, out_text(&line));
    out_free(&line);
    return text;
}

void baseline_write(const Baseline *b, Out *out) {
    VEC(BaselineFinding) lines = {0};
    for (uint32_t i = 0; i < b->findings.n; i++) vec_push(&lines, b->findings.at[i]);
    for (uint32_t i = 0; i < b->records.n; i++) vec_push(&lines, (BaselineFinding){.line = record_line(&b->records.at[i], b->arena)});
    if (lines.n > 0) qsort(lines.at, lines.n, sizeof *lines.at, by_line);
    out_str(out, HEAD);
    out_char(out, '\n');
    for (uint32_t i = 0; i < lines.n; i++) {
        out_str(out, lines.at[i].line);
        out_char(out, '\n');
    }
    vec_free(&lines);
}
