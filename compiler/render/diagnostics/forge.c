#include "render/diagnostics/forge.h"

#include <stdlib.h>

#include "base/memory.h"

// ---- Places -------------------------------------------------------------------------------------------------------------------------------

ForgePlace forge_place(const DiagInput *input, Span at) {
    if (!at.start) return (ForgePlace){0};
    FileId id = sources_find(input->sources, at.start);
    const SourceFile *file = sources_file(input->sources, id);
    if (file->origin != SOURCE_PROJECT) return (ForgePlace){0};
    if (at.end < at.start) at.end = at.start;
    return (ForgePlace){file, id, at, sources_line_column(input->sources, at.start), sources_line_column(input->sources, at.end)};
}

ForgePlace forge_home(const DiagInput *input, const Diagnostic *d) {
    ForgePlace place = forge_place(input, d->at);
    return place.file ? place : forge_place(input, (Span){input->anchor, input->anchor});
}

uint32_t forge_byte_column(const DiagInput *input, SrcPos pos, uint32_t line) {
    SrcPos start;
    sources_line(input->sources, sources_find(input->sources, pos), line, &start);
    return pos > start ? pos - start + 1 : 1;
}

Out forge_path(const DiagInput *input, const ForgePlace *place) {
    Out path = out_memory();
    out_str(&path, input->folder);
    if (place->file) out_str(&path, place->file->path);
    return path;
}

static bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && memchr("-._~/", c, 5));
}

void forge_uri(const DiagInput *input, const ForgePlace *place, Out *out) {
    Out path = forge_path(input, place);
    for (size_t i = 0; i < path.len; i++) {
        if (is_unreserved(path.at[i])) out_char(out, path.at[i]);
        else out_printf(out, "%%%02X", (unsigned char)path.at[i]);
    }
    out_free(&path);
}

// ---- Words --------------------------------------------------------------------------------------------------------------------------------

// On one line, whatever it holds.
static void one_line(Out *out, Str text) {
    for (uint32_t i = 0; i < text.len; i++) out_char(out, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
}

static void line(Out *out, const char *title, Str text) {
    if (!text.len) return;
    out_printf(out, "\n%s: ", title);
    one_line(out, text);
}

// More of them would hide what helps.
#define MOST_PLACES 4u

// Begins with a word of ours: a line that begins with text from the input might be a command to whoever prints it.
static void place_line(const DiagInput *input, const Diagnostic *d, const DiagNote *note, Out *out) {
    ForgePlace place = note->at.start != d->at.start ? forge_place(input, note->at) : (ForgePlace){0};
    out_cstr(out, place.file != NULL ? "see " : "note: ");
    if (place.file != NULL) {
        Out path = forge_path(input, &place);
        one_line(out, out_text(&path));
        out_printf(out, ":%u%s", place.from.line, note->label.len > 0 ? ": " : "");
        out_free(&path);
    }
    one_line(out, note->label);
}

Out forge_places(const DiagInput *input, const Diagnostic *d) {
    Out places = out_memory();
    uint32_t count = 0;
    for (const DiagNote *note = d->notes; note && count < MOST_PLACES; note = note->next, count++) {
        if (count > 0) out_char(&places, '\n');
        place_line(input, d, note, &places);
    }
    return places;
}

Out forge_line(const DiagInput *input, const Diagnostic *d) {
    Out text = out_memory(), places = forge_places(input, d);
    Str rest = out_text(&places);
    one_line(&text, d->message);
    for (uint32_t from = 0, end; from < rest.len; from = end + 1) {
        end = str_find(rest, '\n', from);
        out_cstr(&text, "; ");
        out_str(&text, str_part(rest, from, end));
    }
    if (d->help.len) out_cstr(&text, "; help: "), one_line(&text, d->help);
    out_free(&places);
    return text;
}

Out forge_words(const DiagInput *input, const Diagnostic *d) {
    Out words = out_memory();
    one_line(&words, d->message);
    if (input != NULL && d->notes != NULL) {
        Out places = forge_places(input, d);
        out_char(&words, '\n');
        out_str(&words, out_text(&places));
        out_free(&places);
    }
    line(&words, "help", d->help);
    line(&words, "requirement", d->requirement);
    out_cstr(&words, "\nexplain: ismsc explain ");
    out_str(&words, d->name);
    return words;
}

Level forge_level(const Diagnostic *d) {
    return d->level == LEVEL_FORBID ? LEVEL_ERROR : d->level;
}

// ---- Order and number -----------------------------------------------------------------------------------------------------------------------

typedef struct {
    uint64_t key;
    uint32_t index;
} Key;

static int by_key(const void *left, const void *right) {
    const Key *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static Key *sorted_keys(const DiagInput *input, uint64_t key_of(const DiagInput *input, const Diagnostic *d)) {
    Key *keys = mem_zeroed((size_t)input->count + 1, sizeof *keys);
    for (uint32_t i = 0; i < input->count; i++) keys[i] = (Key){key_of(input, input->diagnostics[i]), i};
    qsort(keys, input->count, sizeof *keys, by_key);
    return keys;
}

static uint64_t fingerprint(const DiagInput *input, const Diagnostic *d) {
    (void)input;
    return d->fingerprint;
}

uint32_t *forge_occurrences(const DiagInput *input) {
    Key *keys = sorted_keys(input, fingerprint);
    uint32_t *numbers = mem_zeroed((size_t)input->count + 1, sizeof *numbers), number = 0;
    for (uint32_t i = 0; i < input->count; i++) {
        number = i > 0 && keys[i].key == keys[i - 1].key ? number + 1 : 1;
        numbers[keys[i].index] = number;
    }
    mem_free(keys);
    return numbers;
}

static uint64_t file_of(const DiagInput *input, const Diagnostic *d) {
    ForgePlace place = forge_home(input, d);
    return place.file ? (uint64_t)place.id + 1 : 0;
}

uint32_t *forge_by_file(const DiagInput *input) {
    Key *keys = sorted_keys(input, file_of);
    uint32_t *order = mem_zeroed((size_t)input->count + 1, sizeof *order);
    for (uint32_t i = 0; i < input->count; i++) order[i] = keys[i].index;
    mem_free(keys);
    return order;
}

uint32_t forge_room(const DiagInput *input, uint32_t most, uint32_t room[LEVEL_ERROR + 1]) {
    uint32_t counts[LEVEL_ERROR + 1] = {0}, out = 0;
    for (uint32_t i = 0; i < input->count; i++) counts[forge_level(input->diagnostics[i])]++;
    for (Level level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        room[level] = counts[level] < most ? counts[level] : most;
        most -= room[level];
        out += counts[level] - room[level];
    }
    return out;
}
