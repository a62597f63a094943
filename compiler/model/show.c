// Values as text, their order, and the model on paper.
#include "model/model.h"

// ---- Values

static Str decimal_text(Decimal number, Arena *arena) {
    char digits[DECIMAL_CHARS];
    return arena_str(arena, (Str){digits, decimal_print(number, digits)});
}

static Str date_text(Date date, Arena *arena) {
    char day[DATE_CHARS];
    date_print(date, day);
    return arena_str(arena, (Str){day, DATE_CHARS});
}

static void unit_put(Out *out, int32_t count, const char *unit) {
    if (!count) return;
    if (out->len) out_char(out, ' ');
    out_i64(out, count);
    out_char(out, ' ');
    out_cstr(out, unit);
    if (count != 1 && count != -1) out_char(out, 's');
}

static Str duration_text(Duration d, Arena *arena) {
    Out out = out_memory();
    unit_put(&out, d.months / 12, "year");
    unit_put(&out, d.months % 12, "month");
    unit_put(&out, d.days, "day");
    unit_put(&out, d.minutes / 60, "hour");
    unit_put(&out, d.minutes % 60, "minute");
    if (!out.len) out_cstr(&out, "0 days");
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

static Str money_text(Value money, Arena *arena) {
    char letters[3];
    money_currency(money, letters);
    Str amount = decimal_text(money_amount(money), arena);
    return arena_printf(arena, "%.3s " STR_FMT, letters, STR_ARG(amount));
}

static Str rating_text(const Model *m, Value rating, Arena *arena) {
    const Method *method = model_method(m, rating);
    Str said = {0};
    for (uint32_t f = 0; method && f < method->factor_count; f++) {
        uint8_t place = rating_level(rating, f);
        Str level = place ? names_text(m->names, m->name[method->levels[f][place - 1]]) : STR("–"); // not given
        said = f ? arena_printf(arena, STR_FMT " × " STR_FMT, STR_ARG(said), STR_ARG(level)) : level;
    }
    return said.at ? said : STR("");
}

static Str range_text(const Model *m, Value id, Arena *arena) {
    Range range = model_range(m, id);
    Str low = model_value_text(m, range.base, range.low, arena), high = model_value_text(m, range.base, range.high, arena);
    if (range.year) return str_part(low, 0, 4);
    if (range.base == BASE_MONEY) high = str_part(high, 4, high.len);
    return arena_printf(arena, STR_FMT ".." STR_FMT, STR_ARG(low), STR_ARG(high));
}

Str model_value_text(const Model *m, Base base, Value value, Arena *arena) {
    switch (base) {
    case BASE_BOOL: return value ? STR("yes") : STR("no");
    case BASE_NUMBER: return decimal_text(value, arena);
    case BASE_PERCENT: {
        Decimal hundred;
        Str number = decimal_mul(value, 100 * DECIMAL_ONE, &hundred) ? decimal_text(hundred, arena) : STR("?");
        return arena_printf(arena, STR_FMT " %%", STR_ARG(number));
    }
    case BASE_DATE: return date_text((Date)value, arena);
    case BASE_DURATION: return duration_text(duration_unpack(value), arena);
    case BASE_MONEY: return money_text(value, arena);
    case BASE_TEXT:
    case BASE_URL:
    case BASE_FILE: return model_text(m, value, arena);
    case BASE_NAME:
    case BASE_ENUM: return names_text(m->names, (NameId)value);
    case BASE_RECORD: return model_row_name(m, (Row)value, arena);
    case BASE_KIND: return names_text(m->names, m->schema->kinds.at[value].name);
    case BASE_RATING: return rating_text(m, value, arena);
    case BASE_RANGE: return range_text(m, value, arena);
    default: return STR("");
    }
}

// ---- Order

static int order(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

static int text_cmp(const Model *m, Value a, Value b) {
    Arena *arena = arena_new();
    int cmp = str_natural_cmp(model_text(m, a, arena), model_text(m, b, arena));
    arena_free(arena);
    return cmp;
}

static int money_cmp(Value a, Value b) {
    char x[3], y[3];
    money_currency(a, x);
    money_currency(b, y);
    int cmp = memcmp(x, y, 3);
    return cmp ? cmp : order(money_amount(a), money_amount(b));
}

static int range_cmp(const Model *m, Value a, Value b) {
    Range x = model_range(m, a), y = model_range(m, b);
    if (x.base != y.base) return order(x.base, y.base);
    int cmp = model_value_cmp(m, x.base, NULL, x.low, y.low);
    return cmp ? cmp : model_value_cmp(m, x.base, NULL, x.high, y.high);
}

// By score; ratings without one first, and by their levels where the score is the same.
static int rating_cmp(const Model *m, Value a, Value b) {
    Decimal x = -1, y = -1;
    if (!rating_score(m, a, &x)) x = -1;
    if (!rating_score(m, b, &y)) y = -1;
    return x != y ? order(x, y) : order(a, b);
}

static int enum_cmp(const Model *m, const Enum *words, Value a, Value b) {
    uint32_t x, y;
    if (enum_find(words, (NameId)a, &x) && enum_find(words, (NameId)b, &y)) return order(x, y);
    return str_natural_cmp(names_text(m->names, (NameId)a), names_text(m->names, (NameId)b));
}

int model_value_cmp(const Model *m, Base base, const Enum *words, Value a, Value b) {
    if (a == b) return 0;
    switch (base) {
    case BASE_DURATION: return order(duration_minutes(duration_unpack(a)), duration_minutes(duration_unpack(b)));
    case BASE_MONEY: return money_cmp(a, b);
    case BASE_TEXT:
    case BASE_URL:
    case BASE_FILE: return text_cmp(m, a, b);
    case BASE_NAME: return str_natural_cmp(names_text(m->names, (NameId)a), names_text(m->names, (NameId)b));
    case BASE_ENUM: return enum_cmp(m, words, a, b);
    case BASE_RECORD: return model_row_cmp(m, (Row)a, (Row)b);
    case BASE_RATING: return rating_cmp(m, a, b);
    case BASE_RANGE: return range_cmp(m, a, b);
    default: return order(a, b);
    }
}

// Levels and bands of one scale or method stand in their order there.
static bool level_numbers(const Model *m, Row a, Row b, Value *x, Value *y) {
    KindId level = schema_kind(m->schema, m->known.kind_level);
    if (!level || !row_is_a(m, a, level) || !row_is_a(m, b, level)) return false;
    return model_value(m, a, m->known.number, x, NULL) && model_value(m, b, m->known.number, y, NULL);
}

int model_row_cmp(const Model *m, Row a, Row b) {
    Value x, y;
    if (a == b) return 0;
    if (level_numbers(m, a, b, &x, &y) && x != y) return order(x, y);
    KindId band = schema_kind(m->schema, m->known.kind_band);
    if (band && m->parent[a] == m->parent[b] && row_is_a(m, a, band) && row_is_a(m, b, band)) return order(a, b);
    if (m->name[a] && m->name[b] && !m->parent[a] && !m->parent[b]) {
        int cmp = str_natural_cmp(names_text(m->names, m->name[a]), names_text(m->names, m->name[b]));
        return cmp ? cmp : order(a, b);
    }
    Arena *arena = arena_new();
    int cmp = str_natural_cmp(model_row_name(m, a, arena), model_row_name(m, b, arena));
    arena_free(arena);
    return cmp ? cmp : order(a, b);
}

// ---- The model on paper

static void dump_field(const Model *m, FieldId id, Row row, Arena *arena, Out *out) {
    const Field *f = &m->schema->fields.at[id];
    const Column *c = &m->columns[id];
    uint32_t count;
    uint8_t state;
    uint32_t start = column_values(c, row, &count, &state);
    if (state == STATE_ABSENT) return;
    out_cstr(out, f->sort == FIELD_INVERSE ? "  ^" : "  ");
    out_str(out, names_text(m->names, f->name));
    out_char(out, ':');
    for (uint32_t i = 0; i < count; i++) {
        Base base = c->base ? (Base)c->base[start + i] : type_only_base(f->type);
        Str text = model_value_text(m, base, c->value[start + i], arena);
        out_cstr(out, i ? ", " : " ");
        out_str(out, str_part(text, 0, str_find(text, '\n', 0)));
    }
    if (state & STATE_UNKNOWN) out_cstr(out, " ?");
    out_char(out, '\n');
}

void model_dump(const Model *m, Out *out) {
    Arena *arena = arena_new();
    for (Row row = 1; row <= m->row_count; row++) {
        out_str(out, names_text(m->names, m->schema->kinds.at[m->kind[row]].name));
        out_char(out, ' ');
        out_str(out, model_row_path(m, row, arena));
        Str title = model_title(m, row, arena);
        if (title.len) {
            out_cstr(out, " \"");
            out_str(out, title);
            out_char(out, '"');
        }
        out_cstr(out, m->flags[row] & ROW_POISON ? " !\n" : "\n");
        for (FieldId f = 1; f < m->schema->fields.n; f++) {
            const Field *field = &m->schema->fields.at[f];
            if (schema_is_a(m->schema, m->kind[row], field->kind)) dump_field(m, f, row, arena, out);
        }
        arena_clear(arena);
    }
    arena_free(arena);
}
