// How records are called, and what stands in the source behind them.
#include "model/model.h"
#include "syntax/token.h"

// ---- Names and paths

static Str kind_name(const Model *m, Row row) {
    return names_text(m->names, m->schema->kinds.at[m->kind[row]].name);
}

// The word in front of a nested record: the name of the field that holds it.
static Str via_word(const Model *m, Row row) {
    NodeRef node = m->node[row];
    return node.tree ? tree_text(node.tree, m->sources, node.node) : kind_name(m, row);
}

// The place of `row` among rows that nearly always ascend; 0 when it is not there.
static uint32_t place_in(const Value *rows, uint32_t count, Row row) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rows[middle] < row) low = middle + 1;
        else high = middle;
    }
    if (low < count && rows[low] == row) return low;
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i] == row) return i;
    }
    return 0;
}

// `treatment`, `treatment-2`: a nested record without an id, by its field and its place in it.
static Str nameless_step(const Model *m, Row row, Arena *arena) {
    Str word = via_word(m, row);
    FieldId field = schema_field(m->schema, m->kind[m->parent[row]], names_find(m->names, word));
    uint32_t count = 0;
    uint8_t state;
    uint32_t start = field ? column_values(&m->columns[field], m->parent[row], &count, &state) : 0;
    uint32_t i = count ? place_in(m->columns[field].value + start, count, row) : 0;
    return i ? arena_printf(arena, STR_FMT "-%u", STR_ARG(word), i + 1) : word;
}

// An entry of a map: field and key, `needs/integrity`.
static Str entry_step(const Model *m, Row row, Arena *arena) {
    KindId element = m->kind[row];
    for (FieldId f = 1; f < m->schema->fields.n; f++) {
        const Field *field = &m->schema->fields.at[f];
        if (field->is_map && field->element == element) {
            return arena_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(names_text(m->names, field->name)), STR_ARG(via_word(m, row)));
        }
    }
    return via_word(m, row);
}

static Str step_of(const Model *m, Row row, Arena *arena) {
    if (m->schema->kinds.at[m->kind[row]].nameless) return entry_step(m, row, arena);
    return m->name[row] ? names_text(m->names, m->name[row]) : nameless_step(m, row, arena);
}

// A record at top level without an id: that of a single kind goes by the kind's name, others are counted.
static Str top_step(const Model *m, Row row, Arena *arena) {
    const Kind *kind = &m->schema->kinds.at[m->kind[row]];
    if (m->name[row]) return names_text(m->names, m->name[row]);
    if (kind->single) return kind_name(m, row);
    return arena_printf(arena, STR_FMT "-%u", STR_ARG(kind_name(m, row)), row - m->kind_first[m->kind[row]] + 1);
}

typedef Str NameOf(const Model *m, Row row, Arena *arena);

// `backup/waive/stale-evidence`: by the first record that it names.
static Str waiver_name(const Model *m, Row row, Arena *arena, NameOf *name_of) {
    Value on, rule;
    Str what = model_value(m, row, m->known.rule_field, &rule, NULL) ? names_text(m->names, m->name[rule]) : STR("?");
    if (!model_value(m, row, m->known.on, &on, NULL)) return arena_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(kind_name(m, row)), STR_ARG(what));
    Str first = name_of(m, (Row)on, arena);
    return arena_printf(arena, STR_FMT "/" STR_FMT "/" STR_FMT, STR_ARG(first), STR_ARG(kind_name(m, row)), STR_ARG(what));
}

static Str name_from(const Model *m, Row row, Arena *arena, NameOf *name_of) {
    const Kind *kind = &m->schema->kinds.at[m->kind[row]];
    if (kind->name == m->known.kind_waive && kind->about) return waiver_name(m, row, arena, name_of);
    if (kind->about && m->parent[row] && kind->about_inverse) {
        Str subject = name_of(m, m->parent[row], arena), inverse = names_text(m->names, m->schema->fields.at[kind->about_inverse].name);
        return arena_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(subject), STR_ARG(inverse));
    }
    if (m->parent[row]) { // one with an id is unique in the record at top level; others are found step by step
        Str outer = name_of(m, m->name[row] ? model_top(m, row) : m->parent[row], arena), step = step_of(m, row, arena);
        return arena_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(outer), STR_ARG(step));
    }
    return (Str){0};
}

// Levels and bands are words of their scale or method: `high`, not `five-by-five/high`.
static bool is_word(const Model *m, Row row) {
    KindId level = schema_kind(m->schema, m->known.kind_level), band = schema_kind(m->schema, m->known.kind_band);
    return m->name[row] && ((level && row_is_a(m, row, level)) || (band && row_is_a(m, row, band)));
}

Str model_row_name(const Model *m, Row row, Arena *arena) {
    if (!row || row > m->row_count) return STR("");
    bool alone = m->name[row] && !m->parent[row] && !schema_kind_at(m->schema, m->kind[row])->about; // as most are
    if (alone || is_word(m, row)) return names_text(m->names, m->name[row]);
    Str name = name_from(m, row, arena, model_row_name);
    return name.at ? name : top_step(m, row, arena);
}

Str model_row_path(const Model *m, Row row, Arena *arena) {
    if (!row || row > m->row_count) return STR("");
    Str name = name_from(m, row, arena, model_row_path);
    if (name.at) return name;
    Str unit = m->units.at[m->unit[row]].path, top = top_step(m, row, arena);
    if (!unit.len) return top;
    uint32_t slash = unit.len;
    while (slash && unit.at[slash - 1] != '/') slash--;
    if (str_eq(str_part(unit, slash, unit.len), top)) return unit;
    return arena_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(unit), STR_ARG(top));
}

// ---- Texts

static bool has_header(const Model *m, Row row) {
    return m->node[row].tree && tree_kind(m->node[row].tree, m->node[row].node) == NODE_RECORD;
}

Str model_title(const Model *m, Row row, Arena *arena) {
    if (!has_header(m, row)) return STR("");
    NodeRef node = m->node[row];
    NodeId title = tree_find(node.tree, node.node, NODE_STRING);
    if (!title) title = tree_find(node.tree, node.node, NODE_TEXT);
    return title ? tree_string(node.tree, m->sources, title, arena) : STR("");
}

// A text is known by the place of its first byte: reads it as the node that stands there.
static Str text_at(const Model *m, SrcPos pos, Arena *arena) {
    const SourceFile *file = sources_file(m->sources, sources_find(m->sources, pos));
    uint32_t at = pos - file->base;
    Str inside;
    if (string_is_plain(file->text, at, &inside)) return inside;
    Str rest = str_part(file->text, at, file->text.len);
    NodeKind kind = str_starts(rest, STR("\"\"\"")) ? NODE_TEXT : NODE_STRING;
    if (kind == NODE_STRING && !str_starts(rest, STR("\""))) {
        uint32_t end = end_of_word(file->text, at);
        if (str_starts(str_part(file->text, end, end + 3), STR("://"))) return str_part(file->text, at, end_of_url(file->text, at));
    }
    uint16_t kinds[2] = {0, (uint16_t)kind};
    uint32_t places[2] = {0, at};
    Tree one = {.file = sources_find(m->sources, pos), .base = file->base, .kind = {kinds, 2, 2}, .place = {places, 2, 2}};
    return tree_string(&one, m->sources, 1, arena);
}

Str model_text(const Model *m, TextId text, Arena *arena) {
    if (text & TEXT_MADE) return *(const Str *)(uintptr_t)(text & ~TEXT_MADE);
    return text ? text_at(m, (SrcPos)text, arena) : STR("");
}

TextId model_make_text(Arena *arena, Str text) {
    Str *made = ARENA_NEW(arena, Str);
    *made = text;
    return TEXT_MADE | (TextId)(uintptr_t)made;
}

// ---- Ranges

static Range year_range(int year) {
    Date first = 0, last = 0;
    date_of(year, 1, 1, &first);
    date_of(year, 12, 31, &last);
    return (Range){.base = BASE_DATE, .low = first, .high = last, .year = true};
}

Range model_range(const Model *m, Value range) {
    return range & RANGE_YEAR ? year_range((int)(range & ~RANGE_YEAR)) : m->ranges.at[range];
}

RangeId model_make_range(Model *m, Range range) {
    vec_push(&m->ranges, range);
    return m->ranges.n - 1;
}

// ---- Places

Span model_row_span(const Model *m, Row row) {
    NodeRef node = m->node[row];
    if (!node.tree) return (Span){0, 0};
    if (has_header(m, row)) return tree_span(node.tree, m->sources, node.node);
    NodeId word = tree_kind(node.tree, node.node) == NODE_RULE ? tree_child(node.tree, node.node) : node.node;
    SrcPos start = tree_pos(node.tree, word);
    return (Span){start, start + tree_text(node.tree, m->sources, word).len};
}

static uint32_t skip_blanks(Str text, uint32_t at) {
    while (at < text.len && text.at[at] == ' ') at++;
    return at;
}

static bool is_digit_at(Str text, uint32_t at) {
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

// The sign between two levels, or the ends of a range, at `at`: how many bytes it has, or 0.
static uint32_t sign_at(Str text, uint32_t at) {
    Str sign = str_part(text, at, at + 2);
    if (str_eq(sign, STR("×")) || str_eq(sign, STR(".."))) return 2;
    return at < text.len && text.at[at] == '*';
}

// Three capital letters: of an amount, when a number follows.
static bool is_currency(Str word) {
    bool capitals = word.len == 3;
    for (uint32_t i = 0; i < word.len; i++) capitals = capitals && word.at[i] >= 'A' && word.at[i] <= 'Z';
    return capitals;
}

// A value without signs: a number with what belongs to it, an amount, an id.
static uint32_t operand_end(Str text, uint32_t at) {
    uint32_t word = end_of_word(text, at), next = skip_blanks(text, word);
    if (is_digit_at(text, at)) {
        uint32_t duration = end_of_duration(text, at);
        if (next < text.len && text.at[next] == '%') return next + 1;
        return duration > word ? duration : word;
    }
    if (is_currency(str_part(text, at, word)) && is_digit_at(text, next)) return end_of_money(text, at);
    return at < text.len && text.at[at] == '-' ? end_of_number(text, at) : end_of_path(text, at);
}

static uint32_t value_end(Str text, uint32_t at) {
    if (str_starts(str_part(text, at, at + 3), STR("\"\"\""))) return str_find(text, '\n', at);
    if (at < text.len && text.at[at] == '"') return end_of_string(text, at);
    uint32_t word = end_of_word(text, at), end = operand_end(text, at);
    if (str_starts(str_part(text, word, word + 3), STR("://"))) return end_of_url(text, at);
    for (;;) { // a rating and a range go on behind their sign
        uint32_t next = skip_blanks(text, end), sign = sign_at(text, next);
        if (!sign) break;
        next = skip_blanks(text, next + sign);
        if (operand_end(text, next) == next) break;
        end = operand_end(text, next);
    }
    return end > at ? end : at + 1;
}

Span model_place_span(const Model *m, SrcPos pos) {
    if (!pos) return (Span){0, 0};
    const SourceFile *file = sources_file(m->sources, sources_find(m->sources, pos));
    return (Span){pos, file->base + value_end(file->text, pos - file->base)};
}
