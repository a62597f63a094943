// From names and paths to rows. Records at top level hang in a chain by name (one for each unit that has it); nested ones stand in a hash
// by the record at top level around them, so that a thousand controls may each have an evidence `e1`.
#include "base/hash.h"
#include "diag/catalogue.h"
#include "model/build.h"

struct NameIndex {
    Row *first; // [NameId]
    uint32_t first_count;
    Row *next;  // [Row]: the next record of that name
    Row *slots; // nested ones
    uint32_t mask;
    NameId rule_kind;
};

Row model_top(const Model *m, Row row) {
    while (m->parent[row] && !m->schema->kinds.at[m->kind[row]].about) row = m->parent[row];
    return row;
}

void index_free(NameIndex *index) {
    if (!index) return;
    mem_free(index->first);
    mem_free(index->next);
    mem_free(index->slots);
    mem_free(index);
}

bool type_takes(const Model *m, const Type *type, Row row) {
    for (uint32_t i = 0; i < type->kind_count; i++) {
        if (row_is_a(m, row, type->kinds[i])) return true;
    }
    return false;
}

Row index_first(const Model *m, NameId name) {
    return name < m->index->first_count ? m->index->first[name] : 0;
}

Row index_unit_next(const Model *m, Row row) {
    return m->index->next[row];
}

static uint32_t nested_slot(const NameIndex *index, Row top, NameId name) {
    return (uint32_t)hash_u64((uint64_t)top << 32 | name) & index->mask;
}

Row index_nested(const Model *m, Row top, NameId name) {
    const NameIndex *index = m->index;
    if (!name || !(m->flags[top] & ROW_HOLDS_NAMES)) return 0;
    for (uint32_t slot = nested_slot(index, top, name); index->slots[slot]; slot = (slot + 1) & index->mask) {
        Row row = index->slots[slot];
        if (m->name[row] == name && model_top(m, row) == top) return row;
    }
    return 0;
}

// ---- Building

static void duplicate(ModelBuild *b, const Pending *p, Row row, Row first) {
    Model *m = b->m;
    m->flags[row] |= ROW_POISON;
    if (p->copy) return;
    Diagnostic *said = diag_duplicate_id(b->sink, node_span(b, p->input, p->id), names_text(b->names, p->name));
    if (!said) return;
    const NodeRef *node = &m->node[first];
    diag_note(b->sink, said, tree_span(node->tree, b->sources, node->node), STR("first used here"));
}

static bool is_rule(const Model *m, Row row) {
    return row_is_a(m, row, schema_kind(m->schema, m->known.kind_rule));
}

static void top_put(ModelBuild *b, const Pending *p, Row row, NameId name) {
    Model *m = b->m;
    Row *link = &m->index->first[name];
    for (; *link; link = &m->index->next[*link]) {
        if (m->unit[*link] != p->unit || is_rule(m, *link) != is_rule(m, row)) continue;
        if (p->name) duplicate(b, p, row, *link);
        return;
    }
    *link = row;
}

static void nested_put(ModelBuild *b, const Pending *p, Row row) {
    Model *m = b->m;
    Row top = model_top(m, row), there = index_nested(m, top, p->name);
    if (there) {
        duplicate(b, p, row, there);
        return;
    }
    uint32_t slot = nested_slot(m->index, top, p->name);
    while (m->index->slots[slot]) slot = (slot + 1) & m->index->mask;
    m->index->slots[slot] = row;
    m->flags[top] |= ROW_HOLDS_NAMES;
}

// Records about others have no name of their own; a single record without an id goes by the name of its kind.
void index_build(ModelBuild *b) {
    Model *m = b->m;
    NameIndex *index = mem_zeroed(1, sizeof *index);
    m->index = index;
    index->first_count = names_count(b->names) + 1;
    index->first = mem_zeroed(index->first_count, sizeof *index->first);
    index->next = mem_zeroed(m->row_count + 1, sizeof *index->next);
    uint32_t nested = 0;
    for (uint32_t i = 1; i < b->pending.n; i++) nested += b->pending.at[i].parent && b->pending.at[i].name;
    uint32_t size = nested ? 16 : 0;
    while (size && size < nested * 2) size *= 2;
    index->slots = mem_zeroed(size ? size : 1, sizeof *index->slots);
    index->mask = size ? size - 1 : 0;
    for (uint32_t i = 1; i < b->pending.n; i++) {
        const Pending *p = &b->pending.at[i];
        const Kind *kind = &b->schema->kinds.at[p->kind];
        if (p->parent) {
            if (p->name) nested_put(b, p, b->row_of[i]);
        } else if (p->name || (kind->single && !p->id)) {
            if (!kind->about) top_put(b, p, b->row_of[i], p->name ? p->name : kind->name);
        }
    }
}

// ---- Looking up

// Which of two records of one name a bare id means: the smaller number. 0: none of them. Of a standard that is only compared with, a bare id
// may name the standard itself, where its path is a single word.
static uint32_t rank_of(const Model *m, Row row, uint32_t unit) {
    uint32_t at = m->unit[row];
    if (at == unit) return 1;
    if (at == 0) return 2;
    if (m->units.at[at].claimed) return 3;
    return m->units.at[at].compared && !str_eq(m->units.at[at].path, names_text(m->names, m->name[row])) ? 0 : 4;
}

Row index_only(const Model *m, NameId name, const Type *type, uint32_t unit, Row own) {
    Row row = index_first(m, name);
    bool alone = row && !m->index->next[row] && m->unit[row] == unit && type_takes(m, type, row);
    return alone && !(own && (m->flags[model_top(m, own)] & ROW_HOLDS_NAMES)) ? row : 0;
}

Found index_name(const Model *m, NameId name, const Type *type, uint32_t unit, Row own, Row *row) {
    *row = own ? index_nested(m, model_top(m, own), name) : 0;
    if (*row && type_takes(m, type, *row)) return FOUND;
    uint32_t best = 0, several = 0;
    Row other = *row;
    for (Row at = index_first(m, name); at; at = m->index->next[at]) {
        uint32_t rank = rank_of(m, at, unit);
        if (!type_takes(m, type, at)) {
            if (rank && !other) other = at;
            continue;
        }
        if (!rank || (best && rank > best)) continue;
        several = rank == best ? several + 1 : 1;
        if (rank != best) *row = at;
        best = rank;
    }
    if (best) return several > 1 ? FOUND_SEVERAL : FOUND;
    *row = other;
    return other ? FOUND_OTHER_KIND : FOUND_NONE;
}

// The unit of which `path` is the path, or in which it leads; 0: none. The rest goes to *rest.
static uint32_t path_unit(const Model *m, Str path, Str *rest) {
    uint32_t best = 0;
    for (uint32_t u = 1; u < m->units.n; u++) {
        Str unit = m->units.at[u].path;
        if (!unit.len || !str_starts(path, unit) || (path.len > unit.len && path.at[unit.len] != '/')) continue;
        if (best && m->units.at[best].path.len >= unit.len) continue;
        best = u;
        uint32_t slash = unit.len;
        while (slash && unit.at[slash - 1] != '/') slash--;
        *rest = path.len > unit.len ? str_part(path, unit.len + 1, path.len) : str_part(unit, slash, unit.len);
    }
    return best;
}

static Row in_unit(const Model *m, NameId name, uint32_t unit, const Type *type, bool last) {
    Row found = 0;
    for (Row at = index_first(m, name); at; at = m->index->next[at]) {
        if (m->unit[at] != unit) continue;
        if (last && type_takes(m, type, at)) return at;
        if (!found || is_rule(m, found)) found = at;
    }
    return found;
}

Found index_in_unit(const Model *m, NameId name, const Type *type, uint32_t unit, Row *row) {
    *row = in_unit(m, name, unit, type, true);
    return *row == 0 ? FOUND_NONE : type_takes(m, type, *row) ? FOUND : FOUND_OTHER_KIND;
}

// The record whose path is the unit's own: its id is the last part of that path.
static Row unit_record(const Model *m, uint32_t unit, const Type *type) {
    Str path = m->units.at[unit].path;
    uint32_t slash = path.len;
    while (slash && path.at[slash - 1] != '/') slash--;
    return in_unit(m, names_find(m->names, str_part(path, slash, path.len)), unit, type, false);
}

// `treatment` or `treatment-2`: a nested record by its field and place; `exclusion`: the record that is about this one.
static Row by_field(const Model *m, Row row, Str step) {
    uint32_t index = 0;
    FieldId field = schema_field(m->schema, m->kind[row], names_find(m->names, step));
    if (!field) {
        uint32_t dash = step.len;
        while (dash && step.at[dash - 1] >= '0' && step.at[dash - 1] <= '9') dash--;
        if (dash < 2 || dash == step.len || step.at[dash - 1] != '-' || step.len - dash > 6) return 0;
        for (uint32_t i = dash; i < step.len; i++) index = index * 10 + (uint32_t)(step.at[i] - '0');
        field = schema_field(m->schema, m->kind[row], names_find(m->names, str_part(step, 0, dash - 1)));
        if (!field || !index--) return 0;
    }
    const Field *f = &m->schema->fields.at[field];
    if (f->sort != FIELD_CONTAINED && !(f->sort == FIELD_INVERSE && f->element)) return 0;
    uint32_t count;
    uint8_t state;
    uint32_t start = column_values(&m->columns[field], row, &count, &state);
    return index < count ? (Row)m->columns[field].value[start + index] : 0;
}

static Row step_into(const Model *m, Row row, Str step) {
    Row nested = index_nested(m, model_top(m, row), names_find(m->names, step));
    return nested ? nested : by_field(m, row, step);
}

// `needs/integrity`: the entry of a map by its key; *to moves behind the key. 0: the step is no map, or has no such key.
static Row entry_of(const Model *m, Row row, Str rest, uint32_t from, uint32_t *to) {
    FieldId field = schema_field(m->schema, m->kind[row], names_find(m->names, str_part(rest, from, *to)));
    if (!field || !m->schema->fields.at[field].is_map || *to == rest.len) return 0;
    uint32_t end = str_find(rest, '/', *to + 1), count;
    uint8_t state;
    uint32_t start = column_values(&m->columns[field], row, &count, &state);
    for (uint32_t i = 0; i < count; i++) {
        Row entry = (Row)m->columns[field].value[start + i];
        if (!str_eq(tree_text(m->node[entry].tree, m->sources, m->node[entry].node), str_part(rest, *to + 1, end))) continue;
        *to = end;
        return entry;
    }
    return 0;
}

// From `row` along the rest of a path, from byte `to` on, where a slash stands.
static Row walk(const Model *m, Row row, Str rest, uint32_t to) {
    while (row && to < rest.len) {
        uint32_t from = to + 1;
        to = str_find(rest, '/', from);
        Row entry = entry_of(m, row, rest, from, &to);
        row = entry ? entry : step_into(m, row, str_part(rest, from, to));
    }
    return row;
}

static Found found_as(const Model *m, const Type *type, Row row) {
    if (!row) return FOUND_NONE;
    return type_takes(m, type, row) ? FOUND : FOUND_OTHER_KIND;
}

Found model_lookup(const Model *m, Str path, Type type, uint32_t unit, Row own, Row *row) {
    *row = 0;
    uint32_t slash = str_find(path, '/', 0);
    if (slash == path.len) {
        NameId name = names_find(m->names, path);
        uint32_t same = path_unit(m, path, &(Str){0});
        if (same && (*row = in_unit(m, name, same, &type, true))) return found_as(m, &type, *row);
        return name ? index_name(m, name, &type, unit, own, row) : FOUND_NONE;
    }
    Str rest = path;
    uint32_t in = path_unit(m, path, &rest);
    if (in && m->units.at[in].not_loaded) return FOUND_NOT_LOADED;
    uint32_t to = str_find(rest, '/', 0);
    NameId first = names_find(m->names, str_part(rest, 0, to));
    if (in) {
        *row = in_unit(m, first, in, &type, to == rest.len);
        if (!*row && (*row = unit_record(m, in, &type))) *row = step_into(m, *row, str_part(rest, 0, to));
    } else {
        static const KindId ANY[] = {KIND_ANY};
        if (first) index_name(m, first, &(Type){.bases = BASE_BIT(BASE_RECORD), .kinds = ANY, .kind_count = 1}, unit, own, row);
    }
    *row = walk(m, *row, rest, to);
    return found_as(m, &type, *row);
}

// `evidence-2`: a record at top level without an id, by its kind and place.
static Row find_counted(const Model *m, Str path) {
    uint32_t dash = path.len, place = 0;
    while (dash && path.at[dash - 1] >= '0' && path.at[dash - 1] <= '9') dash--;
    if (dash < 2 || dash == path.len || path.at[dash - 1] != '-' || path.len - dash > 8) return 0;
    for (uint32_t i = dash; i < path.len; i++) place = place * 10 + (uint32_t)(path.at[i] - '0');
    KindId kind = schema_kind(m->schema, names_find(m->names, str_part(path, 0, dash - 1)));
    if (!kind || !place || place > m->kind_end[kind] - m->kind_first[kind]) return 0;
    Row row = m->kind_first[kind] + place - 1;
    return m->name[row] || m->parent[row] || m->kind[row] != kind ? 0 : row;
}

Row model_find(const Model *m, Str path) {
    static const KindId ANY[] = {KIND_ANY};
    Row row;
    Found found = model_lookup(m, path, (Type){.bases = BASE_BIT(BASE_RECORD), .kinds = ANY, .kind_count = 1}, 0, 0, &row);
    return found == FOUND || found == FOUND_SEVERAL ? row : find_counted(m, path);
}
