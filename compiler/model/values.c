// Values as they are written, by the type that the field wants. What does not fit is reported once and leaves the field unknown.
#include "base/date.h"
#include "diag/catalogue.h"
#include "model/build.h"

// What a value turned out to be.
typedef struct {
    Value value;
    Base base;
} Read;

static Str field_name(const ModelBuild *b, const Reading *r) {
    return r->field ? names_text(b->names, b->schema->fields.at[r->field].name) : STR("this");
}

void todo_note(ModelBuild *b, const Reading *r, NodeId node) {
    if (r->copy) return;
    Span at = word_span(b, r->input, node);
    vec_push(&b->m->todos, (Todo){r->row, at});
    NodeId what = tree_child(r->tree, node);
    Arena *arena = diagnostics_arena(b->sink);
    Str text = what ? tree_string(r->tree, b->sources, what, arena) : STR("");
    Diagnostic *said = diag_todo_left(b->sink, at, text.len ? arena_printf(arena, ": " STR_FMT, STR_ARG(text)) : text);
    if (said) said->subject = r->row;
}

// ---- What stands there, in words

static const char *written_as(NodeKind kind) {
    switch (kind) {
    case NODE_WORD: return "a word";
    case NODE_PATH: return "a path";
    case NODE_NUMBER: return "a number";
    case NODE_PERCENT: return "a percentage";
    case NODE_DATE: return "a date";
    case NODE_STRING:
    case NODE_TEXT: return "a text";
    case NODE_DURATION: return "a duration";
    case NODE_MONEY: return "an amount of money";
    case NODE_URL: return "a URL";
    case NODE_RANGE: return "a range";
    case NODE_RATING: return "a rating";
    default: return "something else";
    }
}

// Commas between such values are no matter: what they say belongs into the braces.
void braces_help(ModelBuild *b, const Reading *r, Diagnostic *said, NodeId node) {
    const Field *field = &b->schema->fields.at[r->field];
    Str noun = names_text(b->names, schema_kind_at(b->schema, field->type.kinds[0])->name);
    diag_help(b->sink, said,
              arena_printf(diagnostics_arena(b->sink),
                           "it is a record of its own, in braces: " STR_FMT " { … }; `ismsc explain " STR_FMT "` shows its fields",
                           STR_ARG(names_text(b->names, field->name)), STR_ARG(noun)));
    NodeId last = node;
    while (tree_next(r->tree, last) != 0) last = tree_next(r->tree, last);
    said->covers = (Span){said->at.end, node_span(b, r->input, last).end};
}

// How a value of the type is written, where that is not plain from the type's name.
static Str writing_help(ModelBuild *b, const Reading *r, const Type *type, NodeId node) {
    Arena *arena = diagnostics_arena(b->sink);
    NodeKind kind = tree_kind(r->tree, node);
    if (kind == NODE_STRING && type_has(*type, BASE_DATE)) return STR("a date is written without quotes: 2026-03-01");
    if (kind == NODE_STRING && type->kind_count && str_find(node_text(b, r->input, node), ' ', 0) < node_text(b, r->input, node).len) {
        Str noun = names_text(b->names, schema_kind_at(b->schema, type->kinds[0])->name);
        return arena_printf(arena, "declare it in a record of its own, " STR_FMT " ID " STR_FMT " { … }, and name it here by its id", STR_ARG(noun),
                            STR_ARG(node_text(b, r->input, node)));
    }
    if (kind == NODE_STRING && (type_has(*type, BASE_RECORD) || type_has(*type, BASE_ENUM) || type_has(*type, BASE_NAME))) {
        return STR("ids and words are written without quotes");
    }
    if ((kind == NODE_WORD || kind == NODE_NUMBER || kind == NODE_DATE) && type_has(*type, BASE_TEXT)) {
        return arena_printf(arena, "a text stands in quotes: \"" STR_FMT "\"", STR_ARG(node_text(b, r->input, node)));
    }
    if ((kind == NODE_WORD || kind == NODE_PATH) && type_has(*type, BASE_FILE)) {
        return arena_printf(arena, "the name of a file stands in quotes: \"" STR_FMT "\"", STR_ARG(node_text(b, r->input, node)));
    }
    if ((kind == NODE_WORD || kind == NODE_PATH) && type_has(*type, BASE_URL)) return STR("a web address begins with `https://`");
    return schema_type_writing(*type);
}

void value_wrong_type(ModelBuild *b, const Reading *r, const Type *type, NodeId node) {
    if (r->copy) return;
    Arena *arena = diagnostics_arena(b->sink);
    const Field *field = r->field ? &b->schema->fields.at[r->field] : NULL;
    bool braces = field && field->sort == FIELD_CONTAINED && field->type.kind_count == 1;
    Str help = braces ? (Str){0} : writing_help(b, r, type, node);
    Diagnostic *said = diag_wrong_type(b->sink, node_span(b, r->input, node), field_name(b, r), schema_type_words(b->schema, *type, arena),
                                       str_of(written_as(tree_kind(r->tree, node))));
    if (braces) braces_help(b, r, said, node);
    if (help.len) diag_help(b->sink, said, help);
}

// ---- Words

static bool looks_for_record(const Type *type) {
    return type_has(*type, BASE_RECORD);
}

static void unknown_word(ModelBuild *b, const Reading *r, const Type *type, NodeId node, NameId word) {
    if (r->copy) return;
    Arena *arena = diagnostics_arena(b->sink);
    Str text = names_text(b->names, word);
    Diagnostic *said = diag_unknown_enum_word(b->sink, node_span(b, r->input, node), text, schema_type_words(b->schema, *type, arena));
    if (habit_help(b, said, node_span(b, r->input, node), text, type)) return;
    Suggestion suggestion = {.wanted = text};
    for (uint32_t i = 0; i < type->words->count; i++) {
        if (!near_offer(b, &suggestion, type->words->words[i].word, i)) break;
    }
    near_help(b, said, node_span(b, r->input, node), STR("a word"), suggestion.best);
}

static bool read_kind(ModelBuild *b, const Reading *r, NodeId node, NameId word, Read *read) {
    KindId kind = schema_kind(b->schema, word);
    *read = (Read){kind, BASE_KIND};
    if (kind) return true;
    if (r->copy) return false;
    Str text = names_text(b->names, word);
    Diagnostic *said = diag_unknown_kind(b->sink, node_span(b, r->input, node), text);
    Suggestion suggestion = {.wanted = text};
    for (KindId k = 1; k < b->schema->kinds.n; k++) {
        if (!near_offer(b, &suggestion, b->schema->kinds.at[k].name, k)) break;
    }
    near_help(b, said, node_span(b, r->input, node), STR("a kind"), suggestion.best);
    return false;
}

// A word, or a number or date that is an id by the field's type. Enum words come first, then records, then names without meaning.
static bool read_word(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    NameId word = word_of(b, r->input, node);
    if (type_has(*type, BASE_ENUM)) {
        NameId canonical = enum_find(type->words, word, NULL);
        *read = (Read){canonical, BASE_ENUM};
        if (canonical) return true;
    }
    if (type_has(*type, BASE_BOOL) && (word == b->k.yes || word == b->k.no)) {
        *read = (Read){word == b->k.yes, BASE_BOOL};
        return true;
    }
    if (type_has(*type, BASE_KIND)) return read_kind(b, r, node, word, read);
    if (looks_for_record(type)) {
        Row row = reference_read(b, r, type, node);
        *read = (Read){row, BASE_RECORD};
        return row != 0;
    }
    if (type_has(*type, BASE_NAME)) {
        *read = (Read){word, BASE_NAME};
        return true;
    }
    if (type_has(*type, BASE_ENUM) && tree_kind(r->tree, node) == NODE_WORD) unknown_word(b, r, type, node, word);
    else value_wrong_type(b, r, type, node);
    return false;
}

// ---- Numbers, dates, money

static bool out_of_range(ModelBuild *b, const Reading *r, NodeId node, const char *limit) {
    if (!r->copy) diag_out_of_range(b->sink, node_span(b, r->input, node), node_text(b, r->input, node), str_of(limit));
    return false;
}

static bool read_number(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    if (!type_has(*type, BASE_NUMBER)) return read_word(b, r, type, node, read);
    Decimal number;
    Str text = plain_text(b, r->tree, node);
    if (!decimal_parse(text.len ? text : node_text(b, r->input, node), &number)) { // a minus comes before the word
        return out_of_range(b, r, node, "numbers have at most twelve digits before the point and six behind it");
    }
    *read = (Read){number, BASE_NUMBER};
    return true;
}

static bool read_percent(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    if (!type_has(*type, BASE_PERCENT)) {
        value_wrong_type(b, r, type, node);
        return false;
    }
    Str text = node_text(b, r->input, node);
    Decimal number;
    text = str_trim(str_part(text, 0, text.len - 1));
    if (!decimal_parse(text, &number) || number % 100) return out_of_range(b, r, node, "percentages have at most four digits behind the point");
    *read = (Read){number / 100, BASE_PERCENT};
    return true;
}

// `text` has the form of a date, and there is no such day.
static Str calendar_help(ModelBuild *b, Str text) {
    Arena *arena = diagnostics_arena(b->sink);
    Str month = str_part(text, 0, 7);
    Date last;
    for (uint32_t days = 31; days >= 28; days--) {
        Str day = arena_printf(arena, STR_FMT "-%u", STR_ARG(month), days);
        if (date_parse(day, &last)) return arena_printf(arena, STR_FMT " has the days 01 to %u", STR_ARG(month), days);
    }
    return STR("a date is written year-month-day: the months are 01 to 12");
}

static bool read_date(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    if (!type_has(*type, BASE_DATE)) return read_word(b, r, type, node, read);
    Date date;
    Str text = tree_kind(r->tree, node) == NODE_DATE ? token_text(b, r->tree, node, DATE_CHARS) : plain_text(b, r->tree, node);
    if (!date_parse(text, &date)) {
        if (!r->copy) diag_help(b->sink, diag_impossible_day(b->sink, node_span(b, r->input, node), text), calendar_help(b, text));
        return false;
    }
    *read = (Read){date, BASE_DATE};
    return true;
}

static bool read_duration(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    if (!type_has(*type, BASE_DURATION)) {
        value_wrong_type(b, r, type, node);
        return false;
    }
    Duration duration;
    if (!duration_parse(node_text(b, r->input, node), &duration)) return out_of_range(b, r, node, "the longest duration is some 80,000 years");
    *read = (Read){duration_pack(duration), BASE_DURATION};
    return true;
}

static bool money_of(ModelBuild *b, const Reading *r, NodeId node, Str currency, Str amount, Value *money) {
    Decimal number;
    if (decimal_parse(amount, &number) && money_pack(currency, number, money)) return true;
    return out_of_range(b, r, node, "money has two digits behind the point and stays below 1.4 trillion");
}

static bool read_money(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    if (!type_has(*type, BASE_MONEY)) {
        value_wrong_type(b, r, type, node);
        return false;
    }
    Str text = node_text(b, r->input, node);
    read->base = BASE_MONEY;
    return money_of(b, r, node, str_part(text, 0, 3), str_trim(str_part(text, 3, text.len)), &read->value);
}

// ---- Texts

static bool read_text(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    static const Base TEXTS[] = {BASE_TEXT, BASE_FILE, BASE_URL};
    for (uint32_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        if (!type_has(*type, TEXTS[i])) continue;
        *read = (Read){tree_pos(r->tree, node), TEXTS[i]};
        return true;
    }
    value_wrong_type(b, r, type, node);
    return false;
}

static bool read_url(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    *read = (Read){tree_pos(r->tree, node), BASE_URL};
    if (type_has(*type, BASE_URL)) return true;
    value_wrong_type(b, r, type, node);
    return false;
}

// ---- Ranges

static bool read_value(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read);

// In `EUR 50..400` and `10..20 %` the currency and the sign stand once and hold for both ends.
static bool range_end(ModelBuild *b, Reading *r, const Type *type, NodeId node, NodeId other, Read *read) {
    NodeKind kind = tree_kind(r->tree, node), beside = tree_kind(r->tree, other);
    if (kind == NODE_NUMBER && beside == NODE_MONEY && type_has(*type, BASE_MONEY)) {
        read->base = BASE_MONEY;
        return money_of(b, r, node, str_part(node_text(b, r->input, other), 0, 3), node_text(b, r->input, node), &read->value);
    }
    if (kind == NODE_NUMBER && beside == NODE_PERCENT && type_has(*type, BASE_PERCENT)) {
        Type number = {.bases = BASE_BIT(BASE_NUMBER)};
        if (!read_number(b, r, &number, node, read)) return false;
        *read = (Read){read->value / 100, BASE_PERCENT};
        return true;
    }
    return read_value(b, r, type, node, read);
}

static bool read_range(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    static const BaseSet ENDS = BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_DATE) | BASE_BIT(BASE_MONEY) | BASE_BIT(BASE_PERCENT);
    NodeId low = tree_child(r->tree, node), high = tree_next(r->tree, low);
    Type ends = {.bases = type->bases & ENDS};
    Read from, to;
    if (!type_has(*type, BASE_RANGE) || !ends.bases) {
        value_wrong_type(b, r, type, node);
        return false;
    }
    if (!range_end(b, r, &ends, low, high, &from) || !range_end(b, r, &ends, high, low, &to)) return false;
    bool comparable = from.base == to.base && (from.base != BASE_MONEY || money_same_currency(from.value, to.value));
    if (!comparable || from.value > to.value) {
        if (!r->copy) diag_bad_range(b->sink, node_span(b, r->input, node), sources_text(b->sources, node_span(b, r->input, node)));
        return false;
    }
    *read = (Read){model_make_range(b->m, (Range){.base = from.base, .low = from.value, .high = to.value}), BASE_RANGE};
    return true;
}

// ---- All of them

// A word is a number where the field's type says so: `0.1` before `..` is scanned as a word.
static bool read_shapeless(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    if (type->bases == BASE_BIT(BASE_NUMBER) && decimal_parse(node_text(b, r->input, node), &read->value)) {
        read->base = BASE_NUMBER;
        return true;
    }
    return read_word(b, r, type, node, read);
}

static bool read_value(ModelBuild *b, Reading *r, const Type *type, NodeId node, Read *read) {
    switch (tree_kind(r->tree, node)) {
    case NODE_WORD: return read_shapeless(b, r, type, node, read);
    case NODE_NUMBER: return read_number(b, r, type, node, read);
    case NODE_DATE: return read_date(b, r, type, node, read);
    case NODE_PERCENT: return read_percent(b, r, type, node, read);
    case NODE_DURATION: return read_duration(b, r, type, node, read);
    case NODE_MONEY: return read_money(b, r, type, node, read);
    case NODE_STRING:
    case NODE_TEXT: return read_text(b, r, type, node, read);
    case NODE_URL: return read_url(b, r, type, node, read);
    case NODE_RANGE: return read_range(b, r, type, node, read);
    case NODE_PATH:
        if (looks_for_record(type)) {
            *read = (Read){reference_read(b, r, type, node), BASE_RECORD};
            return read->value != 0;
        }
        value_wrong_type(b, r, type, node);
        return false;
    case NODE_FIELD: // the key of a map
        if (type_has(*type, BASE_NUMBER)) return read_number(b, r, type, node, read);
        return type_has(*type, BASE_DATE) ? read_date(b, r, type, node, read) : read_word(b, r, type, node, read);
    case NODE_TODO: todo_note(b, r, node); return false;
    case NODE_ERROR: return false;
    default: value_wrong_type(b, r, type, node); return false;
    }
}

// Where a value begins: a range lies in the tree at its sign.
static SrcPos value_place(const Reading *r, NodeId node) {
    NodeId low = tree_kind(r->tree, node) == NODE_RANGE ? tree_child(r->tree, node) : 0;
    return tree_pos(r->tree, low ? low : node);
}

void value_read(ModelBuild *b, Reading *r, const Type *type, FieldId field, NodeId node) {
    Read read = {0};
    if (!type->bases) { // the declaration of the field was a mistake
        column_mark_unknown(b, field, r->row);
        return;
    }
    if (type->bases == BASE_BIT(BASE_RECORD) && tree_kind(r->tree, node) == NODE_WORD) { // most values are
        Row row = reference_read(b, r, type, node);
        if (row) draft_put(b, column_draft(b, field), r->row, row, BASE_RECORD, tree_pos(r->tree, node));
        else column_mark_unknown(b, field, r->row);
        return;
    }
    if (type_has(*type, BASE_RATING) && tree_kind(r->tree, node) != NODE_TODO && tree_kind(r->tree, node) != NODE_ERROR) rating_read(b, r, node);
    else if (read_value(b, r, type, node, &read)) draft_put(b, column_draft(b, field), r->row, read.value, read.base, value_place(r, node));
    else column_mark_unknown(b, field, r->row);
}

bool words_value(ModelBuild *b, Reading *r, const Type *type, NodeId node, Value *value, Base *base) {
    Read read = {0};
    if (!read_value(b, r, type, node, &read)) return false;
    *value = read.value;
    *base = read.base;
    return true;
}
