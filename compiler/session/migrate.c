// Migrating: which standard leads where, what became of each part, and the lists in the sources that name them.
#include "session/migrate.h"

#include <stdlib.h>

#include "render/diagnostics/shown.h"
#include "session/stages.h"
#include "syntax/insert.h"

typedef struct {
    SrcPos place;
    Row row;
    FieldId field;
} Mention;

typedef struct {
    KindId kind;
    Row row;
} Said;

typedef struct {
    const Session *session;
    const Model *m;
    Migration *migration;
    VEC(Mention) mentions; // of records, in the project's sources, by place
    VEC(Said) said;        // records about parts of the new standard, by kind
    const Became **became; // of each row of the old standard that was asked for
    uint32_t *places;      // [Row]
    Arena *arena;
    Edits *edits;
} Migrating;

// ---- The standards -----------------------------------------------------------------------------------------------------------------------

static Row record_in(const Model *m, Row row, NameId name) {
    Value value;
    return model_value(m, row, name, &value, NULL) ? (Row)value : 0;
}

static bool is_claimed(const Model *m, Row standard) {
    return m->units.at[m->unit[standard]].claimed || m->unit[standard] == 0;
}

static bool find_standards(Migrating *g, Str to, Out *trouble) {
    const Model *m = g->m;
    KindId standard = schema_kind(m->schema, m->known.kind_standard), mapping = schema_kind(m->schema, m->known.kind_mapping);
    Type type = {.bases = BASE_BIT(BASE_RECORD), .kinds = &standard, .kind_count = 1};
    Migration *migration = g->migration;
    if (model_lookup(m, to, type, 0, 0, &migration->to) != FOUND) {
        shown_text(trouble, arena_printf(g->arena, "no standard `" STR_FMT "` is loaded: name it in the project, or `use` a mapping that leads to it",
                                         STR_ARG(to)));
        return false;
    }
    for (Row row = mapping != 0 ? m->kind_first[mapping] : 0; mapping != 0 && row < m->kind_end[mapping]; row++) {
        Row from = record_in(m, row, m->known.from);
        if (from != 0 && from != migration->to && is_claimed(m, from) && record_in(m, row, m->known.to) == migration->to) migration->from = from;
    }
    if (migration->from != 0) return true;
    Str title = model_title(m, migration->to, g->arena);
    shown_text(trouble, arena_printf(g->arena, "no mapping leads from a standard that the project claims to " STR_FMT, STR_ARG(title)));
    return false;
}

static bool is_old(const Migrating *g, Row row) {
    return row != 0 && g->m->unit[row] == g->m->unit[g->migration->from];
}

// ---- What became of what -----------------------------------------------------------------------------------------------------------------

typedef VEC(Row) Rows;

static bool holds(const Rows *rows, Row row) {
    for (uint32_t i = 0; i < rows->n; i++) {
        if (rows->at[i] == row) return true;
    }
    return false;
}

// Appends the records in a field of `row` of that name, whichever kind has it, each once.
static void rows_of(const Model *m, Row row, NameId name, Rows *rows) {
    FieldId field = schema_field(m->schema, m->kind[row], name);
    if (field == 0) return;
    uint32_t count;
    uint8_t state;
    const Column *column = model_column(m, field);
    uint32_t from = column_values(column, row, &count, &state);
    for (uint32_t i = from; i < from + count; i++) {
        if (!holds(rows, (Row)column->value[i])) vec_push(rows, (Row)column->value[i]);
    }
}

// Is the pair of a mapping between the two standards?
static bool leads(const Migrating *g, Row pair) {
    Row mapping = g->m->parent[pair];
    return record_in(g->m, mapping, g->m->known.from) == g->migration->from && record_in(g->m, mapping, g->m->known.to) == g->migration->to;
}

static How how_of(const Migrating *g, Row was, const Rows *became, NameId relation) {
    const Known *known = &g->m->known;
    if (became->n == 0) return BECAME_NOTHING;
    if (became->n > 1) return BECAME_SPLIT;
    if (relation == known->equal || was == g->migration->from) return g->m->name[was] == g->m->name[became->at[0]] ? BECAME_KEPT : BECAME_RENUMBERED;
    return relation == known->subset ? BECAME_MERGED : BECAME_REWORDED;
}

static const Became *became_of(Migrating *g, Row was) {
    if (g->became[was] != NULL) return g->became[was];
    const Model *m = g->m;
    Rows pairs = {0}, became = {0};
    NameId relation = 0;
    if (was == g->migration->from) vec_push(&became, g->migration->to);
    rows_of(m, was, m->known.maps, &pairs);
    for (uint32_t i = 0; i < pairs.n; i++) {
        Value value;
        if (!leads(g, pairs.at[i])) continue;
        if (model_value(m, pairs.at[i], m->known.relation, &value, NULL)) relation = (NameId)value;
        rows_of(m, pairs.at[i], m->known.to, &became);
    }
    Became *found = ARENA_NEW(g->arena, Became);
    Row *kept = ARENA_ARRAY(g->arena, Row, became.n);
    if (became.n > 0) memcpy(kept, became.at, became.n * sizeof *kept);
    *found = (Became){was, kept, became.n, how_of(g, was, &became, relation), 0};
    vec_free(&pairs);
    vec_free(&became);
    return g->became[was] = found;
}

// The parts of the old standard that became `now`.
static void predecessors(const Migrating *g, Row now, Rows *rows) {
    Rows pairs = {0};
    rows_of(g->m, now, g->m->known.mapped_by, &pairs);
    for (uint32_t i = 0; i < pairs.n; i++) {
        if (leads(g, pairs.at[i])) rows_of(g->m, pairs.at[i], g->m->known.from, rows);
    }
    vec_free(&pairs);
}

// ---- Who is meant where ------------------------------------------------------------------------------------------------------------------

static bool is_own(const Session *s, SrcPos place) {
    return place != 0 && sources_find(s->sources, place) < s->project_files;
}

static int by_place(const void *a, const void *b) {
    SrcPos left = ((const Mention *)a)->place, right = ((const Mention *)b)->place;
    return (left > right) - (left < right);
}

static void mentions_collect(Migrating *g) {
    const Schema *schema = g->m->schema;
    for (FieldId f = 1; f < schema->fields.n; f++) {
        const Field *field = schema_field_at(schema, f);
        const Column *column = model_column(g->m, f);
        if (field->sort != FIELD_STORED || !type_has(field->type, BASE_RECORD) || column->place == NULL || column->count == 0) continue;
        uint32_t count = column->start != NULL ? column->start[column->count] : column->count;
        for (uint32_t i = 0; i < count; i++) {
            bool record = column->base == NULL || column->base[i] == BASE_RECORD;
            if (record && column->value[i] != 0 && is_own(g->session, column->place[i])) {
                vec_push(&g->mentions, (Mention){column->place[i], (Row)column->value[i], f});
            }
        }
    }
    if (g->mentions.n > 0) qsort(g->mentions.at, g->mentions.n, sizeof *g->mentions.at, by_place);
}

static const Mention *mentioned_at(const Migrating *g, SrcPos place) {
    Mention key = {.place = place};
    return g->mentions.n > 0 ? bsearch(&key, g->mentions.at, g->mentions.n, sizeof key, by_place) : NULL;
}

// How the names in a list are to be understood.
typedef struct {
    const Tree *tree;
    KindId about;  // ids of a record about others of this kind; 0: they stand in the model by their place
    KindId kind;   // of that record
    bool enforces; // numbers of the old standard
} List;

// Which record an entry names; *back gets the name of the way back to what names it, where there is one.
static Row meant(const Migrating *g, const List *list, NodeId node, NameId *back) {
    const Model *m = g->m;
    Str text = tree_text(list->tree, g->session->sources, node);
    Row row = 0;
    *back = 0;
    if (list->enforces) {
        if (tree_kind(list->tree, node) == NODE_PATH) return model_find(m, text);
        Str unit = m->units.at[m->unit[g->migration->from]].path;
        return model_find(m, arena_printf(g->arena, STR_FMT "/" STR_FMT, STR_ARG(unit), STR_ARG(text)));
    }
    if (list->about == 0) {
        const Mention *mention = mentioned_at(g, tree_pos(list->tree, node));
        if (mention == NULL) return 0;
        *back = schema_field_at(m->schema, mention->field)->inverse;
        return mention->row;
    }
    FieldId inverse = schema_kind_at(m->schema, list->kind)->about_inverse;
    if (inverse != 0) *back = schema_field_at(m->schema, inverse)->name;
    Type type = {.bases = BASE_BIT(BASE_RECORD), .kinds = &list->about, .kind_count = 1};
    return model_lookup(m, text, type, 0, 0, &row) == FOUND ? row : 0;
}

// ---- Lists -------------------------------------------------------------------------------------------------------------------------------

typedef struct {
    NodeId node;
    Row row;
    NameId back;
    Span span;
} Entry;

typedef VEC(Entry) Entries;

static bool is_item(NodeKind kind) {
    return kind <= NODE_ERROR;
}

static void entries_read(Migrating *g, const List *list, NodeId first, Entries *entries) {
    for (NodeId n = first; n != 0 && is_item(tree_kind(list->tree, n)); n = tree_next(list->tree, n)) {
        NodeKind kind = tree_kind(list->tree, n);
        if (list->about != 0 && kind != NODE_WORD && kind != NODE_PATH && kind != NODE_NUMBER && kind != NODE_DATE) return;
        NameId back;
        Row row = meant(g, list, n, &back);
        vec_push(entries, (Entry){n, row, back, tree_span(list->tree, g->session->sources, n)});
    }
}

static bool said_already(Migrating *g, const List *list, Row row) {
    for (uint32_t i = 0; list->about != 0 && i < g->said.n; i++) {
        if (g->said.at[i].kind == list->kind && g->said.at[i].row == row) return true;
    }
    return false;
}

// `A.8.15`, or with the path where the old one was written so.
static Str new_text(const Migrating *g, const List *list, const Entry *entry, Row now) {
    const Model *m = g->m;
    Str unit = m->units.at[m->unit[now]].path, id = names_text(m->names, m->name[now]);
    if (now == g->migration->to) return unit.len > 0 ? unit : id;
    if (tree_kind(list->tree, entry->node) != NODE_PATH || unit.len == 0) return id;
    return arena_printf(g->arena, STR_FMT "/" STR_FMT, STR_ARG(unit), STR_ARG(id));
}

// Is the part named in the same list, or elsewhere in the same sense?
static bool is_named(const Migrating *g, Row part, const Entry *entry, const Entries *entries) {
    for (uint32_t i = 0; i < entries->n; i++) {
        if (entries->at[i].row == part) return true;
    }
    Rows others = {0};
    if (entry->back != 0) rows_of(g->m, part, entry->back, &others);
    bool named = others.n > 0;
    vec_free(&others);
    return named;
}

// What a person has to look at where the entry stood; empty: nothing. That several parts became one matters where the project is silent about some.
static Str remark(const Migrating *g, const Became *became, const Entry *entry, const Entries *entries) {
    const Model *m = g->m;
    Str was = names_text(m->names, m->name[became->was]), silent = {0};
    if (became->how == BECAME_SPLIT) return arena_printf(g->arena, " /* todo: " STR_FMT " was split: keep what is meant */", STR_ARG(was));
    if (became->how == BECAME_REWORDED) return arena_printf(g->arena, " /* todo: reworded since " STR_FMT " */", STR_ARG(was));
    if (became->how != BECAME_MERGED) return silent;
    Rows before = {0};
    predecessors(g, became->became[0], &before);
    for (uint32_t i = 0; i < before.n; i++) {
        Str id = names_text(m->names, m->name[before.at[i]]);
        if (is_named(g, before.at[i], entry, entries)) continue;
        silent = silent.len > 0 ? arena_printf(g->arena, STR_FMT ", " STR_FMT, STR_ARG(silent), STR_ARG(id)) : id;
    }
    vec_free(&before);
    return silent.len > 0 ? arena_printf(g->arena, " /* todo: " STR_FMT " became this too */", STR_ARG(silent)) : silent;
}

// The text that takes the place of an item; empty: all of it stands in the list already, or is said elsewhere.
static Str replacement(Migrating *g, const List *list, const Entry *entry, const Became *became, const Entries *entries, Rows *seen) {
    Str text = {0};
    for (uint32_t i = 0; i < became->count; i++) {
        Row now = became->became[i];
        if (holds(seen, now) || said_already(g, list, now)) continue;
        vec_push(seen, now);
        if (list->about != 0) vec_push(&g->said, (Said){list->kind, now});
        Str one = new_text(g, list, entry, now);
        text = text.len > 0 ? arena_printf(g->arena, STR_FMT ", " STR_FMT, STR_ARG(text), STR_ARG(one)) : one;
    }
    Str mark = text.len > 0 ? remark(g, became, entry, entries) : (Str){0};
    return mark.len > 0 ? arena_printf(g->arena, STR_FMT STR_FMT, STR_ARG(text), STR_ARG(mark)) : text;
}

static void add(Migrating *g, SrcPos from, SrcPos to, Str text) {
    edits_add(g->edits, g->session->sources, (Span){from, to}, text, g->arena);
}

// Takes item `i` out with the comma before it, or behind it where nothing before it is kept. A comment beside the comma stays.
static void take_out(Migrating *g, const Entries *entries, uint32_t i, bool kept_before) {
    const Entry *entry = &entries->at[i];
    if (!kept_before && i + 1 < entries->n) {
        add(g, entry->span.start, entries->at[i + 1].span.start, STR(""));
        return;
    }
    if (i == 0) return;
    Span gap = {entries->at[i - 1].span.end, entry->span.start};
    Str between = sources_text(g->session->sources, gap);
    if (str_find(between, '/', 0) == between.len) {
        add(g, gap.start, entry->span.end, STR(""));
        return;
    }
    uint32_t comma = str_find(between, ',', 0);
    if (comma < between.len) add(g, gap.start + comma, gap.start + comma + 1, STR(""));
    add(g, entry->span.start, entry->span.end, STR(""));
}

// Returns false when nothing of the list is left: then no edit was added.
static bool list_migrate(Migrating *g, const List *list, NodeId first) {
    Entries entries = {0};
    Rows seen = {0};
    entries_read(g, list, first, &entries);
    Str *texts = ARENA_ARRAY(g->arena, Str, entries.n + 1);
    bool *stays = ARENA_ARRAY(g->arena, bool, entries.n + 1), kept = entries.n == 0;
    for (uint32_t i = 0; i < entries.n; i++) {
        if (!is_old(g, entries.at[i].row) && entries.at[i].row != 0) vec_push(&seen, entries.at[i].row);
    }
    for (uint32_t i = 0; i < entries.n; i++) {
        Row row = entries.at[i].row;
        const Became *became = is_old(g, row) ? became_of(g, row) : NULL;
        if (became != NULL) g->places[row]++;
        stays[i] = became == NULL || became->count == 0;
        if (!stays[i]) texts[i] = replacement(g, list, &entries.at[i], became, &entries, &seen);
        kept = kept || stays[i] || texts[i].len > 0;
    }
    bool before = false;
    for (uint32_t i = 0; kept && i < entries.n; i++) {
        Span span = entries.at[i].span;
        if (stays[i]) before = true;
        else if (texts[i].len == 0) take_out(g, &entries, i, before);
        else if (!str_eq(texts[i], sources_text(g->session->sources, span))) add(g, span.start, span.end, texts[i]);
        before = before || texts[i].len > 0;
    }
    vec_free(&entries);
    vec_free(&seen);
    return kept;
}

// ---- Records -----------------------------------------------------------------------------------------------------------------------------

// Makes comments of the lines of a record that says again what another one says.
static void comment_out(Migrating *g, const Tree *tree, NodeId record) {
    const SourceFile *file = sources_file(g->session->sources, tree->file);
    uint32_t at = tree_pos(tree, record) - file->base, end = item_end(tree, g->session->sources, record);
    while (at > 0 && file->text.at[at - 1] != '\n') at--;
    Str text = STR("// todo: parts that were merged: this is said already\n// ");
    for (; at < end && at < file->text.len; at = str_find(file->text, '\n', at) + 1) {
        add(g, file->base + at, file->base + at, text);
        text = STR("// ");
    }
}

static void record_migrate(Migrating *g, const Tree *tree, NodeId record) {
    const Model *m = g->m;
    Str word = tree_text(tree, g->session->sources, record);
    KindId kind = schema_kind(m->schema, names_find(m->names, word));
    if (kind != 0 && schema_kind_at(m->schema, kind)->name == m->known.kind_mapping) return; // it speaks of both standards
    KindId about = kind != 0 ? schema_kind_at(m->schema, kind)->about : 0;
    if (about != 0 && !list_migrate(g, &(List){tree, about, kind, false}, tree_child(tree, record))) {
        comment_out(g, tree, record);
        return;
    }
    NodeId on = tree_find(tree, record, NODE_ON), body = tree_find(tree, record, NODE_BODY);
    if (on != 0) list_migrate(g, &(List){.tree = tree}, tree_child(tree, on));
    for (NodeId n = body != 0 ? tree_child(tree, body) : 0; n != 0; n = tree_next(tree, n)) {
        if (tree_kind(tree, n) == NODE_FIELD) list_migrate(g, &(List){.tree = tree}, tree_child(tree, n));
        else if (tree_kind(tree, n) == NODE_RECORD) record_migrate(g, tree, n);
    }
}

static void declaration_migrate(Migrating *g, const Tree *tree, NodeId node) {
    NodeKind kind = tree_kind(tree, node);
    NodeId enforces = tree_find(tree, node, NODE_ENFORCES);
    if (kind == NODE_RECORD) record_migrate(g, tree, node);
    else if (kind == NODE_EXTEND && tree_child(tree, node) != 0) record_migrate(g, tree, tree_child(tree, node));
    else if (enforces != 0) list_migrate(g, &(List){.tree = tree, .enforces = true}, tree_child(tree, enforces));
}

// ---- All of it ---------------------------------------------------------------------------------------------------------------------------

static void result_fill(Migrating *g) {
    const Model *m = g->m;
    Migration *migration = g->migration;
    for (Row row = 1; row <= m->row_count; row++) {
        if (g->places[row] > 0) {
            Became became = *g->became[row];
            became.places = g->places[row];
            vec_push(&migration->became, became);
        }
        bool part = m->unit[row] == m->unit[migration->to] && schema_field(m->schema, m->kind[row], m->known.mapped_by) != 0;
        Rows before = {0};
        if (part) predecessors(g, row, &before);
        if (part && before.n == 0) vec_push(&migration->added, row);
        vec_free(&before);
    }
}

bool migrate(const Session *session, Str to, Arena *arena, Edits *edits, Migration *migration, Out *trouble) {
    const Model *m = session->model;
    Migrating g = {.session = session, .m = m, .migration = migration, .arena = arena, .edits = edits};
    *migration = (Migration){0};
    if (!find_standards(&g, to, trouble)) return false;
    g.became = ARENA_ARRAY(arena, const Became *, m->row_count + 1);
    g.places = ARENA_ARRAY(arena, uint32_t, m->row_count + 1);
    mentions_collect(&g);
    for (uint32_t i = 0; i < session->project_files; i++) {
        const Tree *tree = session->trees.at[i];
        for (uint32_t k = 0; k < tree->top.n; k++) declaration_migrate(&g, tree, tree->top.at[k]);
    }
    result_fill(&g);
    vec_free(&g.mentions);
    vec_free(&g.said);
    return true;
}

void migration_free(Migration *migration) {
    vec_free(&migration->became);
    vec_free(&migration->added);
}
