// Columns: indentation, blanks between parts, and cells below each other.
#include "syntax/align.h"

#include "syntax/parser.h"

#define INDENT 2u
#define FURTHER 4u // a value in a line below its field

// A line on paper.
typedef struct {
    uint32_t from, to;           // parts
    uint32_t item, value;        // of a line that goes on with an item: parts of that item
    uint32_t cell[CELL_COMMENT]; // the first part of each kind of cell but comments, in the line's own depth and not where it begins; 0: none
    uint8_t sort;                // ItemSort by which it is aligned with its neighbours
    bool goes_on;                // it begins within an item
} Line;

typedef VEC(Line) Lines;

typedef struct {
    Str text;
    Parts *parts;
    Lines lines;
} Sheet;

// ---- Within a line -----------------------------------------------------------------------------------------------------------------------

static bool is_compared(uint8_t code) {
    return code == EQ || code == NE || code == LT || code == LE || code == GT || code == GE || code == EQUALS || code == TIMES || code == BAR;
}

// Are there blanks between two parts in the source? Where they are not wanted by a rule, the author's choice stays, one blank at most.
static uint8_t as_written(const Part *before, const Part *part) {
    return part->broken || part->start > before->end;
}

static uint8_t blanks_between(const Part *before, const Part *part) {
    if (part->cell == CELL_COMMENT) return 2;
    if (part->code == COMMA) return 0;
    if (part->code == LBRACE || part->code == RBRACE || before->code == LBRACE) return 1;
    bool apart = part->cell == CELL_MIDDLE || (part->cell == CELL_TEXT && part->in_kind);
    if (apart) return 2;
    if (part->item) return before->code == PART_COMMENT ? 1 : 2;
    if (before->code == LPAREN || before->code == FUNCTION || part->code == RPAREN) return 0;
    if (part->code == DOTDOT || before->code == DOTDOT) return before->code == URL ? 1 : 0;
    if (before->code == FIELD || before->code == COMMA || is_compared(before->code) || is_compared(part->code)) return 1;
    if (part->code == STRING || part->code == TEXT || before->code == STRING || before->code == TEXT || before->code == RBRACE) return 1;
    return as_written(before, part);
}

uint32_t align_end(const Part *part) {
    if (part->code == NOT_IN) return part->to + NOT_IN_TEXT.len;
    bool wraps = part->several && part->code != LBRACE && part->code != RBRACE;
    return wraps ? part->width : part->to + part->width;
}

static void place_line(const Sheet *s, const Line *line) {
    uint32_t column = 0;
    for (uint32_t i = line->from; i < line->to; i++) {
        Part *part = &s->parts->at[i];
        if (i > line->from) part->to = column + part->gap;
        if (i > line->from && part->to < part->least) part->to = part->least;
        column = align_end(part);
    }
}

// ---- The beginning of a line ---------------------------------------------------------------------------------------------------------------

// Below the first value of a field; else moved as far as what it belongs to has moved.
static uint32_t column_within(const Sheet *s, const Line *line) {
    const Part *first = &s->parts->at[line->from], *item = &s->parts->at[line->item], *value = &s->parts->at[line->value];
    bool is_field = item->code == FIELD && item->sort == SORT_FIELD;
    if (line->value == line->from && is_field) return item->to + FURTHER;
    if (is_field && line->value < line->from) return value->to;
    const Part *anchor = line->value < line->from && first->source >= value->source ? value : item;
    int64_t column = (int64_t)first->source + anchor->to - anchor->source, least = (int64_t)item->to + INDENT;
    return (uint32_t)(column < least ? least : column);
}

static void indent_line(const Sheet *s, const Line *line) {
    Part *first = &s->parts->at[line->from];
    first->to = line->goes_on ? column_within(s, line) : first->depth * INDENT;
}

// ---- Lines -------------------------------------------------------------------------------------------------------------------------------

// The part behind comments, or the end.
static uint32_t behind_comments(const Parts *parts, uint32_t i) {
    while (i < parts->n && parts->at[i].code == PART_COMMENT) i++;
    return i;
}

static const Part *last_of(const Sheet *s, const Line *line) {
    const Part *last = &s->parts->at[line->to - 1];
    return last->cell == CELL_COMMENT && line->to - line->from > 1 ? last - 1 : last;
}

// The sort of a line with so many items of its own depth. Lines that open a body are of none, unless they are heads of records.
static ItemSort line_sort(const Sheet *s, const Line *line, uint32_t items) {
    const Part *first = &s->parts->at[line->from], *last = last_of(s, line);
    bool opens = last->code == LBRACE && last->several, block = last->code != LBRACE && last->code != RBRACE && last->several;
    if (!first->item || items != 1 || block) return SORT_NONE;
    return opens && first->sort != SORT_RECORD ? SORT_NONE : (ItemSort)first->sort;
}

static void look_at_line(const Sheet *s, Line *line) {
    uint32_t items = 0, depth = s->parts->at[line->from].depth;
    for (uint32_t i = line->from; i < line->to; i++) {
        const Part *part = &s->parts->at[i];
        if (part->depth != depth) continue;
        items += part->item;
        bool cell = part->cell != CELL_NONE && part->cell != CELL_COMMENT && i > line->from;
        if (cell && line->cell[part->cell] == 0) line->cell[part->cell] = i;
    }
    line->sort = (uint8_t)line_sort(s, line, items);
}

// The item in which the present part stands, and its value; UINT32_MAX: none yet.
typedef struct {
    uint32_t item, value;
} Place;

static void go_on(const Parts *parts, const Line *line, Place *at) {
    for (uint32_t k = line->from; k < line->to; k++) {
        const Part *part = &parts->at[k];
        if (part->item) {
            *at = (Place){k, UINT32_MAX};
        } else if (at->item != UINT32_MAX) {
            if (part->cell == CELL_VALUE) at->value = part->code == EQUALS ? k + 1 : k;
            else if (at->value == UINT32_MAX && part->code != PART_COMMENT) at->value = k;
        }
    }
}

static void find_lines(Sheet *s) {
    const Parts *parts = s->parts;
    Place at = {UINT32_MAX, UINT32_MAX};
    for (uint32_t i = 0, next; i < parts->n; i = next) {
        for (next = i + 1; next < parts->n && !parts->at[next].begins;) next++;
        uint32_t real = behind_comments(parts, i);
        bool new_item = real == parts->n || parts->at[real].item || parts->at[real].code == RBRACE;
        Line line = {.from = i, .to = next, .item = at.item, .value = at.value, .goes_on = !new_item && at.item != UINT32_MAX};
        go_on(parts, &line, &at);
        if (line.goes_on && line.value == UINT32_MAX) line.value = at.value == UINT32_MAX ? line.from : at.value;
        look_at_line(s, &line);
        vec_push(&s->lines, line);
    }
}

// ---- Cells -------------------------------------------------------------------------------------------------------------------------------

static bool same_word(const Sheet *s, const Part *a, const Part *b) {
    return str_eq(str_part(s->text, a->start, a->end), str_part(s->text, b->start, b->end));
}

// Does line `b` belong to the run of lines that `a` is in, and which is of that sort?
static bool joins(const Sheet *s, const Line *a, const Line *b, ItemSort sort) {
    const Part *first = &s->parts->at[a->from], *next = &s->parts->at[b->from];
    if (next->empty_line) return false;
    if (b->goes_on || next->code == PART_COMMENT) return true;
    return b->sort == sort && next->depth == first->depth && (sort != SORT_RECORD || same_word(s, first, next));
}

// Lines from .. to: puts their cells of one kind below each other if some line does so already.
static void align_cells(const Sheet *s, uint32_t from, uint32_t to, CellKind kind) {
    uint32_t least = 0;
    bool padded = false;
    for (uint32_t l = from; l < to; l++) {
        if (s->lines.at[l].cell[kind] == 0) continue;
        const Part *cell = &s->parts->at[s->lines.at[l].cell[kind]];
        if (cell->to > least) least = cell->to;
        padded = padded || (!cell->broken && cell->start - cell[-1].end > cell->gap);
    }
    for (uint32_t l = from; l < to && padded; l++) {
        const Line *line = &s->lines.at[l];
        if (line->cell[kind] != 0) s->parts->at[line->cell[kind]].least = least;
        if (line->goes_on) indent_line(s, line);
        if (line->goes_on || line->cell[kind] != 0) place_line(s, line);
    }
}

static void align_items(const Sheet *s) {
    for (uint32_t l = 0, end; l < s->lines.n; l = end) {
        ItemSort sort = (ItemSort)s->lines.at[l].sort;
        end = l + 1;
        if (sort == SORT_NONE) continue;
        while (end < s->lines.n && joins(s, &s->lines.at[l], &s->lines.at[end], sort)) end++;
        for (CellKind kind = CELL_TITLE; kind <= CELL_TEXT; kind++) align_cells(s, l, end, kind);
    }
}

static bool has_comment(const Sheet *s, const Line *line) {
    return line->to - line->from > 1 && s->parts->at[line->to - 1].cell == CELL_COMMENT;
}

static Part *comment_of(const Sheet *s, uint32_t line) {
    return &s->parts->at[s->lines.at[line].to - 1];
}

// Comments behind lines that follow each other.
static void align_comments(const Sheet *s) {
    for (uint32_t l = 0, end; l < s->lines.n; l = end) {
        end = l + 1;
        if (!has_comment(s, &s->lines.at[l])) continue;
        while (end < s->lines.n && has_comment(s, &s->lines.at[end]) && !s->parts->at[s->lines.at[end].from].empty_line) end++;
        uint32_t least = 0;
        bool padded = false;
        for (uint32_t i = l; i < end; i++) {
            const Part *comment = comment_of(s, i);
            if (comment->to > least) least = comment->to;
            padded = padded || comment->start - comment[-1].end > 2;
        }
        for (uint32_t i = l; i < end && padded; i++) comment_of(s, i)->to = least;
    }
}

void align(Str text, Parts *parts) {
    Sheet s = {.text = text, .parts = parts};
    for (uint32_t i = 1; i < parts->n; i++) {
        if (!parts->at[i].begins) parts->at[i].gap = blanks_between(&parts->at[i - 1], &parts->at[i]);
    }
    find_lines(&s);
    for (uint32_t l = 0; l < s.lines.n; l++) {
        indent_line(&s, &s.lines.at[l]);
        place_line(&s, &s.lines.at[l]);
    }
    align_items(&s);
    align_comments(&s);
    vec_free(&s.lines);
}
