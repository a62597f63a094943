// The formats of diagnostics: one line each.
#include "render/diagnostics/render.h"

// clang-format off
const DiagFormat diag_formats[] = {
    {"text", diag_text, true, false},
    {"short", diag_short, false, false},
    {"json", diag_json, true, false},
    {"sarif", diag_sarif, false, true},
    {"github", diag_github, false, false},
    {"gitlab", diag_gitlab, false, false},
    {"junit", diag_junit, false, false},
    {"checkstyle", diag_checkstyle, false, false},
    {"rdjson", diag_rdjson, false, false},
    {"markdown", diag_markdown, true, false},
};
// clang-format on
const uint32_t diag_format_count = sizeof diag_formats / sizeof *diag_formats;

const DiagFormat *diag_format_find(Str name) {
    for (uint32_t i = 0; i < diag_format_count; i++)
        if (str_eq(name, str_of(diag_formats[i].name))) return &diag_formats[i];
    return NULL;
}
