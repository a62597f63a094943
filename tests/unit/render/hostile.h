// Hostile texts in every field of findings and artefacts, and what comes out of all formats read as its readers read it: nothing of a text may be more than text.
// For the unit test and the fuzzing target.
#ifndef ISMSC_TESTS_UNIT_HOSTILE_H
#define ISMSC_TESTS_UNIT_HOSTILE_H

#include "artefact_input.h"
#include "diagnostic_input.h"

#include <cmark.h>
#include <jansson.h>

#include "base/utf8.h"

static const char *const HOSTILE[] = {
    "::error file=x::forged",
    "  ::warning::forged",
    "\t::add-mask::forged",
    "\u00A0::notice ::forged",
    "\u3000::set-output name=a::b",
    "x\n::error::forged",
    "x\r\n ::stop-commands::t",
    "x\r::group::g",
    "one two three four five six seven eight nine ::error::ten eleven twelve thirteen fourteen fifteen",
    "##[error]forged",
    "x ##[group]y",
    "##vso[task.setvariable]x",
    "\033[31mred\033[0m",
    "\033]0;title\a",
    "\x9B"
    "31m",
    "\xC2\x9B"
    "31m",
    "a\bb\x7F",
    "\u202Egnp.exe",
    "a\u200Bb\u2066c",
    "\xFF\xFE",
    "a\0b",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table><b>",
    "\"><svg onload=alert(1)>",
    "'><a href='javascript:1'>",
    "]]>--><!--",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
    "<?php x ?>",
    "\xC3@octocat <b>x</b>",
    "@octocat",
    "by @octocat and @org/team, (@x) _@y_ .@z",
    "@&#111;ctocat",
    "![x](https://x.example/x.png)",
    "[x](javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:1",
    "\\![x](https://x.example)",
    "<https://x.example> <javascript:1>",
    "# heading",
    "```\ncode",
    "    code",
    "| a | b |\n| - | - |",
    "\\| a | b \\",
    "- x\n- y",
    "- x\n\n* y",
    "1. x",
    "> quote",
    "---",
    "***b*** __c__ ~~d~~ `e`",
    "a  \nb",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\uFF1D"
    "1",
    "\uFF0B"
    "1",
    "\uFF0D"
    "1",
    "\uFF20"
    "1",
    "=HYPERLINK(\"https://x.example\")",
    "=cmd|' /C calc'!A0",
    "%0A::error::forged",
    "a%25,b:c",
    "\",\"name\":\"x\"}",
    "\\\"\\",
    "\\u0000",
    "{0} {{1}}",
    "%s%n%d",
    "../../etc/passwd",
    "C:\\x\\y",
};

static const char *now; // the text that is tried, for messages

// By the file that includes this: unless `well`, says what is wrong and ends.
static void blame(bool well, const char *format, const char *why, const char *where);

// ---- What holds for every format ------------------------------------------------------------------------------------------------------------

static bool is_space(uint32_t code) {
    return (code >= 9 && code <= 13) || code == 0x20 || code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

// As GitHub's runner reads a line: without blanks before it, `::name`, perhaps properties, `::`. A single colon does not end the name, and no command has
// one in it.
static bool is_command(Str line) {
    uint32_t at = 0, code, bytes;
    while (at < line.len && (bytes = utf8_decode(line.at + at, line.len - at, &code)) && is_space(code)) at += bytes;
    if (!str_starts(str_part(line, at, line.len), STR("::"))) return false;
    uint32_t end = at + 2;
    while (end < line.len && (line.at[end] == '-' || (line.at[end] >= 'a' && line.at[end] <= 'z'))) end++;
    Str rest = str_part(line, end, line.len);
    if (end == at + 2 || !(str_starts(rest, STR(" ")) || str_starts(rest, STR("::")))) return false;
    return memmem(line.at + end, line.len - end, "::", 2) != NULL;
}

// Is it one of the annotations that the format `github` is made of, and no more than that?
static bool is_annotation(Str line) {
    static const char *const STARTS[] = {"::error file=", "::warning file=", "::notice file=", "::notice title=ismsc::"};
    for (size_t i = 0; i < COUNT(STARTS); i++)
        if (str_starts(line, str_of(STARTS[i]))) return true;
    return false;
}

static void check_bytes(const char *format, Str text) {
    blame(utf8_check(text, 0) == text.len, format, "malformed UTF-8", text.at);
    for (uint32_t at = 0, code, bytes; at < text.len; at += bytes) {
        bytes = utf8_decode(text.at + at, text.len - at, &code);
        bool well = code == '\n' || code == '\t' || (code == '\r' && !strcmp(format, "csv")) ||
                    (code >= 0x20 && code != 0x7F && !(code >= 0x80 && code < 0xA0));
        blame(well && !utf8_is_invisible(code), format, "a control or invisible character", text.at + at);
    }
}

// No system has a command with a longer name.
enum { LONGEST_COMMAND = 30 };

static void check_lines(const char *format, Str text) {
    for (uint32_t from = 0, end; from < text.len; from = end + 1) {
        end = str_find(text, '\n', from);
        Str line = str_part(text, from, end);
        bool ours = !strcmp(format, "github") && is_annotation(line);
        blame(!is_command(line) || ours, format, "a line is a workflow command", line.at);
    }
    for (const char *at = text.at; (at = memmem(at, (size_t)(text.at + text.len - at), "##", 2)) != NULL; at += 2) {
        const char *end = at + 2;
        while (end < text.at + text.len && end - at < LONGEST_COMMAND && *end >= 'a' && *end <= 'z') end++;
        blame(end == text.at + text.len || *end != '[', format, "a command with ##", at);
    }
}

// ---- Markdown -------------------------------------------------------------------------------------------------------------------------------

static bool is_word(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The texts of neighbours stand together when a forge looks for mentions.
static void check_mentions(const char *format, const char *text, char *before) {
    for (const char *at = text; *at; *before = *at++) {
        bool starts = *before == '@' && is_word((unsigned char)*at);
        blame(!starts, format, "a mention", text);
        if (*at == '@' && is_word((unsigned char)*before)) *before = 'x', at++; // of an address
        if (!*at) break;
    }
}

static void check_html_in_markdown(const char *format, const char *html) {
    static const char *const OURS[] = {"<br>",       "<!-- -->", "<!-- end list -->" /* by cmark */, "</details>", "<details>", "<summary>",
                                       "</summary>", NULL};
    for (const char *tag = strchr(html, '<'); tag; tag = strchr(tag + 1, '<')) {
        bool ours = false;
        for (int i = 0; OURS[i]; i++) ours = ours || !strncmp(tag, OURS[i], strlen(OURS[i]));
        blame(ours, format, "a tag in Markdown", tag);
    }
}

static void check_markdown(const char *format, const char *text) {
    cmark_node *root = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(root);
    char before = ' ';
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_TEXT) check_mentions(format, cmark_node_get_literal(node), &before);
        else before = ' ';
        blame(type != CMARK_NODE_IMAGE, format, "an image", text);
        if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK) check_html_in_markdown(format, cmark_node_get_literal(node));
        if (type != CMARK_NODE_LINK) continue;
        const char *url = cmark_node_get_url(node);
        blame(!strncmp(url, "https://", 8) || !strncmp(url, "http://", 7) || !strncmp(url, "mailto:", 7), format, "a link that leads elsewhere", url);
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
}

// ---- XML, HTML ------------------------------------------------------------------------------------------------------------------------------

// Names of tags and attributes that renderers and Markdown make.
static bool is_known(const char *name, size_t len) {
    static const char KNOWN[] =
        " html head meta title style body main header footer section table caption colgroup col thead tbody tfoot tr th td p b i em strong span div h1 h2 h3 h4 h5 h6 ul ol li "
        "br hr a code pre blockquote dl dt dd abbr small nav figure figcaption svg g rect text tspan line path desc defs pattern details summary "
        "testsuites testsuite testcase failure system-out checkstyle file error ";
    for (const char *at = KNOWN; (at = strchr(at, ' ')) != NULL && at[1]; at++)
        if (!strncmp(at + 1, name, len) && at[1 + len] == ' ') return true;
    return false;
}

static void check_attribute(const char *format, const char *name, size_t len, const char *value) {
    blame(len < 2 || strncmp(name, "on", 2), format, "an attribute that runs", name);
    if (len == 4 && !strncmp(name, "href", 4))
        blame(!strncmp(value, "http", 4) || !strncmp(value, "mailto:", 7) || *value == '#', format, "a link that leads elsewhere", value);
    blame(len != 3 || strncmp(name, "src", 3), format, "something is loaded", name);
}

// Reads a tag from behind its `<`; returns what is behind its `>`.
static const char *check_tag(const char *format, const char *at) {
    const char *start = at;
    at += *at == '/';
    size_t len = strcspn(at, " \t\n/>");
    blame(is_known(at, len), format, "a tag that nobody made", start - 1);
    for (at += len; *at && *at != '>';) {
        at += strspn(at, " \t\n/");
        if (*at == '>' || !*at) break;
        size_t name = strcspn(at, " \t\n=>");
        blame(at[name] == '=' && at[name + 1] == '"', format, "an attribute without quotes", at);
        check_attribute(format, at, name, at + name + 2);
        at = strchr(at + name + 2, '"');
        blame(at != NULL, format, "an attribute without an end", start);
        at++;
    }
    return *at ? at + 1 : at;
}

static void check_tags(const char *format, const char *text) {
    for (const char *at = text; (at = strchr(at, '<')) != NULL;) {
        if (at == text && at[1] == '?') at = strstr(at, "?>") + 2;
        else if (!strncmp(at, "<!DOCTYPE html>", 15)) at += 15;
        else at = check_tag(format, at + 1);
    }
}

// ---- CSV, JSON ------------------------------------------------------------------------------------------------------------------------------

static void check_field(const char *field) {
    static const char *const WIDE[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    bool number = *field && strspn(field, "-0123456789.") == strcspn(field, "\"");
    field += strspn(field, " \t\r\n");
    blame(number || !*field || !strchr("=+-@", *field), "csv", "a formula", field);
    for (size_t i = 0; i < COUNT(WIDE); i++) blame(strncmp(field, WIDE[i], 3) != 0, "csv", "a formula", field);
}

static uint32_t check_csv(const char *text) {
    uint32_t fields = 0;
    for (const char *at = text; *at; fields++) {
        blame(*at == '"', "csv", "a field without quotes", at);
        check_field(at + 1);
        for (at++; *at != '"' || at[1] == '"'; at += *at == '"' ? 2 : 1) blame(*at != 0, "csv", "a field without an end", text);
        at++;
        if (*at == ',') at++;
        else if (*at == '\r' && at[1] == '\n') at += 2;
        else blame(false, "csv", "something behind a field", at);
    }
    return fields;
}

static json_t *check_json(const char *format, Str text) {
    json_error_t error;
    json_t *json = json_loadb(text.at, text.len, JSON_ALLOW_NUL, &error);
    blame(json != NULL, format, error.text, text.at);
    return json;
}

static void check_rdjson(Str text) {
    json_t *all = check_json("rdjson", text);
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(all, "diagnostics"), i, one) {
        check_markdown("rdjson", json_string_value(json_object_get(one, "message")));
    }
    json_decref(all);
}

// A message's links lead to the related locations of its result and nowhere else, and what helps with a rule is Markdown.
static void check_sarif(Str text) {
    json_t *all = check_json("sarif", text), *run = json_array_get(json_object_get(all, "runs"), 0), *one;
    size_t i;
    json_array_foreach(json_object_get(run, "results"), i, one) {
        const char *message = json_string_value(json_object_get(json_object_get(one, "message"), "text"));
        for (const char *at = message; (at = strchr(at, ']')) != NULL; at++) {
            bool escaped = false;
            for (const char *sign = at; sign > message && sign[-1] == '\\'; sign--) escaped = !escaped;
            blame(escaped || !strncmp(at, "](1)", 4), "sarif", "a link in a message", at);
        }
    }
    json_array_foreach(json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules"), i, one) {
        check_markdown("sarif", json_string_value(json_object_get(json_object_get(one, "help"), "markdown")));
    }
    json_decref(all);
}

// ---- All formats ----------------------------------------------------------------------------------------------------------------------------

// How many records, fields or elements there are must not depend on the text.
static uint32_t check(const char *format, Out *out) {
    Str text = out_text(out);
    out_char(out, 0);
    out->len--;
    text.at = out->at;
    check_bytes(format, text);
    check_lines(format, text);
    if (!strcmp(format, "csv")) return check_csv(text.at);
    if (!strcmp(format, "md") || !strcmp(format, "markdown")) check_markdown(format, text.at);
    if (!strcmp(format, "html") || !strcmp(format, "svg") || !strcmp(format, "junit") || !strcmp(format, "checkstyle")) check_tags(format, text.at);
    if (!strcmp(format, "json") || !strcmp(format, "gitlab")) json_decref(check_json(format, text));
    if (!strcmp(format, "rdjson")) check_rdjson(text);
    if (!strcmp(format, "sarif")) check_sarif(text);
    if (!strcmp(format, "github")) {
        uint32_t lines = 0;
        for (const char *at = text.at; (at = strchr(at, '\n')) != NULL; at++) lines++;
        return lines;
    }
    return 0;
}

static uint32_t try_diagnostics(const DiagFormat *format, Str text) {
    Case c = case_new();
    char *path = strndup(text.at, text.len), *source = NULL;
    int len = asprintf(&source, "role x \"%.*s\"\nsecond\n", (int)text.len, text.at);
    SrcPos at = case_bytes(&c, path, source, (uint32_t)len);
    DiagRule rule = {STR("rule"), LEVEL_ERROR, text, text, text};
    c.rules = &rule, c.rule_count = 1, c.anchor = at, c.folder = STR("isms/");
    for (Level level = LEVEL_NOTE; level <= LEVEL_FORBID; level++) {
        for (uint32_t i = 0; i < 12; i++) {
            Diagnostic *d =
                diagnostics_add(c.sink, STR("rule"), level, (Span){level == LEVEL_NOTE ? 0 : at + i, level == LEVEL_NOTE ? 0 : at + i + 1}, text);
            d->requirement = text;
            diag_help(c.sink, d, text);
            diag_note(c.sink, d, (Span){at + 2, at + 4}, text);
            diag_fix(c.sink, d, (Span){at, at + 1}, text, text, true);
        }
    }
    DiagInput input = case_input(&c);
    Out out = out_memory();
    format->render(&input, &out);
    uint32_t count = check(format->name, &out);
    out_free(&out);
    free(path);
    free(source);
    case_free(&c);
    return count;
}

// The text as everything that an artefact holds.
typedef struct {
    Item items[3];
    ColumnHead heads[3];
    Cell cells[6];
    Foot foot;
    AxisLevel level;
    MatrixCell cell;
    MatrixGrid grids[2];
    TextPiece pieces[3];
    Section sections[3];
    Artefact table, matrix, report;
} Everything;

static Artefact head_of(ArtefactSort sort, Str text) {
    return (Artefact){.sort = sort,
                      .name = STR("name"),
                      .title = text,
                      .doc = text,
                      .organisation = text,
                      .standards = text,
                      .as_of = STR("2026-03-01"),
                      .revision = text,
                      .requirement = text,
                      .generator = STR("ismsc")};
}

static void make(Everything *e, Str text) {
    e->items[0] = (Item){.sort = ITEM_TEXT, .text = text, .title = text};
    e->items[1] = (Item){.sort = ITEM_RECORD, .text = text, .title = text};
    e->items[2] = (Item){.sort = ITEM_LEVEL, .text = text, .title = text, .colour = text};
    for (int i = 0; i < 3; i++) e->heads[i] = (ColumnHead){.head = text, .prose = i == 1, .bar = i == 2};
    for (int i = 0; i < 6; i++) e->cells[i] = (Cell){.items = &e->items[i % 3], .count = 1};
    e->foot = (Foot){text, e->cells[0]};
    e->table = head_of(ARTEFACT_TABLE, text);
    e->table.columns = e->heads, e->table.column_count = 3, e->table.cells = e->cells, e->table.row_count = 2, e->table.feet = &e->foot,
    e->table.foot_count = 1;
    e->level = (AxisLevel){text, text};
    e->cell = (MatrixCell){text, text, text, 1, &e->table.title, 1};
    for (int i = 0; i < 2; i++) {
        e->grids[i] = (MatrixGrid){.method_title = text,
                                   .y_title = text,
                                   .x_title = text,
                                   .y = &e->level,
                                   .x = &e->level,
                                   .y_count = 1,
                                   .x_count = 1,
                                   .cells = &e->cell,
                                   .bands = &e->table.title,
                                   .band_titles = &e->table.title,
                                   .band_colours = &e->table.title,
                                   .band_count = 1,
                                   .unplaced = &e->table.title,
                                   .unplaced_count = 1};
    }
    e->matrix = head_of(ARTEFACT_MATRIX, text);
    e->matrix.grids = e->grids, e->matrix.grid_count = 2;
    e->pieces[0] = (TextPiece){text, false};
    e->pieces[1] = (TextPiece){STR("\n\n"), false};
    e->pieces[2] = (TextPiece){text, true};
    e->sections[0] = (Section){.pieces = e->pieces, .piece_count = 3};
    e->sections[1] = (Section){.part = &e->table};
    e->sections[2] = (Section){.part = &e->matrix};
    e->report = head_of(ARTEFACT_REPORT, text);
    e->report.sections = e->sections, e->report.section_count = 3;
}

static uint32_t try_artefact(const ArtefactFormat *format, const Artefact *a, uint32_t width) {
    ArtefactRender *render = artefact_renderer(format, a);
    if (!render) return 0;
    Out out = out_memory();
    render(a, &(ArtefactOptions){.width = width}, &out);
    uint32_t count = check(format->name, &out);
    out_free(&out);
    return count;
}

#endif
