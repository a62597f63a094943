// What can be found, described for formats of diagnostics that tell it beside what was found.
#include <stdlib.h>

#include "base/markdown.h"
#include "diag/page.h"
#include "session/session.h"

static DiagRule of_page(const DiagPage *page, Arena *arena) {
    return (DiagRule){page->name, page->level, markdown_sentence(page->why, arena), page->why, page->requirement};
}

static DiagRule of_rule(const Session *s, const RuleInfo *rule) {
    Str doc = node_doc(rule->declaration, s->sources, s->arena);
    return (DiagRule){rule->name, rule->level, markdown_sentence(doc, s->arena), doc, rule->requirement};
}

static int by_name(const void *left, const void *right) {
    return str_cmp(((const DiagRule *)left)->name, ((const DiagRule *)right)->name);
}

const DiagRule *session_rules(const Session *s, uint32_t *count) {
    uint32_t own = s->program != NULL ? program_rule_count(s->program) : 0;
    DiagRule *rules = ARENA_ARRAY(s->arena, DiagRule, diag_page_count + own);
    *count = 0;
    for (uint32_t i = 0; i < diag_page_count; i++) rules[(*count)++] = of_page(&diag_pages[i], s->arena);
    for (uint32_t i = 0; i < own; i++) rules[(*count)++] = of_rule(s, program_rule(s->program, i));
    qsort(rules, *count, sizeof *rules, by_name);
    return rules;
}
