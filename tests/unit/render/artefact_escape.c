// Escapers: one for each context.
#include "unit.h"

#include "base/utf8.h"
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"

typedef void Escaper(Out *out, Str text);

static void expect(Escaper *escape, const char *text, const char *wanted) {
    Out out = out_memory();
    escape(&out, str_of(text));
    assert_text(out_text(&out), wanted);
    out_free(&out);
}

static void csv(Out *out, Str text) {
    escape_csv(out, text, false);
}

static void csv_raw(Out *out, Str text) {
    escape_csv(out, text, true);
}

static void xml_holds_no_syntax(void **state) {
    (void)state;
    expect(escape_xml, "a <b> & \"c\" 'd'", "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    expect(escape_xml, "]]><script>", "]]&gt;&lt;script&gt;");
    expect(escape_xml, "a\nb\tc\r\nd", "a b c  d");
    expect(escape_xml, "x\x01\x1b[31m\x7f", "x␁␛[31m␡");
    expect(escape_xml, "\xEF\xBF\xBF \xEF\xB7\x90 \xC2\x85 \xE2\x80\xAE", "\uFFFD \uFFFD \uFFFD \uFFFD");
    expect(escape_xml, "Müller 日本 😀", "Müller 日本 😀");
    expect(escape_xml, "bad\xFFutf\xC3", "bad\uFFFDutf\uFFFD");
}

static void markdown_holds_no_syntax(void **state) {
    (void)state;
    expect(escape_markdown, "a | b", "a \\| b");
    expect(escape_markdown, "**bold** _x_ `code` ~~y~~", "\\*\\*bold\\*\\* \\_x\\_ \\`code\\` \\~\\~y\\~\\~");
    expect(escape_markdown, "[a](javascript:x) ![i](y)", "\\[a\\](javascript:x) \\!\\[i\\](y)");
    expect(escape_markdown, "<img src=x> &lt; &#60; $x$", "\\<img src=x\\> \\&lt; \\&\\#60; \\$x\\$");
    expect(escape_markdown, "R&D, a & b, R_017, C#, wow!", "R\\&D, a & b, R_017, C#, wow!");
    expect(escape_markdown, "# head", "\\# head");
    expect(escape_markdown, "- point", "\\- point");
    expect(escape_markdown, "1. point", "1\\. point");
    expect(escape_markdown, "1.5 hours", "1.5 hours");
    expect(escape_markdown, "a\nb\r\nc\rd\te", "a<br>b<br>c<br>d e");
    expect(escape_markdown, "\\", "\\\\");
    expect(escape_markdown, "#123", "\\#123");
    expect(escape_markdown, "", "");
}

static void csv_is_quoted_and_no_formula(void **state) {
    (void)state;
    expect(csv, "", "\"\"");
    expect(csv, "a \"b\", c", "\"a \"\"b\"\", c\"");
    expect(csv, "a\r\nb\rc\nd", "\"a\nb\nc\nd\"");
    expect(csv, "=1+1", "\"'=1+1\"");
    expect(csv, "+x", "\"'+x\"");
    expect(csv, "-x", "\"'-x\"");
    expect(csv, "@x", "\"'@x\"");
    expect(csv, "\tx", "\"'\tx\"");
    expect(csv, "\nx", "\"'\nx\"");
    expect(csv, "\rx", "\"'\nx\"");
    expect(csv, "  =x", "\"'  =x\"");
    expect(csv, "\uFF1Dx", "\"'\uFF1Dx\"");
    expect(csv, "\uFF0Bx", "\"'\uFF0Bx\"");
    expect(csv, "\uFF0Dx", "\"'\uFF0Dx\"");
    expect(csv, "\uFF20x", "\"'\uFF20x\"");
    expect(csv, "-12.50", "\"-12.50\"");
    expect(csv, "-12.5.0", "\"'-12.5.0\"");
    expect(csv, "-", "\"'-\"");
    expect(csv, "a=b", "\"a=b\"");
    expect(csv_raw, "=1+1", "\"=1+1\"");
    expect(csv, "x\x1b", "\"x␛\"");
}

static void json_keeps_everything(void **state) {
    (void)state;
    expect(escape_json, "a \"b\" \\ /", "\"a \\\"b\\\" \\\\ /\"");
    expect(escape_json, "\n\r\t\x01\x7f", "\"\\n\\r\\t\\u0001\\u007f\"");
    expect(escape_json, "\xE2\x80\xAE \xF3\xA0\x80\x81", "\"\\u202e \\udb40\\udc01\"");
    expect(escape_json, "é😀", "\"é😀\"");
    expect(escape_json, "\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\"");
}

static void all_bytes_come_out_as_utf8(void **state) {
    (void)state;
    static Escaper *const ESCAPERS[] = {escape_xml, escape_markdown, csv, escape_json};
    uint64_t random = 7;
    for (int i = 0; i < 4000; i++) {
        char bytes[24];
        for (uint32_t k = 0; k < sizeof bytes; k++) bytes[k] = (char)unit_random(&random);
        for (uint32_t e = 0; e < 4; e++) {
            Out out = out_memory();
            ESCAPERS[e](&out, (Str){bytes, (uint32_t)(unit_random(&random) % sizeof bytes)});
            Str text = out_text(&out);
            assert_int_equal(utf8_check(text, 0), text.len);
            for (uint32_t k = 0; k < text.len; k++) {
                assert_true((unsigned char)text.at[k] >= 0x20 || (ESCAPERS[e] == csv && (text.at[k] == '\n' || text.at[k] == '\t')));
            }
            out_free(&out);
        }
    }
}

static void colours_are_checked(void **state) {
    (void)state;
    assert_true(is_colour(STR("#00aaFF")));
    assert_false(is_colour(STR("#00aaF")));
    assert_false(is_colour(STR("#00aaFg")));
    assert_false(is_colour(STR("\"/>x<a")));
    Colour colour = colour_of(STR("#0A10ff"), (Colour){1, 2, 3});
    assert_int_equal(colour.red, 0x0A);
    assert_int_equal(colour.green, 0x10);
    assert_int_equal(colour.blue, 0xFF);
    assert_int_equal(colour_of(STR("red"), (Colour){1, 2, 3}).green, 2);
}

static double linear(uint32_t part) {
    double c = part / 255.0;
    double x = (c + 0.055) / 1.055, y = 1;
    if (c <= 0.03928) return c / 12.92;
    for (int i = 0; i < 12; i++) y *= x; // x^12, then its fifth root by Newton: x^2.4
    double root = x * x;
    for (int i = 0; i < 60; i++) root -= (root * root * root * root * root - y) / (5 * root * root * root * root);
    return root;
}

static void text_on_any_colour_can_be_read(void **state) {
    (void)state;
    for (uint32_t r = 0; r < 256; r += 15) {
        for (uint32_t g = 0; g < 256; g += 15) {
            for (uint32_t b = 0; b < 256; b += 15) {
                double light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
                bool black = colour_wants_black((Colour){(uint8_t)r, (uint8_t)g, (uint8_t)b});
                assert_true((black ? (light + 0.05) / 0.05 : 1.05 / (light + 0.05)) >= 4.5);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_holds_no_syntax),
        cmocka_unit_test(markdown_holds_no_syntax),
        cmocka_unit_test(csv_is_quoted_and_no_formula),
        cmocka_unit_test(json_keeps_everything),
        cmocka_unit_test(all_bytes_come_out_as_utf8),
        cmocka_unit_test(colours_are_checked),
        cmocka_unit_test(text_on_any_colour_can_be_read),
    };
    return cmocka_run_group_tests_name("render/artefact_escape", tests, NULL, NULL);
}
