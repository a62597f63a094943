// The few names of the library that the compiler itself must know. They stand here and nowhere else; all other words of the domain live in stdlib/.
#ifndef ISMSC_SCHEMA_KNOWN_H
#define ISMSC_SCHEMA_KNOWN_H

#include "base/names.h"

// X(member, text)
// clang-format off
#define KNOWN_KINDS(X) \
    X(any, "any") \
    X(project, "project") \
    X(standard, "standard") \
    X(requirement, "requirement") \
    X(scale, "scale") \
    X(level, "level") \
    X(method, "method") \
    X(band, "band") \
    X(sign_off, "sign-off") \
    X(evidence, "evidence") \
    X(waive, "waive") \
    X(rule, "rule") \
    X(diagnostic, "diagnostic") \
    X(difference, "difference") \
    X(mapping, "mapping")

// Fields of those kinds that C reads.
#define KNOWN_FIELDS(X) \
    X(id, "id") X(title, "title") X(parent, "parent") X(kind, "kind") X(doc, "doc") X(library, "library") X(key, "key") X(value, "value") \
    X(standards, "standards") X(compare, "compare") X(methods, "methods") X(lint, "lint") X(part_of, "part-of") X(label, "label") \
    X(satisfies, "satisfies") X(answered_by, "answered-by") X(claimed_by, "claimed-by") X(applies, "applies") X(number, "number") \
    X(numbers, "numbers") X(colour, "colour") X(accepts, "accepts") X(likelihood, "likelihood") X(impact, "impact") X(grid, "grid") \
    X(formula, "formula") X(sum, "sum") X(maximum, "maximum") X(acceptable, "acceptable") X(score, "score") X(by, "by") X(on, "on") \
    X(until, "until") X(of, "of") X(nobody, "nobody") X(yes, "yes") X(no, "no") X(level_field, "level") X(level_now, "level-now") \
    X(since, "since") X(message, "message") X(enforces, "enforces") X(records, "records") X(waived, "waived") X(rule_field, "rule") \
    X(claims, "claims") X(today, "today") X(person, "person") X(cited, "cited") X(mapped_by, "mapped-by") X(from, "from") X(to, "to") \
    X(maps, "maps") X(relation, "relation") X(equal, "equal") X(subset, "subset") X(what, "what") X(sort, "sort") X(record, "record") \
    X(name, "name") X(called, "called") X(top, "top") X(field, "field") X(before, "before") X(after, "after") X(band_before, "band-before") \
    X(band_after, "band-after") X(moved, "moved") X(reckoned, "reckoned") X(added, "added") X(removed, "removed") X(changed, "changed") \
    X(up, "up") X(down, "down") X(differences, "differences")
// clang-format on

typedef struct {
#define X(member, text) NameId kind_##member;
    KNOWN_KINDS(X)
#undef X
#define X(member, text) NameId member;
    KNOWN_FIELDS(X)
#undef X
} Known;

// Interns all of them.
Known known_names(Names *names);

#endif
