// Making parts.
#include "syntax/parts.h"

#include "syntax/parser.h"

static uint32_t columns_of(Str text, uint32_t from, uint32_t to) {
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

void parts_of_tokens(const SourceFile *file, const Tokens *tokens, Parts *parts) {
    uint32_t trivia = 0;
    vec_reserve(parts, tokens->kind.n + tokens->trivia.n);
    for (uint32_t i = 0; i < tokens->kind.n; i++) {
        for (; trivia < tokens->trivia.n && tokens->trivia.at[trivia].before <= i; trivia++) push_comment(parts, file, &tokens->trivia.at[trivia]);
        if (tokens->kind.at[i] != END_OF_FILE) i = push_token(parts, file, tokens, i);
    }
}

// ---- Where they stand --------------------------------------------------------------------------------------------------------------------

static const Str BYTE_ORDER_MARK = {"\xEF\xBB\xBF", 3};

// The blanks of the source before a part, from where the one before it ends, in that one's column; false: it is not only blanks that stand there.
static bool look_before(Str text, uint32_t from, uint32_t column, Part *part) {
    uint32_t lines = 0;
    if (part->start < from) return false; // a comment within a text
    if (from == 0 && str_starts(text, BYTE_ORDER_MARK)) from = 3;
    for (uint32_t i = from; i < part->start; i++) {
        if (!is_blank(text.at[i])) return false;
        lines += text.at[i] == '\n';
        column = text.at[i] == '\n' ? 0 : column + 1;
    }
    part->broken = lines > 0;
    part->empty_line = lines > 1;
    part->source = column;
    return true;
}

// Are there line ends in the part? Most sorts have none.
static void look_into(Str text, Part *part) {
    bool may = part->code == STRING || part->code == TEXT || part->code == NOT_IN || part->code == PART_COMMENT;
    const char *line = may ? memrchr(text.at + part->start, '\n', part->end - part->start) : NULL;
    part->several = line != NULL;
    part->width = columns_of(text, line != NULL ? (uint32_t)(line + 1 - text.at) : part->start, part->end);
}

static bool look_at_source(Str text, Parts *parts) {
    uint32_t from = 0, column = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        Part *part = &parts->at[i];
        if (!look_before(text, from, column, part)) return false;
        look_into(text, part);
        from = part->end;
        column = part->several ? part->width : part->source + part->width;
        if (part->line && i > 0 && !part->broken) part->cell = CELL_COMMENT;
    }
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
    }
}

// ---- What they are -----------------------------------------------------------------------------------------------------------------------

// Going through the nodes of a tree, and through the parts beside it.
typedef struct {
    const SourceFile *file;
    const Tree *tree;
    Parts *parts;
    uint32_t at; // the part at or before the last node
} Beside;

// The part that begins where the node stands; NULL: none does. Nodes come nearly in the order of the source, so that it is not far.
static Part *part_of(Beside *b, NodeId n) {
    uint32_t start = tree_pos(b->tree, n) - b->file->base;
    while (b->at > 0 && b->parts->at[b->at].start > start) b->at--;
    while (b->at + 1 < b->parts->n && b->parts->at[b->at].start < start) b->at++;
    return b->at < b->parts->n && b->parts->at[b->at].start == start ? &b->parts->at[b->at] : NULL;
}

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

static void give_item(Beside *b, NodeId n) {
    Part *part = part_of(b, n);
    if (part == NULL) return;
    part->item = true;
    part->sort = (uint8_t)sort_of_node(b->tree, n);
}

static void give_cell(Beside *b, NodeId n, CellKind cell, bool in_kind) {
    Part *part = part_of(b, n);
    if (part == NULL) return;
    part->cell = (uint8_t)cell;
    part->in_kind = in_kind;
}

// As deep as braces are nested.
static void give_below(Beside *b, NodeId n) {
    const Tree *tree = b->tree;
    NodeKind above = tree_kind(tree, n);
    for (NodeId child = tree_child(tree, n); child != 0; child = tree_next(tree, child)) {
        NodeKind kind = tree_kind(tree, child);
        CellKind cell = cell_of(tree, above, child, child == tree_child(tree, n));
        if (is_item(kind) && above != NODE_EXTEND) give_item(b, child);
        if (cell != CELL_NONE) give_cell(b, child, cell, above == NODE_MEMBER || above == NODE_RECKONED);
        if (holds_items(kind)) give_below(b, child);
    }
}

static void give_roles(const SourceFile *file, const Tree *tree, Parts *parts) {
    Beside beside = {file, tree, parts, 0};
    for (uint32_t i = 0; i < tree->top.n; i++) {
        give_item(&beside, tree->top.at[i]);
        give_below(&beside, tree->top.at[i]);
    }
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
    parts_of_tokens(file, tokens, parts);
    if (!look_at_source(file->text, parts)) return false;
    pair_braces(file->text, parts);
    give_roles(file, tree, parts);
    give_values(parts);
    return true;
}
