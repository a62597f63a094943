// Inserting into records.
#include "syntax/insert.h"

#define INDENT 2u

// Where a line stands: from its first byte to its end of line.
typedef struct {
    uint32_t start, text, end; // `text`: the first byte that is no blank
} Line;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static Line line_at(Str text, uint32_t at) {
    Line line = {.start = at};
    while (line.start > 0 && text.at[line.start - 1] != '\n') line.start--;
    line.text = line.start;
    line.end = str_find(text, '\n', at);
    while (line.text < line.end && is_blank(text.at[line.text])) line.text++;
    return line;
}

static bool begins_line(Str text, uint32_t at) {
    while (at > 0 && is_blank(text.at[at - 1])) at--;
    return at == 0 || text.at[at - 1] == '\n';
}

// Behind blanks and comments.
static uint32_t skip_trivia(Str text, uint32_t at) {
    for (;;) {
        while (at < text.len && (is_blank(text.at[at]) || text.at[at] == '\n')) at++;
        Str rest = str_part(text, at, text.len);
        if (str_starts(rest, STR("//"))) {
            at = str_find(text, '\n', at);
        } else if (str_starts(rest, STR("/*"))) {
            const char *end = memmem(rest.at + 2, rest.len - 2, "*/", 2);
            at = end == NULL ? text.len : (uint32_t)(end - text.at) + 2;
        } else {
            return at;
        }
    }
}

static NodeId last_child(const Tree *tree, NodeId n) {
    NodeId last = 0;
    for (NodeId child = tree_child(tree, n); child != 0; child = tree_next(tree, child)) last = child;
    return last;
}

// The end of the item of a body, its closing brace included; of a body, that too. 0: a brace is not there. Records nest no deeper than the parser lets
// them.
static uint32_t end_of(const Tree *tree, const Sources *sources, const SourceFile *file, NodeId n) {
    NodeId last = last_child(tree, n);
    bool is_body = tree_kind(tree, n) == NODE_BODY;
    if (tree_kind(tree, n) == NODE_RECORD && last != 0) return end_of(tree, sources, file, last);
    if (!is_body) return tree_span(tree, sources, n).end - file->base;
    uint32_t end = last != 0 ? end_of(tree, sources, file, last) : tree_pos(tree, n) - file->base + 1;
    if (end == 0) return 0;
    end = skip_trivia(file->text, end);
    return end < file->text.len && file->text.at[end] == '}' ? end + 1 : 0;
}

uint32_t item_end(const Tree *tree, const Sources *sources, NodeId item) {
    return end_of(tree, sources, sources_file(sources, tree->file), item);
}

static void add(Edits *edits, const Sources *sources, const SourceFile *file, uint32_t from, uint32_t to, Str text, Arena *arena) {
    edits_add(edits, sources, (Span){file->base + from, file->base + to}, text, arena);
}

static Str blanks_of(Str text, Line line) {
    return str_part(text, line.start, line.text);
}

// How the items of a body are laid out, by those that begin a line.
typedef struct {
    NodeId last;     // of them, or 0
    uint32_t offset; // of its value from its name
    bool aligned;    // some name has more blanks behind it than it needs
} Layout;

static Layout layout_of(const Tree *tree, const Sources *sources, const SourceFile *file, NodeId body) {
    Layout layout = {0};
    for (NodeId item = tree_child(tree, body); item != 0; item = tree_next(tree, item)) {
        if (!begins_line(file->text, tree_pos(tree, item) - file->base)) continue;
        NodeId value = tree_child(tree, item);
        bool is_field = tree_kind(tree, item) == NODE_FIELD, is_plain = value != 0 && (is_field || tree_kind(tree, value) == NODE_BODY);
        layout.last = item;
        layout.offset = is_plain ? tree_span(tree, sources, value).start - tree_pos(tree, item) : 0;
        layout.aligned = layout.aligned || (is_plain && layout.offset > tree_text(tree, sources, item).len + is_field + 1);
    }
    return layout;
}

// `item`, indented and aligned like the item before it, else two blanks further than the line of the closing brace.
static Str item_line(const Tree *tree, const Sources *sources, const SourceFile *file, NodeId body, Line brace, Str item, Arena *arena) {
    Layout layout = layout_of(tree, sources, file, body);
    if (layout.last == 0) return arena_printf(arena, STR_FMT "%*s" STR_FMT, STR_ARG(blanks_of(file->text, brace)), (int)INDENT, "", STR_ARG(item));
    Str indent = blanks_of(file->text, line_at(file->text, tree_pos(tree, layout.last) - file->base));
    uint32_t name = str_find(item, ' ', 0), gap = layout.aligned && layout.offset > name + 1 ? layout.offset - name : 1;
    Str rest = str_part(item, name + 1, item.len);
    return arena_printf(arena, STR_FMT STR_FMT "%*s" STR_FMT, STR_ARG(indent), STR_ARG(str_part(item, 0, name)), (int)gap, "", STR_ARG(rest));
}

static uint32_t blanks_before(Str text, uint32_t at) {
    while (at > 0 && is_blank(text.at[at - 1])) at--;
    return at;
}

// `{ a: b }` stays in its line where that has room, else each part gets one.
static void insert_in_line(const Sources *sources, const SourceFile *file, uint32_t open, uint32_t close, Str item, Arena *arena, Edits *edits) {
    Line line = line_at(file->text, close);
    uint32_t inside = open + 1, end = blanks_before(file->text, close);
    bool empty = end <= inside;
    if (empty) end = inside;
    if (line.end - line.start + item.len + 2 <= INSERT_LINE) {
        bool padded = end < close;
        Str text = arena_printf(arena, "%s" STR_FMT "%s", empty ? " " : "  ", STR_ARG(item), padded ? "" : " ");
        add(edits, sources, file, end, end, text, arena);
        return;
    }
    Str indent = blanks_of(file->text, line);
    uint32_t first = inside;
    while (first < end && is_blank(file->text.at[first])) first++;
    if (!empty) add(edits, sources, file, inside, first, arena_printf(arena, "\n" STR_FMT "  ", STR_ARG(indent)), arena);
    Str text = arena_printf(arena, "\n" STR_FMT "  " STR_FMT "\n" STR_FMT, STR_ARG(indent), STR_ARG(item), STR_ARG(indent));
    add(edits, sources, file, end, close, text, arena);
}

static void insert_in_lines(const Tree *tree, const Sources *sources, const SourceFile *file, NodeId body, uint32_t close, Str item, Arena *arena,
                            Edits *edits) {
    Line line = line_at(file->text, close);
    Str own_line = item_line(tree, sources, file, body, line, item, arena);
    if (line.text == close) {
        add(edits, sources, file, line.start, line.start, arena_printf(arena, STR_FMT "\n", STR_ARG(own_line)), arena);
        return;
    }
    uint32_t end = blanks_before(file->text, close);
    add(edits, sources, file, end, close, arena_printf(arena, "\n" STR_FMT " ", STR_ARG(own_line)), arena);
}

bool insert_item(const Tree *tree, const Sources *sources, NodeId record, Str item, Arena *arena, Edits *edits) {
    const SourceFile *file = sources_file(sources, tree->file);
    NodeId body = tree_find(tree, record, NODE_BODY);
    if (body == 0) {
        uint32_t end = end_of(tree, sources, file, record);
        Line line = line_at(file->text, end);
        bool fits = line.end - line.start + item.len + 5 <= INSERT_LINE;
        Str indent = blanks_of(file->text, line);
        Str text = fits ? arena_printf(arena, " { " STR_FMT " }", STR_ARG(item))
                        : arena_printf(arena, " {\n" STR_FMT "  " STR_FMT "\n" STR_FMT "}", STR_ARG(indent), STR_ARG(item), STR_ARG(indent));
        add(edits, sources, file, end, end, text, arena);
        return true;
    }
    uint32_t open = tree_pos(tree, body) - file->base, end = end_of(tree, sources, file, body);
    if (end == 0) return false;
    bool one_line = str_find(str_part(file->text, 0, end), '\n', open) >= end;
    if (one_line) insert_in_line(sources, file, open, end - 1, item, arena, edits);
    else insert_in_lines(tree, sources, file, body, end - 1, item, arena, edits);
    return true;
}

void insert_fields(const Tree *tree, const Sources *sources, NodeId after, const Str *fields, uint32_t count, Arena *arena, Edits *edits) {
    const SourceFile *file = sources_file(sources, tree->file);
    uint32_t at = tree_pos(tree, after) - file->base, end = tree_span(tree, sources, after).end - file->base;
    Line line = line_at(file->text, at);
    Str between = line.text == at ? arena_printf(arena, "\n" STR_FMT, STR_ARG(blanks_of(file->text, line))) : STR("  "), text = {"", 0};
    for (uint32_t i = 0; i < count; i++) text = arena_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(text), STR_ARG(between), STR_ARG(fields[i]));
    if (count > 0) add(edits, sources, file, end, end, text, arena);
}
