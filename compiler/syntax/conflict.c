// Conflicts as git marks them: <<<<<<<, the one side, perhaps ||||||| and what was before, =======, the other side, >>>>>>>.
#include "syntax/conflict.h"

#include "diag/catalogue.h"

#define MARK 7u

// Bytes that are left out.
typedef struct {
    uint32_t from, to;
} Gap;

typedef VEC(Gap) Gaps;

static bool is_mark(Str text, uint32_t line, char sign) {
    uint32_t at = line;
    while (at < text.len && at - line <= MARK && text.at[at] == sign) at++;
    return at - line == MARK && (at == text.len || text.at[at] == ' ' || text.at[at] == '\r' || text.at[at] == '\n');
}

static Span line_at(const SourceFile *file, uint32_t line) {
    Str text = str_trim(str_part(file->text, line, str_find(file->text, '\n', line)));
    return (Span){file->base + line, file->base + line + text.len};
}

// A conflict without an end goes on to the end of the file.
static Gaps find_gaps(const SourceFile *file, Diagnostics *sink) {
    Str text = file->text;
    Gaps gaps = {0};
    bool inside = false, other = false;
    for (uint32_t line = 0, next; line < text.len; line = next) {
        next = str_find(text, '\n', line) + 1;
        if (next > text.len) next = text.len;
        bool begins = !inside && is_mark(text, line, '<'), ends = inside && is_mark(text, line, '>');
        if (begins) diag_merge_conflict(sink, line_at(file, line));
        inside = inside || begins;
        other = other || (inside && (is_mark(text, line, '|') || is_mark(text, line, '=')));
        if (begins || other || ends) vec_push(&gaps, (Gap){line, next});
        if (ends) inside = other = false;
    }
    return gaps;
}

void conflict_leave_out(const SourceFile *file, Tokens *raw, Diagnostics *sink) {
    if (memmem(file->text.at, file->text.len, "<<<<<<<", MARK) == NULL) return;
    Gaps gaps = find_gaps(file, sink);
    uint32_t kept = 0, gap = 0;
    for (uint32_t i = 0; i < raw->kind.n; i++) {
        uint32_t at = raw->start.at[i] - file->base;
        while (gap < gaps.n && gaps.at[gap].to <= at) gap++;
        if (gap < gaps.n && gaps.at[gap].from <= at) continue;
        raw->kind.at[kept] = raw->kind.at[i];
        raw->start.at[kept++] = raw->start.at[i];
    }
    raw->kind.n = raw->start.n = kept;
    vec_free(&gaps);
}
