// What reports come to: texts with holes, tables narrowed by the report's variables, repetitions, pages; and mistakes in them.
#include "world.h"

#include "query/rows.h"

#define PEOPLE "person ann \"Ann\" person bob \"Bob\" { boss: ann }\n"
#define THINGS PEOPLE "thing a10 \"Ten\" { owner: ann  size: 3 } thing a9 \"Nine\" { owner: bob  size: 4  needs: a10 }\n"
#define TABLE "table things \"Things\" { for t in thing column \"Thing\" = t column \"Size\" = t.size foot \"Sum\" = sum(t.size) }\n"

static void put_part(Out *out, const Artefact *part) {
    Rows rows = rows_read(part, false);
    out_char(out, '[');
    out_str(out, part->name);
    for (uint32_t i = 0; i < part->row_count; i++) {
        out_char(out, ' ');
        out_str(out, rows_at(&rows, i)[0].items[0].text);
    }
    for (uint32_t f = 0; f < part->foot_count; f++) {
        out_cstr(out, " = ");
        out_str(out, part->feet[f].cell.count ? part->feet[f].cell.items[0].text : STR("none"));
    }
    out_char(out, ']');
    rows_end(&rows);
}

// One line for each section: `>` where a page begins, a blank for each repetition around it; values in holes between `<` and `>`.
static Str written(World *w, const Artefact *a) {
    Out out = out_memory();
    for (uint32_t s = 0; s < a->section_count; s++) {
        const Section *section = &a->sections[s];
        if (s) out_char(&out, '\n');
        if (section->page) out_char(&out, '>');
        out_repeat(&out, ' ', section->depth);
        if (section->part) put_part(&out, section->part);
        for (uint32_t p = 0; p < section->piece_count; p++)
            out_printf(&out, section->pieces[p].value ? "<" STR_FMT ">" : STR_FMT, STR_ARG(section->pieces[p].text));
    }
    Str text = arena_str(w->arena, out_text(&out));
    out_free(&out);
    return text;
}

// The report `x` comes to `expected`, and nothing is said.
static void assert_report(const char *text, const char *expected) {
    World w = world_build(text);
    world_run(&w);
    assert_string_equal(world_said(&w).at, "");
    for (uint32_t i = 0; i < program_artefact_count(w.program); i++) {
        if (!str_eq(program_artefact(w.program, i)->name, STR("x"))) continue;
        Artefact artefact;
        program_run_artefact(w.program, i, &(ArtefactHead){0}, w.arena, &artefact);
        assert_int_equal(artefact.sort, ARTEFACT_REPORT);
        assert_string_equal(written(&w, &artefact).at, expected);
        artefact_free(&artefact);
    }
    world_free(&w);
}

static void texts_have_holes(void **state) {
    (void)state;
    assert_report(THINGS "report x \"X\" { text \"{project.title} has {count(t in thing)} {{things}}: {first(t in thing where t.size > 9)}\"\n"
                         "  text \"\"\"\n    # Of {those(t.owner for t in thing)}\n    *all*\n    \"\"\" }",
                  "<P> has <2> {things}: <–>\n# Of <ann, bob>\n*all*");
}

static void texts_of_the_model_are_markdown(void **state) {
    (void)state;
    assert_report("box a \"A\" { lid: \"is *blue*\" } box b \"B\" report x \"X\" { for l in box { text l.lid text \"{l.lid}\" } }",
                  "> is *blue*\n <is *blue*>\n> <–>");
}

static void tables_stand_in_it(void **state) {
    (void)state;
    assert_report(THINGS "report x \"X\" { table things }" TABLE, "[things a9 a10 = 7]");
    assert_report(THINGS "report x \"X\" { table things where t.size > 3 }" TABLE, "[things a9 = 4]");
}

static void repetitions_narrow_tables(void **state) {
    (void)state;
    assert_report(
        THINGS
        "person cyd \"Cyd\"\n" TABLE
        "report x \"X\" { text \"all\" for p in person where any(t in thing where t.owner == p) { text \"{p.title}\" table things where t.owner == p } }",
        "all\n> <Ann>\n [things a10 = 3]\n> <Bob>\n [things a9 = 4]");
}

static void a_table_that_nothing_ties_is_scanned(void **state) {
    (void)state;
    assert_report(THINGS TABLE "report x \"X\" { for y in thing { table things where t.size > y.size or t == y } }",
                  "> [things a9 = 4]\n> [things a9 a10 = 7]");
}

static void repetitions_in_repetitions(void **state) {
    (void)state;
    assert_report(THINGS TABLE
                  "report x \"X\" { for p in person { for o in p.owns { text \"{p} {o}\" for n in o.needs { table things where t == n } } } }",
                  ">  <ann> <a10>\n>  <bob> <a9>\n   [things a10 = 3]");
}

static void a_matrix_is_narrowed_too(void **state) {
    (void)state;
    assert_report(
        "risk r1 \"R\" { now: rare × small } matrix m2 \"M\" { for r in risk cell r.now label r } report x \"X\" { matrix m2 where r.now.band == low }",
        "[m2]");
}

static void names_are_known(void **state) {
    (void)state;
    assert_says(TABLE "report x \"X\" { table thigns }", "unknown-artefact: there is no table `thigns`\n");
    assert_says(TABLE "report x \"X\" { matrix things }", "unknown-artefact: there is no matrix `things`\n");
    assert_says(TABLE "table x \"X\" { for t in thing column \"T\" = t } report x \"X\" { table things }",
                "duplicate-id: the id `x` is used already\n");
}

static void conditions_read_both(void **state) {
    (void)state;
    assert_says(TABLE "report x \"X\" { for p in person { table things where q.owner == p } }", "unknown-word: nothing is called `q` here\n");
    assert_says(TABLE "report x \"X\" { for p in person { table things where t.ownr == p } }", "no-such-step: a thing has no field `ownr`\n");
    assert_says(TABLE "report x \"X\" { for p in persn { table things where t.owner == p } }", "unknown-word: nothing is called `persn` here\n");
}

static void a_mistake_is_told_once(void **state) {
    (void)state;
    assert_says("table t \"T\" { for t in thing column \"T\" = t.sise } report x \"X\" { table t table t where t.size > 3 }",
                "no-such-step: a thing has no field `sise`\n");
}

static void it_shows_something(void **state) {
    (void)state;
    assert_says("report x \"X\" { }", "report-without-content: the report `x` shows nothing\n");
    assert_says("report x \"X\" { text project }", "wrong-arguments: `text` takes a text\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_holes),
        cmocka_unit_test(texts_of_the_model_are_markdown),
        cmocka_unit_test(tables_stand_in_it),
        cmocka_unit_test(repetitions_narrow_tables),
        cmocka_unit_test(a_table_that_nothing_ties_is_scanned),
        cmocka_unit_test(repetitions_in_repetitions),
        cmocka_unit_test(a_matrix_is_narrowed_too),
        cmocka_unit_test(names_are_known),
        cmocka_unit_test(conditions_read_both),
        cmocka_unit_test(a_mistake_is_told_once),
        cmocka_unit_test(it_shows_something),
    };
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
