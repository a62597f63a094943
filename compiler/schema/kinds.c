// The first pass: which kinds there are, what they extend, and their numbers. A kind's subkinds follow directly behind it, so that
// "is a K" is one comparison of numbers.
#include <stdlib.h>

#include "diag/catalogue.h"
#include "schema/build.h"

// A kind before it has its number.
typedef struct {
    NameId name;
    const Tree *tree; // NULL: built in
    NodeId node;      // NODE_KIND, or NODE_TYPE_MAP of a nameless kind
    uint32_t super;   // index of a draft; 0: any
    uint32_t first_sub, next_sub;
    bool placed; // numbered, or reached while looking for cycles
    KindId id;
} Draft;

typedef struct {
    SchemaBuild *b;
    VEC(Draft) drafts; // [0] any
    uint32_t *by_name; // 1 + index of the draft
    uint32_t by_name_count;
} Drafts;

static uint32_t draft_find(const Drafts *d, NameId name) {
    return name < d->by_name_count ? d->by_name[name] : 0;
}

static void draft_add(Drafts *d, NameId name, const Tree *tree, NodeId node) {
    if (name >= d->by_name_count) {
        uint32_t count = names_count(d->b->names) + 64;
        d->by_name = mem_resize(d->by_name, count, sizeof *d->by_name);
        memset(d->by_name + d->by_name_count, 0, (count - d->by_name_count) * sizeof *d->by_name);
        d->by_name_count = count;
    }
    vec_push(&d->drafts, (Draft){.name = name, .tree = tree, .node = node});
    d->by_name[name] = d->drafts.n;
}

static void draft_declared(Drafts *d, const Tree *tree, NodeId node) {
    SchemaBuild *b = d->b;
    NodeId word = tree_child(tree, node);
    NameId name = build_name(b, tree, word);
    uint32_t known = draft_find(d, name);
    if (!known) {
        draft_add(d, name, tree, node);
        return;
    }
    Draft *first = &d->drafts.at[known - 1];
    if (!first->tree && name == b->known.kind_any) {
        first->tree = tree;
        first->node = node;
        return;
    }
    Diagnostic *said = diag_duplicate_kind(b->sink, build_span(b, tree, word), names_text(b->names, name));
    diag_note(b->sink, said, build_span(b, first->tree, tree_child(first->tree, first->node)), STR("first declared here"));
}

static void drafts_collect(Drafts *d) {
    SchemaBuild *b = d->b;
    draft_add(d, b->known.kind_any, NULL, 0);
    for (uint32_t t = 0; t < b->tree_count; t++) {
        const Tree *tree = b->trees[t];
        for (uint32_t i = 0; i < tree->top.n; i++) {
            if (tree_kind(tree, tree->top.at[i]) == NODE_KIND) draft_declared(d, tree, tree->top.at[i]);
        }
    }
    const NameId built_in[] = {b->known.kind_rule, b->known.kind_diagnostic};
    for (uint32_t i = 0; i < 2; i++) {
        if (!draft_find(d, built_in[i])) draft_add(d, built_in[i], NULL, 0);
    }
}

static void draft_resolve_super(Drafts *d, Draft *draft) {
    SchemaBuild *b = d->b;
    if (!draft->tree) return;
    NodeId extends = tree_find(draft->tree, draft->node, NODE_EXTENDS);
    if (!extends) return;
    NodeId word = tree_child(draft->tree, extends);
    NameId name = build_name(b, draft->tree, word);
    uint32_t super = draft_find(d, name);
    if (super) {
        draft->super = super - 1;
        return;
    }
    if (build_is_lost(b, name)) return;
    Str text = names_text(b->names, name);
    Diagnostic *said = diag_unknown_kind(b->sink, build_span(b, draft->tree, word), text);
    Suggestion suggestion = {.wanted = text};
    for (uint32_t i = 0; i < d->drafts.n && b->offers; i++, b->offers--) suggest_offer(&suggestion, names_text(b->names, d->drafts.at[i].name), i);
    if (suggestion.best.at) {
        diag_help(b->sink, said,
                  arena_printf(diagnostics_arena(b->sink), "a kind with a similar name exists: `" STR_FMT "`", STR_ARG(suggestion.best)));
    }
}

// How deep `extends` may go: every look-up of a field follows it.
#define EXTENDS_DEEPEST 32

static void draft_cut(Drafts *d, Draft *draft, bool circle) {
    Span at = build_span(d->b, draft->tree, tree_child(draft->tree, tree_find(draft->tree, draft->node, NODE_EXTENDS)));
    if (circle) diag_kind_cycle(d->b->sink, at, names_text(d->b->names, draft->name));
    else diag_extends_too_deep(d->b->sink, at, EXTENDS_DEEPEST);
    draft->super = 0;
}

// Follows each kind to `any`; a chain that comes back to where it passed is cut, and reported once. So is one that is too long.
static void drafts_cut_cycles(Drafts *d) {
    uint32_t *seen = mem_zeroed(d->drafts.n, sizeof *seen), *depth = mem_zeroed(d->drafts.n, sizeof *depth);
    VEC(uint32_t) chain = {0};
    for (uint32_t i = 1; i < d->drafts.n; i++) {
        chain.n = 0;
        for (uint32_t at = i; at && !seen[at]; at = d->drafts.at[at].super) {
            uint32_t super = d->drafts.at[at].super;
            seen[at] = i;
            vec_push(&chain, at);
            if (super && seen[super] == i) draft_cut(d, &d->drafts.at[at], true);
        }
        while (chain.n) {
            uint32_t at = chain.at[--chain.n];
            depth[at] = depth[d->drafts.at[at].super] + 1;
            if (depth[at] <= EXTENDS_DEEPEST) continue;
            draft_cut(d, &d->drafts.at[at], false);
            depth[at] = 1;
        }
    }
    vec_free(&chain);
    mem_free(depth);
    mem_free(seen);
}

// Links each kind below its super kind, in order of declaration; kind `diagnostic` stays out, because it comes last of all.
static void drafts_link(Drafts *d) {
    for (uint32_t i = d->drafts.n; i-- > 1;) {
        Draft *draft = &d->drafts.at[i];
        if (draft->name == d->b->known.kind_diagnostic) continue;
        if (d->drafts.at[draft->super].name == d->b->known.kind_diagnostic) draft->super = 0;
        Draft *super = &d->drafts.at[draft->super];
        draft->next_sub = super->first_sub;
        super->first_sub = i;
    }
}

static void kind_number(Drafts *d, uint32_t index) {
    Schema *s = d->b->schema;
    Draft *draft = &d->drafts.at[index];
    draft->id = s->kinds.n;
    vec_push(&s->kinds, (Kind){.name = draft->name, .nameless = draft->name == 0});
    Kind *kind = &s->kinds.at[draft->id];
    kind->declaration = (NodeRef){draft->tree, draft->node};
    kind->super = index ? d->drafts.at[draft->super].id : 0;
    kind->last = draft->id;
}

// Numbers all kinds in preorder, without recursion: `extends` may chain as deep as there are kinds.
static void drafts_number(Drafts *d) {
    uint32_t at = 0;
    for (;;) {
        kind_number(d, at);
        uint32_t next = d->drafts.at[at].first_sub;
        while (!next && at) {
            next = d->drafts.at[at].next_sub;
            at = d->drafts.at[at].super;
        }
        if (!next) break;
        at = next;
    }
    uint32_t diagnostic = draft_find(d, d->b->known.kind_diagnostic) - 1;
    d->drafts.at[diagnostic].super = 0;
    kind_number(d, diagnostic);
    Schema *s = d->b->schema;
    for (KindId k = s->kinds.n - 1; k > 1; k--) {
        Kind *super = &s->kinds.at[s->kinds.at[k].super];
        if (super->last < s->kinds.at[k].last) super->last = s->kinds.at[k].last;
    }
    s->by_name_count = d->by_name_count;
    s->by_name = ARENA_ARRAY(d->b->arena, KindId, s->by_name_count);
    for (KindId k = 1; k < s->kinds.n; k++) {
        if (s->kinds.at[k].name) s->by_name[s->kinds.at[k].name] = k;
    }
}

// ---- Nameless kinds of maps

static void draft_maps_of_type(Drafts *d, const Tree *tree, NodeId type) {
    if (tree_kind(tree, type) == NODE_TYPE_MAP) vec_push(&d->drafts, (Draft){.tree = tree, .node = type});
    if (tree_kind(tree, type) != NODE_TYPE_ALT) return;
    for (NodeId part = tree_child(tree, type); part; part = tree_next(tree, part)) {
        if (tree_kind(tree, part) == NODE_TYPE_MAP) vec_push(&d->drafts, (Draft){.tree = tree, .node = part});
    }
}

static void drafts_collect_maps(Drafts *d) {
    SchemaBuild *b = d->b;
    for (uint32_t t = 0; t < b->tree_count; t++) {
        const Tree *tree = b->trees[t];
        for (uint32_t i = 0; i < tree->top.n; i++) {
            NodeKind kind = tree_kind(tree, tree->top.at[i]);
            if (kind != NODE_KIND && kind != NODE_EXTEND_KIND) continue;
            NodeId members = tree_find(tree, tree->top.at[i], NODE_MEMBERS);
            for (NodeId m = members ? tree_child(tree, members) : 0; m; m = tree_next(tree, m)) {
                if (tree_kind(tree, m) == NODE_MEMBER && tree_child(tree, m)) draft_maps_of_type(d, tree, tree_child(tree, m));
            }
        }
    }
}

static void maps_keep(Drafts *d) {
    for (uint32_t i = 0; i < d->drafts.n; i++) {
        const Draft *draft = &d->drafts.at[i];
        if (!draft->name) vec_push(&d->b->maps, (MapKind){draft->tree, draft->node, draft->id});
    }
}

// ---- What stands behind a kind's name

static KindId kind_named(SchemaBuild *b, const Tree *tree, NodeId word) {
    NameId name = build_name(b, tree, word);
    KindId kind = schema_kind(b->schema, name);
    if (!kind && !build_is_lost(b, name))
        build_suggest_kind(b, diag_unknown_kind(b->sink, build_span(b, tree, word), names_text(b->names, name)), names_text(b->names, name));
    return kind;
}

static void kind_read_in(SchemaBuild *b, Kind *kind, const Tree *tree, NodeId clause) {
    KindId *in = ARENA_ARRAY(b->arena, KindId, tree_child_count(tree, clause));
    uint32_t count = 0;
    for (NodeId word = tree_child(tree, clause); word; word = tree_next(tree, word)) {
        KindId container = kind_named(b, tree, word);
        if (container) in[count++] = container;
    }
    kind->in = in;
    kind->in_count = count;
    kind->broken = kind->broken || !count;
}

static void kind_read_head(SchemaBuild *b, KindId id) {
    Kind *kind = &b->schema->kinds.at[id];
    const Tree *tree = kind->declaration.tree;
    if (!tree || kind->nameless) return;
    for (NodeId part = tree_child(tree, kind->declaration.node); part; part = tree_next(tree, part)) {
        switch (tree_kind(tree, part)) {
        case NODE_STRING: kind->title = tree_string(tree, b->sources, part, b->arena); break;
        case NODE_IN: kind_read_in(b, kind, tree, part); break;
        case NODE_ABOUT:
            kind->about = kind_named(b, tree, tree_child(tree, part));
            kind->broken = kind->broken || !kind->about;
            break;
        case NODE_SINGLE: kind->single = true; break;
        default: break;
        }
    }
    const Kind *super = &b->schema->kinds.at[kind->super];
    if (!kind->in_count && !kind->broken && kind->super > KIND_ANY) {
        kind->in = super->in;
        kind->in_count = super->in_count;
    }
}

// In order of their kinds; those of one kind in the order in which they stand.
static int extension_cmp(const void *x, const void *y) {
    const Extension *a = x, *b = y;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void extensions_collect(SchemaBuild *b) {
    for (uint32_t t = 0; t < b->tree_count; t++) {
        const Tree *tree = b->trees[t];
        for (uint32_t i = 0; i < tree->top.n; i++) {
            NodeId node = tree->top.at[i];
            if (tree_kind(tree, node) != NODE_EXTEND_KIND) continue;
            KindId kind = kind_named(b, tree, tree_child(tree, node));
            if (kind) vec_push(&b->extensions, (Extension){tree, node, kind, b->extensions.n});
        }
    }
    if (b->extensions.n) qsort(b->extensions.at, b->extensions.n, sizeof *b->extensions.at, extension_cmp);
}

void build_kinds(SchemaBuild *b) {
    Drafts d = {.b = b};
    drafts_collect(&d);
    for (uint32_t i = 1; i < d.drafts.n; i++) draft_resolve_super(&d, &d.drafts.at[i]);
    drafts_cut_cycles(&d);
    drafts_collect_maps(&d);
    drafts_link(&d);
    drafts_number(&d);
    maps_keep(&d);
    vec_free(&d.drafts);
    mem_free(d.by_name);
    for (KindId k = 1; k < b->schema->kinds.n; k++) kind_read_head(b, k);
    extensions_collect(b);
}
