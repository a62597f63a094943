// Fields and blocks that are misspelt: what they may have meant is unknown, and so is the way back of it. No rule takes the slip for an absence.
#include "model/build.h"

static void field_unclear(ModelBuild *b, FieldId field, Row row) {
    if (column_draft_state(b, field, row) & STATE_SET) return;
    column_mark_unknown(b, field, row);
    vec_push(&b->poisoned, (Poisoned){field, 0});
}

void unclear_mark(ModelBuild *b, bool late) {
    for (uint32_t i = 0; i < b->unclear.n; i++) {
        FieldId first = b->unclear.at[i].field ? b->unclear.at[i].field : 1, end = b->unclear.at[i].field ? first + 1 : b->schema->fields.n;
        Row row = b->unclear.at[i].row;
        for (FieldId f = first; f < end; f++) {
            bool written = (b->traits[f] & TRAIT_WRITTEN) && !b->schema->fields.at[f].implicit;
            bool in_turn = late == ((b->traits[f] & TRAIT_LATE) != 0);
            if (written && in_turn && schema_is_a(b->schema, b->m->kind[row], b->schema->fields.at[f].kind)) field_unclear(b, f, row);
        }
    }
}
