// Misspells every word of a project, one letter each, and checks that nobody but the compiler speaks of it: misspell [-1|-some] FOLDER AS-OF
//
// A word is an id, a reference, a field, a kind, a level: what stands outside of comments, texts, addresses, and holds a letter. A misspelt word may be
// told as unknown, or leave references to it unknown; no rule may find anything that it did not find before, because a slip is no fact about an ISMS.
// Words are misspelt many at a time, far from each other, and one by one only where such a run goes wrong; with -1 all one by one (minutes).
// With -some a quarter of them is tried.
// Prints `ok` or `not ok` lines like a driver, and the words that went wrong.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/session.h"

enum { TOGETHER = 8, SHOWN = 20 };

typedef struct {
    uint32_t file, at, len; // where it stands
    uint32_t letter;        // which of its bytes is changed
    char wrong;             // into this
} Word;

typedef struct {
    Str name;
    SrcPos at;
} Said;

typedef struct {
    ProjectFiles project;
    Date today;
    Arena *arena;
    VEC(Word) words;
    VEC(Said) before; // what is said of the project as it is
} Test;

// ---- Words ------------------------------------------------------------------------------------------------------------------------

static bool is_word_byte(const char *text, uint32_t len, uint32_t i) {
    unsigned char c = (unsigned char)text[i];
    if (isalnum(c) || c == '_') return true;
    return (c == '-' || c == '.') && i > 0 && i + 1 < len && isalnum((unsigned char)text[i - 1]) && isalnum((unsigned char)text[i + 1]);
}

// The first byte behind a comment, a text or an address that begins at `i`; `i` itself where none does.
static uint32_t skip_prose(const char *text, uint32_t len, uint32_t i) {
    const char *end = NULL;
    if (strncmp(text + i, "//", 2) == 0) end = strchr(text + i, '\n');
    else if (strncmp(text + i, "/*", 2) == 0) end = strstr(text + i + 2, "*/");
    else if (strncmp(text + i, "\"\"\"", 3) == 0) end = (end = strstr(text + i + 3, "\"\"\"")) ? end + 3 : NULL;
    else if (text[i] == '"') {
        for (end = text + i + 1; *end && *end != '"'; end++) end += *end == '\\' && end[1];
        if (*end) end++;
    } else if (strncmp(text + i, "https://", 8) == 0) end = text + i + strcspn(text + i, " \t\n");
    else return i;
    return end == NULL ? len : (uint32_t)(end - text);
}

static bool occurs(const ProjectFiles *project, Str word) {
    for (uint32_t i = 0; i < project->files.n; i++) {
        if (memmem(project->files.at[i].text, project->files.at[i].len, word.at, word.len)) return true;
    }
    return false;
}

// Chooses the letter next to the middle, and another in its place that makes no word of the project. False for what has no letter.
static bool misspell(const ProjectFiles *project, Word *word) {
    char copy[256];
    const char *text = project->files.at[word->file].text + word->at;
    if (word->len >= sizeof copy) return false;
    uint32_t best = word->len;
    for (uint32_t i = 0; i < word->len; i++) {
        if (isalpha((unsigned char)text[i]) && (best == word->len || labs((long)i * 2 - word->len) < labs((long)best * 2 - word->len))) best = i;
    }
    if (best == word->len) return false;
    memcpy(copy, text, word->len);
    for (int step = 7; step < 26; step++) {
        char first = isupper((unsigned char)text[best]) ? 'A' : 'a';
        copy[best] = (char)(first + (text[best] - first + step) % 26);
        if (occurs(project, (Str){copy, word->len})) continue;
        word->letter = best;
        word->wrong = copy[best];
        return true;
    }
    return false;
}

static void find_words(Test *t) {
    for (uint32_t f = 0; f < t->project.files.n; f++) {
        const ProjectFile *file = &t->project.files.at[f];
        for (uint32_t i = 0; i < file->len;) {
            uint32_t end = skip_prose(file->text, file->len, i);
            if (end == i && is_word_byte(file->text, file->len, i)) {
                while (end < file->len && is_word_byte(file->text, file->len, end)) end++;
                Word word = {.file = f, .at = i, .len = end - i};
                if (misspell(&t->project, &word)) vec_push(&t->words, word);
            }
            i = end == i ? i + 1 : end;
        }
    }
}

// ---- Runs -------------------------------------------------------------------------------------------------------------------------

// Compiles the project with some of its words misspelt: first, first + step …
static bool run(const Test *t, Session *session, uint32_t first, uint32_t step, bool as_it_is) {
    Out trouble = out_memory();
    ProjectFiles copy = {.arena = t->arena, .root = t->project.root, .has_project = true};
    for (uint32_t f = 0; f < t->project.files.n; f++) {
        ProjectFile file = t->project.files.at[f];
        char *text = mem_alloc(file.len + SOURCE_PADDING);
        memcpy(text, file.text, file.len + SOURCE_PADDING);
        file.text = text;
        vec_push(&copy.files, file);
    }
    for (uint32_t w = first; !as_it_is && w < t->words.n; w += step) {
        const Word *word = &t->words.at[w];
        copy.files.at[word->file].text[word->at + word->letter] = word->wrong;
    }
    SessionOptions options = {.project = &copy, .today = t->today, .last = STAGE_FINDINGS};
    bool well = session_run(session, &options, &trouble);
    if (!well) printf("not ok the project is compiled: " STR_FMT "\n", STR_ARG(out_text(&trouble)));
    out_free(&trouble);
    vec_free(&copy.files);
    return well;
}

static bool was_said(const Test *t, const Diagnostic *d) {
    for (uint32_t i = 0; i < t->before.n; i++) {
        if (t->before.at[i].at == d->at.start && str_eq(t->before.at[i].name, d->name)) return true;
    }
    return false;
}

static bool holds(Str text, const char *word, uint32_t len) {
    return len > 0 && text.len > 0 && memmem(text.at, text.len, word, len) != NULL;
}

// Does the diagnostic speak of the word: on its line, or with it, as it was or is, in the message?
static bool speaks_of(const Test *t, const Session *s, const Diagnostic *d, const Word *word) {
    const SourceFile *file = sources_file(s->sources, word->file);
    char wrong[256];
    memcpy(wrong, t->project.files.at[word->file].text + word->at, word->len);
    if (holds(d->message, wrong, word->len)) return true;
    wrong[word->letter] = word->wrong;
    if (holds(d->message, wrong, word->len)) return true;
    if (d->at.start == 0 || sources_find(s->sources, d->at.start) != word->file) return false;
    return sources_line_column(s->sources, d->at.start).line == sources_line_column(s->sources, file->base + word->at).line;
}

// Is it the id of the record that begins here: a word before it, a title or a body behind? `input 9.3.2.g {`
static bool is_own_id(const Test *t, const Word *word) {
    const char *text = t->project.files.at[word->file].text, *behind = text + word->at + word->len;
    behind += strspn(behind, " ");
    return word->at > 1 && text[word->at - 1] == ' ' && isalnum((unsigned char)text[word->at - 2]) && (*behind == '{' || *behind == '"');
}

// A rule may look for a record by its id, and then say so; or find that nothing uses the record that has the misspelt one.
static bool misses(const Test *t, const Diagnostic *d, const Word *word) {
    char now[256];
    memcpy(now, t->project.files.at[word->file].text + word->at, word->len);
    if (!is_own_id(t, word)) return false;
    if (holds(d->message, now, word->len)) return true;
    now[word->letter] = word->wrong;
    return holds(d->message, now, word->len);
}

static bool is_right(const Test *t, const Session *s, const Diagnostic *d, uint32_t first, uint32_t step) {
    if (was_said(t, d)) return true;
    for (uint32_t w = first; w < t->words.n; w += step) {
        const Word *word = &t->words.at[w];
        if (d->is_rule ? misses(t, d, word) : speaks_of(t, s, d, word)) return true;
    }
    return false;
}

static void show(const Test *t, const Diagnostic *d, uint32_t w) {
    const Word *word = &t->words.at[w];
    const ProjectFile *file = &t->project.files.at[word->file];
    unsigned line = 1;
    for (uint32_t i = 0; i < word->at; i++) line += file->text[i] == '\n';
    printf("%.*s with `%c` in `%.*s` on line %u of " STR_FMT ": " STR_FMT ": " STR_FMT "\n", (int)word->letter, file->text + word->at, word->wrong,
           (int)word->len, file->text + word->at, line, STR_ARG(file->path), STR_ARG(d->name), STR_ARG(d->message));
}

// The number of diagnostics that speak of something else; shown only where one word is misspelt.
static uint32_t wrong_ones(const Test *t, uint32_t first, uint32_t step, bool shown) {
    Session session;
    uint32_t count = 0;
    if (run(t, &session, first, step, false)) {
        for (uint32_t i = 0; i < session.diagnostic_count; i++) {
            const Diagnostic *d = session.diagnostics[i];
            if (is_right(t, &session, d, first, step)) continue;
            count++;
            if (shown) show(t, d, first);
        }
    }
    session_free(&session);
    return count;
}

// ---- All words ----------------------------------------------------------------------------------------------------------------------

// What is waived is said as well: whoever misspells a waiver hears of it again.
static bool remember_what_is_said(Test *t) {
    Session session;
    if (!run(t, &session, 0, 1, true)) return false;
    for (uint32_t i = 0; i < diagnostics_count(session.sink); i++) {
        const Diagnostic *d = diagnostics_at(session.sink, i);
        vec_push(&t->before, (Said){arena_str(t->arena, d->name), d->at.start});
    }
    session_free(&session);
    return true;
}

// Every group of words, or every so-manieth.
static uint32_t all_words(const Test *t, uint32_t together, uint32_t step) {
    uint32_t bad = 0, groups = (t->words.n + together - 1) / together;
    for (uint32_t g = 0; g < groups; g += step) {
        if (together > 1 && wrong_ones(t, g, groups, false) == 0) continue;
        uint32_t alone = 0;
        for (uint32_t w = g; w < t->words.n; w += groups) alone += wrong_ones(t, w, t->words.n, bad + alone < SHOWN) > 0;
        bad += alone;
    }
    return bad;
}

int main(int argc, char **argv) {
    uint32_t together = TOGETHER, step = 1;
    if (argc > 1 && strcmp(argv[1], "-1") == 0) together = 1, argc--, argv++;
    else if (argc > 1 && strcmp(argv[1], "-some") == 0) step = 4, argc--, argv++;
    Test t = {.arena = arena_new()};
    Out trouble = out_memory();
    if (argc != 3 || !date_parse(str_of(argv[2]), &t.today)) {
        fputs("usage: misspell [-1|-some] FOLDER AS-OF\n", stderr);
        return 2;
    }
    if (!files_find(argv[1], FIND_HERE, &t.project, &trouble)) {
        printf("not ok the project is read: " STR_FMT "\n", STR_ARG(out_text(&trouble)));
        return 1;
    }
    find_words(&t);
    if (!remember_what_is_said(&t)) return 1;
    uint32_t bad = all_words(&t, together, step);
    if (bad > 0 || t.words.n == 0) printf("not ok a misspelt word is told as such, and nothing else: %u of %u words\n", bad, t.words.n);
    else printf("ok a misspelt word is told as such, and nothing else (%u words)\n", t.words.n / step);
    vec_free(&t.words);
    vec_free(&t.before);
    files_free(&t.project);
    out_free(&trouble);
    arena_free(t.arena);
    return 0;
}
