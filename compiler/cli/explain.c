// ismsc explain: the long text of anything that has a name. Texts are made as Markdown and laid out for the terminal.
#include <unistd.h>

#include "base/markdown.h"
#include "cli/commands.h"
#include "cli/explain_demands.h"
#include "cli/explain_model.h"
#include "cli/present.h"
#include "diag/page.h"
#include "render/artefacts/prose.h"

// ---- Diagnostics ----------------------------------------------------------------------------------------------------------------------------

static void example(Out *out, const char *heading, Str text) {
    if (text.len == 0) return;
    out_printf(out, "\n## %s\n\n```isms\n", heading);
    out_str(out, str_trim(text));
    out_cstr(out, "\n```\n");
}

static void explain_page(const DiagPage *page, Out *out) {
    out_printf(out, "# " STR_FMT "\n\n%s: " STR_FMT "\n\n" STR_FMT "\n", STR_ARG(page->name), level_name(page->level), STR_ARG(page->message),
               STR_ARG(page->why));
    if (page->requirement.len > 0) out_printf(out, "\nEnforces: " STR_FMT "\n", STR_ARG(page->requirement));
    if (page->help.len > 0) out_printf(out, "\nHelp: " STR_FMT "\n", STR_ARG(page->help));
    example(out, "Wrong", page->bad);
    example(out, "Right", page->good);
}

// ---- Rules, tables, matrices -----------------------------------------------------------------------------------------------------------------

static void explain_rule(const Session *s, const RuleInfo *rule, Out *out) {
    out_printf(out, "# " STR_FMT "\n\nRule, %s.", STR_ARG(rule->name), level_name(rule->level));
    if (rule->requirement.len > 0) out_printf(out, " Enforces " STR_FMT ".", STR_ARG(rule->requirement));
    Str doc = node_doc(rule->declaration, s->sources, s->arena);
    out_printf(out, "\n\n" STR_FMT "\n", STR_ARG(doc));
}

static void explain_artefact(const ArtefactInfo *info, Out *out) {
    out_printf(out, "# " STR_FMT ": " STR_FMT "\n\nA %s.", STR_ARG(info->name), STR_ARG(info->title), artefact_sort_word(info->sort));
    if (info->requirement.len > 0) out_printf(out, " Enforces " STR_FMT ".", STR_ARG(info->requirement));
    out_printf(out, "\n\n" STR_FMT "\n\n`ismsc show " STR_FMT "` prints it.\n", STR_ARG(info->doc), STR_ARG(info->name));
}

// ---- Finding ----------------------------------------------------------------------------------------------------------------------------------

// What goes before the next explanation when a name means several things.
static void next_meaning(Out *out, uint32_t *found) {
    if (++*found > 1) out_cstr(out, "\n");
}

static void explain_program(const Session *s, Str name, uint32_t *found, Suggestion *suggestion, Out *out) {
    const Program *program = s->program;
    for (uint32_t i = 0; i < program_rule_count(program); i++) {
        const RuleInfo *rule = program_rule(program, i);
        suggest_offer(suggestion, rule->name, 0);
        if (!str_eq(rule->name, name)) continue;
        next_meaning(out, found);
        explain_rule(s, rule, out);
    }
    for (uint32_t i = 0; i < program_artefact_count(program); i++) {
        const ArtefactInfo *info = program_artefact(program, i);
        suggest_offer(suggestion, info->name, 0);
        if (!str_eq(info->name, name)) continue;
        next_meaning(out, found);
        explain_artefact(info, out);
    }
}

static void explain_schema(const Session *s, Str name, uint32_t *found, Suggestion *suggestion, Out *out) {
    for (KindId k = KIND_ANY + 1; k < s->schema->kinds.n; k++) {
        const Kind *kind = schema_kind_at(s->schema, k);
        if (kind->nameless) continue;
        suggest_offer(suggestion, names_text(s->names, kind->name), 0);
        if (!str_eq(names_text(s->names, kind->name), name)) continue;
        next_meaning(out, found);
        explain_kind(s, k, out);
    }
}

// A name may stand in several units of the library.
#define MOST_RECORDS 8

static void explain_records(const Session *s, Str name, uint32_t *found, Suggestion *suggestion, Out *out) {
    const Model *m = s->model;
    Row by_path = model_find(m, name);
    uint32_t records = 0;
    for (Row row = 1; row <= m->row_count; row++) {
        Str id = names_text(s->names, m->name[row]);
        bool top = m->parent[row] == 0;
        if (m->node[row].tree == NULL || tree_kind(m->node[row].tree, m->node[row].node) != NODE_RECORD) continue;
        if (top && id.len > 0) suggest_offer(suggestion, id, 0);
        if (row != by_path && (by_path != 0 || !top || !str_eq(id, name))) continue;
        if (++records > MOST_RECORDS) break;
        next_meaning(out, found);
        explain_record(s, row, out);
        explain_demands(s, row, out);
    }
}

// `Annex A` of `Annex A (normative)`.
static Str without_brackets(Str title) {
    uint32_t open = str_find(title, '(', 0);
    return str_trim(str_part(title, 0, open));
}

static bool is_labelled(const Session *s, Row row, Str label) {
    Value value;
    return model_value(s->model, row, s->known.label, &value, NULL) && str_eq(model_text(s->model, value, s->arena), label);
}

// Records by their title, or by the number that their standard prints, for those who know what something is called and not its id.
static void explain_titled(const Session *s, Str title, uint32_t *found, Suggestion *suggestion, Out *out) {
    const Model *m = s->model;
    uint32_t records = 0;
    for (Row row = 1; row <= m->row_count && records < MOST_RECORDS; row++) {
        if (m->parent[row] != 0 || m->node[row].tree == NULL || tree_kind(m->node[row].tree, m->node[row].node) != NODE_RECORD) continue;
        Str whole = model_title(m, row, s->arena);
        if (!str_same_letters(whole, title) && !str_same_letters(without_brackets(whole), title) && !is_labelled(s, row, title)) {
            suggest_offer(suggestion, whole, 0);
            continue;
        }
        records++;
        next_meaning(out, found);
        explain_record(s, row, out);
        explain_demands(s, row, out);
    }
}

static int finish(const Options *options, Str markdown) {
    int fd;
    Out out = standard_output(&fd);
    if (str_eq(options->format, STR("md"))) {
        out_str(&out, markdown);
    } else {
        uint32_t width = use_width(options, STDOUT_FILENO, 80);
        prose_terminal(markdown, width > 100 && options->width == 0 ? 100 : width, use_colour(options, STDOUT_FILENO), &out);
    }
    return standard_finish(&out, EXIT_WELL);
}

static int explain_by_session(const Options *options, Str name, Suggestion *suggestion, uint32_t *found, Out *text) {
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_PROGRAM, UINT32_MAX, LIBRARY_WHOLE)) {
        const Session *s = &run.session;
        if (s->program != NULL) {
            explain_program(s, name, found, suggestion, text);
            explain_schema(s, name, found, suggestion, text);
            if (*found == 0 || model_find(s->model, name) != 0) explain_records(s, name, found, suggestion, text);
            if (*found == 0) explain_titled(s, name, found, suggestion, text);
        }
        if (*found == 0) say_unknown("explanation of", suggestion);
        code = *found > 0 ? EXIT_WELL : EXIT_TROUBLE;
    }
    run_end(&run);
    return code;
}

static int explain(const Options *options, Str name) {
    Suggestion suggestion = {.wanted = name};
    Out text = out_memory();
    uint32_t found = 0;
    int code = EXIT_WELL;
    const DiagPage *page = diag_page_find(name);
    for (uint32_t i = 0; i < diag_page_count; i++) suggest_offer(&suggestion, diag_pages[i].name, 0);
    if (page != NULL) {
        explain_page(page, &text);
    } else {
        code = explain_by_session(options, name, &suggestion, &found, &text);
    }
    if (code == EXIT_WELL) code = finish(options, out_text(&text));
    out_free(&text);
    return code;
}

// ---- --list -----------------------------------------------------------------------------------------------------------------------------------

static void list_one(Sheet *sheet, Str name, const char *sort, Str about) {
    sheet_text(sheet, name);
    sheet_text(sheet, str_of(sort));
    sheet_text(sheet, about);
}

static int list_names(const Options *options) {
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_PROGRAM, UINT32_MAX, LIBRARY_WHOLE)) {
        const Session *s = &run.session;
        Sheet sheet = {.arena = s->arena, .name = "explanations", .title = "What has an explanation"};
        sheet_column(&sheet, "Name");
        sheet_column(&sheet, "Sort");
        sheet_column(&sheet, "About");
        for (uint32_t i = 0; i < diag_page_count; i++)
            list_one(&sheet, diag_pages[i].name, "diagnostic", markdown_sentence(diag_pages[i].why, s->arena));
        for (uint32_t i = 0; s->program != NULL && i < program_rule_count(s->program); i++) {
            const RuleInfo *rule = program_rule(s->program, i);
            list_one(&sheet, rule->name, "rule", markdown_sentence(node_doc(rule->declaration, s->sources, s->arena), s->arena));
        }
        for (uint32_t i = 0; s->program != NULL && i < program_artefact_count(s->program); i++) {
            const ArtefactInfo *info = program_artefact(s->program, i);
            list_one(&sheet, info->name, artefact_sort_word(info->sort), info->title);
        }
        for (KindId k = KIND_ANY + 1; s->schema != NULL && k < s->schema->kinds.n; k++) {
            const Kind *kind = schema_kind_at(s->schema, k);
            if (kind->nameless) continue;
            list_one(&sheet, names_text(s->names, kind->name), "kind",
                     markdown_sentence(node_doc(kind->declaration, s->sources, s->arena), s->arena));
        }
        Artefact artefact = sheet_done(&sheet);
        code = present(options, &artefact, true);
        sheet_free(&sheet);
    }
    run_end(&run);
    return code;
}

int command_explain(const Options *options) {
    if (options->list && options->arguments.n == 0) return list_names(options);
    if (options->arguments.n != 1 || options->list) return say_usage("explain takes one name, or --list");
    if (options->format.len > 0 && !str_eq(options->format, STR("text")) && !str_eq(options->format, STR("md"))) {
        return say_usage("explain prints text or md");
    }
    return explain(options, str_of(options->arguments.at[0]));
}
