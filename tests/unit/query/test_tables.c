// What tables come to: columns, repeated columns, groups, order, feet.
#include "world.h"

#include "query/rows.h"

static void put_cell(Out *out, const Cell *cell) {
    for (uint32_t i = 0; i < cell->count; i++) {
        if (i) out_cstr(out, ", ");
        out_str(out, cell->items[i].text);
    }
    if (cell->unknown) out_char(out, '?');
}

// Heads, rows and feet, one line each; fields between `|`.
static Str written(World *w, const Artefact *a) {
    Out out = out_memory();
    Rows rows = rows_read(a, false);
    for (uint32_t c = 0; c < a->column_count; c++) {
        if (c) out_char(&out, '|');
        out_str(&out, a->columns[c].head);
    }
    for (uint32_t r = 0, g = 0; r < a->row_count; r++) {
        if (a->group_count && (r == 0 || r == a->group_end[g - 1])) {
            out_cstr(&out, "\n# ");
            put_cell(&out, rows_head(&rows, g++));
        }
        out_char(&out, '\n');
        for (uint32_t c = 0; c < a->column_count; c++) {
            if (c) out_char(&out, '|');
            put_cell(&out, &rows_at(&rows, r)[c]);
        }
    }
    for (uint32_t f = 0; f < a->foot_count; f++) {
        out_char(&out, '\n');
        out_str(&out, a->feet[f].label);
        out_cstr(&out, ": ");
        put_cell(&out, &a->feet[f].cell);
    }
    Str text = arena_str(w->arena, out_text(&out));
    rows_end(&rows);
    out_free(&out);
    return text;
}

// The only table of the text comes to `expected`, and nothing is said.
static void assert_table(const char *text, const char *expected) {
    World w = world_build(text);
    world_run(&w);
    assert_string_equal(world_said(&w).at, "");
    assert_int_equal(program_artefact_count(w.program), 1);
    Artefact artefact;
    program_run_artefact(w.program, 0, &(ArtefactHead){0}, w.arena, &artefact);
    assert_string_equal(written(&w, &artefact).at, expected);
    artefact_free(&artefact);
    world_free(&w);
}

#define PEOPLE "person ann \"Ann\" person bob \"Bob\" { boss: ann }\n"
#define THINGS PEOPLE "thing a10 \"Ten\" { owner: ann  size: 3  due: 2026-05-01 } thing a9 \"Nine\" { owner: bob  size: 4  due: 2024-02-29 }\n"

static void columns_rows_feet(void **state) {
    (void)state;
    assert_table(THINGS
                 "table t \"T\" { for x in thing column \"Thing\" = x column \"Size\" = x.size foot \"All of {project.title}\" = sum(x.size) }",
                 "Thing|Size\na9|4\na10|3\nAll of P: 7");
}

static void columns_for_values(void **state) {
    (void)state;
    assert_table(
        THINGS
        "table t \"T\" { for x in thing column \"Thing\" = x columns for p in person column \"by {p.title}\" = count(y in thing where y == x and y.owner == p) }",
        "Thing|by Ann|by Bob\na9|0|1\na10|1|0");
}

static void columns_for_years(void **state) {
    (void)state;
    assert_table(THINGS "table t \"T\" { for p in person columns for y in years(min(x.due for x in thing), max(x.due for x in thing))\n"
                        "  column \"{y}\" = first(x for x in thing where x.due within y and x.owner == p) column \"Who\" = p }",
                 "2024|2025|2026|Who\n||a10|ann\na9|||bob");
}

static void years_of_nothing_are_none(void **state) {
    (void)state;
    assert_table(PEOPLE
                 "table t \"T\" { for p in person column \"Who\" = p columns for y in years(min(x.due for x in thing), today) column \"{y}\" = p }",
                 "Who\nann\nbob");
    assert_table(PEOPLE "table t \"T\" { for p in person column \"Years\" = count(years(2026-01-01, 2025-01-01)) }", "Years\n0\n0");
    assert_table(PEOPLE "table t \"T\" { for p in person column \"Years\" = count(years(0001-01-01, 9999-01-01)) }", "Years\n100\n100");
}

static void columns_for_what_is_not_known(void **state) {
    (void)state;
    World w = world_build(PEOPLE "thing x \"X\" { due: todo }\ntable t \"T\" { for p in person column \"Who\" = p\n"
                                 "  columns for y in years(min(x.due for x in thing), today) column \"{y}\" = p }");
    world_run(&w);
    Artefact artefact;
    program_run_artefact(w.program, 0, &(ArtefactHead){0}, w.arena, &artefact);
    assert_string_equal(written(&w, &artefact).at, "Who\nann\nbob");
    artefact_free(&artefact);
    world_free(&w);
}

static void plain_text(void **state) {
    (void)state;
    assert_table("box b \"B\" { lid: \"**blue** and `red`\" }\ntable t \"T\" { for x in box column \"Lid\" = plain(x.lid) }", "Lid\nblue and red");
}

static void a_head_reads_no_row(void **state) {
    (void)state;
    assert_says(PEOPLE "table t \"T\" { for p in person column \"{p}\" = p }",
                "columns-of-a-row: a head is the same for all rows, and this reads a single one\n");
    assert_says(PEOPLE "table t \"T\" { for p in person columns for s in p.staff column \"{s}\" = s }",
                "columns-of-a-row: a head is the same for all rows, and this reads a single one\n");
    assert_says(PEOPLE "table t \"T\" { for p in person column \"P\" = p foot \"{p}\" = count(p) }",
                "columns-of-a-row: a head is the same for all rows, and this reads a single one\n");
}

static void functions_are_called_rightly(void **state) {
    (void)state;
    assert_says(PEOPLE "table t \"T\" { for p in person column \"P\" = years(p, today) }",
                "wrong-arguments: `years` takes the first and the last date\n");
    assert_says(PEOPLE "table t \"T\" { for p in person column \"P\" = plain(p) }", "wrong-arguments: `plain` takes texts\n");
    assert_says(PEOPLE "table t \"T\" { for p in person column \"P\" = join(x in person) }",
                "wrong-arguments: `join` takes a path, and a text to put between\n");
    assert_says(PEOPLE "table t \"T\" { for p in person column \"P\" = every(p.staff) }",
                "wrong-arguments: `every` takes a variable and a condition, as in `every(x in S where C)`\n");
    assert_says(PEOPLE "table t \"T\" { for p in person column \"P\" = cuont(x in person) }", "unknown-function: there is no function `cuont`\n");
}

#define MANY 700u

// More rows and groups than are made at once, read to and fro; and texts that are made on the way.
static void rows_are_made_when_they_are_read(void **state) {
    (void)state;
    Out text = out_memory();
    for (uint32_t i = 0; i < MANY; i++) out_printf(&text, "person p%u \"Number %u\" ", i, i);
    out_cstr(&text, "table t \"T\" { for p in person group by p order by p.title column \"P\" = p column \"T\" = plain(p.title) }");
    out_char(&text, 0);
    World w = world_build(text.at);
    world_run(&w);
    Artefact artefact;
    program_run_artefact(w.program, 0, &(ArtefactHead){0}, w.arena, &artefact);
    assert_int_equal(artefact.row_count, MANY);
    assert_int_equal(artefact.group_count, MANY);
    Rows rows = rows_read(&artefact, false), titled = rows_read(&artefact, true);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t row = i % 3 ? MANY - 1 - i : i;
        Str id = arena_printf(w.arena, "p%u", row), title = arena_printf(w.arena, "Number %u", row);
        const Cell *cells = rows_at(&rows, row), *with = rows_at(&titled, row);
        assert_string_equal(arena_str(w.arena, cells[0].items[0].text).at, id.at);
        assert_string_equal(arena_str(w.arena, cells[1].items[0].text).at, title.at);
        assert_int_equal(cells[0].items[0].title.len, 0);
        assert_string_equal(arena_str(w.arena, with[0].items[0].title).at, title.at);
        assert_string_equal(arena_str(w.arena, rows_head(&rows, row)->items[0].text).at, id.at);
    }
    rows_end(&rows);
    rows_end(&titled);
    artefact_free(&artefact);
    world_free(&w);
    out_free(&text);
}

// What a short table shows does not depend on who read it before, nor with how many columns.
static void a_short_table_is_read_again(void **state) {
    (void)state;
    World w = world_build(THINGS "table t \"T\" { for x in thing group by x.owner column \"Size\" = x.size column \"Thing\" = x }");
    world_run(&w);
    Artefact artefact;
    program_run_artefact(w.program, 0, &(ArtefactHead){0}, w.arena, &artefact);
    const char *expected = "Size|Thing\n# ann\n3|a10\n# bob\n4|a9";
    assert_string_equal(written(&w, &artefact).at, expected);
    Artefact narrow = artefact;
    narrow.columns++;
    narrow.made++;
    narrow.column_count = 1;
    assert_string_equal(written(&w, &narrow).at, "Thing\n# ann\na10\n# bob\na9");
    assert_string_equal(written(&w, &artefact).at, expected);
    Rows rows = rows_read(&artefact, true);
    assert_string_equal(arena_str(w.arena, rows_at(&rows, 1)[1].items[0].title).at, "Nine");
    rows_end(&rows);
    artefact_free(&artefact);
    world_free(&w);
}

// Its matrix is one column wide, and that column has no level.
static void a_method_may_have_one_scale(void **state) {
    (void)state;
    World w = world_build("method n \"N\" { likelihood: odds  band low { numbers: 1..2 }  acceptable: low }\n"
                          "risk r \"R\" { method: n  now: rare } matrix x \"X\" { for r in risk cell r.now label r }");
    world_run(&w);
    assert_string_equal(world_said(&w).at, "");
    Artefact artefact;
    program_run_artefact(w.program, 0, &(ArtefactHead){0}, w.arena, &artefact);
    assert_int_equal(artefact.grid_count, 1);
    const MatrixGrid *grid = &artefact.grids[0];
    assert_int_equal(grid->x_count, 1);
    assert_int_equal(grid->y_count, 2);
    assert_int_equal(grid->x[0].name.len, 0);
    assert_int_equal(grid->x[0].title.len, 0);
    artefact_free(&artefact);
    world_free(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_rows_feet),
        cmocka_unit_test(columns_for_values),
        cmocka_unit_test(columns_for_years),
        cmocka_unit_test(years_of_nothing_are_none),
        cmocka_unit_test(columns_for_what_is_not_known),
        cmocka_unit_test(plain_text),
        cmocka_unit_test(rows_are_made_when_they_are_read),
        cmocka_unit_test(a_short_table_is_read_again),
        cmocka_unit_test(a_head_reads_no_row),
        cmocka_unit_test(functions_are_called_rightly),
        cmocka_unit_test(a_method_may_have_one_scale),
    };
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
