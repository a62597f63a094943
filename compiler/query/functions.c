// What the built-in functions over values come to: join, plain, years.
#include "base/markdown.h"
#include "query/eval.h"

static void add_text(Run *run, Builder *b, const Out *out) {
    Str text = out_text(out);
    if (text.len) builder_value(b, model_make_text(run->texts, arena_str(run->texts, text)), BASE_TEXT, 0);
}

Vector eval_join(Run *run, const Expr *e, const Frame *frame) {
    const Model *m = run->model;
    Vector a = eval_value(run, e->a, frame);
    Str by = e->b ? model_text(m, e->b->value, run->batch) : STR(", ");
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        Out out = out_memory();
        for (uint32_t j = vector_from(&a, i); j < vector_to(&a, i); j++) {
            if (j > vector_from(&a, i)) out_str(&out, by);
            out_str(&out, model_value_text(m, vector_base(&a, j), a.value[j], run->batch));
        }
        add_text(run, &b, &out);
        out_free(&out);
        builder_entry(&b, vector_state(&a, i) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}

Vector eval_plain(Run *run, const Expr *e, const Frame *frame) {
    Vector a = eval_value(run, e->a, frame);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        for (uint32_t j = vector_from(&a, i); j < vector_to(&a, i); j++) {
            Out out = out_memory();
            markdown_plain(model_text(run->model, a.value[j], run->batch), &out);
            add_text(run, &b, &out);
            out_free(&out);
        }
        builder_entry(&b, vector_state(&a, i) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}

// ---- years

// No plan reaches further: what is written by mistake must not become thousands of columns.
#define YEARS 100

static void add_years(Date from, Date to, Builder *b) {
    int first, last, month, day;
    date_parts(from, &first, &month, &day);
    date_parts(to, &last, &month, &day);
    for (int year = first; year <= last && year < first + YEARS; year++) builder_value(b, RANGE_YEAR | (RangeId)year, BASE_RANGE, 0);
}

Vector eval_years(Run *run, const Expr *e, const Frame *frame) {
    Vector from = eval_value(run, e->a, frame), to = eval_value(run, e->b, frame);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t x = vector_from(&from, i), y = vector_from(&to, i);
        bool both = x < vector_to(&from, i) && y < vector_to(&to, i);
        if (both) add_years((Date)from.value[x], (Date)to.value[y], &b);
        builder_entry(&b, (vector_state(&from, i) | vector_state(&to, i)) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}
