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

static Item record_item(const Model *m, Row row, bool titles, Arena *arena) {
    if (schema_kind_at(m->schema, m->kind[row])->nameless) return entry_item(m, row, arena);
    Item item = {.sort = ITEM_RECORD, .text = model_row_name(m, row, arena), .title = titles ? model_title(m, row, arena) : STR("")};
    KindId level = schema_kind(m->schema, m->known.kind_level), band = schema_kind(m->schema, m->known.kind_band);
    if ((level && row_is_a(m, row, level)) || (band && row_is_a(m, row, band))) {
        Value colour;
        item.sort = ITEM_LEVEL;
        item.text = names_text(m->names, m->name[row]);
        if (model_value(m, row, m->known.colour, &colour, NULL)) item.colour = model_text(m, colour, arena);
    }
    return item;
}

Item item_of(const Model *model, Base base, Value value, bool titles, Arena *arena) {
    if (base == BASE_RECORD) return record_item(model, (Row)value, titles, arena);
    Item item = {.sort = ITEM_TEXT, .text = model_value_text(model, base, value, arena)};
    switch (base) {
    case BASE_NUMBER: case BASE_PERCENT:
        item.sort = ITEM_NUMBER;
        item.number = value;
        break;
    case BASE_DATE: item.sort = ITEM_DATE; break;
    case BASE_BOOL: case BASE_NAME: case BASE_ENUM: case BASE_KIND: item.sort = ITEM_WORD; break;
    default: break;
    }
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
    for (uint32_t i = 0; i < v->n; i++) {
        Cell *cell = &to[(size_t)i * stride];
        if (i > 0 && same_entry(v, i - 1, i)) {
            *cell = *(cell - stride);
            continue;
        }
        uint32_t from = vector_from(v, i), count = vector_to(v, i) - from;
        Item *items = ARENA_ARRAY(arena, Item, count);
        for (uint32_t j = 0; j < count; j++) items[j] = item_of(m, vector_base(v, from + j), v->value[from + j], titles, arena);
        *cell = (Cell){.items = items, .count = count, .unknown = (vector_state(v, i) & STATE_UNKNOWN) != 0};
    }
}
