// Names of all words that records are made of. With a million names this is where time goes. Two things keep it short: most words are the
// same as last time at the same place (the field behind this field, the value of this field), which is found out by comparing 16 bytes; all
// others are interned in batches, which hides the cache misses of the table. They stand in a table for one file at a time: what is asked for
// when it is another file's turn is interned again.
#include "model/build.h"
#include "syntax/token.h"

#define BATCH 256
#define GUESSES 512u
#define GUESS_LONGEST 16u

Str node_text(const ModelBuild *b, uint32_t input, NodeId node) {
    return tree_text(b->inputs[input].tree, b->sources, node);
}

Span word_span(const ModelBuild *b, uint32_t input, NodeId node) {
    SrcPos start = tree_pos(b->inputs[input].tree, node);
    return (Span){start, start + node_text(b, input, node).len};
}

Span node_span(const ModelBuild *b, uint32_t input, NodeId node) {
    if (tree_kind(b->inputs[input].tree, node) == NODE_FIELD) return word_span(b, input, node); // the key of a map, and not its entry
    Span span = tree_span(b->inputs[input].tree, b->sources, node);
    Str text = sources_text(b->sources, span);
    span.end = span.start + str_find(text, '\n', 0);
    return span;
}

// ---- Words in the source

// 1: a letter, digit or `_`; 2: joins two of them within a word.
static const uint8_t WORD_BYTES[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['_'] = 1, ['a'] = 1, ['b'] = 1,
    ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1,
    ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, ['A'] = 1, ['B'] = 1,
    ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1,
    ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['-'] = 2, ['.'] = 2,
};

// What end_of_word says, for words of ASCII letters, which ids are; others are read by it.
static inline Str word_at(Str text, uint32_t from) {
    uint32_t at = from;
    for (;;) {
        while (WORD_BYTES[(uint8_t)text.at[at]] == 1) at++;
        if (WORD_BYTES[(uint8_t)text.at[at]] != 2 || WORD_BYTES[(uint8_t)text.at[at + 1]] != 1) break;
        at++;
    }
    if ((uint8_t)text.at[at] >= 0x80) at = end_of_word(text, from);
    return (Str){text.at + from, at - from};
}

Str token_text(const ModelBuild *b, const Tree *tree, NodeId node, uint32_t len) {
    const SourceFile *file = sources_file(b->sources, tree->file);
    return (Str){file->text.at + (tree_pos(tree, node) - file->base), len};
}

// The text of a word, number or date without going through all sorts of tokens.
Str plain_text(const ModelBuild *b, const Tree *tree, NodeId node) {
    const SourceFile *file = sources_file(b->sources, tree->file);
    return word_at(file->text, tree_pos(tree, node) - file->base);
}

// ---- Guesses

// No word goes on with one of these.
static const bool ENDS_WORD[256] = {[' '] = true, [':'] = true, [','] = true, ['\n'] = true, ['\r'] = true, ['}'] = true};

typedef struct Guess {
    uint64_t a, b;           // the first 16 bytes, zero behind the word
    uint64_t mask_a, mask_b; // ones for the bytes of the word
    uint32_t len;
    NameId name; // 0: no guess
} Guess;

// Does the guessed word stand at `at`, where the bytes are `a` and more, and end there? Every source is followed by 16 bytes.
static inline bool guess_holds(const Guess *guess, uint64_t a, const char *at) {
    uint64_t b;
    memcpy(&b, at + 8, 8);
    if (((a & guess->mask_a) ^ guess->a) | ((b & guess->mask_b) ^ guess->b)) return false;
    return guess->name && ENDS_WORD[(uint8_t)at[guess->len]];
}

static void guess_keep(Guess *guess, Str text, NameId name) {
    guess->name = 0;
    if (!text.len || text.len > GUESS_LONGEST) return;
    uint64_t ones = ~(uint64_t)0;
    guess->mask_a = text.len >= 8 ? ones : ((uint64_t)1 << 8 * text.len) - 1;
    guess->mask_b = text.len == 16 ? ones : text.len <= 8 ? 0 : ((uint64_t)1 << 8 * (text.len - 8)) - 1;
    memcpy(&guess->a, text.at, 8);
    memcpy(&guess->b, text.at + 8, 8);
    guess->a &= guess->mask_a;
    guess->b &= guess->mask_b;
    guess->len = text.len;
    guess->name = name;
}

// ---- Contexts

// Where in the source a word stands, as far as guessing goes: behind which two fields (or kind words), and the how-manieth since.
typedef struct {
    uint32_t last; // field: its first four bytes
    uint32_t both; // the last two, mixed
    uint32_t since;
} Context;

static inline uint32_t context_place(const Context *c, uint8_t kind) {
    return ((c->both >> 16) + c->since * 8 + kind) % GUESSES;
}

// `start` are the word's first four bytes.
static inline void context_move(Context *c, uint8_t kind, uint32_t start) {
    c->since++;
    if (kind == NODE_WORD) return;
    c->both = (start * 5 ^ c->last) * 0x9e3779b1u;
    c->last = start;
    c->since = 0;
}

// Has a node of that kind a name? Parts of dotted words have none of their own.
static inline __attribute__((always_inline)) bool is_named(uint8_t kind_and_part) {
    const uint64_t named = UINT64_C(1) << NODE_WORD | UINT64_C(1) << NODE_FIELD | UINT64_C(1) << NODE_RECORD;
    return kind_and_part < 64 && named >> kind_and_part & 1;
}

// ---- Files

// A file is being read. Words that were not guessed wait in a batch; each may become the guess for its place.
typedef struct {
    Names *names;
    Str text;
    const Tree *tree;
    NameId *to; // [node]
    Guess *guesses;
    Context context;
    uint32_t waiting;
    Str words[BATCH];
    NodeId nodes[BATCH];
    NameId found[BATCH];
    Guess *places[BATCH];
} Reader;

static void flush(Reader *r) {
    names_intern_batch(r->names, r->words, r->found, r->waiting);
    for (uint32_t i = 0; i < r->waiting; i++) {
        r->to[r->nodes[i]] = r->found[i];
        guess_keep(r->places[i], r->words[i], r->found[i]);
    }
    r->waiting = 0;
}

static inline __attribute__((always_inline)) void read_word(Reader *r, NodeId n, uint8_t kind) {
    uint32_t at = r->tree->place.at[n];
    Guess *guess = &r->guesses[context_place(&r->context, kind)];
    uint64_t start;
    memcpy(&start, r->text.at + at, sizeof start);
    context_move(&r->context, kind, (uint32_t)start);
    if (guess_holds(guess, start, r->text.at + at)) {
        r->to[n] = guess->name;
        return;
    }
    r->words[r->waiting] = word_at(r->text, at);
    r->places[r->waiting] = guess;
    r->nodes[r->waiting++] = n;
    if (r->waiting == BATCH) flush(r);
}

static inline bool is_word(const Tree *tree, NodeId n) {
    return n < tree->kind.n && (uint8_t)tree->kind.at[n] == NODE_WORD;
}

// Kinds of records, and the ids behind them.
static void read_heads(Reader *r) {
    const Tree *tree = r->tree;
    for (NodeId n = 1; n < tree->kind.n; n++) {
        r->to[n] = 0;
        if ((uint8_t)tree->kind.at[n] != NODE_RECORD) continue;
        read_word(r, n, NODE_RECORD);
        while (is_word(tree, n + 1)) read_word(r, ++n, NODE_WORD);
    }
}

// All but these ids: kinds once more, because blocks are found by them.
static void read_bodies(Reader *r) {
    const Tree *tree = r->tree;
    for (NodeId n = 1; n < tree->kind.n; n++) {
        uint8_t kind = (uint8_t)tree->kind.at[n];
        r->to[n] = 0;
        if (!is_named(kind)) continue;
        read_word(r, n, kind);
        while (kind == NODE_RECORD && is_word(tree, n + 1)) r->to[++n] = 0;
    }
}

static bool has_records(const Tree *tree) {
    for (uint32_t i = 0; i < tree->top.n; i++) {
        NodeKind kind = tree_kind(tree, tree->top.at[i]);
        if (kind == NODE_RECORD || kind == NODE_EXTEND) return true;
    }
    return false;
}

void words_read(ModelBuild *b, uint32_t input, WordsOf of) {
    const Tree *tree = b->inputs[input].tree;
    if (b->guesses == NULL) b->guesses = ARENA_ARRAY(b->scratch, Guess, GUESSES);
    b->words_input = UINT32_MAX;
    if (!has_records(tree)) return;
    if (b->words_cap < tree->kind.n) {
        mem_free(b->words);
        b->words_cap = tree->kind.n;
        b->words = mem_resize(NULL, b->words_cap, sizeof *b->words);
    }
    b->words_input = input;
    b->words[0] = 0;
    Reader reader = {.names = b->names, .text = sources_file(b->sources, tree->file)->text, .tree = tree, .to = b->words, .guesses = b->guesses};
    if (of == WORDS_OF_HEADS) read_heads(&reader);
    else read_bodies(&reader);
    flush(&reader);
}

void words_free(ModelBuild *b) {
    mem_free(b->words);
    b->words = NULL;
    b->words_cap = 0;
    b->words_input = UINT32_MAX;
}

NameId word_read(ModelBuild *b, uint32_t input, NodeId node) {
    const Tree *tree = b->inputs[input].tree;
    return names_intern(b->names, is_named((uint8_t)tree->kind.at[node]) ? plain_text(b, tree, node) : node_text(b, input, node));
}

bool near_offer(ModelBuild *b, Suggestion *suggestion, NameId name, uint32_t payload) {
    if (!b->offers) return false;
    b->offers--;
    if (name) suggest_offer(suggestion, names_text(b->names, name), payload);
    return true;
}

void near_help(ModelBuild *b, Diagnostic *said, Span at, Str what, Str name) {
    if (!said || !name.at) return;
    Arena *arena = diagnostics_arena(b->sink);
    diag_help(b->sink, said, arena_printf(arena, STR_FMT " with a similar name exists: `" STR_FMT "`", STR_ARG(what), STR_ARG(name)));
    diag_fix(b->sink, said, at, STR("use the similar name"), name, false);
}

static const struct {
    const char *habit, *word;
} HABITS[] = {{"todo", "todo"}, {"tbd", "todo"}, {"tba", "todo"}, {"tbc", "todo"}, {"true", "yes"}, {"false", "no"}};

static bool takes_word(const ModelBuild *b, const Type *type, NameId word) {
    if (type_has(*type, BASE_BOOL) && (word == b->k.yes || word == b->k.no)) return true;
    return type_has(*type, BASE_ENUM) && enum_find(type->words, word, NULL) != 0;
}

bool habit_help(ModelBuild *b, Diagnostic *said, Span at, Str text, const Type *type) {
    for (size_t i = 0; i < sizeof HABITS / sizeof *HABITS; i++) {
        if (!str_same_letters(text, str_of(HABITS[i].habit))) continue;
        Str word = str_of(HABITS[i].word);
        bool is_todo = str_eq(word, STR("todo"));
        if (!is_todo && !takes_word(b, type, names_find(b->names, word))) return false;
        Str help = is_todo ? STR("what is not known yet is written `todo`") : arena_printf(diagnostics_arena(b->sink), "write `%s`", HABITS[i].word);
        diag_help(b->sink, said, help);
        diag_fix(b->sink, said, at, STR("write the word"), word, false);
        return true;
    }
    return false;
}
