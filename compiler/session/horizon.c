// The horizon: the model and the rules once more, for a later day. What they find then and not now becomes notes of their own.
#include <stdlib.h>

#include "base/hash.h"
#include "session/stages.h"

// Apart from the finding itself, which comes when the day has come, and the same whatever the day is.
static uint64_t fingerprint_ahead(uint64_t fingerprint) {
    return hash_u64(fingerprint ^ hash_stable(HASH_STABLE_START, STR("ahead")));
}

static int by_size(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// The fingerprints of all that is said now, sorted.
static const uint64_t *known_now(const Session *s, uint32_t *count) {
    *count = diagnostics_count(s->sink);
    uint64_t *known = ARENA_ARRAY(s->arena, uint64_t, *count + 1);
    for (uint32_t i = 0; i < *count; i++) known[i] = diagnostics_at(s->sink, i)->fingerprint;
    qsort(known, *count, sizeof *known, by_size);
    return known;
}

static void add_note(Session *s, const Diagnostic *later, Str day) {
    Str message = arena_printf(s->arena, "by " STR_FMT ": " STR_FMT, STR_ARG(day), STR_ARG(later->message));
    Diagnostic *d = diagnostics_add(s->sink, later->name, LEVEL_NOTE, later->at, message);
    d->by = arena_str(diagnostics_arena(s->sink), day);
    d->requirement = arena_str(diagnostics_arena(s->sink), later->requirement);
    d->fingerprint = fingerprint_ahead(later->fingerprint);
    d->subject = later->subject;
    d->is_rule = later->is_rule;
    diag_help(s->sink, d, later->help);
    for (const DiagNote *note = later->notes; note != NULL; note = note->next) diag_note(s->sink, d, note->at, note->label);
}

void look_ahead(Session *s, const SessionOptions *options) {
    Diagnostics *sink = diagnostics_new();
    char day[DATE_CHARS];
    date_print(options->horizon, day);
    s->horizon = arena_str(s->arena, (Str){day, DATE_CHARS});
    Model *model = model_of_day(s, options->horizon, sink);
    if (s->model->files_known) model_set_files(model, s->model->files, s->model->file_count);
    Program *program = program_build(model, s->inputs.at, s->inputs.n, s->arena, sink);
    RuleOptions rules = {s->levels.at, s->levels.n, options->only, options->only_count, options->no_waivers, s->program, s->threads, NULL, NULL};
    RuleStats stats;
    program_run_rules(program, &rules, sink, &stats);
    levels_apply(s, sink);
    uint32_t count;
    const uint64_t *known = known_now(s, &count);
    for (uint32_t i = 0; i < diagnostics_count(sink); i++) {
        const Diagnostic *later = diagnostics_at(sink, i);
        bool said = !later->is_rule && bsearch(&later->fingerprint, known, count, sizeof *known, by_size) != NULL; // of rules' the program knows
        if (later->level != LEVEL_OFF && !later->waived && !said) add_note(s, later, s->horizon);
    }
    program_free(program);
    model_free(model);
    diagnostics_free(sink);
}
