// What rules find: conditions, quantifiers, joins, unknown values, places, giving way, levels.
#include "world.h"

#define PEOPLE "person ann \"Ann\" person bob \"Bob\" { boss: ann }\n"

static void condition_on_a_field(void **state) {
    (void)state;
    assert_says(PEOPLE "thing a \"A\" { owner: ann } thing b \"B\"\n"
                       "rule r warning { for t in thing where t.owner is missing report at t \"{t} \\\"{t.title}\\\" has no owner\" }",
                "r: b \"B\" has no owner\n");
}

static void quantifier_over_a_path(void **state) {
    (void)state;
    assert_says(
        PEOPLE
        "thing a \"A\" { needs: b, c } thing b \"B\" { owner: ann } thing c \"C\" { owner: bob }\n"
        "rule any-r warning { for t in thing where any(n in t.needs where n.owner == bob) report at t \"{t} needs what Bob owns\" }\n"
        "rule every-r warning { for t in thing where t.needs is set and every(n in t.needs where n.owner is set) report at t \"{t} is covered\" }",
        "any-r: a needs what Bob owns\nevery-r: a is covered\n");
}

static void anti_join_over_a_kind(void **state) {
    (void)state;
    assert_says(PEOPLE "thing a \"A\" { owner: ann }\n"
                       "rule idle warning { for p in person where none(t in thing where t.owner == p) report at p \"{p} owns nothing\" }",
                "idle: bob owns nothing\n");
}

static void semi_join_with_several_links(void **state) {
    (void)state;
    assert_says(
        PEOPLE
        "thing a \"A\" { owner: ann size: 1 } thing b \"B\" { owner: ann size: 1 } thing c \"C\" { owner: ann size: 2 }\n"
        "rule twin note { for x in thing for y in thing where x.owner == y.owner and x.size == y.size and x.id < y.id report at y \"{x} and {y} are twins\" }",
        "twin: a and b are twins\n");
}

// 300 things, of which half have the size 0, and a third is closed; the first two have an owner. A count is reckoned once for things that are alike to it.
static void many_with_the_same_key(void **state) {
    (void)state;
    Out out = out_memory();
    out_cstr(&out, PEOPLE);
    for (int i = 0; i < 300; i++)
        out_printf(&out, "thing t%d \"T\" { size: %d  state: %s%s }\n", i, i % 2, i % 3 ? "open" : "closed", i < 2 ? "  owner: ann" : "");
    out_cstr(
        &out,
        "rule r note { for t in thing let others = count(u in thing where u.size == t.size and u.state != t.state)\n"
        "  where t.owner is set or others != (if t.state == open then 50 else 100) report at t \"{t} {others}\" }\n"
        "rule s note { for t in thing where t.owner is set and none(u in thing where u.size == t.size and u.state != t.state) report at t \"{t}\" }\n"
        "rule u note { for t in thing where any(u in thing where u.size == t.size and u.id > t.id) and t.owner is set report at t \"{t}\" }\n");
    out_char(&out, '\0');
    assert_says(out.at, "r: t0 100\nu: t0\nr: t1 50\nu: t1\n");
    out_free(&out);
}

static void membership_links_a_list(void **state) {
    (void)state;
    assert_says("thing a \"A\" { needs: b, c } thing b \"B\" thing c \"C\" thing d \"D\"\n"
                "rule free note { for x in thing where none(y in thing where x in y.needs) report at x \"nothing needs {x}\" }",
                "free: nothing needs a\nfree: nothing needs d\n");
}

static void those_of_a_path(void **state) {
    (void)state;
    assert_says(
        PEOPLE
        "thing a \"A\" { needs: b, c, d } thing b \"B\" { size: 3 owner: ann } thing c \"C\" { size: 1 owner: bob } thing d \"D\" { owner: todo }\n"
        "rule big note { for t in thing let big = those(n in t.needs where n.size > 2) where big is set report at t \"{t} needs {big}\" }\n"
        "rule own note { for t in thing where bob in those(n.owner for n in t.needs where n.size < 2) report at t \"{t}\" }\n"
        "rule all note { for p in person where count(those(t in thing where t.owner == p)) == 1 report at p \"{p}\" }",
        "big: a needs b\nown: a\ntodo-left: something is still to be written here\n"); // `all` is silent: d may be anyone's
}

static void inverses_and_paths(void **state) {
    (void)state;
    assert_says(PEOPLE "thing a \"A\" { needs: b } thing b \"B\" { owner: bob }\n"
                       "rule chain note { for p in person where p.owns.needed-by is set report at p \"{p} stands behind {p.owns.needed-by}\" }",
                "chain: bob stands behind a\n");
}

static void subkinds_are_of_the_kind(void **state) {
    (void)state;
    assert_says(
        "thing a \"A\" box c \"C\" { lid: \"blue\" }\n"
        "rule all note { for t in thing report at t \"{t}\" }\nrule boxes note { for t in box where t.lid is set report at t \"{t} has a {t.lid} lid\" }\n"
        "rule lids note { for t in thing where t.kind == box report at t \"{t} is a box\" }",
        "all: a\nall: c\nboxes: c has a blue lid\nlids: c is a box\n");
}

static void reckoned_fields(void **state) {
    (void)state;
    assert_says("thing a \"A\" { size: 12 due: 2026-01-01 } thing b \"B\" { size: 3 due: 2027-01-01 }\n"
                "rule heavy note { for t in thing where t.weight == \"heavy\" report at t \"{t} is {t.weight}\" }\n"
                "rule late note { for t in thing where t.late report at t.due \"{t} was due {t.due}\" }",
                "heavy: a is heavy\nlate: a was due 2026-01-01\n");
}

static void absent_values_are_unknown(void **state) {
    (void)state;
    assert_says("thing a \"A\" thing b \"B\" { size: 3 }\n"
                "rule small note { for t in thing where t.size < 5 report at t \"{t}\" }\n"
                "rule not-small note { for t in thing where not (t.size < 5) report at t \"{t}\" }\n"
                "rule either note { for t in thing where t.size is missing or t.size > 5 report at t \"{t}\" }",
                "either: a\nsmall: b\n");
}

static void a_todo_decides_nothing(void **state) {
    (void)state;
    World w = world_build("thing a \"A\" { size: todo needs: todo }\n"
                          "rule one note { for t in thing where t.size is missing report at t \"{t}\" }\n"
                          "rule two note { for t in thing where none(n in t.needs) report at t \"{t}\" }\n");
    world_run(&w);
    assert_null(strstr(world_said(&w).at, "one:"));
    assert_null(strstr(world_said(&w).at, "two:"));
    assert_int_equal(w.stats.undecided, 2);
    world_free(&w);
}

static void a_misspelt_reference_keeps_rules_silent(void **state) {
    (void)state;
    World w = world_build(
        PEOPLE "thing a \"A\" { owner: bobb }\nrule idle note { for p in person where none(t in p.owns) report at p \"{p} owns nothing\" }\n");
    world_run(&w);
    const char *said = world_said(&w).at;
    assert_non_null(strstr(said, "bobb"));
    assert_non_null(strstr(said, "idle: ann owns nothing"));
    assert_null(strstr(said, "idle: bob owns nothing"));
    world_free(&w);
}

static void levels_by_when(void **state) {
    (void)state;
    World w = world_build(
        "thing a \"A\" { size: 1 } thing b \"B\" { size: 20 } thing c \"C\" { size: 7 }\n"
        "rule r note { for t in thing report error at t \"{t} is huge\" when t.size > 10 report warning at t \"{t} is large\" when t.size > 5 }\n");
    world_run(&w);
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(w.sink, &count);
    assert_int_equal(count, 2);
    assert_int_equal(all[0]->level, LEVEL_ERROR);
    assert_int_equal(all[1]->level, LEVEL_WARNING);
    world_free(&w);
}

// The library's word counts where nobody asks for a level: in place of the rule's, and as the most that its reports say.
static void levels_that_the_library_reckons(void **state) {
    (void)state;
    const char *text = "thing a \"A\" { size: 1 } thing b \"B\" { size: 20 }\n"
                       "kind mild about rule inverse mildly { to: one of warning, note, off }\n"
                       "extend kind rule { level-now = mildly.to }\n"
                       "mild r { to: warning } mild gone { to: off }\n"
                       "rule gone error { for t in thing report at t \"never\" }\n"
                       "rule r note { for t in thing report error at t \"{t} is huge\" when t.size > 10 report at t \"{t}\" }\n";
    const LevelSetting asked = {STR("r"), LEVEL_NOTE};
    for (uint32_t ask = 0; ask < 2; ask++) {
        World w = world_build(text);
        world_model(&w);
        w.program = program_build(w.model, &(ModelInput){&w.tree, 0}, 1, w.arena, w.sink);
        program_run_rules(w.program, &(RuleOptions){.levels = &asked, .level_count = ask}, w.sink, &w.stats);
        uint32_t count;
        Diagnostic **all = diagnostics_sorted(w.sink, &count);
        assert_int_equal(count, 2);
        for (uint32_t i = 0; i < count; i++) assert_int_equal(all[i]->level, ask ? LEVEL_NOTE : LEVEL_WARNING);
        world_free(&w);
    }
}

static void general_rules_give_way(void **state) {
    (void)state;
    assert_says("thing a \"A\" thing b \"B\" { size: 1 }\n"
                "rule special note { for t in thing where t.size is missing report at t \"{t} has no size\" }\n"
                "rule general note { yields to any for t in thing where t.owner is missing report at t \"{t} lacks something\" }",
                "special: a has no size\ngeneral: b lacks something\n");
}

static void many_findings_become_a_summary(void **state) {
    (void)state;
    assert_says(
        "thing a \"A\" thing b \"B\" thing c \"C\" thing d10 \"D\" thing d9 \"D\"\n"
        "rule r note { for t in thing where t.owner is missing report at project \"{t} has no owner\" summary \"{count} without an owner: {list}\" }",
        "r: 5 without an owner: a, b, c, d9, d10\n");
}

static void ratings_have_scores_and_bands(void **state) {
    (void)state;
    assert_says(
        "risk x \"X\" { now: often × big  then: rare × big }\n"
        "rule r note { for r in risk where r.then.score < r.now.score report at r \"{r.now.score} {r.now.band} to {r.then.score} {r.then.band}\" }\n"
        "rule s note { for r in risk where r.now.band not in r.method.acceptable report at r.now \"{r.now} is {r.now.band}\" }\n"
        "rule cells note { for m in method where count(m.cells) == 4 and none(c in m.cells where c.band is missing) report at m \"{m} is whole\" }",
        "cells: m is whole\nr: 4 high to 2 low\ns: often × big is high\n");
}

static void ranges_have_ends(void **state) {
    (void)state;
    assert_says("kind offer \"Offer\" { costs: range of money ?  hours: range of number ? }\n"
                "offer a \"A\" { costs: EUR 10..20  hours: 1..4 } offer b \"B\" { costs: USD 900000000  hours: 900000000 }\n"
                "rule costs note { for o in offer report at o \"{o}: {o.costs.low} to {o.costs.high} in {o.costs.currency}\" }\n"
                "rule dear note { for o in offer where o.costs.currency == \"EUR\" and o.costs.low >= EUR 10 report at o \"{o} is dear\" }\n"
                "rule hours note { for o in offer report at o \"{o}: {o.hours.low} to {o.hours.high}\" }",
                "costs: a: EUR 10 to EUR 20 in EUR\ndear: a is dear\nhours: a: 1 to 4\n"
                "costs: b: USD 900000000 to USD 900000000 in USD\nhours: b: 900000000 to 900000000\n");
}

static void reachable_finds_circles(void **state) {
    (void)state;
    assert_says("person a \"A\" { boss: b } person b \"B\" { boss: c } person c \"C\" { boss: a } person d \"D\" { boss: a }\n"
                "rule circle note { for p in person where p in reachable(p.boss) report at p.boss \"{p} reports to itself\" }",
                "circle: a reports to itself\ncircle: b reports to itself\ncircle: c reports to itself\n");
}

static void reachable_from_several(void **state) {
    (void)state;
    assert_says("thing a \"A\" { needs: b, c } thing b \"B\" { needs: d, a } thing c \"C\" { needs: d, e } thing d \"D\" { needs: e } thing e \"E\"\n"
                "rule r note { for t in thing let all = reachable(t.needs.needs) where t.needs is set report at t \"{t}: {count(all)}, {all}\" }",
                "r: a: 5, d, a, e, b and c\nr: b: 5, e, b, c, d and a\nr: c: 1, e\nr: d: 0, nothing\n");
}

static void records_of_kinds_are_counted_once(void **state) {
    (void)state;
    assert_says(
        "kind ask \"Ask\" { of: kind* }\n"
        "thing a \"A\" box b \"B\" box c \"C\" person ann \"Ann\"\n"
        "ask k1 \"1\" { of: thing, box } ask k2 \"2\" { of: box, person } ask k3 \"3\" { of: box, box } ask k4 \"4\" ask k5 \"5\" { of: todo }\n"
        "rule r note { for k in ask let n = count(k.of.records) report at k \"{k} {n}\" }",
        "r: k1 3\nr: k2 3\nr: k3 2\nr: k4 0\nr: k5 ?\ntodo-left: something is still to be written here\n");
}

static void texts_of_reckoned_fields_last(void **state) {
    (void)state;
    assert_says("kind coin \"Coin\" { price: money?  unit = price.currency }\n"
                "coin c \"C\" { price: EUR 5 } coin d \"D\" { price: CHF 5 }\n"
                "rule r note { for c in coin report at c \"{c} is in {c.unit}\" }",
                "r: c is in EUR\nr: d is in CHF\n");
}

static void aggregates(void **state) {
    (void)state;
    assert_says(
        "thing a \"A\" { needs: b, c } thing b \"B\" { size: 2 due: 2026-05-01 } thing c \"C\" { size: 3 due: 2026-04-01 }\n"
        "rule r note { for t in thing where t.needs is set report at t \"{count(t.needs)} {sum(n.size for n in t.needs)} {min(n.due for n in t.needs)} "
        "{max(n.size for n in t.needs where n.id != c)} {join(t.needs)}\" }",
        "r: 2 5 2026-04-01 2 b, c\n");
}

static void nested_and_about(void **state) {
    (void)state;
    assert_says(
        "thing a \"A\" { mark \"first\" { on: 2026-01-01 says: \"one\" } mark second \"Second\" { on: 2026-02-01 says: \"two\" } }\npraise a \"good\"\n"
        "rule m note { for t in thing where t.mark is set report at t \"{t} says {latest(t.mark).says}\" }\n"
        "rule p note { for t in thing where t.praised is set report at t.praised \"{t.praised} for {t.praised.parent}\" }",
        "m: a says two\np: a/praised for a\n");
}

#define SHEETS                                                                            \
    "sheet a \"A\" { file: \"a.txt\" } sheet b \"B\" { file: \"b.txt\" } sheet c \"C\"\n" \
    "rule there note { for s in sheet where s.file.exists report at s \"{s}\" }\n"        \
    "rule missing note { for s in sheet where not s.file.exists report at s \"{s}\" }\n"

static void where_nobody_looked_no_file_is_missing(void **state) {
    (void)state;
    assert_says(SHEETS, "");
}

static void files_are_there_or_missing(void **state) {
    (void)state;
    World w = world_build(SHEETS);
    world_model(&w);
    Paths named = {0};
    model_named_files(w.model, w.arena, &named);
    assert_int_equal(named.n, 2);
    assert_string_equal(named.at[0].at, "a.txt");
    model_set_files(w.model, named.at + 1, 1);
    world_rules(&w);
    assert_string_equal(world_said(&w).at, "missing: a\nthere: b\n");
    vec_free(&named);
    world_free(&w);
}

static void a_fix_adds_to_a_list_or_begins_it(void **state) {
    (void)state;
    World w = world_build("thing a \"A\" { needs: b } thing b \"B\" { size: 1 }\n"
                          "rule r note { for t in thing report at t \"{t}\" fix \"more\" add to t.needs \"todo\" }");
    world_run(&w);
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(w.sink, &count);
    assert_int_equal(count, 2);
    assert_string_equal(arena_printf(w.arena, STR_FMT, STR_ARG(all[0]->fixes->text)).at, ", todo");
    assert_string_equal(arena_printf(w.arena, STR_FMT, STR_ARG(all[1]->fixes->text)).at, "  needs: todo");
    world_free(&w);
}

static void mistakes_in_rules(void **state) {
    (void)state;
    assert_says("rule r note { for t in thing where t.onwer is missing report at t \"{t}\" }", "no-such-step: a thing has no field `onwer`\n");
    assert_says("rule r note { for t in thing where q.owner is missing report at t \"{t}\" }", "unknown-word: nothing is called `q` here\n");
    assert_says("rule r note { for t in thing for p in person where t.size > 3 report at t \"{t}\" }",
                "loop-not-linked: nothing ties `p` to the other variables\n");
    assert_says("rule r note { for t in thing where t.owner == 2026-01-01 report at t \"{t}\" }",
                "not-comparable: a person cannot be compared with a date\n");
    assert_says("rule r note { for t in thing where t.needs.size > 3 report at t \"{t}\" }",
                "many-values: `t.needs.size` may have several values, and this compares one\n");
    assert_says("rule r note { for t in thing where t.size report at t \"{t}\" }", "not-a-condition: this is a number, and a condition is needed\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(condition_on_a_field),
        cmocka_unit_test(quantifier_over_a_path),
        cmocka_unit_test(anti_join_over_a_kind),
        cmocka_unit_test(semi_join_with_several_links),
        cmocka_unit_test(many_with_the_same_key),
        cmocka_unit_test(membership_links_a_list),
        cmocka_unit_test(those_of_a_path),
        cmocka_unit_test(inverses_and_paths),
        cmocka_unit_test(subkinds_are_of_the_kind),
        cmocka_unit_test(reckoned_fields),
        cmocka_unit_test(absent_values_are_unknown),
        cmocka_unit_test(a_todo_decides_nothing),
        cmocka_unit_test(a_misspelt_reference_keeps_rules_silent),
        cmocka_unit_test(levels_by_when),
        cmocka_unit_test(levels_that_the_library_reckons),
        cmocka_unit_test(general_rules_give_way),
        cmocka_unit_test(many_findings_become_a_summary),
        cmocka_unit_test(ratings_have_scores_and_bands),
        cmocka_unit_test(ranges_have_ends),
        cmocka_unit_test(reachable_finds_circles),
        cmocka_unit_test(reachable_from_several),
        cmocka_unit_test(records_of_kinds_are_counted_once),
        cmocka_unit_test(texts_of_reckoned_fields_last),
        cmocka_unit_test(aggregates),
        cmocka_unit_test(nested_and_about),
        cmocka_unit_test(where_nobody_looked_no_file_is_missing),
        cmocka_unit_test(files_are_there_or_missing),
        cmocka_unit_test(a_fix_adds_to_a_list_or_begins_it),
        cmocka_unit_test(mistakes_in_rules),
    };
    return cmocka_run_group_tests_name("query/rules", tests, NULL, NULL);
}
