// Markdown by cmark.
#include "render/artefacts/prose_html.h"

#include <cmark.h>

#include "base/markdown.h"
#include "base/memory.h"
#include "base/vec.h"
#include "render/artefacts/escape.h"
#include "render/diagnostics/shown.h"

// A longer text is no prose; some of those that can be thought of cost cmark time that grows with the square.
#define LONGEST (64u * 1024)

// cmark would abort when memory is exhausted; these say so and end the process (base/memory.h).
static void *cmark_resize(void *old, size_t size) {
    return mem_resize(old, size, 1);
}
static cmark_mem memory = {mem_zeroed, cmark_resize, mem_free};

bool prose_is_plain(Str text) {
    static const bool SIGN[256] = {['\n'] = true, ['\r'] = true, ['\t'] = true, ['*'] = true, ['_'] = true, ['`'] = true, ['['] = true, ['&'] = true,
                                   ['\\'] = true, ['#'] = true,  ['>'] = true,  ['-'] = true, ['+'] = true, ['~'] = true, ['|'] = true, ['='] = true};
    if (text.len == 0 || text.at[0] == ' ' || (text.at[0] >= '0' && text.at[0] <= '9')) return false;
    for (uint32_t i = 0; i < text.len; i++) {
        if (SIGN[(unsigned char)text.at[i]]) return false;
    }
    return true;
}

// ---- The tree -----------------------------------------------------------------------------------------------------------------------------

static bool leads_out(const char *url) {
    static const char *const SCHEMES[] = {"https://", "http://", "mailto:"};
    for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++) {
        if (strncasecmp(url, SCHEMES[i], strlen(SCHEMES[i])) == 0) return true;
    }
    return false;
}

// What stands in the node takes its place.
static void unwrap(cmark_node *node) {
    for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL;) cmark_node_insert_before(node, child);
    cmark_node_free(node);
}

static void change_to(cmark_node *node, cmark_node *other) {
    cmark_node_insert_before(node, other);
    cmark_node_free(node);
}

static cmark_node *text_node(const char *literal) {
    cmark_node *text = cmark_node_new_with_mem(CMARK_NODE_TEXT, &memory);
    cmark_node_set_literal(text, literal);
    return text;
}

static cmark_node *around(cmark_node_type type, cmark_node *child) {
    cmark_node *node = cmark_node_new_with_mem(type, &memory);
    if (child) cmark_node_append_child(node, child);
    return node;
}

static void mend_heading(cmark_node *node, ProsePlace place) {
    int level = cmark_node_get_heading_level(node);
    if (place == PROSE_SECTION) {
        cmark_node_set_heading_level(node, level < 6 ? level + 1 : 6);
        return;
    }
    cmark_node *strong = around(CMARK_NODE_STRONG, NULL);
    for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL;) cmark_node_append_child(strong, child);
    change_to(node, around(CMARK_NODE_PARAGRAPH, strong));
}

static void mend(cmark_node *node, ProsePlace place) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING: mend_heading(node, place); break;
    case CMARK_NODE_HTML_BLOCK: change_to(node, around(CMARK_NODE_PARAGRAPH, text_node(cmark_node_get_literal(node)))); break;
    case CMARK_NODE_HTML_INLINE: change_to(node, text_node(cmark_node_get_literal(node))); break;
    case CMARK_NODE_IMAGE: unwrap(node); break;
    case CMARK_NODE_LINK:
        if (!leads_out(cmark_node_get_url(node))) unwrap(node);
        break;
    default: break;
    }
}

typedef VEC(cmark_node *) Nodes;

// All nodes, so that the tree can be changed while they are looked at.
static Nodes nodes_of(cmark_node *root) {
    Nodes nodes = {0};
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (event == CMARK_EVENT_ENTER) vec_push(&nodes, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    return nodes;
}

// Malformed bytes are replaced: when cmark writes Markdown it leaves out the rest of a text that holds one, and what stood behind it begins the line.
static cmark_node *tree_of(Str markdown, ProsePlace place) {
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &memory);
    cmark_parser_feed(parser, markdown.at, markdown.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    Nodes nodes = nodes_of(root);
    for (uint32_t i = 0; i < nodes.n; i++) mend(nodes.at[i], place);
    vec_free(&nodes);
    return root;
}

// A comment stands behind every `@` that could call somebody: an entity would not keep a forge from it. What a node ends with may go on in the next one.
static void break_mentions(cmark_node *node) {
    Out text = out_memory();
    out_cstr(&text, cmark_node_get_literal(node));
    out_char(&text, 0);
    uint32_t from = 0, len = (uint32_t)text.len - 1;
    for (uint32_t at = 0; at < len; at++) {
        if (text.at[at] != '@' || (at + 1 < len && !escape_opens_mention((Str){text.at, len}, at))) continue;
        char next = text.at[at + 1];
        text.at[at + 1] = 0;
        cmark_node_insert_before(node, text_node(text.at + from));
        text.at[at + 1] = next;
        cmark_node *comment = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, &memory);
        cmark_node_set_literal(comment, "<!-- -->");
        cmark_node_insert_before(node, comment);
        from = at + 1;
    }
    if (from > 0) cmark_node_set_literal(node, text.at + from);
    out_free(&text);
}

// Line by line: none may be a command of a CI system.
static void write_made(Out *out, Str text) {
    for (uint32_t from = 0, end; from < text.len; from = end) {
        end = str_find(text, '\n', from);
        end += end < text.len;
        Str line = str_part(text, from, end);
        uint32_t colon = command_colon(line, 0, line.len);
        escape_none(out, str_part(line, 0, colon));
        if (colon == line.len) continue;
        out_cstr(out, "&#58;");
        escape_none(out, str_part(line, colon + 1, line.len));
    }
}

// What cmark made, without what is invisible or a control: an entity may have hidden it until now.
static void take(char *made, bool line, Out *out) {
    Str text = str_of(made), start = STR("<p>"), end = STR("</p>\n");
    bool alone = line && text.len >= start.len + end.len && str_starts(text, start) && strstr(made, "</p>") == made + text.len - end.len;
    write_made(out, alone ? str_part(text, start.len, text.len - end.len) : text);
    mem_free(made);
}

// ---- HTML -----------------------------------------------------------------------------------------------------------------------------------

static void write_lines(Str text, Out *out) {
    Out plain = out_memory();
    markdown_plain(text, &plain);
    Str whole = out_text(&plain);
    for (uint32_t from = 0, end; from < whole.len; from = end + 1) {
        end = str_find(whole, '\n', from);
        out_cstr(out, "<p>");
        escape_xml(out, str_part(whole, from, end));
        out_cstr(out, "</p>");
    }
    out_free(&plain);
}

void prose_html(Str markdown, ProsePlace place, Out *out) {
    if (place == PROSE_CELL && prose_is_plain(markdown)) {
        escape_xml(out, markdown);
        return;
    }
    if (markdown.len > LONGEST) {
        write_lines(markdown, out);
        return;
    }
    cmark_node *root = tree_of(markdown, place);
    take(cmark_render_html(root, CMARK_OPT_DEFAULT), place == PROSE_CELL, out);
    cmark_node_free(root);
}

void prose_markdown(Str markdown, Out *out) {
    if (markdown.len > LONGEST) {
        Out plain = out_memory();
        markdown_plain(markdown, &plain);
        escape_markdown(out, out_text(&plain));
        out_char(out, '\n');
        out_free(&plain);
        return;
    }
    cmark_node *root = tree_of(markdown, PROSE_SECTION);
    Nodes nodes = nodes_of(root);
    for (uint32_t i = 0; i < nodes.n; i++)
        if (cmark_node_get_type(nodes.at[i]) == CMARK_NODE_TEXT) break_mentions(nodes.at[i]);
    vec_free(&nodes);
    take(cmark_render_commonmark(root, CMARK_OPT_DEFAULT, 0), false, out);
    cmark_node_free(root);
}
