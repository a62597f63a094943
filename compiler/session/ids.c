// Ids against a baseline: which are gone, and which stand for something else than then.
#include "diag/catalogue.h"
#include "session/session.h"

static bool is_of_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

// The next word of a title from *at on; empty at the end.
static Str next_word(Str title, uint32_t *at) {
    while (*at < title.len && !is_of_word(title.at[*at])) ++*at;
    uint32_t from = *at;
    while (*at < title.len && is_of_word(title.at[*at])) ++*at;
    return str_part(title, from, *at);
}

// Titles are reworded; one that has no word left of the other means something else. Words of a letter or two are in every title.
static bool share_a_word(Str a, Str b) {
    bool any = false, compared = false;
    uint32_t at = 0;
    for (Str x = next_word(a, &at); x.len > 0 && !any; x = next_word(a, &at)) {
        uint32_t other = 0;
        for (Str y = next_word(b, &other); x.len > 2 && y.len > 0 && !any; y = next_word(b, &other)) {
            compared = compared || y.len > 2;
            any = str_same_letters(x, y);
        }
    }
    return any || !compared;
}

static void look_at(const BaselineRecord *was, Session *s, Span project) {
    const Model *m = s->model;
    Row row = model_find(m, was->path);
    if (row != 0 && m->unit[row] != 0) row = 0;
    if (row == 0) {
        if (!was->gone) diag_id_vanished(s->sink, project, was->kind, was->path, was->title);
        return;
    }
    Str kind = names_text(m->names, schema_kind_at(m->schema, m->kind[row])->name);
    if (str_eq(kind, was->kind) && share_a_word(was->title, model_title(m, row, s->arena))) return;
    diag_id_reused(s->sink, model_row_span(m, row), was->path, was->kind, was->title);
}

void baseline_look(const Baseline *b, Session *s) {
    Span project = s->model->project ? model_row_span(s->model, s->model->project) : (Span){0};
    for (KindId k = 1; k < s->model->schema->kinds.n; k++)
        if (s->model->kind_lost[k]) return; // what seems to be gone may stand in what could not be read
    for (uint32_t i = 0; i < b->records.n; i++) look_at(&b->records.at[i], s, project);
}
