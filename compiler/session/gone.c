// Declarations of two states of the sources, compared by their names and by what they stand in. Moving one changes nothing.
#include "session/gone.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "session/dropped.h"

typedef struct {
    uint64_t key; // the same in both states where the same is declared
    Str name;     // empty: nothing can name it
    const Tree *tree;
    NodeId node;
    uint32_t around; // 1 + index of that in which it stands; 0: at top level
} Declared;

typedef struct {
    uint64_t key;
    uint32_t index;
} Key;

// All that the project declares in one state, by their places, and by their keys.
typedef struct {
    const Session *s;
    VEC(Declared) all;
    Key *by_key;
} Side;

struct Gone {
    Side then, now;
    VEC(uint32_t) names;      // what is gone and has a name: indexes into then.all, by name, those at top level first
    VEC(uint32_t) extensions; // that read otherwise now: indexes into now.all
    Dropped *dropped;
    Span *places; // [index into then.all]: of what is gone, what stands where it stood
};

// ---- What is declared -------------------------------------------------------------------------------------------------------------------------

static Str text_of(const Side *side, const Tree *tree, NodeId node) {
    return tree_text(tree, side->s->sources, node);
}

static uint64_t key_in(uint64_t around, Str word, Str name) {
    uint64_t key = hash_bytes(around, word.at, word.len);
    return hash_u64(hash_bytes(key + 1, name.at, name.len));
}

// The name is what stands behind the last slash of `text`. Returns 1 + the index.
static uint32_t declare(Side *side, const Tree *tree, NodeId node, Str text, uint64_t key, uint32_t around) {
    uint32_t from = text.len;
    while (from > 0 && text.at[from - 1] != '/') from--;
    vec_push(&side->all, (Declared){key, str_part(text, from, text.len), tree, node, around});
    return side->all.n;
}

// The words of `one of`, which may be one of several types.
static void declare_words(Side *side, const Tree *tree, NodeId type, uint64_t key, uint32_t around) {
    bool words = tree_kind(tree, type) == NODE_TYPE_ENUM;
    if (!words && tree_kind(tree, type) != NODE_TYPE_ALT) return;
    for (NodeId n = tree_child(tree, type); n != 0; n = tree_next(tree, n)) {
        if (!words) declare_words(side, tree, n, key, around);
        else declare(side, tree, n, text_of(side, tree, n), key_in(key, STR("one of"), text_of(side, tree, n)), around);
    }
}

static void declare_inverse(Side *side, const Tree *tree, NodeId word, uint64_t key, uint32_t around) {
    if (word != 0) declare(side, tree, word, text_of(side, tree, word), key_in(key, STR("inverse"), text_of(side, tree, word)), around);
}

static void declare_members(Side *side, const Tree *tree, NodeId members, uint64_t key, uint32_t around) {
    for (NodeId n = members ? tree_child(tree, members) : 0; n != 0; n = tree_next(tree, n)) {
        if (tree_kind(tree, n) != NODE_MEMBER && tree_kind(tree, n) != NODE_RECKONED) continue;
        uint64_t own = key_in(key, STR("field"), text_of(side, tree, n));
        uint32_t index = declare(side, tree, n, text_of(side, tree, n), own, around);
        NodeId inverse = tree_kind(tree, n) == NODE_MEMBER ? tree_find(tree, n, NODE_INVERSE) : 0;
        if (tree_kind(tree, n) == NODE_MEMBER) declare_words(side, tree, tree_child(tree, n), own, index);
        if (inverse != 0) declare_inverse(side, tree, tree_child(tree, inverse), own, index);
    }
}

static bool is_id(NodeKind kind) {
    return kind == NODE_WORD || kind == NODE_PATH || kind == NODE_NUMBER || kind == NODE_DATE;
}

// A record about another bears the other's name, by which nobody means it.
static bool is_about(const Side *side, Str word) {
    const Model *m = side->s->model;
    KindId kind = m != NULL ? schema_kind(m->schema, names_find(m->names, word)) : 0;
    return kind != 0 && schema_kind_at(m->schema, kind)->about != 0;
}

// `extended`: the node that extends the record, whose parts are declared in it all the same; 0: none does.
static void declare_record(Side *side, const Tree *tree, NodeId record, NodeId extended, uint64_t around_key, uint32_t around) {
    NodeId id = tree_child(tree, record), body = tree_find(tree, record, NODE_BODY);
    Str word = text_of(side, tree, record), text = id && is_id(tree_kind(tree, id)) ? text_of(side, tree, id) : STR("");
    uint64_t key = key_in(around_key, word, text), own = extended ? key_in(key, STR("extend"), text) : key;
    uint32_t index = declare(side, tree, extended ? extended : record, is_about(side, word) ? STR("") : text, own, around);
    for (NodeId n = body ? tree_child(tree, body) : 0; n != 0; n = tree_next(tree, n))
        if (tree_kind(tree, n) == NODE_RECORD) declare_record(side, tree, n, 0, key, index);
}

static void declare_kind(Side *side, const Tree *tree, NodeId node) {
    bool extends = tree_kind(tree, node) == NODE_EXTEND_KIND;
    Str name = text_of(side, tree, tree_child(tree, node));
    uint64_t key = key_in(0, STR("kind"), name);
    NodeId about = extends ? 0 : tree_find(tree, node, NODE_ABOUT);
    uint32_t index = declare(side, tree, node, extends ? STR("") : name, extends ? key_in(key, STR("extend"), name) : key, 0);
    if (about != 0) declare_inverse(side, tree, tree_next(tree, tree_child(tree, about)), key, index);
    declare_members(side, tree, tree_find(tree, node, NODE_MEMBERS), key, index);
}

static void declare_top(Side *side, const Tree *tree, NodeId node) {
    switch (tree_kind(tree, node)) {
    case NODE_RECORD: declare_record(side, tree, node, 0, 0, 0); break;
    case NODE_EXTEND: declare_record(side, tree, tree_child(tree, node), node, 0, 0); break;
    case NODE_KIND:
    case NODE_EXTEND_KIND: declare_kind(side, tree, node); break;
    case NODE_RULE:
    case NODE_TABLE:
    case NODE_MATRIX:
    case NODE_REPORT: {
        Str name = text_of(side, tree, tree_child(tree, node));
        declare(side, tree, node, name, key_in(0, text_of(side, tree, node), name), 0);
        break;
    }
    default: declare(side, tree, node, STR(""), key_in(0, text_of(side, tree, node), text_of(side, tree, tree_child(tree, node))), 0);
    }
}

static int by_key(const void *a, const void *b) {
    const Key *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static Side side_of(const Session *s) {
    Side side = {.s = s};
    for (uint32_t f = 0; f < s->project_files && f < s->trees.n; f++)
        for (uint32_t d = 0; d < s->trees.at[f]->top.n; d++) declare_top(&side, s->trees.at[f], s->trees.at[f]->top.at[d]);
    side.by_key = mem_zeroed((size_t)side.all.n + 1, sizeof *side.by_key);
    for (uint32_t i = 0; i < side.all.n; i++) side.by_key[i] = (Key){side.all.at[i].key, i};
    if (side.all.n > 0) qsort(side.by_key, side.all.n, sizeof *side.by_key, by_key);
    return side;
}

// The first that has the key; NULL: none does.
static const Declared *with_key(const Side *side, uint64_t key) {
    uint32_t low = 0, high = side->all.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->by_key[middle].key < key) low = middle + 1;
        else high = middle;
    }
    return low < side->all.n && side->by_key[low].key == key ? &side->all.at[side->by_key[low].index] : NULL;
}

// ---- What is gone -----------------------------------------------------------------------------------------------------------------------------

typedef struct {
    const Declared *declared;
    uint32_t index;
} Named;

static int by_name(const void *a, const void *b) {
    const Named *x = a, *y = b;
    int cmp = str_cmp(x->declared->name, y->declared->name);
    if (cmp == 0) cmp = (x->declared->around != 0) - (y->declared->around != 0);
    return cmp ? cmp : (x->index > y->index) - (x->index < y->index);
}

static void collect_gone(Gone *g) {
    VEC(Named) named = {0};
    for (uint32_t i = 0; i < g->then.all.n; i++) {
        const Declared *one = &g->then.all.at[i];
        if (one->name.len > 0 && with_key(&g->now, one->key) == NULL) vec_push(&named, (Named){one, i});
    }
    if (named.n > 0) qsort(named.at, named.n, sizeof *named.at, by_name);
    for (uint32_t i = 0; i < named.n; i++) vec_push(&g->names, named.at[i].index);
    vec_free(&named);
}

// The first of that name; NULL: none.
static const Declared *gone_of_name(const Gone *g, Str name) {
    uint32_t low = 0, high = g->names.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (str_cmp(g->then.all.at[g->names.at[middle]].name, name) < 0) low = middle + 1;
        else high = middle;
    }
    const Declared *found = low < g->names.n ? &g->then.all.at[g->names.at[low]] : NULL;
    return found != NULL && str_eq(found->name, name) ? found : NULL;
}

// ---- What stands in its place -----------------------------------------------------------------------------------------------------------------

static SrcPos start_of(const Declared *d) {
    return tree_pos(d->tree, d->node);
}

// The last declaration at or before a place; NULL: there is none.
static const Declared *at_or_before(const Side *side, SrcPos at) {
    uint32_t low = 0, high = side->all.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (start_of(&side->all.at[middle]) <= at) low = middle + 1;
        else high = middle;
    }
    return low > 0 ? &side->all.at[low - 1] : NULL;
}

static const Declared *top_of(const Side *side, const Declared *d) {
    while (d->around != 0) d = &side->all.at[d->around - 1];
    return d;
}

// The next in the same record, kind, or file; NULL: it is the last.
static const Declared *next_of(const Side *side, const Declared *d) {
    for (const Declared *next = d + 1; next < side->all.at + side->all.n && next->tree == d->tree; next++) {
        if (next->around == d->around) return next;
        if (next->around < d->around) break;
    }
    return NULL;
}

static const Declared *previous_of(const Side *side, const Declared *d) {
    for (const Declared *previous = d; previous-- > side->all.at && previous->tree == d->tree;)
        if (previous->around == d->around) return previous;
    return NULL;
}

static bool is_comment(Str line) {
    return str_starts(str_trim(line), STR("//"));
}

// Without the braces that close it, or what it stands in, and without the comments before what follows.
static Str without_end(Str text) {
    text = str_trim(text);
    for (uint32_t line = text.len; text.len > 0; line = text.len) {
        while (line > 0 && text.at[line - 1] != '\n') line--;
        bool brace = text.at[text.len - 1] == '}';
        if (!brace && (line == 0 || !is_comment(str_part(text, line, text.len)))) break;
        text = str_trim(str_part(text, 0, brace ? text.len - 1 : line));
    }
    return text;
}

// From the declaration to what follows it.
static Str extent_of(const Side *side, const Declared *d) {
    const SourceFile *file = sources_file(side->s->sources, d->tree->file);
    const Declared *next = next_of(side, d);
    for (const Declared *around = d; next == NULL && around->around != 0; next = next_of(side, around)) around = &side->all.at[around->around - 1];
    SrcPos end = next != NULL ? start_of(next) : file->base + file->text.len;
    return without_end(str_part(file->text, start_of(d) - file->base, end - file->base));
}

static bool reads_the_same(const Gone *g, const Declared *now) {
    const Declared *then = with_key(&g->then, now->key);
    return then != NULL && str_eq(extent_of(&g->then, then), extent_of(&g->now, now));
}

static Span header_of(const Side *side, const Declared *d) {
    return tree_span(d->tree, side->s->sources, d->node);
}

// The last line of a file that holds anything.
static Span end_of(const SourceFile *file) {
    uint32_t end = file->text.len, from;
    while (end > 0 && (unsigned char)file->text.at[end - 1] <= ' ') end--;
    for (from = end; from > 0 && file->text.at[from - 1] != '\n';) from--;
    while (from < end && file->text.at[from] == ' ') from++;
    return (Span){file->base + from, file->base + end};
}

static const Tree *tree_at(const Session *s, Str path) {
    for (uint32_t f = 0; f < s->project_files && f < s->trees.n; f++)
        if (str_eq(sources_file(s->sources, f)->path, path)) return s->trees.at[f];
    return NULL;
}

// The same declaration now, where it stands in `tree` still, or `tree` is no more.
static const Declared *still_there(const Gone *g, const Declared *then, const Tree *tree) {
    const Declared *now = with_key(&g->now, then->key);
    return now != NULL && (tree == NULL || now->tree == tree) ? now : NULL;
}

static Span behind(const Gone *g, const Declared *before) {
    const Declared *next = next_of(&g->now, before);
    if (next != NULL) return header_of(&g->now, next);
    if (before->around != 0) return header_of(&g->now, before);
    return end_of(sources_file(g->now.s->sources, before->tree->file));
}

// Before all that the file holds.
static Span head_of(const Gone *g, const Tree *tree) {
    const SourceFile *file = sources_file(g->now.s->sources, tree->file);
    const Declared *first = at_or_before(&g->now, file->base + file->text.len);
    if (first == NULL || first->tree != tree) return end_of(file);
    for (const Declared *d = top_of(&g->now, first); d != NULL; d = previous_of(&g->now, d)) first = d;
    return header_of(&g->now, first);
}

// What stands where something stood that nothing stood before.
static Span place_of_first(const Gone *g, const Declared *then, const Tree *tree) {
    if (then->around == 0) return tree != NULL ? head_of(g, tree) : (Span){0, 0};
    const Declared *now = with_key(&g->now, g->then.all.at[then->around - 1].key);
    return now != NULL ? header_of(&g->now, now) : g->places[then->around - 1];
}

// What stood before something may be gone, too: then their place is the same. `last`: for each the last that was seen in it.
static void settle_places(Gone *g) {
    const Tree *tree = NULL;
    uint32_t *last = mem_zeroed((size_t)g->then.all.n + 1, sizeof *last);
    for (uint32_t i = 0; i < g->then.all.n; i++) {
        const Declared *d = &g->then.all.at[i], *now;
        if (i == 0 || d->tree != d[-1].tree) {
            tree = tree_at(g->now.s, sources_file(g->then.s->sources, d->tree->file)->path);
            last[0] = 0;
        }
        const uint32_t previous = last[d->around];
        last[d->around] = i + 1;
        if (still_there(g, d, tree) != NULL) continue;
        if (previous == 0) g->places[i] = place_of_first(g, d, tree);
        else if ((now = still_there(g, &g->then.all.at[previous - 1], tree)) != NULL) g->places[i] = behind(g, now);
        else g->places[i] = g->places[previous - 1];
    }
    mem_free(last);
}

Span gone_place(const Gone *g, SrcPos at) {
    const Declared *then = at_or_before(&g->then, at);
    if (then == NULL) return (Span){0, 0};
    Span place = g->places[then - g->then.all.at];
    const Declared *now = place.start == 0 ? with_key(&g->now, then->key) : NULL;
    return now != NULL ? header_of(&g->now, now) : place;
}

// ---- What reads otherwise ---------------------------------------------------------------------------------------------------------------------

bool gone_reads_the_same(const Gone *g, SrcPos at) {
    const Declared *around = at != 0 ? at_or_before(&g->now, at) : NULL;
    return around != NULL && reads_the_same(g, top_of(&g->now, around));
}

bool gone_still_reads(const Gone *g, SrcPos at) {
    const Declared *around = at != 0 ? at_or_before(&g->then, at) : NULL;
    const Declared *now = around != NULL ? with_key(&g->now, top_of(&g->then, around)->key) : NULL;
    return now != NULL && reads_the_same(g, now);
}

bool gone_extends(const Gone *g, SrcPos at) {
    const Declared *around = at != 0 ? at_or_before(&g->now, at) : NULL, *top = around != NULL ? top_of(&g->now, around) : NULL;
    return top != NULL && tree_kind(top->tree, top->node) == NODE_EXTEND && !reads_the_same(g, top);
}

static void collect_extensions(Gone *g) {
    for (uint32_t i = 0; i < g->now.all.n; i++)
        if (tree_kind(g->now.all.at[i].tree, g->now.all.at[i].node) == NODE_EXTEND && !reads_the_same(g, &g->now.all.at[i]))
            vec_push(&g->extensions, i);
}

Span gone_extension(const Gone *g, Str name) {
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        uint32_t index = g->extensions.at[i];
        const Declared *extension = &g->now.all.at[index], *changed = extension;
        if (!str_eq(extension->name, name)) continue;
        for (const Declared *d = extension + 1; d < g->now.all.at + g->now.all.n && d->around > index && changed == extension; d++)
            if (d->around == index + 1 && !reads_the_same(g, d)) changed = d;
        return header_of(&g->now, changed);
    }
    return (Span){0, 0};
}

Gone *gone_new(const Session *then, const Session *now) {
    Gone *g = mem_zeroed(1, sizeof *g);
    g->then = side_of(then);
    g->now = side_of(now);
    collect_gone(g);
    g->places = mem_zeroed((size_t)g->then.all.n + 1, sizeof *g->places);
    settle_places(g);
    collect_extensions(g);
    g->dropped = dropped_new(then, now);
    return g;
}

static void side_free(Side *side) {
    vec_free(&side->all);
    mem_free(side->by_key);
}

void gone_free(Gone *g) {
    if (g == NULL) return;
    side_free(&g->then);
    side_free(&g->now);
    vec_free(&g->names);
    vec_free(&g->extensions);
    dropped_free(g->dropped);
    mem_free(g->places);
    mem_free(g);
}

// ---- What names it ----------------------------------------------------------------------------------------------------------------------------

static bool is_of_step(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Ids have dots, too.
static bool is_of_word(char c) {
    return is_of_step(c) || c == '.';
}

// The next word of `text` at or behind *at, which moves to its end; empty: there is none. What is quoted names nothing.
static Str next_word(Str text, uint32_t *at) {
    uint32_t from = *at;
    while (from < text.len && !is_of_word(text.at[from]) && text.at[from] != '"') from++;
    uint32_t to = from;
    while (to < text.len && is_of_word(text.at[to])) to++;
    *at = to;
    return str_part(text, from, to);
}

// By itself, or as a step of a path (`r.owner`).
static bool has_word(Str text, Str word) {
    for (uint32_t at = 0; at + word.len <= text.len;) {
        const char *found = memmem(text.at + at, text.len - at, word.at, word.len);
        if (found == NULL) return false;
        uint32_t from = (uint32_t)(found - text.at), to = from + word.len;
        if ((from == 0 || !is_of_step(text.at[from - 1])) && (to == text.len || !is_of_step(text.at[to]))) return true;
        at = from + 1;
    }
    return false;
}

static bool named_then(const Gone *g, const Declared *around, Str word) {
    const Declared *then = with_key(&g->then, top_of(&g->now, around)->key);
    return then != NULL && then->around == 0 && has_word(extent_of(&g->then, then), word);
}

static Str called(const Gone *g, const Declared *d, Arena *arena) {
    NodeKind kind = tree_kind(d->tree, d->node);
    if (kind == NODE_MEMBER || kind == NODE_RECKONED) return arena_printf(arena, "field " STR_FMT, STR_ARG(d->name));
    if (kind == NODE_EXTEND) return arena_printf(arena, "an extension of " STR_FMT, STR_ARG(d->name));
    if (d->around != 0 && kind != NODE_RECORD) return arena_printf(arena, "the word " STR_FMT, STR_ARG(d->name));
    return arena_printf(arena, STR_FMT " " STR_FMT, STR_ARG(text_of(&g->then, d->tree, d->node)), STR_ARG(d->name));
}

static Str file_at(const Session *s, SrcPos at) {
    return sources_file(s->sources, sources_find(s->sources, at))->path;
}

// What the project wrote that loaded a unit of the library: where it now writes what it wants of the same sort, or else where that stood.
static GoneName mentioned(const Gone *g, const UnitMention *mention, Arena *arena) {
    static const char *const SORTS[] = {
        [WANTED_STANDARD] = "standard", [WANTED_COMPARE] = "standard", [WANTED_METHOD] = "method", [WANTED_USE] = "library"};
    SrcPos at = mention->at.start;
    Str file = file_at(g->then.s, at);
    Span place = dropped_place(g->now.s, mention, file);
    if (place.start == 0) place = gone_place(g, at);
    return (GoneName){place, arena_printf(arena, "%s " STR_FMT, SORTS[mention->why], STR_ARG(mention->unit)), file, at};
}

static bool names_gone(const Gone *g, Str word, Arena *arena, GoneName *found) {
    const Declared *gone = gone_of_name(g, word);
    const UnitMention *mention = gone == NULL ? dropped_mention(g->dropped, word) : NULL;
    if (gone != NULL) *found = (GoneName){gone_place(g, start_of(gone)), called(g, gone, arena), file_at(g->then.s, start_of(gone)), start_of(gone)};
    else if (mention != NULL) *found = mentioned(g, mention, arena);
    return gone != NULL || mention != NULL;
}

bool gone_named(const Gone *g, Span at, Arena *arena, GoneName *found) {
    Str text = at.start != 0 ? sources_text(g->now.s->sources, at) : STR(""), word;
    const Declared *around = text.len > 0 ? at_or_before(&g->now, at.start) : NULL;
    if (around == NULL) return false;
    for (uint32_t i = 0; (word = next_word(text, &i)).len > 0;)
        if (names_gone(g, word, arena, found) && named_then(g, around, word)) return true;
    return false;
}
