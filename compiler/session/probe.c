// Does a file hold a `project` record? Asked of every file before it is known whose it is, so the answer must cost little: most files do
// not hold the word at the start of a line at all.
#include "schema/known.h"
#include "session/files.h"

#define PROJECT STR("project")

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '/' || c == ':' ||
           (unsigned char)c >= 0x80;
}

// Is the word at byte `at` a record's kind at the start of a line (blanks before it, a blank, quote or brace behind it)?
static bool starts_line(Str text, uint32_t at) {
    uint32_t end = at + PROJECT.len, before = at;
    if (end < text.len && is_word(text.at[end])) return false;
    while (before > 0 && (text.at[before - 1] == ' ' || text.at[before - 1] == '\t')) before--;
    if (before == 0 || text.at[before - 1] == '\n' || text.at[before - 1] == '\r') return true;
    return before == 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0;
}

// The first place at or after `from` where the word may open a record; text.len if there is none.
static uint32_t next_candidate(Str text, uint32_t from) {
    const uint32_t rare = 3; // its 'j': few words have one
    for (uint32_t at = str_find(text, PROJECT.at[rare], from + rare); at < text.len; at = str_find(text, PROJECT.at[rare], at + 1)) {
        uint32_t start = at - rare;
        if (str_eq(str_part(text, start, start + PROJECT.len), PROJECT) && starts_line(text, start)) return start;
    }
    return text.len;
}

static uint32_t find_text(Str text, uint32_t from, Str end) {
    const char *found = from < text.len ? memmem(text.at + from, text.len - from, end.at, end.len) : NULL;
    return found == NULL ? text.len : (uint32_t)(found - text.at) + end.len;
}

// The end of a string on one line, from its opening quote.
static uint32_t end_of_quote(Str text, uint32_t at) {
    for (at++; at < text.len && text.at[at] != '\n'; at++) {
        if (text.at[at] == '\\') {
            at++;
        } else if (text.at[at] == '"') {
            return at + 1;
        }
    }
    return at < text.len ? at : text.len;
}

// The end of the comment or string at `at`; `at` itself if there is none.
static uint32_t skip(Str text, uint32_t at) {
    Str rest = str_part(text, at, text.len);
    if (str_starts(rest, STR("\"\"\""))) return find_text(text, at + 3, STR("\"\"\""));
    if (str_starts(rest, STR("\""))) return end_of_quote(text, at);
    if (str_starts(rest, STR("//"))) return str_find(text, '\n', at);
    if (str_starts(rest, STR("/*"))) return find_text(text, at + 2, STR("*/"));
    return at;
}

bool files_hold_project(Str text) {
    uint32_t candidate = next_candidate(text, 0), at = 0;
    int64_t depth = 0;
    while (candidate < text.len) {
        while (at < candidate) {
            uint32_t behind = skip(text, at);
            if (behind == at) {
                depth += (text.at[at] == '{') - (text.at[at] == '}');
                behind = at + 1;
            }
            at = behind;
        }
        // In column 1 it counts even where a brace was forgotten before.
        bool column_1 = candidate == 0 || text.at[candidate - 1] == '\n';
        if (at == candidate && (depth <= 0 || column_1)) return true;
        candidate = next_candidate(text, candidate + 1);
    }
    return false;
}
