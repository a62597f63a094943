// What the sources say to the compiler itself: which units of the library they want, and how severe rules are to be. Read from the trees,
// because without the library there is no schema and no model yet.
#include "diag/suggest.h"
#include "session/stages.h"

static Str text_of(const Session *s, const Tree *tree, NodeId node) {
    return tree_text(tree, s->sources, node);
}

// Asked of every record of the project: nearly always the first byte answers.
static bool is_named(const Session *s, const Tree *tree, NodeId node, NameId name) {
    const SourceFile *file = sources_file(s->sources, tree->file);
    Str word = names_text(s->names, name);
    if (file->text.at[tree_pos(tree, node) - file->base] != word.at[0]) return false;
    return str_eq(text_of(s, tree, node), word);
}

static bool is_path(NodeKind kind) {
    return kind == NODE_WORD || kind == NODE_PATH;
}

static void add_mention(const Session *s, const Tree *tree, NodeId node, Wanted why, Settings *settings) {
    UnitMention mention = {text_of(s, tree, node), why, tree_span(tree, s->sources, node)};
    vec_push(&settings->mentions, mention);
}

static void read_units(const Session *s, const Tree *tree, NodeId field, Wanted why, Settings *settings) {
    for (NodeId value = tree_child(tree, field); value != 0; value = tree_next(tree, value)) {
        if (is_path(tree_kind(tree, value))) add_mention(s, tree, value, why, settings);
        else if (tree_kind(tree, value) == NODE_TODO) settings->todo = true;
    }
}

// `lint { stale-evidence: error  major-open.days: 60 days }`: what is no level is a parameter, and not ours.
static void read_lint(Session *s, const Tree *tree, NodeId block) {
    NodeId body = tree_find(tree, block, NODE_BODY);
    for (NodeId field = body ? tree_child(tree, body) : 0; field != 0; field = tree_next(tree, field)) {
        NodeId value = tree_kind(tree, field) == NODE_FIELD ? tree_child(tree, field) : 0;
        Level level;
        if (value == 0 || tree_kind(tree, value) != NODE_WORD || !level_parse(text_of(s, tree, value), &level)) continue;
        Str name = text_of(s, tree, field);
        vec_push(&s->levels, (LevelSetting){name, level});
        vec_push(&s->level_places, (Span){tree_pos(tree, field), tree_pos(tree, field) + name.len});
    }
}

// The field that names units and was meant by `node`: a misspelt one is told by the model, and is no reason to have no standard at all.
static bool names_units(const Session *s, const Tree *tree, NodeId node, Wanted *why) {
    const NameId fields[] = {s->known.standards, s->known.compare, s->known.methods};
    const Wanted wanted[] = {WANTED_STANDARD, WANTED_COMPARE, WANTED_METHOD};
    Suggestion suggestion = {.wanted = text_of(s, tree, node)};
    for (uint32_t i = 0; i < 3; i++) suggest_offer(&suggestion, names_text(s->names, fields[i]), i);
    if (suggestion.best.at == NULL) return false;
    *why = wanted[suggestion.payload];
    return true;
}

static void read_project(Session *s, const Tree *tree, NodeId record, Settings *settings) {
    NodeId body = tree_find(tree, record, NODE_BODY);
    for (NodeId item = body ? tree_child(tree, body) : 0; item != 0; item = tree_next(tree, item)) {
        Wanted why;
        if (tree_kind(tree, item) != NODE_FIELD) {
            if (is_named(s, tree, item, s->known.lint)) read_lint(s, tree, item);
        } else if (names_units(s, tree, item, &why)) {
            read_units(s, tree, item, why, settings);
        }
    }
}

void settings_read(Session *s, uint32_t first, Settings *settings) {
    for (uint32_t i = first; i < s->trees.n; i++) {
        const Tree *tree = s->trees.at[i];
        bool own = i < s->project_files;
        for (uint32_t k = 0; k < tree->top.n; k++) {
            NodeId node = tree->top.at[k];
            if (tree_kind(tree, node) == NODE_USE) {
                NodeId unit = tree_child(tree, node);
                if (unit != 0) add_mention(s, tree, unit, WANTED_USE, settings);
            } else if (own) {
                bool extends = tree_kind(tree, node) == NODE_EXTEND; // `extend project acme { lint { … } }` counts like the record itself
                NodeId record = extends ? tree_child(tree, node) : node;
                if (!extends && tree_kind(tree, node) != NODE_RECORD) continue;
                if (record == 0 || !is_named(s, tree, record, s->known.kind_project)) continue;
                settings->has_project = settings->has_project || !extends;
                read_project(s, tree, record, settings);
            }
        }
    }
}

void settings_free(Settings *settings) {
    vec_free(&settings->mentions);
}

static bool has_id(const Session *s, const Tree *tree, NodeId record, Str id) {
    for (NodeId child = tree_child(tree, record); child != 0; child = tree_next(tree, child)) {
        NodeKind kind = tree_kind(tree, child);
        if (kind == NODE_STRING || kind == NODE_TODO || kind == NODE_BODY || kind == NODE_ON) return false;
        if (str_eq(text_of(s, tree, child), id)) return true;
    }
    return false;
}

bool settings_declares(const Session *s, Str id) {
    for (uint32_t i = 0; i < s->project_files; i++) {
        const Tree *tree = s->trees.at[i];
        for (uint32_t k = 0; k < tree->top.n; k++) {
            NodeId node = tree->top.at[k];
            if (tree_kind(tree, node) == NODE_RECORD && has_id(s, tree, node, id)) return true;
        }
    }
    return false;
}
