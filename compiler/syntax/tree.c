// The tree: its columns, its nodes' names, and what it looks like on paper.
#include "syntax/tree.h"

#include "syntax/parse.h"
#include "syntax/token.h"

void tree_init(Tree *tree, FileId file) {
    *tree = (Tree){.file = file};
}

void tree_free(Tree *tree) {
    vec_free(&tree->lost);
    if (tree->lent) return;
    vec_free(&tree->kind);
    vec_free(&tree->place);
    vec_free(&tree->top);
}

void tree_share(const Tree *from, SrcPos base, Tree *tree) {
    tree->lent = tree->sound = true;
    tree->base = base;
    tree->kind = from->kind;
    tree->place = from->place;
    tree->top = from->top;
}

NodeId tree_find(const Tree *tree, NodeId n, NodeKind kind) {
    NodeId child = tree_child(tree, n);
    while (child != 0 && tree_kind(tree, child) != kind) child = tree_next(tree, child);
    return child;
}

uint32_t tree_child_count(const Tree *tree, NodeId n) {
    uint32_t count = 0;
    for (NodeId child = tree_child(tree, n); child != 0; child = tree_next(tree, child)) count++;
    return count;
}

static const char *const node_kind_names[NODE_KIND_COUNT] = {
    [NODE_NONE] = "none",
    [NODE_WORD] = "word",
    [NODE_PATH] = "path",
    [NODE_NUMBER] = "number",
    [NODE_PERCENT] = "percent",
    [NODE_DATE] = "date",
    [NODE_STRING] = "string",
    [NODE_TEXT] = "text",
    [NODE_DURATION] = "duration",
    [NODE_MONEY] = "money",
    [NODE_URL] = "url",
    [NODE_TODO] = "todo",
    [NODE_RANGE] = "range",
    [NODE_RATING] = "rating",
    [NODE_ERROR] = "error",
    [NODE_RECORD] = "record",
    [NODE_ON] = "on",
    [NODE_BODY] = "body",
    [NODE_FIELD] = "field",
    [NODE_USE] = "use",
    [NODE_KIND] = "kind",
    [NODE_EXTEND_KIND] = "extend-kind",
    [NODE_EXTEND] = "extend",
    [NODE_IN] = "in",
    [NODE_ABOUT] = "about",
    [NODE_EXTENDS] = "extends",
    [NODE_SINGLE] = "single",
    [NODE_MEMBERS] = "members",
    [NODE_MEMBER] = "member",
    [NODE_TYPE_NAME] = "type-name",
    [NODE_TYPE_ENUM] = "type-enum",
    [NODE_TYPE_ALT] = "type-alt",
    [NODE_TYPE_MAP] = "type-map",
    [NODE_TYPE_RANGE] = "type-range",
    [NODE_MULT_OPTIONAL] = "mult-optional",
    [NODE_MULT_MANY] = "mult-many",
    [NODE_MULT_SOME] = "mult-some",
    [NODE_OF] = "of",
    [NODE_DEFAULT] = "default",
    [NODE_INVERSE] = "inverse",
    [NODE_RECKONED] = "reckoned",
    [NODE_APPROVES] = "approves",
    [NODE_RULE] = "rule",
    [NODE_TABLE] = "table",
    [NODE_MATRIX] = "matrix",
    [NODE_REPORT] = "report",
    [NODE_QUERY] = "query",
    [NODE_LEVEL] = "level",
    [NODE_ENFORCES] = "enforces",
    [NODE_PARAMETER] = "parameter",
    [NODE_APPLIES] = "applies",
    [NODE_YIELDS] = "yields",
    [NODE_FOR] = "for",
    [NODE_LET] = "let",
    [NODE_WHERE] = "where",
    [NODE_REPORT_AT] = "report-at",
    [NODE_NOTE_AT] = "note-at",
    [NODE_WHEN] = "when",
    [NODE_HELP] = "help",
    [NODE_SUMMARY] = "summary",
    [NODE_FIX_APPEND] = "fix-append",
    [NODE_FIX_ADD] = "fix-add",
    [NODE_FIX_REPLACE] = "fix-replace",
    [NODE_ORDER_BY] = "order-by",
    [NODE_DOWN] = "down",
    [NODE_GROUP_BY] = "group-by",
    [NODE_COLUMN] = "column",
    [NODE_OFF] = "off",
    [NODE_BAR] = "bar",
    [NODE_FOOT] = "foot",
    [NODE_LIMIT] = "limit",
    [NODE_COLUMNS_FOR] = "columns-for",
    [NODE_CELL] = "cell",
    [NODE_LABEL] = "label",
    [NODE_REPORT_TEXT] = "report-text",
    [NODE_REPORT_TABLE] = "report-table",
    [NODE_REPORT_MATRIX] = "report-matrix",
    [NODE_REPORT_FOR] = "report-for",
    [NODE_DOT] = "dot",
    [NODE_OR] = "or",
    [NODE_AND] = "and",
    [NODE_NOT] = "not",
    [NODE_EQ] = "eq",
    [NODE_NE] = "ne",
    [NODE_LT] = "lt",
    [NODE_LE] = "le",
    [NODE_GT] = "gt",
    [NODE_GE] = "ge",
    [NODE_IN_SET] = "in-set",
    [NODE_NOT_IN] = "not-in",
    [NODE_WITHIN] = "within",
    [NODE_IS_SET] = "is-set",
    [NODE_IS_MISSING] = "is-missing",
    [NODE_ADD] = "add",
    [NODE_SUB] = "sub",
    [NODE_MUL] = "mul",
    [NODE_DIV] = "div",
    [NODE_NEG] = "neg",
    [NODE_IF] = "if",
    [NODE_SET] = "set",
    [NODE_CALL] = "call",
    [NODE_AGGREGATE] = "aggregate",
};

const char *node_kind_name(NodeKind kind) {
    return kind < NODE_KIND_COUNT && node_kind_names[kind] != NULL ? node_kind_names[kind] : "?";
}

// One node on a line of its own: its kind, and the text of what names or is something.
static void dump_node(const Tree *tree, const Sources *sources, NodeId n, uint32_t depth, Out *out) {
    out_repeat(out, ' ', depth * 2);
    out_cstr(out, node_kind_name(tree_kind(tree, n)));
    NodeKind kind = tree_kind(tree, n);
    bool has_text = kind <= NODE_FIELD || kind == NODE_MEMBER || kind == NODE_RECKONED || kind == NODE_TYPE_NAME || kind == NODE_LEVEL ||
                    kind == NODE_CALL || kind == NODE_AGGREGATE;
    if (has_text && kind != NODE_BODY && kind != NODE_ON && kind != NODE_RANGE && kind != NODE_RATING) {
        Str text = tree_text(tree, sources, n);
        Str line = str_part(text, 0, str_find(text, '\n', 0));
        out_char(out, ' ');
        out_str(out, line);
        if (line.len < text.len) out_cstr(out, " …");
    }
    out_char(out, '\n');
}

void dump_tree(const Tree *tree, const Sources *sources, Out *out) {
    VEC(NodeId) above = {0}; // the path to the present node: a tree is no deeper than the parser's nesting limits
    for (uint32_t i = 0; i < tree->top.n; i++) {
        NodeId n = tree->top.at[i];
        for (;;) {
            dump_node(tree, sources, n, above.n, out);
            if (tree_child(tree, n) != 0) {
                vec_push(&above, n);
                n = tree_child(tree, n);
                continue;
            }
            while (above.n > 0 && tree_next(tree, n) == 0) n = above.at[--above.n];
            if (above.n == 0) break;
            n = tree_next(tree, n);
        }
    }
    vec_free(&above);
}
