// References: from what a user wrote to a record, or to a message that helps.
#include "diag/catalogue.h"
#include "diag/page.h"
#include "model/build.h"

Str type_nouns(const ModelBuild *b, const Type *type) {
    Str said = {0};
    Arena *arena = diagnostics_arena(b->sink);
    for (uint32_t i = 0; i < type->kind_count; i++) {
        Str noun = type->kinds[i] == KIND_ANY ? STR("record") : names_text(b->names, b->schema->kinds.at[type->kinds[i]].name);
        const char *between = i + 1 == type->kind_count ? " or " : ", ";
        said = i ? arena_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(said), between, STR_ARG(noun)) : noun;
    }
    return said;
}

Str kind_words(const ModelBuild *b, Row row) {
    return schema_kind_words(b->schema, b->m->kind[row], diagnostics_arena(b->sink));
}

static bool takes_kind(const ModelBuild *b, const Type *type, KindId kind) {
    for (uint32_t i = 0; i < type->kind_count; i++) {
        if (kind && schema_is_a(b->schema, type->kinds[i], kind)) return true;
    }
    return false;
}

// ---- Where names are looked up

// Are records of the type to be found inside this one? (A map from levels to bands looks up its levels in the scale, its bands elsewhere.)
static bool may_hold(const ModelBuild *b, Row inside, const Type *type) {
    for (uint32_t i = 0; i < type->kind_count; i++) {
        if (schema_may_contain(b->schema, b->m->kind[inside], type->kinds[i])) return true;
    }
    return false;
}

// A standard is a library: what is looked up in it need not be nested in its record, but stands in the same unit.
static bool is_standard(const ModelBuild *b, Row row) {
    KindId standard = schema_kind(b->schema, b->k.kind_standard);
    return row && standard && row_is_a(b->m, row, standard);
}

static Found find_inside(const ModelBuild *b, Row inside, NameId name, const Type *type, Row *row) {
    *row = index_nested(b->m, model_top(b->m, inside), name);
    if (!*row || b->m->parent[*row] != inside) return FOUND_NONE;
    return type_takes(b->m, type, *row) ? FOUND : FOUND_OTHER_KIND;
}

// A level or band where nothing says of which scale or method: the only one of that name in the whole program.
static Found find_level(ModelBuild *b, NameId name, const Type *type, Row *row) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < type->kind_count; i++) {
        for (Row at = b->m->kind_first[type->kinds[i]]; at < b->m->kind_end[type->kinds[i]] && b->offers; at++, b->offers--) {
            if (b->m->name[at] != name) continue;
            *row = at;
            count++;
        }
    }
    return count == 0 ? FOUND_NONE : count == 1 ? FOUND : FOUND_SEVERAL;
}

static Found find(ModelBuild *b, const Reading *r, const Type *type, NodeId node, Row *row) {
    if (tree_kind(r->tree, node) == NODE_PATH) {
        Found found = model_lookup(b->m, node_text(b, r->input, node), *type, r->unit, r->row, row);
        bool outside = r->inside && may_hold(b, r->inside, type) && b->m->parent[*row] != r->inside;
        return found == FOUND && outside ? FOUND_NONE : found;
    }
    NameId name = word_of(b, r->input, node);
    if (is_standard(b, r->inside)) return index_in_unit(b->m, name, type, b->m->unit[r->inside], row);
    if (r->inside && may_hold(b, r->inside, type)) return find_inside(b, r->inside, name, type, row);
    Found found = index_name(b->m, name, type, r->unit, r->row, row);
    if (found == FOUND_NONE &&
        (takes_kind(b, type, schema_kind(b->schema, b->k.kind_level)) || takes_kind(b, type, schema_kind(b->schema, b->k.kind_band)))) {
        found = find_level(b, name, type, row);
    }
    return found;
}

// ---- What to say when there is none

// A measured near miss costs about what this many candidates cost that their letters turn away.
#define MEASURED 20u

static void poison(ModelBuild *b, const Reading *r, Row target) {
    if (r->field && (b->schema->fields.at[r->field].inverse || b->schema->fields.at[r->field].sort == FIELD_INVERSE)) {
        vec_push(&b->poisoned, (Poisoned){r->field, target});
    }
}

// Each that is near may have been meant, and not only the nearest.
static void offer(ModelBuild *b, const Reading *r, Suggestion *suggestion, Row row) {
    Str name = names_text(b->names, b->m->name[row]);
    if (!suggest_near(suggestion, name)) return;
    poison(b, r, row);
    suggest_offer(suggestion, name, row);
}

static void offer_range(ModelBuild *b, const Reading *r, Suggestion *suggestion, KindId kind, Row inside) {
    Model *m = b->m;
    Row top = r->row ? model_top(m, r->row) : 0;
    Row standard = is_standard(b, inside) ? inside : 0;
    for (Row row = m->kind_first[kind]; row < m->kind_end[kind] && b->offers; row++, b->offers--) {
        if (!m->name[row] || (m->flags[row] & ROW_POISON)) continue;
        if (standard) {
            if (m->unit[row] == m->unit[standard]) offer(b, r, suggestion, row);
            continue;
        }
        if (inside ? m->parent[row] != inside : m->parent[row] && model_top(m, row) != top) continue;
        if (!inside && m->units.at[m->unit[row]].compared) continue;
        offer(b, r, suggestion, row);
    }
}

static Row near_miss(ModelBuild *b, const Reading *r, const Type *type, Str wanted, Str *best) {
    Suggestion suggestion = {.wanted = wanted};
    Row inside = r->inside && (is_standard(b, r->inside) || may_hold(b, r->inside, type)) ? r->inside : 0;
    for (uint32_t i = 0; i < type->kind_count; i++) offer_range(b, r, &suggestion, type->kinds[i], inside);
    uint64_t measuring = (uint64_t)suggestion.measured * MEASURED;
    b->offers -= measuring < b->offers ? (uint32_t)measuring : b->offers;
    *best = suggestion.best;
    return suggestion.best.at ? suggestion.payload : 0;
}

// A nested record of that name in another record, or one of a unit that is only compared with: it needs its path.
static Row elsewhere(ModelBuild *b, const Type *type, NameId name) {
    Model *m = b->m;
    for (uint32_t i = 0; i < type->kind_count; i++) {
        for (Row row = m->kind_first[type->kinds[i]]; row < m->kind_end[type->kinds[i]] && b->offers; row++, b->offers--) {
            if (m->name[row] == name) return row;
        }
    }
    return 0;
}

// A level that the scale does not have: names those that it has.
static void say_off_scale(ModelBuild *b, const Reading *r, const Type *type, NodeId node) {
    Arena *arena = diagnostics_arena(b->sink);
    Str text = node_text(b, r->input, node), best, levels = {0};
    Diagnostic *said = diag_rating_off_scale(b->sink, node_span(b, r->input, node), text, names_text(b->names, b->m->name[r->inside]));
    Row near = near_miss(b, r, type, text, &best);
    uint32_t count = 0;
    for (Row row = b->m->kind_first[type->kinds[0]]; row < b->m->kind_end[type->kinds[0]] && b->offers && count < 12; row++, b->offers--) {
        if (b->m->parent[row] != r->inside) continue;
        Str name = names_text(b->names, b->m->name[row]);
        levels = count++ ? arena_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(levels), STR_ARG(name)) : name;
    }
    if (near) near_help(b, said, node_span(b, r->input, node), STR("a level"), best);
    else diag_help(b->sink, said, arena_printf(arena, "its levels are " STR_FMT, STR_ARG(levels)));
    poison(b, r, near);
}

static bool is_off_scale(const ModelBuild *b, const Reading *r, const Type *type) {
    KindId level = schema_kind(b->schema, b->k.kind_level);
    return r->inside && level && type->kind_count == 1 && type->kinds[0] == level && may_hold(b, r->inside, type);
}

// Where the library has but a few records of the kind, and the project none, they are told.
#define TOLD 8u

static bool known_help(ModelBuild *b, Diagnostic *said, const Type *type) {
    KindId kind = type->kind_count == 1 ? type->kinds[0] : 0;
    Row first = b->m->kind_first[kind], end = b->m->kind_end[kind];
    Arena *arena = diagnostics_arena(b->sink);
    Str list = {0};
    if (kind <= KIND_ANY || first == end || end - first > TOLD) return false;
    for (Row row = first; row < end; row++) {
        if (b->m->unit[row] == 0 || b->m->parent[row]) return false;
        Str id = names_text(b->names, b->m->name[row]);
        list =
            list.len ? arena_printf(arena, STR_FMT ", `" STR_FMT "`", STR_ARG(list), STR_ARG(id)) : arena_printf(arena, "`" STR_FMT "`", STR_ARG(id));
    }
    diag_help(b->sink, said, arena_printf(arena, "there is " STR_FMT, STR_ARG(list)));
    return true;
}

// What a record of one kind would be that does not exist yet: one of braces in this record, or one of its own.
static void declare_help(ModelBuild *b, const Reading *r, Diagnostic *said, const Type *type, NodeId node, Str text) {
    Arena *arena = diagnostics_arena(b->sink);
    KindId kind = type->kind_count == 1 ? type->kinds[0] : 0;
    const Field *field = r->field ? &b->schema->fields.at[r->field] : NULL;
    if (kind <= KIND_ANY || r->inside) return;
    Str noun = names_text(b->names, schema_kind_at(b->schema, kind)->name);
    if (field && field->sort == FIELD_CONTAINED) {
        braces_help(b, r, said, node);
    } else if (b->m->kind_first[kind] == b->m->kind_end[kind]) {
        diag_help(
            b->sink, said,
            arena_printf(arena, "there is no " STR_FMT " at all: declare it, or `use` a library that has some (`ismsc list units`)", STR_ARG(noun)));
    } else if (str_find(text, '/', 0) == text.len) {
        diag_help(b->sink, said, arena_printf(arena, "declare it: " STR_FMT " " STR_FMT " \"…\" { … }", STR_ARG(noun), STR_ARG(text)));
    }
}

// `backup/restore` where there is `backup/restore-test`: the nearest of the records within the one that the path leads to. 0: none is near.
static Row near_within(ModelBuild *b, const Reading *r, const Type *type, Str path) {
    uint32_t slash = path.len;
    while (slash > 0 && path.at[slash - 1] != '/') slash--;
    Row outer = slash > 0 ? model_find(b->m, str_part(path, 0, slash - 1)) : 0;
    Suggestion suggestion = {.wanted = str_part(path, slash, path.len)};
    for (uint32_t i = 0; outer && i < type->kind_count; i++) {
        for (Row row = b->m->kind_first[type->kinds[i]]; row < b->m->kind_end[type->kinds[i]] && b->offers; row++, b->offers--) {
            if (b->m->parent[row] == outer && b->m->name[row]) offer(b, r, &suggestion, row);
        }
    }
    return suggestion.best.at ? suggestion.payload : 0;
}

static void say_unknown(ModelBuild *b, const Reading *r, const Type *type, NodeId node) {
    Arena *arena = diagnostics_arena(b->sink);
    Str text = node_text(b, r->input, node), what = type_nouns(b, type), best;
    Diagnostic *said = diag_unknown_reference(b->sink, node_span(b, r->input, node), what, text);
    Row near = tree_kind(r->tree, node) == NODE_PATH || is_standard(b, r->inside) ? 0 : elsewhere(b, type, word_of(b, r->input, node));
    if (near) {
        Str path = model_row_path(b->m, near, arena);
        diag_help(b->sink, said, arena_printf(arena, "write its path: `" STR_FMT "`", STR_ARG(path)));
        diag_fix(b->sink, said, node_span(b, r->input, node), STR("write the path"), path, false);
    } else {
        near = tree_kind(r->tree, node) == NODE_PATH ? near_within(b, r, type, text) : 0;
        if (near) best = model_row_path(b->m, near, arena);
        else near = near_miss(b, r, type, text, &best);
        bool own = type->kind_count == 1 && type->kinds[0] == schema_kind(b->schema, b->k.kind_rule) && diag_page_find(text);
        if (habit_help(b, said, node_span(b, r->input, node), text, type)) near = 0;
        else if (own)
            diag_help(b->sink, said, STR("the compiler says this of a mistake in the sources: it can be mended, but not waived or turned off"));
        else if (near) near_help(b, said, node_span(b, r->input, node), kind_words(b, near), best);
        else if (!known_help(b, said, type)) declare_help(b, r, said, type, node, text);
    }
    poison(b, r, near);
}

// `5.1` where `A.5.1` was meant: a record of the right type, in a standard that is claimed, whose id is the other's behind one word more.
static Row longer_id(ModelBuild *b, const Type *type, Row clause) {
    Model *m = b->m;
    Str tail = names_text(b->names, m->name[clause]);
    for (uint32_t i = 0; i < type->kind_count; i++) {
        for (Row row = m->kind_first[type->kinds[i]]; row < m->kind_end[type->kinds[i]] && b->offers; row++, b->offers--) {
            Str id = names_text(b->names, m->name[row]);
            if (id.len <= tail.len || !str_ends(id, tail) || m->units.at[m->unit[row]].compared) continue;
            if (str_find(id, '.', 0) == id.len - tail.len - 1) return row;
        }
    }
    return 0;
}

// `A.12.3` where one of `A.12.3.1`, … was meant: the records of the right type below it, by their ids. Returns how many there are.
static uint32_t ids_below(ModelBuild *b, const Type *type, Row heading, Str *said, Row *first) {
    Model *m = b->m;
    Str head = names_text(b->names, m->name[heading]);
    uint32_t count = 0;
    for (uint32_t i = 0; i < type->kind_count; i++) {
        for (Row row = m->kind_first[type->kinds[i]]; row < m->kind_end[type->kinds[i]] && b->offers; row++, b->offers--) {
            Str id = names_text(b->names, m->name[row]);
            if (m->unit[row] != m->unit[heading] || id.len <= head.len || !str_starts(id, head) || id.at[head.len] != '.') continue;
            if (count == 0) *first = row;
            *said = count++ == 0 ? id : arena_printf(diagnostics_arena(b->sink), STR_FMT ", " STR_FMT, STR_ARG(*said), STR_ARG(id));
        }
    }
    return count;
}

static void say_wrong_kind(ModelBuild *b, const Reading *r, const Type *type, NodeId node, Row row) {
    Arena *arena = diagnostics_arena(b->sink);
    Str text = node_text(b, r->input, node), best;
    Span at = node_span(b, r->input, node);
    if (r->field && b->schema->fields.at[r->field].sort == FIELD_CONTAINED) { // whatever record has that name is not meant
        value_wrong_type(b, r, type, node);
        poison(b, r, 0);
        return;
    }
    KindId requirement = schema_kind(b->schema, b->k.kind_requirement);
    bool is_clause = requirement && row_is_a(b->m, row, requirement);
    Row meant = is_clause ? longer_id(b, type, row) : 0, first = 0;
    Str below = {0};
    uint32_t below_count = is_clause && !meant ? ids_below(b, type, row, &below, &first) : 0;
    Row near = meant || below_count ? first : near_miss(b, r, type, text, &best);
    if (meant) {
        Str id = names_text(b->names, b->m->name[meant]);
        diag_fix(b->sink, diag_clause_for_control(b->sink, at, text, id), at, STR("name the control"), id, false);
    } else {
        Str field = r->field ? names_text(b->names, b->schema->fields.at[r->field].name) : STR("this");
        Diagnostic *said = diag_wrong_kind(b->sink, at, text, kind_words(b, row), field, schema_type_words(b->schema, *type, arena));
        if (below_count == 1) near_help(b, said, at, kind_words(b, near), below);
        else if (below_count) diag_help(b->sink, said, arena_printf(arena, "below it are " STR_FMT, STR_ARG(below)));
        else if (near) near_help(b, said, at, kind_words(b, near), best);
    }
    poison(b, r, meant ? meant : below_count > 1 ? 0 : near);
}

// The unit that is not loaded and has a record of that id and of one of the kinds; empty when none has.
static Str unit_with(const ModelBuild *b, const Type *type, Str id) {
    Str unit = {0};
    for (uint32_t i = 0; i < type->kind_count && b->unused != NULL && unit.len == 0; i++)
        unit = b->unused->unit_of(b->unused, names_text(b->names, schema_kind_at(b->schema, type->kinds[i])->name), id);
    return unit;
}

static void say_not_loaded(ModelBuild *b, const Reading *r, NodeId node, Str unit) {
    diag_standard_not_loaded(b->sink, node_span(b, r->input, node), node_text(b, r->input, node), unit);
    poison(b, r, 0);
}

// The unit in which a path leads that is not loaded.
static Str unit_of_path(const ModelBuild *b, Str path) {
    Str unit = {0};
    for (uint32_t u = 1; u < b->m->units.n; u++) {
        Str one = b->m->units.at[u].path;
        if (b->m->units.at[u].not_loaded && one.len > unit.len && str_starts(path, one)) unit = one;
    }
    return unit;
}

// Is there no record at all of one of these kinds, and a unit missing that might have brought it? Then that is the mistake, and not each name.
static bool is_gap(const ModelBuild *b, const Type *type, Found found) {
    if (!b->m->units.at[0].gap || found == FOUND_NOT_LOADED) return b->m->units.at[0].gap;
    for (uint32_t i = 0; i < type->kind_count; i++)
        if (b->m->kind_first[type->kinds[i]] == b->m->kind_end[type->kinds[i]]) return true;
    return false;
}

// Was a record of that name left out, or one on the way to it?
static bool is_lost(const ModelBuild *b, Str path) {
    for (uint32_t from = 0, to; from <= path.len; from = to + 1) {
        to = str_find(path, '/', from);
        NameId name = names_find(b->names, str_part(path, from, to));
        if (name && rows_name_lost(b, name)) return true;
    }
    return b->schema->lost.blind;
}

static void say(ModelBuild *b, const Reading *r, const Type *type, NodeId node, Found found, Row row) {
    if (r->copy) return;
    Str text = node_text(b, r->input, node), unit;
    if (found == FOUND_NONE && is_lost(b, text)) return;
    if ((found == FOUND_NONE || found == FOUND_NOT_LOADED) && is_gap(b, type, found)) poison(b, r, 0);
    else if (found == FOUND_NONE && is_off_scale(b, r, type)) say_off_scale(b, r, type, node);
    else if (found == FOUND_NONE && !r->inside && (unit = unit_with(b, type, text)).len > 0) say_not_loaded(b, r, node, unit);
    else if (found == FOUND_NONE) say_unknown(b, r, type, node);
    else if (found == FOUND_OTHER_KIND) say_wrong_kind(b, r, type, node, row);
    else if (found == FOUND_NOT_LOADED) say_not_loaded(b, r, node, unit_of_path(b, text));
    else {
        diag_ambiguous_reference(b->sink, node_span(b, r->input, node), text, model_row_path(b->m, row, diagnostics_arena(b->sink)));
        poison(b, r, 0);
    }
}

Row reference_read(ModelBuild *b, Reading *r, const Type *type, NodeId node) {
    Row row = r->inside || tree_kind(r->tree, node) == NODE_PATH ? 0 : index_only(b->m, word_of(b, r->input, node), type, r->unit, r->row);
    if (row) return row;
    Found found = find(b, r, type, node, &row);
    if (found == FOUND) return row;
    say(b, r, type, node, found, row);
    return 0;
}

// ---- Records about others

static void about_twice(ModelBuild *b, const Pending *p, Row row, FieldId inverse, Row first) {
    b->m->flags[row] |= ROW_POISON;
    const NodeRef *node = &b->m->node[first];
    Diagnostic *said = diag_about_twice(b->sink, node_span(b, p->input, p->id), node_text(b, p->input, p->id),
                                        names_text(b->names, b->schema->fields.at[inverse].name));
    diag_note(b->sink, said, tree_span(node->tree, b->sources, node->node), STR("the first one"));
}

// A waiver is about a rule, but belongs to the records that it names: it stands in a field, and several may be about one rule.
static void waiver_resolve(ModelBuild *b, Row row, Row rule, SrcPos place) {
    FieldId field = schema_field(b->schema, b->m->kind[row], b->k.rule_field);
    if (!field) return;
    if (rule) column_put(b, field, row, rule, BASE_RECORD, place);
    else column_mark_unknown(b, field, row);
}

static void about_resolve(ModelBuild *b, const Pending *p, Row row) {
    const Kind *kind = &b->schema->kinds.at[p->kind];
    Type subject = {.bases = BASE_BIT(BASE_RECORD), .kinds = &kind->about, .kind_count = 1};
    Reading r = {.row = row, .field = kind->about_inverse, .input = p->input, .tree = b->inputs[p->input].tree, .unit = b->inputs[p->input].unit};
    bool waiver = kind->name == b->k.kind_waive;
    if (waiver) r.field = schema_field(b->schema, p->kind, b->k.rule_field);
    Row about = reference_read(b, &r, &subject, p->id);
    SrcPos place = tree_pos(r.tree, p->node);
    if (waiver) {
        waiver_resolve(b, row, about, tree_pos(r.tree, p->id));
        return;
    }
    if (!about) {
        b->m->flags[row] |= ROW_POISON;
        return;
    }
    Value before;
    if (!kind->about_inverse) return;
    if (column_draft_one(b, kind->about_inverse, about, &before)) {
        about_twice(b, p, row, kind->about_inverse, (Row)before);
        return;
    }
    b->m->parent[row] = about;
    column_put(b, kind->about_inverse, about, row, BASE_RECORD, place);
}

void abouts_resolve(ModelBuild *b) {
    for (uint32_t i = 1; i < b->pending.n; i++) {
        const Pending *p = &b->pending.at[i];
        if (!p->parent && b->schema->kinds.at[p->kind].about) about_resolve(b, p, b->row_of[i]);
    }
    for (KindId k = 1; k < b->schema->kinds.n; k++) {
        const Kind *kind = &b->schema->kinds.at[k];
        if (kind->about_inverse && kind->name != b->k.kind_waive) column_finish(b, kind->about_inverse);
    }
}
