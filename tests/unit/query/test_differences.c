// Snapshots and what is different between two of them.
#include <stdio.h>

#include "query/world.h"

#include "query/differences.h"

typedef struct {
    World world[2];
    Arena *arena;
    Snapshot before, after;
    Differences d;
} Pair;

static void build(World *w, const char *text) { // in its place: rows know its tree by its address
    *w = world_build(text);
    world_run(w);
}

static Pair *pair(const char *before, const char *after) {
    Pair *p = test_calloc(1, sizeof *p);
    p->arena = arena_new();
    build(&p->world[0], before);
    build(&p->world[1], after);
    snapshot_take(p->world[0].program, p->world[0].sink, p->arena, &p->before);
    snapshot_take(p->world[1].program, p->world[1].sink, p->arena, &p->after);
    differences_find(&p->before, &p->after, p->arena, &p->d);
    return p;
}

static void pair_free(Pair *p) {
    differences_free(&p->d);
    snapshot_free(&p->before);
    snapshot_free(&p->after);
    world_free(&p->world[0]);
    world_free(&p->world[1]);
    arena_free(p->arena);
    test_free(p);
}

static void put_values(Out *out, const SnapField *field) {
    for (uint32_t v = 0; field != NULL && v < field->count; v++) out_printf(out, "%s" STR_FMT, v > 0 ? "," : "", STR_ARG(field->values[v].text));
    if (field == NULL) out_char(out, '-');
    if (field != NULL && field->open) out_char(out, '?');
}

// All that differs, a line each; what is reckoned in brackets.
static void expect(const char *before, const char *after, const char *wanted) {
    Pair *p = pair(before, after);
    Out out = out_memory();
    for (uint32_t i = 0; i < p->d.rows.n; i++) {
        const Difference *d = &p->d.rows.at[i];
        out_printf(&out, "%s%c" STR_FMT, d->reckoned ? "[" : "", "+-~"[d->sort], STR_ARG(d->record->names->path));
        if (d->field.len > 0) {
            out_printf(&out, "." STR_FMT " ", STR_ARG(d->field));
            put_values(&out, d->before);
            out_cstr(&out, ">");
            put_values(&out, d->after);
        }
        if (d->moved != 0) out_cstr(&out, d->moved > 0 ? " up" : " down");
        out_cstr(&out, d->reckoned ? "]\n" : "\n");
    }
    for (uint32_t i = 0; i < p->d.findings.n; i++)
        out_printf(&out, "%s " STR_FMT "\n", p->d.findings.at[i].sort == FOUND_GONE ? "gone" : "new", STR_ARG(p->d.findings.at[i].finding->message));
    out_char(&out, 0);
    assert_string_equal(out.at, wanted);
    out_free(&out);
    pair_free(p);
}

static void equal(void **state) {
    (void)state;
    expect("", "", "");
    expect("person jo \"Jo\"\nthing a { size: 1 owner: jo }\nthing b { size: 1.0 needs: a }",
           "thing b {\n  needs: a // there\n  size: 1 }\nthing a { owner: jo size: 1 }\nperson jo \"Jo\"", "");
    expect("thing a { size: 1 }\nthing b { size: 1 }\nthing c { needs: a, b }", "thing a { size: 1 }\nthing b { size: 1 }\nthing c { needs: b, a }",
           "");
}

static void fields(void **state) {
    (void)state;
    expect("thing a \"A\" { size: 1 }", "thing a \"B\" { size: 2 due: 2026-01-01 }",
           "~a.title A>B\n~a.size 1>2 up\n~a.due ->2026-01-01\n[~a.late ->yes]\n");
    expect("thing a { size: 11 }", "thing a { size: todo }", "~a.size 11>?\n[~a.weight heavy>?]\nnew something is still to be written here\n");
    expect("/// Once.\nthing a { size: 1 }", "/// Twice.\nthing a { size: 1 }", "~a.doc Once.>Twice.\n");
    expect("risk r { now: rare × small }", "risk r { now: often × big }", "~r.now rare × small>often × big up\n");
    expect("risk r { now: often × small }", "risk r { now: rare × big }", "~r.now often × small>rare × big\n");
}

static void records(void **state) {
    (void)state;
    expect("thing a { size: 1 }", "thing b { size: 1 }",
           "-a\n-a.size 1>-\n-a.state open>-\n[-a.weight light>-]\n+b\n+b.size ->1\n+b.state ->open\n[+b.weight ->light]\n");
    // Of another kind it is another record.
    expect("person a \"A\"", "thing a \"A\"", "+a\n+a.title ->A\n+a.state ->open\n[+a.weight ->light]\n-a\n-a.title A>-\n");
    // What says something of a record is known by that.
    expect("person jo \"Jo\" thing a { size: 1 } praise a \"good\"", "person jo \"Jo\" thing a { size: 1 } praise a \"better\"",
           "~a/praised.title good>better\n");
}

static void nested(void **state) {
    (void)state;
    // Without a name: those that say the same first, then in their order.
    expect("thing a { mark { says: \"x\" } mark { says: \"y\" } }", "thing a { mark { says: \"z\" } mark { says: \"x\" } mark { says: \"y\" } }",
           "+a/mark\n+a/mark.says ->z\n");
    expect("thing a { mark { says: \"x\" } }", "thing a { mark { says: \"y\" } }", "~a/mark.says x>y\n");
    // The same name in another record is another one.
    expect("thing a { mark m { says: \"x\" } } thing b { mark m { says: \"y\" } }",
           "thing a { mark m { says: \"x\" } } thing b { mark m { says: \"z\" } }", "~b/m.says y>z\n");
}

static void findings(void **state) {
    (void)state;
    const char *rule = "rule big warning { for t in thing where t.size > 5 report at t \"{t} is big\" }\n";
    char before[400], after[400];
    snprintf(before, sizeof before, "%sthing a { size: 6 }\nthing b { size: 6 }", rule);
    snprintf(after, sizeof after, "%sthing b { size: 6 }\nthing a { size: 6 }\n\nthing c { size: 7 due: 2027-01-01 }", rule);
    expect(before, after, "+c\n+c.size ->7\n+c.due ->2027-01-01\n+c.state ->open\n[+c.weight ->light]\n[+c.late ->no]\nnew c is big\n");
    expect(after, before, "-c\n-c.size 7>-\n-c.due 2027-01-01>-\n-c.state open>-\n[-c.weight light>-]\n[-c.late no>-]\ngone c is big\n");
}

// Many records without a name in one are paired without looking at each other.
static void many(void **state) {
    (void)state;
    Out before = out_memory(), after = out_memory();
    out_cstr(&before, "thing a {\n");
    out_cstr(&after, "thing a {\n mark { says: \"first\" }\n");
    for (int i = 0; i < 20000; i++) {
        out_printf(&before, " mark { says: \"%d\" }\n", i);
        out_printf(&after, " mark { says: \"%d\" }\n", i);
    }
    out_bytes(&before, "}", 2);
    out_bytes(&after, "}", 2);
    expect(before.at, after.at, "+a/mark\n+a/mark.says ->first\n");
    out_free(&before);
    out_free(&after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal),  cmocka_unit_test(fields),   cmocka_unit_test(records),
        cmocka_unit_test(nested), cmocka_unit_test(findings), cmocka_unit_test(many),
    };
    return cmocka_run_group_tests_name("query/differences", tests, NULL, NULL);
}
