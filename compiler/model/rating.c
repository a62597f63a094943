// What a rating comes to: levels, score and band.
#include "model/model.h"

const Method *model_method(const Model *m, Value rating) {
    uint32_t index = rating_method_index(rating);
    return index && index <= m->methods.n ? &m->methods.at[index - 1] : NULL;
}

uint32_t model_default_method(const Model *m) {
    Value row;
    KindId kind = schema_kind(m->schema, m->known.kind_method);
    if (!kind || !m->project || !model_value(m, m->project, m->known.methods, &row, NULL) || !row_is_a(m, (Row)row, kind)) return 0;
    uint32_t index = m->method_of[row - m->kind_first[kind]];
    return index ? index - 1 : 0;
}

static Decimal number_of(const Method *method, Value rating, uint32_t factor) {
    return method->numbers[factor][rating_level(rating, factor) - 1];
}

// The factor of impact with the highest number; 0: none is given.
static uint32_t highest_impact(const Method *method, Value rating) {
    uint32_t best = 0;
    for (uint32_t f = 1; f < method->factor_count; f++) {
        if (rating_level(rating, f) && (!best || number_of(method, rating, f) > number_of(method, rating, best))) best = f;
    }
    return best;
}

bool rating_factor(const Model *m, Value rating, NameId factor, Row *level) {
    const Method *method = model_method(m, rating);
    if (!method) return false;
    uint32_t f = 0;
    while (f < method->factor_count && method->factor[f] != factor) f++;
    if (f == method->factor_count && factor == m->known.impact) {
        f = highest_impact(method, rating);
        if (!f) return false;
    }
    if (f == method->factor_count || !rating_level(rating, f)) return false;
    *level = method->levels[f][rating_level(rating, f) - 1];
    return true;
}

static bool grid_band(const Method *method, Value rating, Row *band) {
    uint32_t impact = highest_impact(method, rating), place = impact ? rating_level(rating, impact) : 0;
    if (!place || !rating_level(rating, 0) || place > method->level_count[1] || !method->grid) return false;
    *band = method->grid[(uint32_t)(rating_level(rating, 0) - 1) * method->level_count[1] + place - 1];
    return *band != 0;
}

// By grid: the place of the band in the method, from 1. Else what the number of the likelihood and the highest of the impacts come to.
bool rating_score(const Model *m, Value rating, Decimal *score) {
    const Method *method = model_method(m, rating);
    Row band;
    if (!method) return false;
    if (method->by_grid) {
        if (!grid_band(method, rating, &band)) return false;
        for (uint32_t i = 0; i < method->band_count; i++) {
            if (method->bands[i] != band) continue;
            *score = (Decimal)(i + 1) * DECIMAL_ONE;
            return true;
        }
        return false;
    }
    uint32_t impact = highest_impact(method, rating);
    if (!rating_level(rating, 0) || (method->factor_count > 1 && !impact)) return false;
    *score = number_of(method, rating, 0);
    return !impact || method->combine(*score, number_of(method, rating, impact), score);
}

static bool band_holds(const Model *m, Row band, Decimal score) {
    FieldId field = schema_field(m->schema, m->kind[band], m->known.numbers);
    const Column *column = &m->columns[field];
    uint32_t count;
    uint8_t state;
    uint32_t at = field ? column_values(column, band, &count, &state) : 0;
    if (!field || !count) return false;
    Base base = column->base ? (Base)column->base[at] : type_only_base(m->schema->fields.at[field].type);
    if (base == BASE_NUMBER) return column->value[at] == score;
    if (base != BASE_RANGE) return false;
    Range range = model_range(m, column->value[at]);
    return range.base == BASE_NUMBER && range.low <= score && score <= range.high;
}

bool rating_band(const Model *m, Value rating, Row *band) {
    const Method *method = model_method(m, rating);
    Decimal score;
    if (!method) return false;
    if (method->by_grid) return grid_band(method, rating, band);
    if (!rating_score(m, rating, &score)) return false;
    for (uint32_t i = 0; i < method->band_count; i++) {
        if (!band_holds(m, method->bands[i], score)) continue;
        *band = method->bands[i];
        return true;
    }
    return false;
}
