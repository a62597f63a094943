// Matching braces in a file with mistakes. Where they come out even, they are trusted. Where they do not, the layout tells which one is
// missing or too many: a declaration that begins in the first column, a line that stands no deeper than the line of an open brace.
#include "diag/catalogue.h"
#include "syntax/parser.h"
#include "syntax/rough.h"

typedef struct {
    Rough *rough;
    Diagnostics *sink;
    bool uneven;         // the braces of the file do not come out even
    bool indented;       // what stands in braces is indented, by and large
    bool surplus;        // the token before was a brace that closes nothing: several are told once
    bool complete;       // at depth 0: the declaration may be over
    uint32_t last_close; // at depth 0: kept token that closed the last declaration, or UINT32_MAX
    uint32_t last_open;  // … and the one that had opened it
} Matcher;

static bool braces_come_out_even(const Rough *rough) {
    uint32_t depth = 0;
    for (uint32_t i = 0; i < rough->tokens.n; i++) {
        uint8_t code = rough->tokens.at[i].code;
        if (code == LBRACE) depth++;
        else if (code == RBRACE && depth-- == 0) return false;
    }
    return depth == 0;
}

// Are fields mostly written deeper than the first column?
static bool is_indented(const Rough *rough) {
    uint32_t deeper = 0, flush = 0;
    for (uint32_t i = 0; i < rough->tokens.n; i++) {
        const RoughToken *token = &rough->tokens.at[i];
        if (token->code != FIELD || !token->first) continue;
        if (token->indent > 0) deeper++;
        else flush++;
    }
    return deeper >= flush;
}

// The first token of the declaration or nested record that a brace opens: back over ids and titles on the same line.
static uint32_t head_of(const Rough *rough, uint32_t brace) {
    uint32_t head = brace;
    while (head > 0) {
        const RoughToken *before = &rough->kept.at[head - 1];
        bool part = rough_is_id(before->code) || rough_is_title(before->code) || before->code == ON || before->code == COMMA;
        if (!part) break;
        head--;
        if (before->first) break;
    }
    return head;
}

// `risk R-1`: what a head is called in messages, without its title.
static Str name_of_head(const Rough *rough, uint32_t head, uint32_t brace) {
    uint32_t last = head;
    while (last + 1 < brace && rough_is_id(rough->kept.at[last + 1].code) && rough->kept.at[last + 1].line == rough->kept.at[head].line) last++;
    return rough_sample(rough->sink, str_part(rough->file->text, rough->kept.at[head].start, rough->kept.at[last].end));
}

static Span span_of_head(const Rough *rough, uint32_t head, uint32_t brace) {
    uint32_t last = brace;
    while (last > head && rough->kept.at[last].line != rough->kept.at[head].line) last--;
    return rough_bytes(rough, rough->kept.at[head].start, rough->kept.at[last].end);
}

// Reports the innermost open brace as unclosed and closes it before `token`.
static void close_missing(Matcher *m, const RoughToken *token, bool report) {
    Rough *rough = m->rough;
    uint32_t open = rough->open.at[--rough->open.n];
    bool was_added = rough->kept.at[open].added;
    if (report && !was_added) {
        uint32_t head = head_of(rough, open);
        Diagnostic *d = diag_missing_closing_brace(m->sink, span_of_head(rough, head, open), name_of_head(rough, head, open));
        if (token->code != END_OF_FILE) diag_note(m->sink, d, rough_span(rough, token), STR("a closing brace is missing before this"));
        if (rough->chunks.n > 0) rough->chunks.at[rough->chunks.n - 1].reported = true;
    }
    uint32_t at = rough->kept.n > 0 ? rough->kept.at[rough->kept.n - 1].end : 0;
    vec_push(&rough->kept, (RoughToken){.start = at, .end = at, .code = RBRACE, .line = token->line, .added = true});
}

static const RoughToken *next_on_line(const Rough *rough, uint32_t i) {
    return i + 1 < rough->tokens.n && rough->tokens.at[i + 1].line == rough->tokens.at[i].line ? &rough->tokens.at[i + 1] : NULL;
}

// A word in the first column with an id, a title or a brace behind it.
static bool looks_like_declaration(const Rough *rough, uint32_t i) {
    const RoughToken *token = &rough->tokens.at[i];
    if (token->code != WORD || !token->first || token->indent > 0) return false;
    const RoughToken *next = next_on_line(rough, i);
    return next != NULL && (rough_is_id(next->code) || rough_is_title(next->code) || next->code == LBRACE);
}

// Does the first token of a line show that the innermost block should have been closed before it?
static bool leaves_block(const Matcher *m, const RoughToken *open, const RoughToken *token) {
    bool nested = m->rough->open.n > 1;
    if (!m->indented || open->line == token->line || token->code == LBRACE) return false;
    if (open->added) return nested && (token->indent < open->indent || (token->indent == open->indent && token->code != RBRACE));
    if (!m->uneven) return false;
    return token->code == RBRACE ? nested && token->indent < open->indent : token->indent <= open->indent;
}

// Closes by layout what should not be open any more when `i` comes.
static void close_by_layout(Matcher *m, uint32_t i) {
    Rough *rough = m->rough;
    const RoughToken *token = &rough->tokens.at[i];
    if (!token->first || rough->open.n == 0) return;
    bool bottom_added = rough->kept.at[rough->open.at[0]].added;
    if (m->indented && (m->uneven || bottom_added) && looks_like_declaration(rough, i)) {
        for (bool report = true; rough->open.n > 0; report = false) close_missing(m, token, report);
        m->complete = true;
        return;
    }
    while (rough->open.n > 0 && leaves_block(m, &rough->kept.at[rough->open.at[rough->open.n - 1]], token)) close_missing(m, token, true);
}

// ---- top level

static void begin_chunk(Matcher *m) {
    Rough *rough = m->rough;
    if (rough->chunks.n > 0) rough->chunks.at[rough->chunks.n - 1].to = rough->kept.n;
    vec_push(&rough->chunks, (Chunk){.from = rough->kept.n});
    m->complete = false;
}

// A brace was one too many if what it closed goes on behind it: a field, or something that is indented.
static bool goes_on(const Matcher *m, const RoughToken *token) {
    if (!m->uneven || m->last_close == UINT32_MAX || m->last_close + 1 != m->rough->kept.n) return false;
    return token->code == FIELD || (token->code == WORD && token->first && m->indented && token->indent > m->rough->kept.at[m->last_open].indent);
}

static void reopen(Matcher *m) {
    Rough *rough = m->rough;
    RoughToken close = rough->kept.at[--rough->kept.n];
    Diagnostic *d = diag_surplus_closing_brace(m->sink, rough_span(rough, &close));
    diag_fix(m->sink, d, rough_span(rough, &close), STR("take the brace out"), (Str){"", 0}, false);
    vec_push(&rough->open, m->last_open);
    m->last_close = UINT32_MAX;
    m->complete = false;
}

// A field right behind a head, or behind a word alone on its line that it is indented under: the opening brace is missing.
static void open_missing(Matcher *m, const RoughToken *token) {
    Rough *rough = m->rough;
    RoughToken before = rough->kept.at[rough->kept.n - 1];
    uint32_t head = head_of(rough, rough->kept.n);
    bool one_line = before.line == rough->kept.at[head].line;
    Span at = rough_bytes(rough, one_line ? rough->kept.at[head].start : before.start, before.end);
    Diagnostic *d = diag_missing_opening_brace(m->sink, at, name_of_head(rough, head, rough->kept.n));
    Span behind = {rough->file->base + before.end, rough->file->base + before.end};
    diag_fix(m->sink, d, behind, STR("open the record"), STR(" {"), token->line != before.line);
    vec_push(&rough->open, rough->kept.n);
    vec_push(&rough->kept,
             (RoughToken){.start = before.end, .end = before.end, .code = LBRACE, .line = before.line, .indent = before.indent, .added = true});
}

// Within a record: a word alone on its line, and on the next line a field, further in.
static bool lacks_brace(const Matcher *m, const RoughToken *token) {
    const Rough *rough = m->rough;
    if (rough->open.n == 0 || token->code != FIELD || !token->first || !m->indented) return false;
    const RoughToken *word = &rough->kept.at[rough->kept.n - 1];
    uint8_t before = rough->kept.n > 1 ? rough->kept.at[rough->kept.n - 2].code : 0;
    if (before == FIELD || before == COMMA) return false; // a value
    return word->code == WORD && word->first && !word->added && word->indent < token->indent && word->line != token->line;
}

static bool head_is_before(const Matcher *m) {
    const Rough *rough = m->rough;
    if (rough->chunks.n == 0 || rough->kept.n - rough->chunks.at[rough->chunks.n - 1].from < 2) return false;
    if (rough->kept.at[rough->chunks.at[rough->chunks.n - 1].from].code != WORD) return false;
    uint8_t code = rough->kept.at[rough->kept.n - 1].code;
    return rough_is_id(code) || rough_is_title(code);
}

// At depth 0: does `i` begin a declaration?
static bool begins(const Matcher *m, uint32_t i) {
    const Rough *rough = m->rough;
    const RoughToken *token = &rough->tokens.at[i];
    if (rough->chunks.n == 0) return true;
    if (token->code == LBRACE || token->code == SEMICOLON || token->code == COMMA || token->code == RBRACE) return false;
    uint8_t before = rough->kept.n > 0 ? rough->kept.at[rough->kept.n - 1].code : 0;
    bool direct = before == RBRACE || rough_is_title(before);
    if (m->complete && (direct || token->first)) return token->code == WORD || (token->first && !rough_is_title(token->code));
    if (token->code != WORD || !token->first || token->indent > 0) return false;
    return before != COMMA && before != ON && rough->kept.n > rough->chunks.at[rough->chunks.n - 1].from;
}

static Str opener(const Matcher *m) {
    const Rough *rough = m->rough;
    return rough_text(rough, &rough->kept.at[rough->chunks.at[rough->chunks.n - 1].from]);
}

// At depth 0, after `token` was kept: may the declaration be over?
static void note_completion(Matcher *m, const RoughToken *token) {
    const Rough *rough = m->rough;
    uint32_t length = rough->kept.n - rough->chunks.at[rough->chunks.n - 1].from;
    uint8_t ignored;
    bool is_meta = keyword_opens(opener(m).at, opener(m).len, &ignored) != META_NONE;
    if (length == 2 && str_eq(opener(m), STR("use"))) m->complete = true;
    if (rough_is_title(token->code) && !is_meta) m->complete = true;
}

static void at_top(Matcher *m, uint32_t i) {
    Rough *rough = m->rough;
    const RoughToken *token = &rough->tokens.at[i];
    if (goes_on(m, token)) reopen(m);
    else if (token->code == FIELD && head_is_before(m)) open_missing(m, token);
    else if (begins(m, i)) begin_chunk(m);
}

static void keep(Matcher *m, uint32_t i) {
    Rough *rough = m->rough;
    const RoughToken *token = &rough->tokens.at[i];
    if (token->code == RBRACE && rough->open.n == 0) {
        Diagnostic *d = m->surplus ? NULL : diag_surplus_closing_brace(m->sink, rough_span(rough, token));
        diag_fix(m->sink, d, rough_span(rough, token), STR("take the brace out"), (Str){"", 0}, false);
        m->surplus = true;
        return;
    }
    m->surplus = false;
    vec_push(&rough->kept, *token);
    if (token->code == LBRACE) {
        vec_push(&rough->open, rough->kept.n - 1);
    } else if (token->code == RBRACE) {
        m->last_open = rough->open.at[--rough->open.n];
        m->last_close = rough->kept.n - 1;
        if (rough->open.n == 0) m->complete = true;
    } else if (rough->open.n == 0) {
        note_completion(m, token);
    }
}

bool rough_match_braces(Rough *rough, Diagnostics *sink) {
    Matcher m = {.rough = rough, .sink = sink, .last_close = UINT32_MAX};
    m.uneven = !braces_come_out_even(rough);
    m.indented = is_indented(rough);
    rough->kept.n = rough->chunks.n = rough->open.n = 0;
    for (uint32_t i = 0; i + 1 < rough->tokens.n; i++) {
        close_by_layout(&m, i);
        if (rough->open.n == 0) at_top(&m, i);
        else if (lacks_brace(&m, &rough->tokens.at[i])) open_missing(&m, &rough->tokens.at[i]);
        keep(&m, i);
        if (rough->open.n <= TOKENS_NESTING) continue;
        diag_nesting_too_deep(sink, rough_span(rough, &rough->tokens.at[i]), TOKENS_NESTING);
        return false;
    }
    const RoughToken *end = &rough->tokens.at[rough->tokens.n - 1];
    for (bool report = !rough->lost_rest; rough->open.n > 0; report = false) close_missing(&m, end, report);
    if (rough->chunks.n > 0) {
        rough->chunks.at[rough->chunks.n - 1].to = rough->kept.n;
        if (rough->lost_rest) rough->chunks.at[rough->chunks.n - 1].reported = true;
    }
    return true;
}
