// Unified patches. Lines are matched as in the patience method: what both texts begin and end with; then lines that stand once in each, as long as
// they keep their order; then what meets those from above and below. That is linear but for the sorting, and puts whole records together.
#include "render/source/patch.h"

#include <stdlib.h>

#define CONTEXT 3u

typedef VEC(Str) Lines; // with their ends

typedef struct {
    Lines a, b;
    uint32_t *match; // [line of a]: the line of b that it is, plus one; 0: it goes
} Diff;

static Lines split(Str text) {
    Lines lines = {0};
    for (uint32_t at = 0; at < text.len;) {
        uint32_t end = str_find(text, '\n', at);
        vec_push(&lines, str_part(text, at, end + 1));
        at = end + 1;
    }
    return lines;
}

// ---- Matching ----------------------------------------------------------------------------------------------------------------------------

// Matches lines from the front of the two stretches, then from their ends; narrows the stretches to what is between.
static void match_edges(Diff *d, uint32_t *a, uint32_t *a_end, uint32_t *b, uint32_t *b_end) {
    while (*a < *a_end && *b < *b_end && str_eq(d->a.at[*a], d->b.at[*b])) d->match[(*a)++] = ++*b;
    while (*a < *a_end && *b < *b_end && str_eq(d->a.at[*a_end - 1], d->b.at[*b_end - 1])) d->match[--*a_end] = (*b_end)--;
}

typedef struct {
    Str text;
    uint32_t line;
    bool is_b;
} Occurrence;

static int by_text(const void *left, const void *right) {
    const Occurrence *x = left, *y = right;
    int order = str_cmp(x->text, y->text);
    if (order == 0) order = x->is_b - y->is_b;
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

typedef struct {
    uint32_t a, b;
    uint32_t before; // index of the pair before it in the longest run that ends with it, plus one
} Pair;

typedef VEC(Pair) Pairs;

static int by_line(const void *left, const void *right) {
    const Pair *x = left, *y = right;
    return (x->a > y->a) - (x->a < y->a);
}

// The lines that stand once in each stretch, in the order of the first.
static Pairs unique_lines(const Diff *d, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end) {
    VEC(Occurrence) all = {0};
    Pairs pairs = {0};
    for (uint32_t i = a; i < a_end; i++) vec_push(&all, (Occurrence){d->a.at[i], i, false});
    for (uint32_t i = b; i < b_end; i++) vec_push(&all, (Occurrence){d->b.at[i], i, true});
    if (all.n > 0) qsort(all.at, all.n, sizeof *all.at, by_text);
    for (uint32_t i = 0, end; i < all.n; i = end) {
        for (end = i + 1; end < all.n && str_eq(all.at[i].text, all.at[end].text);) end++;
        if (end - i == 2 && !all.at[i].is_b && all.at[i + 1].is_b) vec_push(&pairs, (Pair){.a = all.at[i].line, .b = all.at[i + 1].line});
    }
    vec_free(&all);
    if (pairs.n > 0) qsort(pairs.at, pairs.n, sizeof *pairs.at, by_line);
    return pairs;
}

// Matches the longest run of pairs whose lines keep their order in both texts.
static void match_run(Diff *d, Pairs *pairs) {
    uint32_t *last = mem_zeroed((size_t)pairs->n + 1, sizeof *last), longest = 0; // [length of a run]: the pair that ends it lowest, plus one
    for (uint32_t i = 0; i < pairs->n; i++) {
        uint32_t low = 0, high = longest;
        while (low < high) {
            uint32_t middle = low + (high - low + 1) / 2;
            if (pairs->at[last[middle] - 1].b < pairs->at[i].b) low = middle;
            else high = middle - 1;
        }
        pairs->at[i].before = last[low];
        last[low + 1] = i + 1;
        if (low == longest) longest++;
    }
    for (uint32_t i = last[longest]; i > 0; i = pairs->at[i - 1].before) d->match[pairs->at[i - 1].a] = pairs->at[i - 1].b + 1;
    mem_free(last);
}

static void match_all(Diff *d) {
    uint32_t a = 0, a_end = d->a.n, b = 0, b_end = d->b.n;
    match_edges(d, &a, &a_end, &b, &b_end);
    Pairs pairs = unique_lines(d, a, a_end, b, b_end);
    if (pairs.n > 0) match_run(d, &pairs);
    vec_free(&pairs);
    for (uint32_t from = a; from < a_end;) { // the gaps between matched lines
        uint32_t to = from;
        while (to < a_end && d->match[to] == 0) to++;
        uint32_t b_to = to < a_end ? d->match[to] - 1 : b_end, gap_end = to;
        match_edges(d, &from, &gap_end, &b, &b_to);
        b = to < a_end ? d->match[to] : b_end;
        from = to + 1;
    }
}

// ---- Hunks -------------------------------------------------------------------------------------------------------------------------------

// Lines a .. a_end of the one become lines b .. b_end of the other.
typedef struct {
    uint32_t a, a_end, b, b_end;
} Block;

// The next block of changed lines from line `a` and line `b` on, which match or are changed; false when there is none.
static bool next_block(const Diff *d, uint32_t a, uint32_t b, Block *block) {
    while (a < d->a.n && b < d->b.n && d->match[a] == b + 1) a++, b++;
    *block = (Block){a, a, b, b};
    while (block->a_end < d->a.n && d->match[block->a_end] == 0) block->a_end++;
    block->b_end = block->a_end < d->a.n ? d->match[block->a_end] - 1 : d->b.n;
    return block->a < block->a_end || block->b < block->b_end;
}

static void write_line(char sign, Str line, Out *out) {
    out_char(out, sign);
    out_str(out, line);
    if (!str_ends(line, STR("\n"))) out_cstr(out, "\n\\ No newline at end of file\n");
}

static void write_lines(char sign, const Lines *lines, uint32_t from, uint32_t to, Out *out) {
    for (uint32_t i = from; i < to; i++) write_line(sign, lines->at[i], out);
}

// `-12,7`: the first line and how many; of no lines, the line before them.
static void write_range(char sign, uint32_t from, uint32_t to, Out *out) {
    out_printf(out, "%c%u", sign, to > from ? from + 1 : from);
    if (to - from != 1) out_printf(out, ",%u", to - from);
}

static void write_hunk(const Diff *d, const Block *blocks, uint32_t count, Out *out) {
    const Block *first = &blocks[0], *last = &blocks[count - 1];
    uint32_t lead = first->a < CONTEXT ? first->a : CONTEXT, rest = d->a.n - last->a_end, trail = rest < CONTEXT ? rest : CONTEXT;
    out_cstr(out, "@@ ");
    write_range('-', first->a - lead, last->a_end + trail, out);
    out_char(out, ' ');
    write_range('+', first->b - lead, last->b_end + trail, out);
    out_cstr(out, " @@\n");
    uint32_t at = first->a - lead;
    for (uint32_t i = 0; i < count; i++) {
        write_lines(' ', &d->a, at, blocks[i].a, out);
        write_lines('-', &d->a, blocks[i].a, blocks[i].a_end, out);
        write_lines('+', &d->b, blocks[i].b, blocks[i].b_end, out);
        at = blocks[i].a_end;
    }
    write_lines(' ', &d->a, at, at + trail, out);
}

static void write_hunks(const Diff *d, Out *out) {
    VEC(Block) blocks = {0};
    Block block = {0};
    while (next_block(d, block.a_end, block.b_end, &block)) {
        if (blocks.n > 0 && block.a - blocks.at[blocks.n - 1].a_end > 2 * CONTEXT) {
            write_hunk(d, blocks.at, blocks.n, out);
            blocks.n = 0;
        }
        vec_push(&blocks, block);
    }
    if (blocks.n > 0) write_hunk(d, blocks.at, blocks.n, out);
    vec_free(&blocks);
}

// ---- Files -------------------------------------------------------------------------------------------------------------------------------

static bool is_plain(char c) {
    return (unsigned char)c >= 0x20 && c != 0x7F && c != '"' && c != '\\';
}

// `--- a/path`, quoted as git does it; a tab ends a name with blanks.
static void write_name(const char *sign, char side, Str path, Out *out) {
    bool plain = true, blank = str_find(path, ' ', 0) < path.len;
    for (uint32_t i = 0; i < path.len; i++) plain = plain && is_plain(path.at[i]);
    out_printf(out, "%s %s%c/", sign, plain ? "" : "\"", side);
    for (uint32_t i = 0; i < path.len; i++) {
        char c = path.at[i];
        if (is_plain(c)) out_char(out, c);
        else if (c == '"' || c == '\\') out_printf(out, "\\%c", c);
        else out_printf(out, "\\%03o", (unsigned)(unsigned char)c);
    }
    out_cstr(out, plain ? blank ? "\t\n" : "\n" : "\"\n");
}

void patch_render(const Changes *changes, Out *out) {
    for (uint32_t i = 0; i < changes->n; i++) {
        const Change *change = &changes->at[i];
        if (str_eq(change->before, change->after)) continue;
        Diff d = {.a = split(change->before), .b = split(change->after)};
        d.match = mem_zeroed((size_t)d.a.n + 1, sizeof *d.match);
        match_all(&d);
        write_name("---", 'a', change->path, out);
        write_name("+++", 'b', change->path, out);
        write_hunks(&d, out);
        mem_free(d.match);
        vec_free(&d.a);
        vec_free(&d.b);
    }
}
