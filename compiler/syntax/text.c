// What stands in the source at a node: its text, its span, the value of a string, the comment above a declaration.
#include "base/out.h"
#include "syntax/token.h"
#include "syntax/tree.h"

static const SourceFile *file_of(const Tree *tree, const Sources *sources) {
    return sources_file(sources, tree->file);
}

// Two words with blanks between them: `not in`, `is set`.
static uint32_t end_of_two_words(Str text, uint32_t at) {
    uint32_t i = end_of_word(text, at);
    while (i < text.len && (text.at[i] == ' ' || text.at[i] == '\t' || text.at[i] == '\r' || text.at[i] == '\n')) i++;
    return end_of_word(text, i);
}

static uint32_t end_of_part(Str text, uint32_t at) {
    uint32_t end = end_of_word(text, at);
    uint32_t dot = str_find(str_part(text, 0, end), '.', at);
    return dot < end ? dot : end;
}

// A value that was not understood: a quoted text, a word or path, or a sign.
static uint32_t end_of_anything(Str text, uint32_t at) {
    if (at < text.len && text.at[at] == '"') return end_of_string(text, at);
    uint32_t end = end_of_path(text, at);
    return end > at ? end : end_of_operator(text, at);
}

static uint32_t end_of_node(const Tree *tree, Str text, NodeId n, uint32_t at) {
    if (tree->kind.at[n] & NODE_PART) return end_of_part(text, at);
    switch (tree_kind(tree, n)) {
    case NODE_PATH: return end_of_path(text, at);
    case NODE_NUMBER: return end_of_number(text, at);
    case NODE_PERCENT: return end_of_percent(text, at);
    case NODE_STRING: return end_of_string(text, at);
    case NODE_TEXT: return end_of_text(text, at);
    case NODE_DURATION: return end_of_duration(text, at);
    case NODE_MONEY: return end_of_money(text, at);
    case NODE_URL: return end_of_url(text, at);
    case NODE_NOT_IN:
    case NODE_IS_SET:
    case NODE_IS_MISSING: return end_of_two_words(text, at);
    case NODE_DOT: return at + 1;
    case NODE_ERROR: return end_of_anything(text, at);
    case NODE_QUERY: return at;
    default: {
        uint32_t end = end_of_word(text, at);
        return end > at ? end : end_of_operator(text, at);
    }
    }
}

static uint32_t offset_of(const SourceFile *file, const Tree *tree, NodeId n) {
    return tree_pos(tree, n) - file->base;
}

Str tree_text(const Tree *tree, const Sources *sources, NodeId n) {
    if (n == 0) return (Str){"", 0};
    const SourceFile *file = file_of(tree, sources);
    uint32_t at = offset_of(file, tree, n);
    return str_part(file->text, at, end_of_node(tree, file->text, n, at));
}

// ---- spans

static NodeId last_child(const Tree *tree, NodeId n) {
    NodeId last = 0;
    for (NodeId child = tree_child(tree, n); child != 0; child = tree_next(tree, child)) last = child;
    return last;
}

// From the kind word to the title, or the last id or target.
static Span header_span(const Tree *tree, const SourceFile *file, NodeId record) {
    NodeId last = record;
    for (NodeId child = tree_child(tree, record); child != 0 && tree_kind(tree, child) != NODE_BODY; child = tree_next(tree, child)) last = child;
    if (last != record && tree_kind(tree, last) == NODE_ON) last = last_child(tree, last);
    uint32_t start = offset_of(file, tree, record), at = offset_of(file, tree, last);
    uint32_t end = end_of_node(tree, file->text, last, at);
    uint32_t line_end = str_find(file->text, '\n', start);
    if (end > line_end) end = line_end;
    return (Span){file->base + start, file->base + end};
}

Span tree_span(const Tree *tree, const Sources *sources, NodeId n) {
    if (n == 0) return (Span){0, 0};
    const SourceFile *file = file_of(tree, sources);
    if (tree_kind(tree, n) == NODE_RECORD) return header_span(tree, file, n);
    uint32_t start = offset_of(file, tree, n), end = end_of_node(tree, file->text, n, start);
    for (NodeId child = tree_child(tree, n); child != 0; child = tree_child(tree, child)) {
        uint32_t at = offset_of(file, tree, child);
        if (at < start) start = at;
    }
    for (NodeId child = last_child(tree, n); child != 0; child = last_child(tree, child)) {
        uint32_t child_end = end_of_node(tree, file->text, child, offset_of(file, tree, child));
        if (child_end > end) end = child_end;
    }
    return (Span){file->base + start, file->base + end};
}

// ---- the value of a string

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

// A text block without the line of its opening quotes, its common indentation and the line of its closing quotes.
typedef struct {
    Str text;        // between the quotes
    uint32_t indent; // to leave out of every line
} Block;

static Block block_of(Str token) {
    Str text = str_part(token, 3, token.len >= 6 ? token.len - 3 : token.len);
    uint32_t first = 0;
    while (first < text.len && is_blank(text.at[first])) first++;
    if (first < text.len && text.at[first] == '\n') text = str_part(text, first + 1, text.len);
    uint32_t end = text.len;
    while (end > 0 && is_blank(text.at[end - 1])) end--;
    if (end > 0 && text.at[end - 1] == '\n') text.len = end - 1;
    if (text.len > 0 && text.at[text.len - 1] == '\r') text.len--;
    uint32_t indent = UINT32_MAX;
    for (uint32_t line = 0; line < text.len;) {
        uint32_t line_end = str_find(text, '\n', line), i = line;
        while (i < line_end && is_blank(text.at[i])) i++;
        if (i < line_end && i - line < indent) indent = i - line;
        line = line_end + 1;
    }
    return (Block){text, indent == UINT32_MAX ? 0 : indent};
}

static Str in_arena(Out *out, Arena *arena) {
    Str copy = arena_str(arena, out_text(out));
    out_free(out);
    return copy;
}

static Str dedented(Str token, Arena *arena) {
    Block block = block_of(token);
    bool one_line = str_find(block.text, '\n', 0) == block.text.len;
    if (one_line) return str_part(block.text, block.indent, block.text.len);
    Out out = out_memory();
    for (uint32_t line = 0; line <= block.text.len;) {
        uint32_t line_end = str_find(block.text, '\n', line), start = line;
        while (start < line_end && start - line < block.indent && is_blank(block.text.at[start])) start++;
        uint32_t end = line_end;
        if (end > start && block.text.at[end - 1] == '\r') end--;
        if (line > 0) out_char(&out, '\n');
        out_str(&out, str_part(block.text, start, end));
        line = line_end + 1;
    }
    return in_arena(&out, arena);
}

// Between the quotes, also of a string that was never closed.
static Str string_inside(Str token) {
    if (token.len == 0 || token.at[0] != '"') return token; // a title without quotes, taken as it stands
    bool closed = token.len >= 2 && token.at[token.len - 1] == '"';
    return str_part(token, 1, closed ? token.len - 1 : token.len);
}

static void put_escaped(Out *out, char c) {
    if (c == 'n') out_char(out, '\n');
    else if (c == 't') out_char(out, '\t');
    else if (c == '"' || c == '\\') out_char(out, c);
    else {
        out_char(out, '\\'); // no escape: as written
        out_char(out, c);
    }
}

static Str unescaped(Str inside, Arena *arena) {
    if (str_find(inside, '\\', 0) == inside.len) return inside;
    Out out = out_memory();
    for (uint32_t i = 0; i < inside.len; i++) {
        if (inside.at[i] == '\\' && i + 1 < inside.len) put_escaped(&out, inside.at[++i]);
        else out_char(&out, inside.at[i]);
    }
    return in_arena(&out, arena);
}

Str tree_string(const Tree *tree, const Sources *sources, NodeId n, Arena *arena) {
    Str inside;
    if (n != 0 && tree_kind(tree, n) == NODE_STRING) {
        const SourceFile *file = file_of(tree, sources);
        if (string_is_plain(file->text, offset_of(file, tree, n), &inside)) return inside;
    }
    Str token = tree_text(tree, sources, n);
    if (tree_kind(tree, n) == NODE_TEXT) return dedented(token, arena);
    return unescaped(string_inside(token), arena);
}

Str tree_string_piece(const Tree *tree, const Sources *sources, NodeId n, uint32_t index, Arena *arena) {
    bool is_block = tree_kind(tree, n) == NODE_TEXT;
    Str token = tree_text(tree, sources, n);
    Str text = is_block ? dedented(token, arena) : string_inside(token);
    Out out = out_memory();
    uint32_t hole = 0;
    for (uint32_t i = 0; i < text.len && hole <= index; i++) {
        char c = text.at[i], next = i + 1 < text.len ? text.at[i + 1] : '\0';
        bool wanted = hole == index;
        if (c == '\\' && !is_block && next != '\0') {
            if (wanted) put_escaped(&out, next);
            i++;
        } else if ((c == '{' || c == '}') && next == c) {
            if (wanted) out_char(&out, c);
            i++;
        } else if (c == '{') {
            hole++;
            i = str_find(text, '}', i);
        } else if (wanted) {
            out_char(&out, c);
        }
    }
    return in_arena(&out, arena);
}

// ---- documentation

// The start of the line that ends right before `at`; `at` itself is the start of a line.
static uint32_t line_before(Str text, uint32_t at) {
    uint32_t start = at - 1;
    while (start > 0 && text.at[start - 1] != '\n') start--;
    return start;
}

static bool doc_line(Str line, Str *inside) {
    Str trimmed = str_trim(line);
    if (!str_starts(trimmed, STR("///"))) return false;
    *inside = str_part(trimmed, 3, trimmed.len);
    if (inside->len > 0 && inside->at[0] == ' ') *inside = str_part(*inside, 1, inside->len);
    return true;
}

Str tree_doc(const Tree *tree, const Sources *sources, NodeId n, Arena *arena) {
    const SourceFile *file = file_of(tree, sources);
    Str text = file->text, inside;
    uint32_t declaration = offset_of(file, tree, n);
    while (declaration > 0 && text.at[declaration - 1] != '\n') {
        if (!is_blank(text.at[declaration - 1])) return (Str){"", 0};
        declaration--;
    }
    uint32_t first = declaration;
    while (first > 0 && doc_line(str_part(text, line_before(text, first), first), &inside)) first = line_before(text, first);
    if (first == declaration) return (Str){"", 0};
    Out out = out_memory();
    for (uint32_t line = first; line < declaration; line = str_find(text, '\n', line) + 1) {
        if (line > first) out_char(&out, '\n');
        if (doc_line(str_part(text, line, str_find(text, '\n', line)), &inside)) out_str(&out, inside);
    }
    return in_arena(&out, arena);
}
