// Making parts.
#include "syntax/parts.h"

#include "syntax/parser.h"

static const bool BLANK[256] = {[' '] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true};

// ---- From tokens and comments ------------------------------------------------------------------------------------------------------------

// A text with holes is one piece, from its quotes to its quotes. The index of its last token; of other tokens, their own.
static inline uint32_t last_of(const Tokens *tokens, uint32_t i) {
    const uint8_t *code = tokens->kind.at;
    if ((code[i] != STRING && code[i] != TEXT) || (code[i + 1] != OPEN_HOLE && code[i + 1] != STRING_END)) return i;
    while (code[i] != STRING_END && code[i] != END_OF_FILE) i++;
    return i;
}

// Passes blank lines: the next comment and the token that it stands before.
static void find_comment(Pieces *p) {
    const Tokens *tokens = p->tokens;
    while (p->trivia < tokens->trivia.n && tokens->trivia.at[p->trivia].kind == TRIVIA_BLANK) p->trivia++;
    p->comment = p->trivia < tokens->trivia.n ? tokens->trivia.at[p->trivia].before : UINT32_MAX;
}

static void take_comment(Pieces *p) {
    const Trivia *comment = &p->tokens->trivia.at[p->trivia++];
    p->mixed = p->mixed || comment->start < p->behind;
    p->start = comment->start - p->file->base;
    p->code = PART_COMMENT;
    p->line = comment->kind != TRIVIA_BLOCK;
    find_comment(p);
}

// The piece whose end is not known yet: that of the end of the file is the last one.
static inline void take(Pieces *p) {
    if (p->comment <= p->token) {
        take_comment(p);
        return;
    }
    uint32_t i = p->token, last = last_of(p->tokens, i);
    p->start = p->tokens->start.at[i] - p->file->base;
    p->code = p->tokens->kind.at[i];
    p->line = false;
    p->behind = p->tokens->start.at[last];
    p->token = last + 1;
}

Pieces pieces_of(const SourceFile *file, const Tokens *tokens) {
    Pieces p = {.file = file, .tokens = tokens};
    find_comment(&p);
    take(&p);
    return p;
}

bool pieces_next(Pieces *p, Part *part) {
    if (p->code == END_OF_FILE || p->mixed) return false;
    *part = (Part){.start = p->start, .code = p->code, .line = p->line};
    take(p);
    uint32_t end = p->start; // but for blanks, which are all that stands between two pieces
    while (end > part->start && BLANK[(uint8_t)p->file->text.at[end - 1]]) end--;
    part->end = end;
    return true;
}

bool parts_of_tokens(const SourceFile *file, const Tokens *tokens, Parts *parts) {
    Pieces pieces = pieces_of(file, tokens);
    vec_reserve(parts, tokens->kind.n + tokens->trivia.n);
    while (pieces_next(&pieces, &parts->at[parts->n])) parts->n++;
    return !pieces.mixed;
}

// ---- Where they stand --------------------------------------------------------------------------------------------------------------------

static const Str BYTE_ORDER_MARK = {"\xEF\xBB\xBF", 3};

// How many characters the bytes are: eight at a time, all but those whose first two bits are 10. Behind every text is padding to read over.
static uint32_t characters_in(Str text, uint32_t from, uint32_t to) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint32_t count = to - from;
    for (; from < to; from += 8) {
        uint64_t bytes;
        memcpy(&bytes, text.at + from, 8);
        if (to - from < 8) bytes &= (UINT64_C(1) << 8 * (to - from)) - 1;
        bytes = bytes >> 7 & ~bytes >> 6 & ones;
        if (bytes != 0) count -= (uint32_t)(bytes * ones >> 56);
    }
    return count;
}

// The blanks of the source before a part, from where the one before it ends, in that one's column.
static void look_before(Str text, uint32_t from, uint32_t column, Part *part) {
    uint32_t lines = 0;
    if (from == 0 && str_starts(text, BYTE_ORDER_MARK)) from = 3;
    column += part->start - from;
    for (uint32_t i = from; i < part->start; i++) {
        if (text.at[i] != '\n') continue;
        lines++;
        column = part->start - i - 1;
    }
    part->broken = lines > 0;
    part->empty_line = lines > 1;
    part->source = column;
}

// Are there line ends in the part? Most sorts have none.
static void look_into(Str text, Part *part) {
    bool may = part->code == STRING || part->code == TEXT || part->code == NOT_IN || part->code == PART_COMMENT;
    const char *line = may ? memrchr(text.at + part->start, '\n', part->end - part->start) : NULL;
    part->several = line != NULL;
    part->width = characters_in(text, line != NULL ? (uint32_t)(line + 1 - text.at) : part->start, part->end);
}

static void look_at_source(Str text, Parts *parts) {
    uint32_t from = 0, column = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        Part *part = &parts->at[i];
        look_before(text, from, column, part);
        look_into(text, part);
        from = part->end;
        column = part->several ? part->width : part->source + part->width;
        if (part->line && i > 0 && !part->broken) part->cell = CELL_COMMENT;
    }
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
    if (!parts_of_tokens(file, tokens, parts)) return false;
    look_at_source(file->text, parts);
    pair_braces(file->text, parts);
    give_roles(file, tree, parts);
    give_values(parts);
    return true;
}
