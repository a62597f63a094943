// Levels that were asked for by name: of rules (which query/ applies) and of the compiler's own diagnostics.
#include "diag/catalogue.h"
#include "diag/page.h"
#include "diag/suggest.h"
#include "render/diagnostics/shown.h"
#include "session/stages.h"

#define ALL STR("all")

void levels_add(Session *s, const SessionOptions *options) {
    for (uint32_t i = 0; i < options->level_count; i++) {
        vec_push(&s->levels, options->levels[i]);
        vec_push(&s->level_places, (Span){0, 0});
    }
}

static bool is_rule(const Session *s, Str name) {
    uint32_t low = 0, high = program_rule_count(s->program);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_cmp(name, program_rule(s->program, middle)->name);
        if (order == 0) return true;
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static Suggestion nearest_rule(const Session *s, Str name) {
    Suggestion suggestion = {.wanted = name};
    for (uint32_t i = 0; i < program_rule_count(s->program); i++) {
        suggest_offer(&suggestion, program_rule(s->program, i)->name, 0);
    }
    return suggestion;
}

// On the command line an unknown name is a mistake of usage.
static bool refuse(const Session *s, Str name, Out *trouble) {
    Suggestion suggestion = nearest_rule(s, name);
    out_cstr(trouble, "there is no rule `");
    shown_text(trouble, name);
    out_char(trouble, '`');
    if (suggestion.best.at != NULL) {
        out_cstr(trouble, "; a rule with a similar name exists: ");
        out_str(trouble, suggestion.best);
    }
    return false;
}

static void report(Session *s, Str name, Span at) {
    Suggestion suggestion = nearest_rule(s, name);
    Diagnostic *d = diag_unknown_rule(s->sink, at, name);
    if (suggestion.best.at == NULL) return;
    Str help = arena_printf(s->arena, "a rule with a similar name exists: " STR_FMT, STR_ARG(suggestion.best));
    diag_help(s->sink, d, help);
    diag_fix(s->sink, d, at, STR("use the similar name"), suggestion.best, false);
}

bool levels_check(Session *s, const SessionOptions *options, Out *trouble) {
    for (uint32_t i = 0; i < s->levels.n; i++) {
        Str name = s->levels.at[i].name;
        if (str_eq(name, ALL) || is_rule(s, name) || diag_page_find(name) != NULL) continue;
        if (s->level_places.at[i].start != 0) report(s, name, s->level_places.at[i]);
        else if (!options->was) return refuse(s, name, trouble);
    }
    for (uint32_t i = 0; i < options->only_count && !options->was; i++) {
        if (!is_rule(s, options->only[i])) return refuse(s, options->only[i], trouble);
    }
    return true;
}

void levels_apply(const Session *s, Diagnostics *sink) {
    for (uint32_t i = 0; s->levels.n > 0 && i < diagnostics_count(sink); i++) {
        Diagnostic *d = diagnostics_at(sink, i);
        if (d->is_rule || d->by.len > 0 || d->level == LEVEL_OFF || d->level >= LEVEL_ERROR) continue;
        for (uint32_t k = s->levels.n; k-- > 0;) {
            if (!str_eq(s->levels.at[k].name, d->name)) continue;
            d->level = s->levels.at[k].level;
            break;
        }
    }
}
