// Items: values as they stand in the cells of a table.
#include "query/compile.h"

// An entry of a map, as it is written: `confidentiality: severe`.
static Item entry_item(const Model *m, Row row, Arena *arena) {
    KindId kind = m->kind[row];
    FieldId key = schema_field(m->schema, kind, m->known.key), value = schema_field(m->schema, kind, m->known.value);
    const FieldId field[] = {key, value};
    Out out = out_memory();
    for (uint32_t f = 0; f < 2; f++) {
        uint32_t count = 0;
        uint8_t state;
        uint32_t from = column_values(&m->columns[field[f]], row, &count, &state);
        Base base = type_only_base(m->schema->fields.at[field[f]].type);
        for (uint32_t i = 0; i < count && base != BASE_COUNT; i++) {
            if (f == 1) out_cstr(&out, i == 0 ? ": " : ", ");
            out_str(&out, item_of(m, base, m->columns[field[f]].value[from + i], false, arena).text);
        }
    }
    Item item = {.sort = ITEM_WORD, .text = arena_str(arena, out_text(&out))};
    out_free(&out);
    return item;
}

// What items are made with.
typedef struct {
    const Model *m;
    Arena *arena;
    bool titles;
    KindId level, band;
} Maker;

static Maker maker_new(const Model *m, bool titles, Arena *arena) {
    KindId level = schema_kind(m->schema, m->known.kind_level), band = schema_kind(m->schema, m->known.kind_band);
    return (Maker){.m = m, .arena = arena, .titles = titles, .level = level, .band = band};
}

static void make_record(const Maker *k, Row row, Item *item) {
    const Model *m = k->m;
    if (schema_kind_at(m->schema, m->kind[row])->nameless) {
        *item = entry_item(m, row, k->arena);
        return;
    }
    item->sort = ITEM_RECORD;
    item->text = model_row_name(m, row, k->arena);
    item->title = k->titles ? model_title(m, row, k->arena) : STR("");
    if ((k->level && row_is_a(m, row, k->level)) || (k->band && row_is_a(m, row, k->band))) {
        Value colour;
        item->sort = ITEM_LEVEL;
        item->text = names_text(m->names, m->name[row]);
        if (model_value(m, row, m->known.colour, &colour, NULL)) item->colour = model_text(m, colour, k->arena);
    }
}

static void make_item(const Maker *k, Base base, Value value, Item *item) {
    if (base == BASE_RECORD) {
        make_record(k, (Row)value, item);
        return;
    }
    item->text = model_value_text(k->m, base, value, k->arena);
    switch (base) {
    case BASE_NUMBER:
    case BASE_PERCENT:
        item->sort = ITEM_NUMBER;
        item->number = value;
        break;
    case BASE_DATE: item->sort = ITEM_DATE; break;
    case BASE_BOOL:
    case BASE_NAME:
    case BASE_ENUM:
    case BASE_KIND: item->sort = ITEM_WORD; break;
    default: item->sort = ITEM_TEXT; break;
    }
}

Item item_of(const Model *model, Base base, Value value, bool titles, Arena *arena) {
    Maker maker = maker_new(model, titles, arena);
    Item item = {0};
    make_item(&maker, base, value, &item);
    return item;
}

static bool same_entry(const Vector *v, uint32_t a, uint32_t b) {
    if (v->start == NULL && v->base == NULL) return v->value[a] == v->value[b] && vector_state(v, a) == vector_state(v, b);
    uint32_t x = vector_from(v, a), y = vector_from(v, b), count = vector_to(v, a) - x;
    if (vector_state(v, a) != vector_state(v, b) || vector_to(v, b) - y != count) return false;
    for (uint32_t k = 0; k < count; k++)
        if (v->value[x + k] != v->value[y + k] || vector_base(v, x + k) != vector_base(v, y + k)) return false;
    return true;
}

// Neighbours are often alike (a role that owns them all, a status): they have their items together.
void cells_of(const Model *m, const Vector *v, bool titles, Arena *arena, Cell *to, uint32_t stride) {
    Maker maker = maker_new(m, titles, arena);
    for (uint32_t i = 0; i < v->n; i++) {
        Cell *cell = &to[(size_t)i * stride];
        if (i > 0 && same_entry(v, i - 1, i)) {
            *cell = *(cell - stride);
            continue;
        }
        uint32_t from = vector_from(v, i), count = vector_to(v, i) - from;
        Item *items = ARENA_ARRAY(arena, Item, count);
        for (uint32_t j = 0; j < count; j++) make_item(&maker, vector_base(v, from + j), v->value[from + j], &items[j]);
        *cell = (Cell){.items = items, .count = count, .unknown = (vector_state(v, i) & STATE_UNKNOWN) != 0};
    }
}
