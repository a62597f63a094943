// The session's files, each in its stretch of the space of positions, and their lazy line maps.
#include "source/source.h"

#include "base/arena.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/vec.h"

// In a file with a column further out than this, the number of characters so far is noted every so many bytes, so that on a long line no column costs
// more than another.
#define MARK_STEP 1024

typedef struct {
    uint32_t offset; // of the first character that begins at or after the mark
    uint32_t count;  // characters before it
} Mark;

typedef struct {
    SourceFile file;
    bool lent; // the text is somebody else's
    bool mapped, marked;
    VEC(uint32_t) lines; // offset of each line's first byte
    VEC(Mark) marks;     // none: the text is ASCII
} Entry;

struct Sources {
    Arena *arena; // entries and paths
    VEC(Entry *) entries;
    VEC(SrcPos) bases; // of the entries, for the search
    SrcPos next;
};

Sources *sources_new(void) {
    Sources *sources = mem_zeroed(1, sizeof *sources);
    sources->arena = arena_new();
    sources->next = 1;
    return sources;
}

void sources_free(Sources *sources) {
    if (sources == NULL) return;
    for (uint32_t i = 0; i < sources->entries.n; i++) {
        Entry *entry = sources->entries.at[i];
        if (!entry->lent) mem_free((void *)(uintptr_t)entry->file.text.at);
        vec_free(&entry->lines);
        vec_free(&entry->marks);
    }
    vec_free(&sources->entries);
    vec_free(&sources->bases);
    arena_free(sources->arena);
    mem_free(sources);
}

bool sources_add(Sources *sources, Str path, char *text, uint32_t len, SourceOrigin origin, FileId *id) {
    if (!sources_lend(sources, path, (Str){text, len}, origin, id)) {
        mem_free(text);
        return false;
    }
    memset(text + len, 0, SOURCE_PADDING);
    sources->entries.at[*id]->lent = false;
    return true;
}

bool sources_lend(Sources *sources, Str path, Str text, SourceOrigin origin, FileId *id) {
    if (text.len >= UINT32_MAX - sources->next) return false;
    Entry *entry = ARENA_NEW(sources->arena, Entry);
    entry->file = (SourceFile){arena_str(sources->arena, path), text, sources->next, origin, false};
    entry->lent = true;
    *id = sources->entries.n;
    vec_push(&sources->entries, entry);
    vec_push(&sources->bases, sources->next);
    sources->next += text.len + 1; // the place behind the last byte belongs to the file too
    return true;
}

void sources_share(Sources *sources, FileId id) {
    sources->entries.at[id]->file.shared = true;
}

uint32_t sources_count(const Sources *sources) {
    return sources->entries.n;
}

const SourceFile *sources_file(const Sources *sources, FileId id) {
    return &sources->entries.at[id]->file;
}

// The last of `count` ascending numbers that is at most `wanted`; the first is.
static uint32_t last_at_most(const uint32_t *ascending, uint32_t count, uint32_t wanted) {
    uint32_t from = 0;
    while (count > 1) {
        uint32_t half = count / 2;
        if (ascending[from + half] <= wanted) from += half;
        count -= half;
    }
    return from;
}

FileId sources_find(const Sources *sources, SrcPos pos) {
    return last_at_most(sources->bases.at, sources->bases.n, pos);
}

Str sources_text(const Sources *sources, Span span) {
    if (span.start == 0 || span.end <= span.start) return (Str){"", 0};
    const SourceFile *file = sources_file(sources, sources_find(sources, span.start));
    return str_part(file->text, span.start - file->base, span.end - file->base);
}

// ---- Line maps ------------------------------------------------------------------------------------------------------------------

// Bytes of the character at `at`; a malformed byte counts as one.
static uint32_t character_len(Str text, uint32_t at) {
    uint32_t code, len = utf8_decode(text.at + at, text.len - at, &code);
    return len == 0 ? 1 : len;
}

static uint32_t byte_order_mark_len(Str text) {
    return str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

// By words, the last of which may reach into the padding.
static bool is_ascii(Str text) {
    uint64_t all = 0, word;
    for (uint32_t left = text.len, at = 0; left > 0; at += sizeof word) {
        memcpy(&word, text.at + at, sizeof word);
        all |= word;
        left -= left < sizeof word ? left : (uint32_t)sizeof word;
    }
    return (all & UINT64_C(0x8080808080808080)) == 0;
}

static void map_characters(Entry *entry) {
    Str text = entry->file.text;
    if (entry->marked) return;
    entry->marked = true;
    if (is_ascii(text)) return;
    uint32_t count = 0;
    for (uint32_t at = 0; at < text.len; at += character_len(text, at), count++) {
        if (at / MARK_STEP >= entry->marks.n) vec_push(&entry->marks, (Mark){at, count});
    }
}

static void map_lines(Entry *entry) {
    if (entry->mapped) return;
    entry->mapped = true;
    Str text = entry->file.text;
    vec_push(&entry->lines, byte_order_mark_len(text));
    for (uint32_t at = str_find(text, '\n', 0); at < text.len; at = str_find(text, '\n', at + 1)) {
        vec_push(&entry->lines, at + 1);
    }
}

// Characters that end at or before `offset`.
static uint32_t characters_before(const Entry *entry, uint32_t offset) {
    if (entry->marks.n == 0) return offset;
    uint32_t i = offset / MARK_STEP;
    if (i >= entry->marks.n) i = entry->marks.n - 1;
    if (entry->marks.at[i].offset > offset) i--;
    Mark mark = entry->marks.at[i];
    while (mark.offset < offset) {
        mark.offset += character_len(entry->file.text, mark.offset);
        if (mark.offset <= offset) mark.count++;
    }
    return mark.count;
}

// Characters from the start of a line that end at or before `offset`.
static uint32_t characters_between(Entry *entry, uint32_t line, uint32_t offset) {
    if (offset - line > MARK_STEP) {
        map_characters(entry);
        return characters_before(entry, offset) - characters_before(entry, line);
    }
    uint32_t count = 0;
    for (uint32_t at = line + character_len(entry->file.text, line); at <= offset; at += character_len(entry->file.text, at)) count++;
    return count;
}

LineColumn sources_line_column(Sources *sources, SrcPos pos) {
    Entry *entry = sources->entries.at[sources_find(sources, pos)];
    map_lines(entry);
    uint32_t offset = pos - entry->file.base, bytes = entry->file.text.len;
    if (offset > bytes) offset = bytes;
    if (offset < entry->lines.at[0]) offset = entry->lines.at[0]; // in the byte order mark
    uint32_t line = last_at_most(entry->lines.at, entry->lines.n, offset);
    return (LineColumn){line + 1, characters_between(entry, entry->lines.at[line], offset) + 1};
}

Str sources_line(Sources *sources, FileId file, uint32_t line, SrcPos *start) {
    Entry *entry = sources->entries.at[file];
    map_lines(entry);
    Str text = entry->file.text;
    uint32_t from = text.len, to = text.len;
    if (line >= 1 && line <= entry->lines.n) {
        from = entry->lines.at[line - 1];
        if (line < entry->lines.n) to = entry->lines.at[line] - 1;
        if (to > from && text.at[to - 1] == '\r') to--;
    }
    if (start != NULL) *start = entry->file.base + from;
    return str_part(text, from, to);
}
