// Texts with holes: `"{a} is excluded and yet implemented by {a.implemented-by}"`.
#include "base/out.h"
#include "query/compile.h"

typedef VEC(Piece) Pieces;

static void push_text(Pieces *pieces, Out *text, Arena *arena) {
    if (text->len) vec_push(pieces, (Piece){.sort = PIECE_TEXT, .text = arena_str(arena, out_text(text))});
    text->len = 0;
}

static Piece hole(Checker *c, NodeId node, bool summary) {
    if (summary && tree_kind(c->tree, node) == NODE_WORD) {
        if (str_eq(check_text(c, node), STR("count"))) return (Piece){.sort = PIECE_COUNT_OF};
        if (str_eq(check_text(c, node), STR("list"))) return (Piece){.sort = PIECE_LIST_OF};
    }
    return (Piece){.sort = PIECE_VALUE, .value = check_value(c, node, NULL)};
}

// The parser gives one child for each hole, in order; `{{` is a brace.
Template template_compile(Checker *c, NodeId node, bool summary) {
    Str text = tree_string(c->tree, c->model->sources, node, c->arena);
    NodeId child = tree_child(c->tree, node);
    Pieces pieces = {0};
    Out literal = out_memory();
    for (uint32_t i = 0; i < text.len; i++) {
        char ch = text.at[i];
        bool doubled = i + 1 < text.len && text.at[i + 1] == ch;
        if (ch == '{' && !doubled && child) {
            push_text(&pieces, &literal, c->arena);
            vec_push(&pieces, hole(c, child, summary));
            child = tree_next(c->tree, child);
            i = str_find(text, '}', i);
            continue;
        }
        out_char(&literal, ch);
        if ((ch == '{' || ch == '}') && doubled) i++;
    }
    push_text(&pieces, &literal, c->arena);
    if (pieces.n == 0) vec_push(&pieces, (Piece){.sort = PIECE_TEXT});
    out_free(&literal);
    Piece *kept = ARENA_ARRAY(c->arena, Piece, pieces.n);
    memcpy(kept, pieces.at, pieces.n * sizeof *kept);
    Template t = {kept, pieces.n};
    vec_free(&pieces);
    return t;
}

// More names than this in one sentence help nobody.
#define NAMED 12u

Str values_text(const Model *model, const Vector *v, uint32_t i, Arena *arena) {
    uint32_t from = vector_from(v, i), to = vector_to(v, i), shown = to - from > NAMED ? from + NAMED : to;
    if (to - from == 1) return model_value_text(model, vector_base(v, from), v->value[from], arena);
    Out out = out_memory();
    for (uint32_t j = from; j < shown; j++) {
        if (j > from) out_cstr(&out, j + 1 == to ? " and " : ", ");
        out_str(&out, model_value_text(model, vector_base(v, j), v->value[j], arena));
    }
    if (shown < to) out_printf(&out, " and %u more", to - shown);
    if (from == to) out_cstr(&out, vector_state(v, i) & STATE_UNKNOWN ? "?" : "nothing");
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

const Str *template_fill(Run *run, const Template *t, const Frame *frame, Arena *arena) {
    Str *texts = ARENA_ARRAY(arena, Str, frame->n);
    Vector *values = ARENA_ARRAY(run->batch, Vector, t->count);
    for (uint32_t p = 0; p < t->count; p++)
        if (t->pieces[p].sort == PIECE_VALUE) values[p] = eval_value(run, t->pieces[p].value, frame);
    Out out = out_memory();
    for (uint32_t i = 0; i < frame->n; i++) {
        out.len = 0;
        for (uint32_t p = 0; p < t->count; p++)
            out_str(&out, t->pieces[p].sort == PIECE_VALUE ? values_text(run->model, &values[p], i, run->batch) : t->pieces[p].text);
        texts[i] = arena_str(arena, out_text(&out));
    }
    out_free(&out);
    return texts;
}

Str template_fill_summary(const Template *t, uint32_t count, Str list, Arena *arena) {
    Out out = out_memory();
    for (uint32_t p = 0; p < t->count; p++) {
        if (t->pieces[p].sort == PIECE_COUNT_OF) out_u64(&out, count);
        else if (t->pieces[p].sort == PIECE_LIST_OF) out_str(&out, list);
        else out_str(&out, t->pieces[p].text);
    }
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}
