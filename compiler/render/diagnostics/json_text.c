#include "render/diagnostics/json_text.h"

#include "base/utf8.h"
#include "render/diagnostics/shown.h"

static void escaped(Out *out, uint32_t code) {
    if (code < 0x10000) {
        out_printf(out, "\\u%04x", code);
        return;
    }
    code -= 0x10000;
    out_printf(out, "\\u%04x\\u%04x", 0xD800 | code >> 10, 0xDC00 | (code & 0x3FF));
}

// Characters that JSON or a terminal could take for something else. `##[` is a command to some CI systems (shown.h).
static bool needs_escape(Str text, uint32_t at, uint32_t code) {
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || utf8_is_invisible(code)) return true;
    return code == '[' && command_bracket(text, at);
}

static void character(Out *out, Str text, uint32_t at, uint32_t code, uint32_t bytes) {
    if (code == '"' || code == '\\') {
        out_char(out, '\\');
        out_char(out, (char)code);
    } else if (code == '\n') out_cstr(out, "\\n");
    else if (code == '\t') out_cstr(out, "\\t");
    else if (needs_escape(text, at, code)) escaped(out, code);
    else out_bytes(out, text.at + at, bytes);
}

void json_text(Out *out, Str text) {
    out_char(out, '"');
    for (uint32_t at = 0; at < text.len;) {
        uint32_t code, bytes = utf8_decode(text.at + at, text.len - at, &code);
        if (bytes) character(out, text, at, code, bytes);
        else out_cstr(out, "\xEF\xBF\xBD");
        at += bytes ? bytes : 1;
    }
    out_char(out, '"');
}

void json_member(Out *out, const char *name, Str text) {
    out_printf(out, "\"%s\": ", name);
    json_text(out, text);
}

void json_member_out(Out *out, const char *name, Out text) {
    json_member(out, name, out_text(&text));
    out_free(&text);
}
