// Methods of rating risks as tables, and ratings: one level for each factor.
#include "diag/catalogue.h"
#include "model/build.h"

// Rows of a contained kind by the record around them: those of the i-th row of `outer` are row[start[i]] .. row[start[i + 1]].
typedef struct {
    Row first;
    uint32_t *start;
    Row *row;
} Parts;

static Parts parts_of(ModelBuild *b, KindId outer, KindId inner) {
    Model *m = b->m;
    uint32_t count = m->kind_end[outer] - m->kind_first[outer], n = m->kind_end[inner] - m->kind_first[inner];
    Parts parts = {m->kind_first[outer], ARENA_ARRAY(b->arena, uint32_t, count + 2), ARENA_ARRAY(b->arena, Row, n)};
    uint32_t *next = parts.start + 1;
    for (Row row = m->kind_first[inner]; row < m->kind_end[inner]; row++) {
        if (m->parent[row] && row_is_a(m, m->parent[row], outer)) next[m->parent[row] - parts.first + 1]++;
    }
    for (uint32_t i = 0; i < count; i++) next[i + 1] += next[i];
    for (Row row = m->kind_first[inner]; row < m->kind_end[inner]; row++) {
        if (m->parent[row] && row_is_a(m, m->parent[row], outer)) parts.row[next[m->parent[row] - parts.first]++] = row;
    }
    return parts;
}

static Decimal number_of(const ModelBuild *b, Row row, NameId name) {
    Value value;
    return column_draft_one(b, schema_field(b->schema, b->m->kind[row], name), row, &value) ? value : 0;
}

// The levels of a scale in order of their numbers (an insertion sort: scales are short, and nearly always written in order).
static void levels_sort(const ModelBuild *b, Row *levels, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        Row moved = levels[i];
        Decimal number = number_of(b, moved, b->k.number);
        uint32_t at = i;
        for (; at && i - at < 256 && number_of(b, levels[at - 1], b->k.number) > number; at--) levels[at] = levels[at - 1];
        levels[at] = moved;
    }
}

// The method of that row, or NULL.
static Method *method_at(const ModelBuild *b, Row row) {
    KindId kind = schema_kind(b->schema, b->k.kind_method);
    if (!row || !row_is_a(b->m, row, kind)) return NULL;
    uint32_t index = b->m->method_of[row - b->m->kind_first[kind]];
    return index ? &b->m->methods.at[index - 1] : NULL;
}

static void factor_add(ModelBuild *b, Method *method, NameId name, Row scale, const Parts *levels) {
    if (method->factor_count == RATING_FACTORS) return;
    uint32_t f = method->factor_count++, from = levels->start[scale - levels->first], to = levels->start[scale - levels->first + 1];
    method->factor[f] = name;
    method->scale[f] = scale;
    method->levels[f] = levels->row + from;
    method->level_count[f] = to - from > 255 ? 255 : to - from;
    Decimal *numbers = ARENA_ARRAY(b->arena, Decimal, to - from);
    for (uint32_t i = 0; i < to - from; i++) numbers[i] = number_of(b, levels->row[from + i], b->k.number);
    method->numbers[f] = numbers;
}

static void factor_field(ModelBuild *b, Method *method, NameId name, const Parts *levels) {
    Value scale;
    if (column_draft_one(b, schema_field(b->schema, b->m->kind[method->row], name), method->row, &scale))
        factor_add(b, method, name, (Row)scale, levels);
}

// Maps from something to scales in methods: one factor for each entry, by the name of its key.
static void factors_of_map(ModelBuild *b, KindId element, const Parts *levels) {
    KindId scale_kind = schema_kind(b->schema, b->k.kind_scale);
    FieldId key = schema_own_field(b->schema, element, b->k.key), value = schema_own_field(b->schema, element, b->k.value);
    const Field *v = &b->schema->fields.at[value];
    if (!value || type_only_base(v->type) != BASE_RECORD || v->type.kind_count != 1 || v->type.kinds[0] != scale_kind) return;
    for (Row row = b->m->kind_first[element]; row < b->m->kind_end[element]; row++) {
        Value of, scale;
        Method *method = method_at(b, b->m->parent[row]);
        if (!method || !column_draft_one(b, key, row, &of) || !column_draft_one(b, value, row, &scale)) continue;
        NameId name = type_only_base(b->schema->fields.at[key].type) == BASE_RECORD ? b->m->name[of] : (NameId)of;
        factor_add(b, method, name, (Row)scale, levels);
    }
}

static bool is_unknown(const ModelBuild *b, Row row, NameId name) {
    return column_draft_state(b, schema_field(b->schema, b->m->kind[row], name), row) & STATE_UNKNOWN;
}

static bool is_known(const ModelBuild *b, Row row, NameId name) {
    return column_draft_state(b, schema_field(b->schema, b->m->kind[row], name), row) & STATE_SET;
}

// Before ratings are read: which factors and levels are there?
static bool factors_broken(const ModelBuild *b, const Method *method) {
    const NameId fields[] = {b->k.likelihood, b->k.impact, b->k.formula};
    bool broken = b->m->kind_lost[schema_kind(b->schema, b->k.kind_level)] || b->m->kind_lost[schema_kind(b->schema, b->k.kind_band)];
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) broken |= is_unknown(b, method->row, fields[i]);
    for (uint32_t f = 0; f < method->factor_count; f++) {
        for (uint32_t i = 0; i < method->level_count[f]; i++) broken |= !is_known(b, method->levels[f][i], b->k.number);
    }
    return broken;
}

static bool rating_maximum(Decimal likelihood, Decimal impact, Decimal *score) {
    *score = likelihood > impact ? likelihood : impact;
    return true;
}

// How the method comes from levels to bands. What it does not say is the default of the library.
static void formula_read(const ModelBuild *b, Method *method) {
    Value formula = 0;
    column_draft_one(b, schema_field(b->schema, b->m->kind[method->row], b->k.formula), method->row, &formula);
    method->by_grid = (NameId)formula == b->k.grid;
    method->combine = (NameId)formula == b->k.sum ? decimal_add : (NameId)formula == b->k.maximum ? rating_maximum : decimal_mul;
}

static void method_build(ModelBuild *b, Row row, const Parts *levels, const Parts *bands) {
    Method method = {.row = row};
    factor_field(b, &method, b->k.likelihood, levels);
    factor_field(b, &method, b->k.impact, levels);
    uint32_t from = bands->start[row - bands->first];
    method.bands = bands->row + from;
    method.band_count = bands->start[row - bands->first + 1] - from;
    formula_read(b, &method);
    method.broken = factors_broken(b, &method);
    vec_push(&b->m->methods, method);
    b->m->method_of[row - bands->first] = b->m->methods.n;
}

void methods_build(ModelBuild *b) {
    KindId method = schema_kind(b->schema, b->k.kind_method), scale = schema_kind(b->schema, b->k.kind_scale);
    KindId level = schema_kind(b->schema, b->k.kind_level), band = schema_kind(b->schema, b->k.kind_band);
    if (!method || !scale || !level || !band) return;
    Parts levels = parts_of(b, scale, level), bands = parts_of(b, method, band);
    for (Row row = b->m->kind_first[scale]; row < b->m->kind_end[scale]; row++) {
        uint32_t from = levels.start[row - levels.first];
        levels_sort(b, levels.row + from, levels.start[row - levels.first + 1] - from);
    }
    b->m->method_of = ARENA_ARRAY(b->arena, uint32_t, b->m->kind_end[method] - b->m->kind_first[method]);
    for (Row row = b->m->kind_first[method]; row < b->m->kind_end[method] && b->m->methods.n < 0x7fff; row++) method_build(b, row, &levels, &bands);
    for (KindId k = 1; k < b->schema->kinds.n; k++) {
        if (b->map_of[k] && schema_is_a(b->schema, method, b->schema->fields.at[b->map_of[k]].kind)) factors_of_map(b, k, &levels);
    }
}

// ---- Grids

static uint32_t place_on(const Method *method, uint32_t factor, Row level) {
    for (uint32_t i = 0; i < method->level_count[factor]; i++) {
        if (method->levels[factor][i] == level) return i + 1;
    }
    return 0;
}

static void grid_line(ModelBuild *b, Method *method, Row entry, FieldId value) {
    Value level;
    FieldId key = schema_own_field(b->schema, b->m->kind[entry], b->k.key);
    uint8_t state;
    uint32_t count;
    const Column *column = &b->m->columns[value];
    uint32_t start = column_values(column, entry, &count, &state);
    method->broken |= ((column_draft_state(b, key, entry) | state) & STATE_UNKNOWN) != 0;
    if (!column_draft_one(b, key, entry, &level)) return;
    uint32_t place = place_on(method, 0, (Row)level), width = method->level_count[1];
    Row *grid = (Row *)method->grid;
    for (uint32_t i = 0; place && i < count && i < width; i++) grid[(place - 1) * width + i] = (Row)column->value[start + i];
}

static void grids_read(ModelBuild *b, FieldId field) {
    KindId element = field ? b->schema->fields.at[field].element : 0;
    FieldId value = element ? schema_own_field(b->schema, element, b->k.value) : 0;
    for (uint32_t i = 0; i < b->m->methods.n; i++) {
        Method *method = &b->m->methods.at[i];
        if (method->by_grid && method->factor_count > 1) method->grid = ARENA_ARRAY(b->arena, Row, method->level_count[0] * method->level_count[1]);
    }
    for (Row row = value ? b->m->kind_first[element] : 0; value && row < b->m->kind_end[element]; row++) {
        Method *method = method_at(b, b->m->parent[row]);
        if (method && method->grid) grid_line(b, method, row, value);
    }
}

// What a broken method rates is unknown.
static void ratings_forget(ModelBuild *b, FieldId field) {
    const Column *c = &b->m->columns[field];
    for (uint32_t i = 0; c->state && i < c->count; i++) {
        if (!(c->state[i] & STATE_SET)) continue;
        uint32_t at = c->start ? c->start[i] : i;
        Base base = c->base ? (Base)c->base[at] : type_only_base(*field_type(b, field));
        if (base != BASE_RATING || !model_method(b->m, c->value[at])->broken) continue;
        uint8_t *state = (uint8_t *)c->state;
        state[i] = c->start ? STATE_SET | STATE_UNKNOWN : STATE_UNKNOWN;
    }
}

void methods_finish(ModelBuild *b) {
    KindId method_kind = schema_kind(b->schema, b->k.kind_method);
    if (!b->m->methods.n) return;
    grids_read(b, schema_field(b->schema, method_kind, b->k.grid));
    bool broken = false;
    for (uint32_t i = 0; i < b->m->methods.n; i++) {
        Method *method = &b->m->methods.at[i];
        method->broken |= is_unknown(b, method->row, b->k.grid) || is_unknown(b, method->row, b->k.kind_band);
        for (uint32_t k = 0; k < method->band_count; k++) method->broken |= is_unknown(b, method->bands[k], b->k.numbers);
        broken |= method->broken;
    }
    for (FieldId f = 1; broken && f < b->schema->fields.n; f++) {
        if (b->schema->fields.at[f].sort == FIELD_STORED && type_has(*field_type(b, f), BASE_RATING)) ratings_forget(b, f);
    }
}

// ---- Reading ratings

// The method by which the present rating is read; 0: none, which is reported elsewhere.
static uint32_t method_for(ModelBuild *b, const Reading *r) {
    Row row = r->inside;
    KindId kind = schema_kind(b->schema, b->k.kind_method);
    Value first;
    if (!row && b->m->project) {
        FieldId field = schema_field(b->schema, b->m->kind[b->m->project], b->k.methods);
        column_finish(b, field);
        if (column_draft_one(b, field, b->m->project, &first)) row = (Row)first;
    }
    if (!row || !kind || !row_is_a(b->m, row, kind)) return 0;
    return b->m->method_of[row - b->m->kind_first[kind]];
}

static Str levels_in_words(const ModelBuild *b, const Method *method, uint32_t factor) {
    Arena *arena = diagnostics_arena(b->sink);
    Str said = {0};
    for (uint32_t i = 0; i < method->level_count[factor] && i < 12; i++) {
        Str name = names_text(b->names, b->m->name[method->levels[factor][i]]);
        said = i ? arena_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(said), STR_ARG(name)) : name;
    }
    return said;
}

static bool belongs_to_other(const ModelBuild *b, const Method *method, uint32_t factor, NameId name) {
    for (uint32_t f = 0; f < method->factor_count; f++) {
        for (uint32_t i = 0; f != factor && i < method->level_count[f]; i++) {
            if (b->m->name[method->levels[f][i]] == name) return true;
        }
    }
    return false;
}

static void off_scale(ModelBuild *b, const Reading *r, const Method *method, uint32_t factor, NodeId node) {
    if (r->copy) return;
    Arena *arena = diagnostics_arena(b->sink);
    Str text = node_text(b, r->input, node), name = names_text(b->names, method->factor[factor]);
    Diagnostic *said = diag_rating_off_scale(b->sink, node_span(b, r->input, node), text, name);
    if (belongs_to_other(b, method, factor, word_of(b, r->input, node))) {
        diag_help(b->sink, said, STR("it is a level of another factor: levels stand in the order of the method's factors"));
        return;
    }
    Suggestion suggestion = {.wanted = text};
    for (uint32_t i = 0; i < method->level_count[factor]; i++)
        suggest_offer(&suggestion, names_text(b->names, b->m->name[method->levels[factor][i]]), i);
    Str levels = levels_in_words(b, method, factor);
    if (suggestion.best.at) near_help(b, said, node_span(b, r->input, node), STR("a level"), suggestion.best);
    else diag_help(b->sink, said, arena_printf(arena, "the levels of " STR_FMT " are " STR_FMT, STR_ARG(name), STR_ARG(levels)));
}

// A level by its id, or by its number. 0: reported.
static uint8_t level_read(ModelBuild *b, const Reading *r, const Method *method, uint32_t factor, NodeId node) {
    NodeKind kind = tree_kind(r->tree, node);
    NameId name = kind == NODE_WORD || kind == NODE_NUMBER || kind == NODE_DATE ? word_of(b, r->input, node) : 0;
    Decimal number;
    bool numeric = kind == NODE_NUMBER && decimal_parse(node_text(b, r->input, node), &number);
    for (uint32_t i = 0; name && i < method->level_count[factor]; i++) {
        if (b->m->name[method->levels[factor][i]] == name || (numeric && method->numbers[factor][i] == number)) return (uint8_t)(i + 1);
    }
    off_scale(b, r, method, factor, node);
    return 0;
}

static Str factors_in_words(const ModelBuild *b, const Method *method) {
    Arena *arena = diagnostics_arena(b->sink);
    Str said = {0};
    for (uint32_t f = 0; f < method->factor_count; f++) {
        Str name = names_text(b->names, method->factor[f]);
        said = f ? arena_printf(arena, STR_FMT " × " STR_FMT, STR_ARG(said), STR_ARG(name)) : name;
    }
    return said;
}

static bool factors_fit(ModelBuild *b, const Reading *r, const Method *method, NodeId node, uint32_t count) {
    if (count == method->factor_count) return true;
    if (!r->copy && !method->broken) diag_wrong_factors(b->sink, node_span(b, r->input, node), factors_in_words(b, method), count);
    return false;
}

static SrcPos rating_place(const Reading *r, NodeId node) {
    NodeId first = tree_child(r->tree, node);
    return first ? tree_pos(r->tree, first) : tree_pos(r->tree, node);
}

void rating_read(ModelBuild *b, Reading *r, NodeId node) {
    NodeKind kind = tree_kind(r->tree, node);
    uint8_t levels[RATING_FACTORS] = {0};
    if (kind != NODE_RATING && kind != NODE_WORD && kind != NODE_NUMBER) {
        if (kind != NODE_ERROR) value_wrong_type(b, r, field_type(b, r->field), node);
        column_mark_unknown(b, r->field, r->row);
        return;
    }
    uint32_t index = method_for(b, r), f = 0;
    bool well = index != 0;
    const Method *method = well ? &b->m->methods.at[index - 1] : NULL;
    NodeId level = kind == NODE_RATING ? tree_child(r->tree, node) : node;
    uint32_t count = kind == NODE_RATING ? tree_child_count(r->tree, node) : 1;
    if (!method || method->factor_count == 0 || !factors_fit(b, r, method, node, count)) well = false;
    for (; well && f < count; level = tree_next(r->tree, level), f++) {
        levels[f] = level_read(b, r, method, f, level);
        if (!levels[f]) well = false;
    }
    if (well) column_put(b, r->field, r->row, rating_pack(index, levels), BASE_RATING, rating_place(r, node));
    else column_mark_unknown(b, r->field, r->row);
}

static void unknown_factor(ModelBuild *b, const Reading *r, const Method *method, NodeId field) {
    if (r->copy) return;
    Str text = names_text(b->names, word_of(b, r->input, field));
    Diagnostic *said = diag_unknown_factor(b->sink, word_span(b, r->input, field), text, factors_in_words(b, method));
    Suggestion suggestion = {.wanted = text};
    for (uint32_t f = 0; f < method->factor_count; f++) suggest_offer(&suggestion, names_text(b->names, method->factor[f]), f);
    near_help(b, said, word_span(b, r->input, field), STR("a factor"), suggestion.best);
}

// Of several impacts some may be left out, but not all of them, and not the likelihood.
static bool block_suffices(ModelBuild *b, const Reading *r, const Method *method, const uint8_t *levels, NodeId record) {
    uint32_t given = levels[0] != 0, impacts = 0;
    for (uint32_t f = 1; f < method->factor_count; f++) impacts += levels[f] != 0;
    if (levels[0] && (impacts || method->factor_count == 1)) return true;
    if (!r->copy && !method->broken) diag_wrong_factors(b->sink, word_span(b, r->input, record), factors_in_words(b, method), given + impacts);
    return false;
}

// `{ likelihood: likely  impact: severe }`: factors by name; what is left out counts as not given.
void rating_read_block(ModelBuild *b, Reading *r, NodeId record) {
    uint32_t index = method_for(b, r);
    uint8_t levels[RATING_FACTORS] = {0};
    bool well = index != 0;
    NodeId body = tree_find(r->tree, record, NODE_BODY);
    for (NodeId n = body && index ? tree_child(r->tree, body) : 0; n; n = tree_next(r->tree, n)) {
        const Method *method = &b->m->methods.at[index - 1];
        NodeId value = tree_child(r->tree, n);
        uint32_t f = 0;
        while (f < method->factor_count && method->factor[f] != word_of(b, r->input, n)) f++;
        if (tree_kind(r->tree, n) != NODE_FIELD || f == method->factor_count) {
            unknown_factor(b, r, method, n);
            well = false;
        } else if (value && tree_kind(r->tree, value) == NODE_TODO) {
            todo_note(b, r, value);
            well = false;
        } else if (!value || tree_kind(r->tree, value) == NODE_ERROR || !(levels[f] = level_read(b, r, method, f, value))) {
            well = false;
        }
    }
    if (well) well = block_suffices(b, r, &b->m->methods.at[index - 1], levels, record);
    if (well) column_put(b, r->field, r->row, rating_pack(index, levels), BASE_RATING, tree_pos(r->tree, record));
    else column_mark_unknown(b, r->field, r->row);
}
