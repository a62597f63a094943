// Running one rule: bindings for which its condition is true become findings with their places, texts and fixes.
#include "base/hash.h"
#include "query/compile.h"
#include "syntax/insert.h"

// ---- places

static Span project_span(const Model *m) {
    return m->project ? model_row_span(m, m->project) : (Span){0};
}

static bool in_library(const Model *m, Span span) {
    if (span.start == 0) return true;
    return sources_file(m->sources, sources_find(m->sources, span.start))->origin == SOURCE_LIBRARY;
}

static Span header_span(const Model *m, Row row) {
    if (m->flags[row] & ROW_LIBRARY) return project_span(m);
    Span span = model_row_span(m, row);
    return in_library(m, span) ? project_span(m) : span;
}

static Span mention_span(const Model *m, SrcPos place) {
    Span span = model_place_span(m, place);
    return in_library(m, span) ? project_span(m) : span;
}

// Records that stand inside others, or are about others, are shown by their own header, not by a mention.
static bool shown_by_header(const Run *run, const Expr *e) {
    if (e->sort != EXPR_FIELD) return false;
    const Field *field = schema_field_at(run->model->schema, e->fields[0]);
    return field->sort == FIELD_CONTAINED || field->sort == FIELD_BUILTIN || (field->sort == FIELD_INVERSE && field->forward_count == 0);
}

Span place_of(Run *run, const Expr *e, const Vector *values, uint32_t i, const Frame *frame) {
    const Model *m = run->model;
    uint32_t j = vector_from(values, i);
    if (j < vector_to(values, i)) {
        bool record = vector_base(values, j) == BASE_RECORD;
        SrcPos place = vector_place(values, j);
        if (record && (place == 0 || shown_by_header(run, e))) return header_span(m, (Row)values->value[j]);
        if (place) return mention_span(m, place);
    }
    for (const Expr *base = e->a; base; base = base->a) { // nothing is there: the nearest enclosing record that is
        if (base->sort == EXPR_CONST) break;
        Vector outer = eval_value(run, base, frame);
        uint32_t k = vector_from(&outer, i);
        if (k < vector_to(&outer, i) && vector_base(&outer, k) == BASE_RECORD) return header_span(m, (Row)outer.value[k]);
    }
    if (e->sort == EXPR_FIRST && e->count > 1) {
        Vector last = eval_value(run, e->list[e->count - 1], frame);
        return place_of(run, e->list[e->count - 1], &last, i, frame);
    }
    return project_span(m);
}

// ---- what is bound

static void bound_records(const Rule *rule, const Frame *frame, uint32_t i, Finding *f) {
    for (uint32_t l = 0; l < rule->clauses.loop_count && f->bound_count < BOUND; l++) {
        Base base;
        Value value = frame_value(frame, i, rule->clauses.loops[l]->level, &base, NULL);
        if (base == BASE_RECORD) f->bound[f->bound_count++] = (Row)value;
    }
}

uint64_t finding_fingerprint(Str rule, const Str *records, uint32_t count) {
    uint64_t hash = hash_stable(HASH_STABLE_START, rule);
    for (uint32_t i = 0; i < count; i++) {
        hash = hash_stable(hash, STR("\n"));
        hash = hash_stable(hash, records[i]);
    }
    return hash;
}

static uint64_t fingerprint_of(const Model *m, const Rule *rule, const Finding *f, Arena *scratch) {
    Str paths[BOUND];
    for (uint32_t b = 0; b < f->bound_count; b++) paths[b] = model_row_path(m, f->bound[b], scratch);
    return finding_fingerprint(rule->info.name, paths, f->bound_count);
}

// ---- notes, help, fixes

#define NOTES_EACH 4u // a note at a list of mentions shows the first of them

static void attach_notes(Run *run, const Rule *rule, const Frame *frame, Arena *arena, Finding *findings) {
    for (uint32_t n = rule->note_count; n-- > 0;) { // last first, since each is put before the others
        const RuleNote *note = &rule->notes[n];
        Vector at = eval_value(run, note->at, frame);
        const Str *labels = template_fill(run, &note->label, frame, arena);
        for (uint32_t i = 0; i < frame->n; i++) {
            uint32_t count = vector_to(&at, i) - vector_from(&at, i);
            for (uint32_t k = count < NOTES_EACH ? count : NOTES_EACH; k-- > 0;) {
                uint32_t j = vector_from(&at, i) + k;
                Vector one = {
                    .n = 1, .value = at.value + j, .base = at.base ? at.base + j : NULL, .only = at.only, .place = at.place ? at.place + j : NULL};
                Span span = place_of(run, note->at, &one, 0, frame);
                if (span.start == findings[i].at.start) continue;
                DiagNote *d = ARENA_NEW(arena, DiagNote);
                *d = (DiagNote){.at = span, .label = labels[i], .next = findings[i].notes};
                findings[i].notes = d;
            }
        }
    }
}

static void attach_help(Run *run, const Rule *rule, const Frame *frame, Arena *arena, Finding *findings) {
    if (rule->help.count == 0) return;
    const Str *help = template_fill(run, &rule->help, frame, arena);
    for (uint32_t i = 0; i < frame->n; i++) findings[i].help = help[i];
}

// The end of the file that a place stands in: where `append` adds.
static Span file_end(const Model *m, Span at) {
    if (at.start == 0) return at;
    const SourceFile *file = sources_file(m->sources, sources_find(m->sources, at.start));
    return (Span){file->base + file->text.len, file->base + file->text.len};
}

static Span fix_span(Run *run, const RuleFix *fix, const Frame *frame, uint32_t i, const Vector *target, Span at) {
    const Model *m = run->model;
    if (fix->sort == FIX_APPEND) return file_end(m, at);
    uint32_t from = vector_from(target, i), to = vector_to(target, i);
    if (from == to) return (Span){0};
    if (fix->sort == FIX_REPLACE) return place_of(run, fix->target, target, i, frame);
    Span last = model_place_span(m, vector_place(target, to - 1)); // add: behind the last value of the list
    return (Span){last.end, last.end};
}

static bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

// A fix that puts another value in the place of one, or a value where none was, decides; what it adds with a `todo` leaves the decision open.
static bool is_safe(const RuleFix *fix, Str text) {
    for (uint32_t at = 0; fix->sort != FIX_REPLACE && at + 4 <= text.len; at++) {
        if (memcmp(text.at + at, "todo", 4) != 0 || (at > 0 && is_of_word(text.at[at - 1]))) continue;
        if (at + 4 == text.len || !is_of_word(text.at[at + 4])) return true;
    }
    return false;
}

// `add` where the field has no value yet: the field goes to the end of its record, if that is one of the project's.
static bool add_field(Run *run, const RuleFix *fix, const Vector *owner, uint32_t i, Str value, Arena *arena, Edit *edit) {
    const Model *m = run->model;
    if (vector_from(owner, i) == vector_to(owner, i) || vector_base(owner, vector_from(owner, i)) != BASE_RECORD) return false;
    Row row = (Row)owner->value[vector_from(owner, i)];
    if (m->unit[row] != 0) return false;
    Str name = names_text(m->names, schema_field_at(m->schema, fix->target->fields[0])->name);
    Str item = arena_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(name), STR_ARG(value));
    Edits edits = {0};
    bool added = insert_item(m->node[row].tree, m->sources, m->node[row].node, item, arena, &edits);
    if (added) *edit = edits.at[edits.n - 1]; // one before it only breaks a long line
    vec_free(&edits);
    return added;
}

static void attach_fix(Run *run, const RuleFix *fix, const Frame *frame, Arena *arena, Finding *findings) {
    Vector target = {0}, owner = {0};
    if (fix->target) target = eval_value(run, fix->target, frame);
    bool field = fix->sort == FIX_ADD && fix->target->sort == EXPR_FIELD;
    if (field) owner = eval_value(run, fix->target->a, frame);
    const Str *labels = template_fill(run, &fix->label, frame, arena), *texts = template_fill(run, &fix->text, frame, arena);
    for (uint32_t i = 0; i < frame->n; i++) {
        Edit edit = {.at = fix_span(run, fix, frame, i, &target, findings[i].at), .text = texts[i]};
        if (edit.at.start != 0 && fix->sort == FIX_ADD) edit.text = arena_printf(arena, ", " STR_FMT, STR_ARG(texts[i]));
        if (edit.at.start == 0 && !(field && add_field(run, fix, &owner, i, texts[i], arena, &edit))) continue;
        DiagFix *d = ARENA_NEW(arena, DiagFix);
        *d = (DiagFix){.at = edit.at, .label = labels[i], .text = edit.text, .safe = is_safe(fix, texts[i]), .next = findings[i].fixes};
        findings[i].fixes = d;
    }
}

// ---- one rule

// One report line over the bindings that it speaks about.
static void report(Run *run, const Rule *rule, uint32_t index, const Report *r, Level level, const Frame *frame, Arena *arena, Findings *findings) {
    if (frame->n == 0) return;
    Vector at = eval_value(run, r->at, frame);
    const Str *messages = template_fill(run, &r->message, frame, arena);
    uint32_t first = findings->n;
    for (uint32_t i = 0; i < frame->n; i++) {
        Finding f = {.rule = index, .level = level, .message = messages[i], .at = place_of(run, r->at, &at, i, frame)};
        bound_records(rule, frame, i, &f);
        f.fingerprint = fingerprint_of(run->model, rule, &f, run->batch);
        vec_push(findings, f);
    }
    attach_notes(run, rule, frame, arena, findings->at + first);
    attach_help(run, rule, frame, arena, findings->at + first);
    for (uint32_t x = 0; x < rule->fix_count; x++) attach_fix(run, &rule->fixes[x], frame, arena, findings->at + first);
}

// Each binding goes to the first report whose `when` is true.
static void report_all(Run *run, const Rule *rule, uint32_t index, const RuleForce *force, const Frame *frame, Arena *arena, Findings *findings) {
    const Frame *left = frame;
    for (uint32_t r = 0; r < rule->report_count && left->n; r++) {
        const Report *one = &rule->reports[r];
        Level own = report_level(force, one->level);
        if (one->when == NULL) {
            report(run, rule, index, one, own, left, arena, findings);
            return;
        }
        const Truth *truth = eval_where(run, one->when, left);
        uint32_t *yes = ARENA_ARRAY(run->batch, uint32_t, left->n), *no = ARENA_ARRAY(run->batch, uint32_t, left->n);
        uint32_t yes_count = 0, no_count = 0;
        for (uint32_t i = 0; i < left->n; i++) {
            if (truth[i] == TRUTH_TRUE) yes[yes_count++] = i;
            else no[no_count++] = i;
        }
        report(run, rule, index, one, own, frame_select(run, left, yes, yes_count), arena, findings);
        left = frame_select(run, left, no, no_count);
    }
}

void rule_run(Run *run, const Rule *rule, uint32_t index, const RuleForce *force, Arena *arena, Findings *findings, Undecided *undecided) {
    uint64_t next = 0;
    for (const Frame *frame; (frame = clauses_next(run, &rule->clauses, &next, undecided)) != NULL; run_clear(run))
        if (frame->n) report_all(run, rule, index, force, frame, arena, findings);
    run_clear(run);
}
