// The format `gitlab`: a Code Quality report, an array with one object for each diagnostic. GitLab tells findings of two reports apart by `fingerprint`
// alone, so no two are alike; its parser stops at the first element that it does not like.
#include "base/memory.h"
#include "render/diagnostics/forge.h"
#include "render/diagnostics/json_text.h"

static const char *severity(const Diagnostic *d) {
    switch (d->level) {
    case LEVEL_FORBID: return "blocker";
    case LEVEL_ERROR: return "critical";
    case LEVEL_WARNING: return "major";
    default: return "info";
    }
}

static Out fingerprint(const Diagnostic *d, uint32_t occurrence) {
    Out text = out_memory();
    out_printf(&text, "%016llx", (unsigned long long)d->fingerprint);
    if (occurrence > 1) out_printf(&text, "-%u", occurrence);
    return text;
}

static void element(const DiagInput *input, const Diagnostic *d, uint32_t occurrence, Out *out) {
    ForgePlace place = forge_home(input, d);
    out_char(out, '{');
    json_member_out(out, "description", forge_line(input, d));
    out_cstr(out, ", ");
    json_member(out, "check_name", d->name);
    out_cstr(out, ", ");
    json_member_out(out, "fingerprint", fingerprint(d, occurrence));
    out_printf(out, ", \"severity\": \"%s\", \"location\": {", severity(d));
    json_member_out(out, "path", forge_path(input, &place));
    out_printf(out, ", \"lines\": {\"begin\": %u, \"end\": %u}}}", place.file ? place.from.line : 1, place.file ? place.to.line : 1);
}

void diag_gitlab(const DiagInput *input, Out *out) {
    uint32_t *occurrences = forge_occurrences(input);
    out_char(out, '[');
    for (uint32_t i = 0; i < input->count; i++) {
        out_cstr(out, i ? ",\n" : "\n");
        element(input, input->diagnostics[i], occurrences[i], out);
    }
    out_cstr(out, input->count ? "\n]\n" : "]\n");
    mem_free(occurrences);
}
