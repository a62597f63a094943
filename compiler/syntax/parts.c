// Making parts.
#include "syntax/parts.h"

#include <stdlib.h>

#include "syntax/parser.h"

uint32_t parts_width(Str text, uint32_t from, uint32_t to) {
    uint32_t width = to - from;
    const uint64_t ones = UINT64_C(0x0101010101010101);
    for (; from + 8 <= to; from += 8) { // eight bytes at a time: all but those whose first two bits are 10; a product sums them up
        uint64_t bytes;
        memcpy(&bytes, text.at + from, 8);
        width -= (uint32_t)((bytes >> 7 & ~bytes >> 6 & ones) * ones >> 56);
    }
    for (; from < to; from++) width -= ((unsigned char)text.at[from] & 0xC0) == 0x80;
    return width;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// ---- From tokens and comments ------------------------------------------------------------------------------------------------------------

static uint32_t end_of_comment(Str text, uint32_t start, bool line) {
    if (!line) {
        const char *end = memmem(text.at + start + 2, text.len - start - 2, "*/", 2);
        return end == NULL ? text.len : (uint32_t)(end - text.at) + 2;
    }
    uint32_t end = str_find(text, '\n', start);
    while (end > start && (text.at[end - 1] == ' ' || text.at[end - 1] == '\t' || text.at[end - 1] == '\r')) end--;
    return end;
}

static void push_comment(Parts *parts, const SourceFile *file, const Trivia *trivia) {
    uint32_t start = trivia->start - file->base;
    bool line = trivia->kind != TRIVIA_BLOCK;
    if (trivia->kind == TRIVIA_BLANK) return;
    vec_push(parts, (Part){.start = start, .end = end_of_comment(file->text, start, line), .code = PART_COMMENT, .line = line});
}

// `not in` is one token of two words.
static uint32_t end_of_part(Str text, uint32_t at, uint8_t code) {
    uint32_t end = end_of_token(text, at, code);
    if (code == FUNCTION) return end + 1; // its bracket
    if (code != NOT_IN) return end;
    while (end < text.len && is_blank(text.at[end])) end++;
    return end_of_word(text, end);
}

// A text with holes is one part, from its quotes to its quotes. Returns the index of its last token.
static uint32_t push_token(Parts *parts, const SourceFile *file, const Tokens *tokens, uint32_t i) {
    uint8_t code = tokens->kind.at[i];
    uint32_t start = tokens->start.at[i] - file->base, last = i;
    bool quoted = code == STRING || code == TEXT;
    if (quoted && (tokens->kind.at[i + 1] == OPEN_HOLE || tokens->kind.at[i + 1] == STRING_END)) {
        while (tokens->kind.at[last] != STRING_END && tokens->kind.at[last] != END_OF_FILE) last++;
    }
    uint32_t end = end_of_part(file->text, tokens->start.at[last] - file->base, tokens->kind.at[last]);
    vec_push(parts, (Part){.start = start, .end = end, .code = code});
    return last;
}

static void push_all(Parts *parts, const SourceFile *file, const Tokens *tokens) {
    uint32_t trivia = 0;
    for (uint32_t i = 0; i < tokens->kind.n; i++) {
        for (; trivia < tokens->trivia.n && tokens->trivia.at[trivia].before <= i; trivia++) push_comment(parts, file, &tokens->trivia.at[trivia]);
        if (tokens->kind.at[i] != END_OF_FILE) i = push_token(parts, file, tokens, i);
    }
}

// ---- Where they stand --------------------------------------------------------------------------------------------------------------------

static const Str BYTE_ORDER_MARK = {"\xEF\xBB\xBF", 3};

// How far the columns of the source are counted: its characters from the start of the line up to `at`.
typedef struct {
    uint32_t at, width;
} Column;

// On to `at`, by way of what may hold line ends.
static void column_to(Column *column, Str text, uint32_t at) {
    const char *line = at > column->at ? memrchr(text.at + column->at, '\n', at - column->at) : NULL;
    if (line != NULL) *column = (Column){(uint32_t)(line - text.at) + 1, 0};
    column->width += parts_width(text, column->at, at);
    column->at = at;
}

// What the source has between a part and the one before it, which ends at `from`.
static bool look_between(Str text, uint32_t from, Part *part, Column *column) {
    uint32_t lines = 0;
    if (part->start < from) return false; // a comment within a text
    if (from == 0 && str_starts(text, BYTE_ORDER_MARK)) from = 3;
    for (uint32_t i = from; i < part->start; i++) {
        if (!is_blank(text.at[i])) return false;
        lines += text.at[i] == '\n';
    }
    column_to(column, text, part->start);
    part->broken = lines > 0;
    part->empty_line = lines > 1;
    part->source = column->width;
    return true;
}

// Counts braces. Those of one pair know whether they stand in one line.
static void pair_braces(Str text, Parts *parts) {
    uint32_t open[TOKENS_NESTING + 1], depth = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        Part *part = &parts->at[i];
        if (part->code == RBRACE && depth > 0) {
            Part *partner = &parts->at[open[--depth]];
            partner->several = part->several = str_find(str_part(text, 0, part->start), '\n', partner->start) < part->start;
        }
        part->depth = depth;
        if (part->code == LBRACE && depth <= TOKENS_NESTING) open[depth++] = i;
        if (part->code != LBRACE && part->code != RBRACE) part->several = str_find(str_part(text, 0, part->end), '\n', part->start) < part->end;
    }
}

// ---- What they are -----------------------------------------------------------------------------------------------------------------------

// Something that the tree says of the part that starts at a place.
typedef struct {
    SrcPos at;
    uint8_t cell, sort;
    bool item, in_kind;
} Role;

typedef VEC(Role) Roles;

static ItemSort sort_of(NodeKind kind) {
    switch (kind) {
    case NODE_FIELD: return SORT_FIELD;
    case NODE_RECORD:
    case NODE_KIND:
    case NODE_EXTEND_KIND:
    case NODE_EXTEND:
    case NODE_TABLE:
    case NODE_MATRIX: return SORT_RECORD;
    case NODE_MEMBER: return SORT_MEMBER;
    case NODE_RECKONED: return SORT_RECKONED;
    case NODE_LET: return SORT_LET;
    case NODE_COLUMN:
    case NODE_FOOT: return SORT_COLUMN;
    case NODE_REPORT_AT:
    case NODE_NOTE_AT:
    case NODE_HELP:
    case NODE_SUMMARY:
    case NODE_FIX_APPEND:
    case NODE_FIX_ADD:
    case NODE_FIX_REPLACE: return SORT_REPORT;
    default: return SORT_NONE;
    }
}

static bool is_item(NodeKind kind) {
    return kind == NODE_FIELD || kind == NODE_RECORD || kind == NODE_MEMBER || kind == NODE_RECKONED || kind == NODE_APPROVES ||
           (kind >= NODE_USE && kind <= NODE_EXTEND) || (kind >= NODE_RULE && kind <= NODE_QUERY) ||
           (kind >= NODE_ENFORCES && kind <= NODE_REPORT_FOR && kind != NODE_WHEN && kind != NODE_DOWN && kind != NODE_OFF && kind != NODE_BAR);
}

// Cells that are nodes of their own.
static CellKind cell_of(const Tree *tree, NodeKind above, NodeId n, bool first) {
    NodeKind kind = tree_kind(tree, n);
    if (above == NODE_RECORD && kind == NODE_BODY) return first ? CELL_VALUE : CELL_TEXT;
    if ((above == NODE_KIND || above == NODE_EXTEND_KIND) && kind == NODE_MEMBERS) return CELL_TEXT;
    bool titled = above == NODE_RECORD || above == NODE_KIND || above == NODE_TABLE || above == NODE_MATRIX;
    if (titled && !first && (kind == NODE_STRING || kind == NODE_TODO)) return CELL_TITLE;
    if (above == NODE_MEMBER && kind == NODE_INVERSE) return CELL_MIDDLE;
    bool message = above == NODE_REPORT_AT || above == NODE_NOTE_AT;
    bool told = (above == NODE_MEMBER || above == NODE_RECKONED || message) && kind == NODE_STRING && !first;
    return told ? CELL_TEXT : CELL_NONE;
}

// What holds items: expressions and values hold none, and may be deep.
static bool holds_items(NodeKind kind) {
    return kind == NODE_BODY || kind == NODE_MEMBERS || (is_item(kind) && kind != NODE_FIELD);
}

static ItemSort sort_of_node(const Tree *tree, NodeId n) {
    NodeId first = tree_child(tree, n);
    bool block = tree_kind(tree, n) == NODE_RECORD && first != 0 && tree_kind(tree, first) == NODE_BODY;
    return block ? SORT_BLOCK : sort_of(tree_kind(tree, n));
}

// As deep as braces are nested.
static void collect(const Tree *tree, NodeId n, Roles *roles) {
    NodeKind above = tree_kind(tree, n);
    for (NodeId child = tree_child(tree, n); child != 0; child = tree_next(tree, child)) {
        NodeKind kind = tree_kind(tree, child);
        bool item = is_item(kind) && above != NODE_EXTEND;
        CellKind cell = cell_of(tree, above, child, child == tree_child(tree, n));
        bool in_kind = above == NODE_MEMBER || above == NODE_RECKONED;
        ItemSort sort = item ? sort_of_node(tree, child) : SORT_NONE;
        if (item || cell != CELL_NONE) vec_push(roles, (Role){tree_pos(tree, child), (uint8_t)cell, (uint8_t)sort, item, in_kind});
        if (holds_items(kind)) collect(tree, child, roles);
    }
}

static int by_place(const void *left, const void *right) {
    const Role *a = left, *b = right;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    return b->item - a->item;
}

static void give_roles(const SourceFile *file, const Tree *tree, Parts *parts) {
    Roles roles = {0};
    for (uint32_t i = 0; i < tree->top.n; i++) {
        NodeId n = tree->top.at[i];
        vec_push(&roles, (Role){tree_pos(tree, n), CELL_NONE, (uint8_t)sort_of_node(tree, n), true, false});
        collect(tree, n, &roles);
    }
    if (roles.n > 0) qsort(roles.at, roles.n, sizeof *roles.at, by_place);
    for (uint32_t i = 0, p = 0; i < roles.n; i++) {
        while (p < parts->n && parts->at[p].start + file->base < roles.at[i].at) p++;
        if (p == parts->n || parts->at[p].start + file->base != roles.at[i].at) continue;
        Part *part = &parts->at[p];
        if (roles.at[i].item) part->sort = roles.at[i].sort;
        if (roles.at[i].cell != CELL_NONE) part->cell = roles.at[i].cell;
        part->in_kind = part->in_kind || roles.at[i].in_kind;
        part->item = part->item || roles.at[i].item;
    }
    vec_free(&roles);
}

static bool has_sign(ItemSort sort) {
    return sort == SORT_RECKONED || sort == SORT_LET || sort == SORT_COLUMN;
}

// The values of fields, and what stands behind the first `=`, or behind the keyword, of a clause.
static void give_values(Parts *parts) {
    for (uint32_t i = 0; i < parts->n; i++) {
        ItemSort sort = parts->at[i].sort;
        if (sort == SORT_NONE || sort == SORT_RECORD) continue;
        uint32_t value = i + 1;
        while (has_sign(sort) && value < parts->n && parts->at[value].code != EQUALS && !parts->at[value].item) value++;
        if (value < parts->n && !parts->at[value].item && parts->at[value].code != PART_COMMENT) parts->at[value].cell = CELL_VALUE;
    }
}

bool parts_make(const SourceFile *file, const Tokens *tokens, const Tree *tree, Parts *parts) {
    Column column = {0, 0};
    push_all(parts, file, tokens);
    for (uint32_t i = 0; i < parts->n; i++) {
        if (!look_between(file->text, i > 0 ? parts->at[i - 1].end : 0, &parts->at[i], &column)) return false;
        if (parts->at[i].line && i > 0 && !parts->at[i].broken) parts->at[i].cell = CELL_COMMENT;
    }
    pair_braces(file->text, parts);
    give_roles(file, tree, parts);
    give_values(parts);
    return true;
}
