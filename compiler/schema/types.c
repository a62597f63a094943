// Types: reading them from declarations, and saying them in words.
#include <stdlib.h>

#include "diag/catalogue.h"
#include "schema/build.h"

// The types that need no declaration. A number may be asked for as `numbers`, which also takes a range of them.
static const struct {
    Str name;
    BaseSet bases;
} PRIMITIVES[] = {
    {{"text", 4}, BASE_BIT(BASE_TEXT)},         {{"name", 4}, BASE_BIT(BASE_NAME)},
    {{"number", 6}, BASE_BIT(BASE_NUMBER)},     {{"numbers", 7}, BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_RANGE)},
    {{"percent", 7}, BASE_BIT(BASE_PERCENT)},   {{"date", 4}, BASE_BIT(BASE_DATE)},
    {{"duration", 8}, BASE_BIT(BASE_DURATION)}, {{"money", 5}, BASE_BIT(BASE_MONEY)},
    {{"url", 3}, BASE_BIT(BASE_URL)},           {{"file", 4}, BASE_BIT(BASE_FILE)},
    {{"digest", 6}, BASE_BIT(BASE_TEXT)},       {{"bool", 4}, BASE_BIT(BASE_BOOL)},
    {{"rating", 6}, BASE_BIT(BASE_RATING)},     {{"kind", 4}, BASE_BIT(BASE_KIND)},
};

Base type_only_base(Type type) {
    if (!type.bases || (type.bases & (type.bases - 1))) return BASE_COUNT;
    return (Base)__builtin_ctz(type.bases);
}

NameId enum_find(const Enum *words, NameId word, uint32_t *rank) {
    if (!words) return 0;
    uint32_t place = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        const EnumWord *w = &words->words[i];
        if (i && w->canonical == w->word) place++;
        if (w->word != word) continue;
        if (rank) *rank = place;
        return w->canonical;
    }
    return 0;
}

// ---- Reading

// A type while its alternatives are gathered.
typedef struct {
    BaseSet bases;
    bool poison;
    VEC(KindId) kinds;
    VEC(EnumWord) words;
    KindId element;
} Gathered;

static int kind_cmp(const void *x, const void *y) {
    KindId a = *(const KindId *)x, b = *(const KindId *)y;
    return a < b ? -1 : a > b;
}

// A kind's subkinds are numbered right behind it: once sorted, what lies within the range of the one kept last is dropped.
Type build_record_type(const Schema *schema, Arena *arena, const KindId *kinds, uint32_t count) {
    KindId *kept = ARENA_ARRAY(arena, KindId, count);
    uint32_t n = 0;
    if (count) memcpy(kept, kinds, count * sizeof *kept);
    qsort(kept, count, sizeof *kept, kind_cmp);
    for (uint32_t i = 0; i < count; i++) {
        if (!n || !schema_is_a(schema, kept[i], kept[n - 1])) kept[n++] = kept[i];
    }
    return (Type){.bases = BASE_BIT(BASE_RECORD), .kinds = kept, .kind_count = n};
}

// What types are called elsewhere.
static const struct {
    const char *elsewhere, *here;
} OTHER_NAMES[] = {
    {"string", "text"},
    {"str", "text"},
    {"integer", "number"},
    {"int", "number"},
    {"float", "number"},
    {"decimal", "number"},
    {"datetime", "date"},
    {"boolean", "one of yes, no"},
    {"enum", "one of one, other"},
    {"list", "TYPE*"},
    {"array", "TYPE*"},
    {"uri", "url"},
    {"path", "file"},
    {"currency", "money"},
    {"percentage", "percent"},
};

static Str other_name(Str text) {
    for (size_t i = 0; i < sizeof OTHER_NAMES / sizeof *OTHER_NAMES; i++)
        if (str_eq(text, str_of(OTHER_NAMES[i].elsewhere))) return str_of(OTHER_NAMES[i].here);
    return (Str){0};
}

static void gather_name(SchemaBuild *b, Gathered *g, const Tree *tree, NodeId node) {
    Str text = tree_text(tree, b->sources, node);
    for (uint32_t i = 0; i < sizeof PRIMITIVES / sizeof *PRIMITIVES; i++) {
        if (!str_eq(PRIMITIVES[i].name, text)) continue;
        g->bases |= PRIMITIVES[i].bases;
        return;
    }
    KindId kind = schema_kind(b->schema, names_find(b->names, text));
    if (kind) {
        g->bases |= BASE_BIT(BASE_RECORD);
        vec_push(&g->kinds, kind);
        return;
    }
    g->poison = true;
    if (build_is_lost(b, names_find(b->names, text))) return;
    Diagnostic *said = diag_unknown_type(b->sink, build_span(b, tree, node), text);
    Str here = other_name(text);
    if (here.len) {
        diag_help(b->sink, said, arena_printf(diagnostics_arena(b->sink), "it is written `" STR_FMT "`", STR_ARG(here)));
        return;
    }
    Suggestion suggestion = {.wanted = text};
    for (uint32_t i = 0; i < sizeof PRIMITIVES / sizeof *PRIMITIVES; i++) suggest_offer(&suggestion, PRIMITIVES[i].name, 0);
    for (KindId k = 1; k < b->schema->kinds.n && b->offers; k++, b->offers--) {
        if (b->schema->kinds.at[k].name) suggest_offer(&suggestion, names_text(b->names, b->schema->kinds.at[k].name), 0);
    }
    if (suggestion.best.at) {
        diag_help(b->sink, said, arena_printf(diagnostics_arena(b->sink), "there is a type or kind `" STR_FMT "`", STR_ARG(suggestion.best)));
    }
}

// True when the enum that is being read has the word already.
static bool word_known(SchemaBuild *b, NameId word) {
    if (word >= b->word_seen_count) {
        uint32_t count = names_count(b->names) + 256;
        b->word_seen = mem_resize(b->word_seen, count, sizeof *b->word_seen);
        memset(b->word_seen + b->word_seen_count, 0, (count - b->word_seen_count) * sizeof *b->word_seen);
        b->word_seen_count = count;
    }
    bool known = b->word_seen[word] == b->enums;
    b->word_seen[word] = b->enums;
    return known;
}

static void gather_word(SchemaBuild *b, Gathered *g, const Tree *tree, NodeId node, Str text, NameId *canonical) {
    NameId word = names_intern(b->names, text);
    if (word_known(b, word)) {
        diag_duplicate_word(b->sink, build_span(b, tree, node), text);
        return;
    }
    if (!*canonical) *canonical = word;
    vec_push(&g->words, (EnumWord){word, *canonical});
}

// `open, closed, modify/mitigate`: the words after a slash are synonyms of the one before it.
static void gather_enum(SchemaBuild *b, Gathered *g, const Tree *tree, NodeId node) {
    g->bases |= BASE_BIT(BASE_ENUM);
    for (NodeId word = tree_child(tree, node); word; word = tree_next(tree, word)) {
        Str text = tree_text(tree, b->sources, word);
        NameId canonical = 0;
        for (uint32_t from = 0; from <= text.len;) {
            uint32_t to = str_find(text, '/', from);
            gather_word(b, g, tree, word, str_part(text, from, to), &canonical);
            from = to + 1;
        }
    }
}

static void gather_map(SchemaBuild *b, Gathered *g, const Tree *tree, NodeId node) {
    for (uint32_t i = 0; i < b->maps.n; i++) {
        const MapKind *map = &b->maps.at[i];
        if (map->tree != tree || map->node != node) continue;
        g->bases |= BASE_BIT(BASE_RECORD);
        g->element = map->kind;
        vec_push(&g->kinds, map->kind);
        return;
    }
    g->poison = true;
}

static void gather(SchemaBuild *b, Gathered *g, const Tree *tree, NodeId node) {
    switch (tree_kind(tree, node)) {
    case NODE_TYPE_NAME: gather_name(b, g, tree, node); break;
    case NODE_TYPE_ENUM: gather_enum(b, g, tree, node); break;
    case NODE_TYPE_MAP: gather_map(b, g, tree, node); break;
    case NODE_TYPE_RANGE: // a value or a range of such values
        g->bases |= BASE_BIT(BASE_RANGE);
        gather(b, g, tree, tree_child(tree, node));
        break;
    case NODE_TYPE_ALT:
        for (NodeId part = tree_child(tree, node); part; part = tree_next(tree, part)) gather(b, g, tree, part);
        break;
    default: g->poison = true; break; // NODE_ERROR: the parser has spoken
    }
}

TypeRead build_type(SchemaBuild *b, const Tree *tree, NodeId node) {
    Gathered g = {0};
    b->enums++;
    gather(b, &g, tree, node);
    TypeRead read = {.has_map = g.element != 0, .element = g.element};
    if (g.kinds.n) read.type = build_record_type(b->schema, b->arena, g.kinds.at, g.kinds.n);
    if (g.words.n) {
        EnumWord *words = ARENA_ARRAY(b->arena, EnumWord, g.words.n);
        memcpy(words, g.words.at, g.words.n * sizeof *words);
        Enum *of = ARENA_NEW(b->arena, Enum);
        *of = (Enum){words, g.words.n};
        read.type.words = of;
    }
    read.type.bases = g.poison ? 0 : g.bases;
    vec_free(&g.kinds);
    vec_free(&g.words);
    return read;
}

// ---- Words

static Str article(Str noun) {
    static const char *const CONSONANT_SOUND[] = {"uni", "use", "url", "eu"};
    for (uint32_t i = 0; i < sizeof CONSONANT_SOUND / sizeof *CONSONANT_SOUND; i++) {
        if (str_starts(noun, str_of(CONSONANT_SOUND[i]))) return STR("a ");
    }
    return noun.len && memchr("aeiouAEIOU", noun.at[0], 10) ? STR("an ") : STR("a ");
}

// The alternatives of a type in words, in the order in which they are said.
typedef VEC(Str) Alternatives;

static Str words_of_enum(const Schema *schema, const Enum *words, Arena *arena) {
    Str said = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; words && i < words->count; i++) {
        if (words->words[i].word != words->words[i].canonical) continue;
        Str word = names_text(schema->names, words->words[i].word);
        said = count++ ? arena_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(said), STR_ARG(word)) : word;
    }
    return count == 1 ? arena_printf(arena, "`" STR_FMT "`", STR_ARG(said)) : arena_printf(arena, "one of " STR_FMT, STR_ARG(said));
}

static void alternatives_of(const Schema *schema, Type type, Arena *arena, Alternatives *list) {
    static const char *const BASE_WORDS[BASE_COUNT] = {
        [BASE_BOOL] = "yes or no", [BASE_NUMBER] = "a number",     [BASE_PERCENT] = "a percentage",
        [BASE_DATE] = "a date",    [BASE_DURATION] = "a duration", [BASE_MONEY] = "an amount of money",
        [BASE_TEXT] = "a text",    [BASE_URL] = "a URL",           [BASE_FILE] = "a file",
        [BASE_NAME] = "a name",    [BASE_KIND] = "a kind",         [BASE_RATING] = "a rating",
        [BASE_RANGE] = "a range",
    };
    for (uint32_t i = 0; type_has(type, BASE_RECORD) && i < type.kind_count; i++) {
        bool nameless = schema->kinds.at[type.kinds[i]].nameless;
        vec_push(list, nameless ? STR("a block") : schema_kind_words(schema, type.kinds[i], arena));
    }
    for (Base base = 0; base < BASE_COUNT; base++) {
        if (type_has(type, base) && BASE_WORDS[base]) vec_push(list, str_of(BASE_WORDS[base]));
    }
    if (type_has(type, BASE_ENUM)) vec_push(list, words_of_enum(schema, type.words, arena));
}

Str schema_type_words(const Schema *schema, Type type, Arena *arena) {
    if (!type.bases) return STR("anything");
    Alternatives list = {0};
    alternatives_of(schema, type, arena, &list);
    Str said = list.at[0];
    for (uint32_t i = 1; i < list.n; i++) {
        said = arena_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(said), i + 1 == list.n ? " or " : ", ", STR_ARG(list.at[i]));
    }
    vec_free(&list);
    return said;
}

Str schema_kind_words(const Schema *schema, KindId kind, Arena *arena) {
    Str name = kind == KIND_ANY ? STR("record") : names_text(schema->names, schema->kinds.at[kind].name);
    return arena_printf(arena, STR_FMT STR_FMT, STR_ARG(article(name)), STR_ARG(name));
}

Str schema_type_writing(Type type) {
    if (type_has(type, BASE_DATE)) return STR("a date is written year-month-day: 2026-03-01");
    if (type_has(type, BASE_DURATION)) return STR("a duration is a number and a unit: 90 days, 1 year 6 months");
    if (type_has(type, BASE_MONEY)) return STR("money is a currency and an amount: EUR 12_000");
    if (type_has(type, BASE_PERCENT)) return STR("a percentage is a number and a sign: 35 %");
    if (type_has(type, BASE_RANGE)) return STR("a range has two points between its ends: 1..4");
    if (type_has(type, BASE_RATING)) return STR("a rating is likelihood and impact: likely × severe");
    return (Str){0};
}
