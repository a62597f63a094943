// The format `sarif`: SARIF 2.1.0 (OASIS), as GitHub's code scanning reads it. One run; every rule is described, in the order of names, whatever was found.
// URIs are relative to the root of the repository and have no base. GitHub looks at the first location alone: the others are related ones, to which the
// message links. Waived findings are left out: GitHub ignores `suppressions` and would show them as open.
#include <stdlib.h>

#include "base/markdown.h"
#include "base/memory.h"
#include "base/version.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/prose_html.h"
#include "render/diagnostics/forge.h"
#include "render/diagnostics/json_text.h"
#include "render/diagnostics/line_hash.h"

// An absolute URI is wanted, and the program has no page on the web.
#define INFORMATION "urn:ismsc:version:" ISMSC_VERSION
#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
// GitHub takes 25,000 results and keeps 5,000 of them; and 10 MB when packed, to which text as this shrinks from well over five times as much.
#define MOST_RESULTS 5000u
#define MOST_BYTES (50u * 1000 * 1000)
// GitHub cuts descriptions that are longer.
#define LONGEST_DESCRIPTION 1000u
// More second places help nobody.
#define MOST_NOTES 20u

typedef struct {
    const DiagInput *input;
    LineHashes *hashes; // of each file, when one of its lines was asked for
    uint32_t *occurrences;
    Out *out;
} Sarif;

static const char *level_of(Level level) {
    return level == LEVEL_OFF ? "none" : diag_level_shown(level);
}

// ---- Texts --------------------------------------------------------------------------------------------------------------------------------

// Brackets make links in messages, and a backslash takes their meaning from them.
static void message_text(Out *out, Str text) {
    for (uint32_t i = 0; i < text.len; i++) {
        if (memchr("[]\\", text.at[i], 3)) out_char(out, '\\');
        out_char(out, text.at[i]);
    }
}

static void end_sentence(Out *out) {
    if (out->len > 0 && !memchr(".!?", out->at[out->len - 1], 3)) out_char(out, '.');
}

static void text_object(Out *out, const char *name, Out text) {
    out_printf(out, "\"%s\": {", name);
    json_member_out(out, "text", text);
    out_char(out, '}');
}

// ---- Rules --------------------------------------------------------------------------------------------------------------------------------

static Out about(const DiagRule *rule) {
    Out text = out_memory();
    out_str(&text, rule->about.len ? rule->about : rule->name);
    end_sentence(&text);
    return text;
}

// The first paragraph.
static Out description(const DiagRule *rule) {
    uint32_t end = str_find(rule->doc, '\n', 0);
    while (end + 1 < rule->doc.len && rule->doc.at[end + 1] != '\n') end = str_find(rule->doc, '\n', end + 1);
    Out text = out_memory();
    markdown_plain(str_part(rule->doc, 0, end), &text);
    if (text.len == 0) out_str(&text, rule->about.len ? rule->about : rule->name);
    if (text.len > LONGEST_DESCRIPTION) {
        text.len = LONGEST_DESCRIPTION;
        while (text.len > 1 && text.at[text.len - 1] != ' ') text.len--;
        out_cstr(&text, "…");
    } else {
        end_sentence(&text);
    }
    return text;
}

static Out help(const DiagRule *rule, bool markdown) {
    Out text = out_memory();
    if (markdown) prose_markdown(rule->doc, &text);
    else markdown_plain(rule->doc, &text);
    if (rule->requirement.len) {
        out_cstr(&text, "\nRequirement: ");
        if (markdown) escape_markdown(&text, rule->requirement);
        else out_str(&text, rule->requirement);
        out_cstr(&text, "\n");
    }
    out_printf(&text, "\nMore: %sismsc explain " STR_FMT "%s\n", markdown ? "`" : "", STR_ARG(rule->name), markdown ? "`" : "");
    return text;
}

static void rule_object(const DiagRule *rule, Out *out) {
    out_char(out, '{');
    json_member(out, "id", rule->name);
    out_cstr(out, ", ");
    text_object(out, "shortDescription", about(rule));
    out_cstr(out, ", ");
    text_object(out, "fullDescription", description(rule));
    out_cstr(out, ", \"help\": {");
    json_member_out(out, "text", help(rule, false));
    out_cstr(out, ", ");
    json_member_out(out, "markdown", help(rule, true));
    out_printf(out, "}, \"defaultConfiguration\": {\"level\": \"%s\"}}", level_of(rule->level));
}

static int by_name(const void *name, const void *rule) {
    return str_cmp(*(const Str *)name, ((const DiagRule *)rule)->name);
}

static void rule_reference(const DiagInput *input, Str name, Out *out) {
    const DiagRule *rule = input->rule_count ? bsearch(&name, input->rules, input->rule_count, sizeof *rule, by_name) : NULL;
    json_member(out, "ruleId", name);
    if (rule) out_printf(out, ", \"ruleIndex\": %u", (uint32_t)(rule - input->rules));
}

// ---- Places -------------------------------------------------------------------------------------------------------------------------------

static void region(const ForgePlace *place, Out *out) {
    out_printf(out, "{\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, \"endColumn\": %u}", place->from.line, place->from.column,
               place->to.line, place->to.column);
}

static void artifact(const DiagInput *input, const ForgePlace *place, Out *out) {
    Out uri = out_memory();
    forge_uri(input, place, &uri);
    out_cstr(out, "\"artifactLocation\": {");
    json_member_out(out, "uri", uri);
    out_char(out, '}');
}

static void physical(const DiagInput *input, const ForgePlace *place, Out *out) {
    out_cstr(out, "\"physicalLocation\": {");
    artifact(input, place, out);
    out_cstr(out, ", \"region\": ");
    region(place, out);
    out_char(out, '}');
}

static Str label_of(const DiagNote *note) {
    return note->label.len ? note->label : STR("here");
}

// The headline, links to the second places, and what helps.
static Out message(const DiagInput *input, const Diagnostic *d) {
    Out text = out_memory();
    uint32_t id = 0, notes = 0;
    message_text(&text, d->message);
    for (const DiagNote *note = d->notes; note && notes < MOST_NOTES; note = note->next, notes++) {
        bool linked = forge_place(input, note->at).file != NULL;
        out_cstr(&text, notes ? ", " : " (");
        if (linked) out_char(&text, '[');
        message_text(&text, label_of(note));
        if (linked) out_printf(&text, "](%u)", ++id);
    }
    if (notes) out_char(&text, ')');
    end_sentence(&text);
    if (d->help.len) {
        out_cstr(&text, " Help: ");
        message_text(&text, d->help);
        end_sentence(&text);
    }
    return text;
}

static void related(const DiagInput *input, const Diagnostic *d, Out *out) {
    uint32_t id = 0, notes = 0;
    for (const DiagNote *note = d->notes; note && notes < MOST_NOTES; note = note->next, notes++) {
        ForgePlace place = forge_place(input, note->at);
        if (!place.file) continue;
        Out label = out_memory();
        message_text(&label, label_of(note));
        out_printf(out, "%s{\"id\": %u, ", id ? ", " : ", \"relatedLocations\": [", id + 1);
        physical(input, &place, out);
        out_cstr(out, ", ");
        text_object(out, "message", label);
        out_char(out, '}');
        id++;
    }
    if (id) out_char(out, ']');
}

// ---- Fixes --------------------------------------------------------------------------------------------------------------------------------

static void replacement(const ForgePlace *place, Str text, Out *out) {
    out_cstr(out, "{\"deletedRegion\": ");
    region(place, out);
    out_cstr(out, ", \"insertedContent\": {");
    json_member(out, "text", text);
    out_cstr(out, "}}");
}

// All edits of a diagnostic belong together: they are one fix, with a change for each stretch of edits of one file.
static void fixes(const DiagInput *input, const Diagnostic *d, Out *out) {
    const SourceFile *file = NULL;
    for (const DiagFix *fix = d->fixes; fix; fix = fix->next)
        if (!forge_place(input, fix->at).file) return;
    for (const DiagFix *fix = d->fixes; fix; fix = fix->next) {
        ForgePlace place = forge_place(input, fix->at);
        if (!file) {
            Out label = out_memory();
            message_text(&label, fix->label);
            out_cstr(out, ", \"fixes\": [{");
            text_object(out, "description", label);
            out_cstr(out, ", \"artifactChanges\": [");
        }
        if (place.file != file) {
            out_cstr(out, file ? "]}, {" : "{");
            artifact(input, &place, out);
            out_cstr(out, ", \"replacements\": [");
            file = place.file;
        } else {
            out_cstr(out, ", ");
        }
        replacement(&place, fix->text, out);
    }
    if (file) out_cstr(out, "]}]}]");
}

// ---- Results ------------------------------------------------------------------------------------------------------------------------------

static void fingerprints(const Sarif *s, uint32_t index, const ForgePlace *place, Out *out) {
    out_printf(out, ", \"partialFingerprints\": {\"ismscRecords/v1\": \"%016llx:%u\"", (unsigned long long)s->input->diagnostics[index]->fingerprint,
               s->occurrences[index]);
    if (place->file) {
        LineHashes *hashes = &s->hashes[place->id];
        if (hashes->n == 0) line_hashes(place->file->text, hashes);
        const LineHash *hash = place->from.line <= hashes->n ? &hashes->at[place->from.line - 1] : NULL;
        if (hash) out_printf(out, ", \"primaryLocationLineHash\": \"%llx:%u\"", (unsigned long long)hash->hash, hash->occurrence);
    }
    out_char(out, '}');
}

static void result(const Sarif *s, uint32_t index, Out *out) {
    const Diagnostic *d = s->input->diagnostics[index];
    ForgePlace place = forge_home(s->input, d);
    out_char(out, '{');
    rule_reference(s->input, d->name, out);
    out_printf(out, ", \"level\": \"%s\", ", level_of(d->level));
    text_object(out, "message", message(s->input, d));
    if (place.file) {
        out_cstr(out, ", \"locations\": [{");
        physical(s->input, &place, out);
        out_cstr(out, "}]");
    }
    related(s->input, d, out);
    fingerprints(s, index, &place, out);
    fixes(s->input, d, out);
    out_char(out, '}');
}

// Writes the results; returns how many were left out, the least severe first.
static uint32_t results(const Sarif *s) {
    uint32_t room[LEVEL_ERROR + 1] = {0}, left = forge_room(s->input, MOST_RESULTS, room);
    size_t bytes = 0;
    const char *before = "\n";
    for (uint32_t i = 0; i < s->input->count; i++) {
        Level level = forge_level(s->input->diagnostics[i]);
        if (room[level] == 0) continue;
        room[level]--;
        Out one = out_memory();
        if (bytes < MOST_BYTES) result(s, i, &one);
        bytes += one.len;
        if (one.len > 0 && bytes <= MOST_BYTES) {
            out_cstr(s->out, before);
            out_str(s->out, out_text(&one));
            before = ",\n";
        } else {
            left++;
        }
        out_free(&one);
    }
    return left;
}

static void invocation(uint32_t left, Out *out) {
    out_cstr(out, "\"invocations\": [{\"executionSuccessful\": true");
    if (left > 0) {
        out_printf(
            out,
            ", \"toolExecutionNotifications\": [{\"level\": \"warning\", \"message\": {\"text\": \"%u of the results are left out, the least severe ones: "
            "code scanning keeps no more than %u.\"}}]",
            left, MOST_RESULTS);
    }
    out_cstr(out, "}]");
}

void diag_sarif(const DiagInput *input, Out *out) {
    uint32_t files = sources_count(input->sources);
    Sarif s = {input, mem_zeroed((size_t)files + 1, sizeof *s.hashes), forge_occurrences(input), out};
    out_cstr(out, "{\"$schema\": \"" SCHEMA "\", \"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"ismsc\", "
                  "\"semanticVersion\": \"" ISMSC_VERSION "\", \"informationUri\": \"" INFORMATION "\", \"rules\": [");
    for (uint32_t i = 0; i < input->rule_count; i++) {
        out_cstr(out, i ? ",\n" : "\n");
        rule_object(&input->rules[i], out);
    }
    out_cstr(out, "\n]}}, \"columnKind\": \"unicodeCodePoints\", \"automationDetails\": {\"id\": \"ismsc/\"}, \"results\": [");
    uint32_t left = results(&s);
    out_cstr(out, "\n], ");
    invocation(left, out);
    out_cstr(out, "}]}\n");
    for (uint32_t i = 0; i < files; i++) vec_free(&s.hashes[i]);
    mem_free(s.hashes);
    mem_free(s.occurrences);
}
