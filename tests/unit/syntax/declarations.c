// The tree of the meta-language: kinds, rules, tables, matrices, reports, queries and expressions.
#include "parsed.h"

#define MEMBER(text, tree) assert_tree("kind k { " text " }", "(kind (word k) (members " tree "))")
#define CLAUSE(text, tree) assert_tree("rule r error { " text " }", "(rule (word r) (level error) " tree ")")
#define TABLE_CLAUSE(text, tree) assert_tree("table t { " text " }", "(table (word t) " tree ")")
#define EXPRESSION(text, tree) assert_query("where " text, "(query (where " tree "))")

static void kinds(void **state) {
    (void)state;
    assert_tree("kind risk \"Risk\" { }", "(kind (word risk) (string \"Risk\") (members))");
    assert_tree("kind e in any, risk extends f single { }",
                "(kind (word e) (in (word any) (word risk)) (extends (word f)) (single single) (members))");
    assert_tree("kind x about reference-control inverse exclusion { }",
                "(kind (word x) (about (word reference-control) (word exclusion)) (members))");
    assert_tree("extend kind any { owner: role? }", "(extend-kind (word any) (members (member owner (type-name role) (mult-optional ?))))");
    MEMBER("a: text b: role* c: date+ \"doc\"",
           "(member a (type-name text)) (member b (type-name role) (mult-many *)) (member c (type-name date) (mult-some +) (string \"doc\"))");
    MEMBER("a: (x | y | one of u, v/w)*", "(member a (type-alt (type-name x) (type-name y) (type-enum (word u) (path v/w))) (mult-many *))");
    MEMBER("a: one of yes, no default no", "(member a (type-enum (word yes) (word no)) (default (word no)))");
    MEMBER(
        "a: map d to level * b: map d to level ?",
        "(member a (type-map (type-name d) (type-name level) (mult-many *))) (member b (type-map (type-name d) (type-name level)) (mult-optional ?))");
    MEMBER("a: range of number", "(member a (type-range (type-name number)))");
    MEMBER("a: rating? of method inverse b", "(member a (type-name rating) (mult-optional ?) (of (word method)) (inverse (word b)))");
    MEMBER("type: default service", "(member type (default (word service)))");
    MEMBER("a: method default first(p.q) \"d\"", "(member a (type-name method) (default (call first (dot (word p) (word q)))) (string \"d\"))");
    MEMBER("f = b.c \"d\" in-set = x in y", "(reckoned f (dot (word b) (word c)) (string \"d\")) (reckoned in-set (in-set (word x) (word y)))");
    MEMBER("approves a, by, on", "(approves (word a) (word by) (word on))");
}

static void rules(void **state) {
    (void)state;
    assert_tree("rule r error { }", "(rule (word r) (level error))");
    CLAUSE("enforces 6.1.3.d, A.5.9, 4.1, x/y", "(enforces (word 6.1.3.d) (word A.5.9) (number 4.1) (path x/y))");
    CLAUSE("parameter days: duration default 90 days", "(parameter (word days) (type-name duration) (default (duration 90 days)))");
    CLAUSE("parameter a: role? default b", "(parameter (word a) (type-name role) (mult-optional ?) (default (word b)))");
    CLAUSE("applies when a yields to b, c yields to any", "(applies (word a)) (yields (word b) (word c)) (yields (word any))");
    CLAUSE("for x in risk let y = x.z where y", "(for (word x) (word risk)) (let (word y) (dot (word x) (word z))) (where (word y))");
    CLAUSE("report at x \"m\" report warning at x.y \"n\" when z",
           "(report-at (word x) (string \"m\")) (report-at (level warning) (dot (word x) (word y)) (string \"n\") (when (word z)))");
    CLAUSE("report note at x \"m\" note at y \"n\"", "(report-at (level note) (word x) (string \"m\")) (note-at (word y) (string \"n\"))");
    CLAUSE("help \"h {x}\" summary \"{count}: {list}\"", "(help (string (word x))) (summary (string (word count) (word list)))");
    CLAUSE("fix \"l\" append \"t\" fix \"l\" add to x.f \"t\" fix \"l\" replace x.f \"t\"",
           "(fix-append (string \"l\") (string \"t\")) (fix-add (string \"l\") (dot (word x) (word f)) (string \"t\")) "
           "(fix-replace (string \"l\") (dot (word x) (word f)) (string \"t\"))");
}

static void artefacts(void **state) {
    (void)state;
    assert_tree("table t \"T\" { }", "(table (word t) (string \"T\"))");
    TABLE_CLAUSE("enforces 4.1 for x in a where b let c = d",
                 "(enforces (number 4.1)) (for (word x) (word a)) (where (word b)) (let (word c) (word d))");
    TABLE_CLAUSE("order by a down, b group by c, d limit 10",
                 "(order-by (word a) (down down) (word b)) (group-by (word c) (word d)) (limit (number 10))");
    TABLE_CLAUSE("column \"A\" = x column \"B\" off = y foot \"F\" = count(q where p)",
                 "(column (string \"A\") (word x)) (column (string \"B\") (off off) (word y)) "
                 "(foot (string \"F\") (aggregate count (word q) (where (word p))))");
    TABLE_CLAUSE("columns for y in years(a, b) column \"{y}\" = z",
                 "(columns-for (word y) (call years (word a) (word b)) (column (string (word y)) (word z)))");
    assert_tree("matrix m \"M\" { for r in risk where p cell r.x label r }",
                "(matrix (word m) (string \"M\") (for (word r) (word risk)) (where (word p)) (cell (dot (word r) (word x))) (label (word r)))");
    assert_tree(
        "report r \"R\" { enforces 6.1.3.e text \"\"\"a {b}\"\"\" table t matrix m for o in role { table t where p } }",
        "(report (word r) (string \"R\") (enforces (word 6.1.3.e)) (report-text (text (word b))) (report-table (word t)) (report-matrix (word m)) "
        "(report-for (word o) (word role) (report-table (word t) (where (word p)))))");
    assert_query("for r in risk column \"Risk\" = r", "(query (for (word r) (word risk)) (column (string \"Risk\") (word r)))");
}

static void operators(void **state) {
    (void)state;
    EXPRESSION("a or b and not c", "(or (word a) (and (word b) (not (word c))))");
    EXPRESSION("a == b and c != d", "(and (eq (word a) (word b)) (ne (word c) (word d)))");
    EXPRESSION("a < b or a <= b or a > b or a >= b",
               "(or (or (or (lt (word a) (word b)) (le (word a) (word b))) (gt (word a) (word b))) (ge (word a) (word b)))");
    EXPRESSION("a in b", "(in-set (word a) (word b))");
    EXPRESSION("a not in (b, c)", "(not-in (word a) (set (word b) (word c)))");
    EXPRESSION("not a in b", "(not (in-set (word a) (word b)))");
    EXPRESSION("a within b", "(within (word a) (word b))");
    EXPRESSION("a.b is set and a.c is missing", "(and (is-set (dot (word a) (word b))) (is-missing (dot (word a) (word c))))");
    EXPRESSION("a + b * c - d / e", "(sub (add (word a) (mul (word b) (word c))) (div (word d) (word e)))");
    EXPRESSION("a × b", "(mul (word a) (word b))");
    EXPRESSION("-a < (b - c) * 2", "(lt (neg (word a)) (mul (sub (word b) (word c)) (number 2)))");
    EXPRESSION("if a then b else if c then d else e or f", "(if (word a) (word b) (if (word c) (word d) (or (word e) (word f))))");
    EXPRESSION("today + 90 days > 2026-01-01", "(gt (add (word today) (duration 90 days)) (date 2026-01-01))");
    EXPRESSION("a.b < EUR 5 or c > 35 %", "(or (lt (dot (word a) (word b)) (money EUR 5)) (gt (word c) (percent 35 %)))");
    EXPRESSION("a in 1..4", "(in-set (word a) (range (number 1) (number 4)))");
}

static void paths_and_calls(void **state) {
    (void)state;
    EXPRESSION("a.b.c", "(dot (dot (word a) (word b)) (word c))");
    EXPRESSION("a.b-c.d_e", "(dot (dot (word a) (word b-c)) (word d_e))");
    EXPRESSION("A.5.1 in x", "(in-set (word A.5.1) (word x))");
    EXPRESSION("6.1.3.d", "(word 6.1.3.d)");
    EXPRESSION("core/A.5.1", "(path core/A.5.1)");
    EXPRESSION("f(x)", "(call f (word x))");
    EXPRESSION("f()", "(call f)");
    EXPRESSION("first(a, b.c)", "(call first (word a) (dot (word b) (word c)))");
    EXPRESSION("any(x in s where x.p)", "(aggregate any (for (word x) (word s)) (where (dot (word x) (word p))))");
    EXPRESSION("none(x in s)", "(aggregate none (for (word x) (word s)))");
    EXPRESSION("sum(x.a for x in s where p) > 3", "(gt (aggregate sum (dot (word x) (word a)) (for (word x) (word s)) (where (word p))) (number 3))");
    EXPRESSION("latest(f for f in g).h.i", "(dot (dot (aggregate latest (word f) (for (word f) (word g))) (word h)) (word i))");
    EXPRESSION("count(x in y where any(z in x where q))",
               "(aggregate count (for (word x) (word y)) (where (aggregate any (for (word z) (word x)) (where (word q)))))");
    EXPRESSION("join(a, \", \")", "(call join (word a) (string \", \"))");
    EXPRESSION("a == column", "(eq (word a) (word column))");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds), cmocka_unit_test(rules), cmocka_unit_test(artefacts), cmocka_unit_test(operators), cmocka_unit_test(paths_and_calls),
    };
    return cmocka_run_group_tests_name("syntax/declarations", tests, NULL, NULL);
}
