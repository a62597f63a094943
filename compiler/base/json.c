// Reading JSON.
#include "base/json.h"

#include "base/out.h"
#include "base/utf8.h"

JsonReader json_reader(Str text, Arena *arena) {
    return (JsonReader){.text = text, .arena = arena};
}

bool json_wrong(JsonReader *r, const char *wanted) {
    if (r->mistake == NULL) {
        r->mistake = wanted;
        r->mistake_at = r->at;
    }
    return false;
}

uint32_t json_line(const JsonReader *r) {
    uint32_t line = 1;
    for (uint32_t i = 0; i < r->mistake_at && i < r->text.len; i++) line += r->text.at[i] == '\n';
    return line;
}

// The next byte that is no blank; 0 at the end.
static char peek(JsonReader *r) {
    while (r->at < r->text.len) {
        char c = r->text.at[r->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return c;
        r->at++;
    }
    return 0;
}

static bool take(JsonReader *r, char c, const char *wanted) {
    if (r->mistake != NULL || peek(r) != c) return json_wrong(r, wanted);
    r->at++;
    return true;
}

static bool open(JsonReader *r, char c, const char *wanted) {
    if (!take(r, c, wanted)) return false;
    if (++r->depth > JSON_DEEPEST) return json_wrong(r, "fewer levels");
    r->behind_value = false;
    return true;
}

// Moves to the next value of a list or object that ends with `end`; false at its end.
static bool next(JsonReader *r, char end) {
    if (r->mistake != NULL) return false;
    if (peek(r) == end) {
        r->at++;
        r->depth--;
        r->behind_value = true;
        return false;
    }
    if (r->behind_value && !take(r, ',', "a comma")) return false;
    r->behind_value = false;
    return true;
}

bool json_object(JsonReader *r) {
    return open(r, '{', "an object");
}

bool json_list(JsonReader *r) {
    return open(r, '[', "a list");
}

bool json_element(JsonReader *r) {
    return next(r, ']');
}

bool json_key(JsonReader *r, Str *name) {
    if (!next(r, '}') || !json_string(r, name) || !take(r, ':', "a colon")) return false;
    r->behind_value = false;
    return true;
}

bool json_is(JsonReader *r, char sort) {
    char c = r->mistake == NULL ? peek(r) : 0;
    if (sort == 't') return c == 't' || c == 'f';
    if (sort == '0') return c == '-' || (c >= '0' && c <= '9');
    return c == sort;
}

// ---- Strings

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool four_digits(JsonReader *r, uint32_t *code) {
    *code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = r->at < r->text.len ? hex_digit(r->text.at[r->at]) : -1;
        if (digit < 0) return json_wrong(r, "four hexadecimal digits");
        *code = *code * 16 + (uint32_t)digit;
        r->at++;
    }
    return true;
}

// Behind `\u`: one character, of which those beyond the first plane come as two surrogates.
static bool unicode_escape(JsonReader *r, Out *out) {
    uint32_t code, low;
    char bytes[4];
    if (!four_digits(r, &code)) return false;
    if (code >= 0xD800 && code < 0xDC00) {
        if (!str_starts(str_part(r->text, r->at, r->text.len), STR("\\u"))) return json_wrong(r, "the second surrogate");
        r->at += 2;
        if (!four_digits(r, &low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return json_wrong(r, "the second surrogate");
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
        return json_wrong(r, "the first surrogate");
    }
    out_bytes(out, bytes, utf8_encode(code, bytes));
    return true;
}

static bool escape(JsonReader *r, Out *out) {
    static const char NAMES[] = "\"\\/bfnrt", MEANINGS[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->text.len ? r->text.at[r->at++] : 0;
    if (c == 'u') return unicode_escape(r, out);
    const char *name = c != 0 ? strchr(NAMES, c) : NULL;
    if (name == NULL) return json_wrong(r, "an escape");
    out_char(out, MEANINGS[name - NAMES]);
    return true;
}

// The rest of a string that holds escapes, from r->at on.
static bool escaped_string(JsonReader *r, uint32_t from, Str *value) {
    Out out = out_memory();
    out_str(&out, str_part(r->text, from, r->at));
    bool well = true;
    while (well && r->at < r->text.len && r->text.at[r->at] != '"') {
        char c = r->text.at[r->at++];
        if (c == '\\') well = escape(r, &out);
        else if ((unsigned char)c < 0x20) well = json_wrong(r, "no control character in a string");
        else out_char(&out, c);
    }
    *value = arena_str(r->arena, out_text(&out));
    out_free(&out);
    return well;
}

bool json_string(JsonReader *r, Str *value) {
    if (!take(r, '"', "a string")) return false;
    uint32_t from = r->at;
    while (r->at < r->text.len && r->text.at[r->at] != '"' && r->text.at[r->at] != '\\' && (unsigned char)r->text.at[r->at] >= 0x20) r->at++;
    bool plain = r->at < r->text.len && r->text.at[r->at] == '"';
    if (plain) *value = str_part(r->text, from, r->at);
    else if (!escaped_string(r, from, value)) return false;
    if (r->at == r->text.len) return json_wrong(r, "the end of the string");
    r->at++;
    r->behind_value = true;
    return utf8_check(*value, 0) == value->len ? true : json_wrong(r, "valid UTF-8");
}

// ---- The rest

static bool word(JsonReader *r, Str wanted) {
    (void)peek(r);
    if (r->mistake != NULL || !str_starts(str_part(r->text, r->at, r->text.len), wanted)) return false;
    r->at += wanted.len;
    r->behind_value = true;
    return true;
}

bool json_bool(JsonReader *r, bool *value) {
    *value = word(r, STR("true"));
    return *value || word(r, STR("false")) ? true : json_wrong(r, "true or false");
}

static bool is_digit(const JsonReader *r) {
    return r->at < r->text.len && r->text.at[r->at] >= '0' && r->text.at[r->at] <= '9';
}

bool json_integer(JsonReader *r, int64_t *value) {
    bool negative = json_is(r, '-'), fits = true;
    if (r->mistake != NULL || !json_is(r, '0')) return json_wrong(r, "a number");
    r->at += negative;
    uint32_t first = r->at;
    for (*value = 0; is_digit(r); r->at++) {
        int64_t digit = r->text.at[r->at] - '0';
        fits = fits && !__builtin_mul_overflow(*value, 10, value) && !__builtin_sub_overflow(*value, digit, value);
    }
    char c = r->at < r->text.len ? r->text.at[r->at] : 0;
    bool zero_first = r->at > first + 1 && r->text.at[first] == '0';
    if (r->at == first || zero_first || c == '.' || c == 'e' || c == 'E') return json_wrong(r, "a whole number");
    if (!fits || (!negative && *value == INT64_MIN)) return json_wrong(r, "a smaller number");
    if (!negative) *value = -*value;
    r->behind_value = true;
    return true;
}

static bool digits(JsonReader *r) {
    uint32_t from = r->at;
    while (is_digit(r)) r->at++;
    return r->at > from ? true : json_wrong(r, "a digit");
}

static bool skip_number(JsonReader *r) {
    if (peek(r) == '-') r->at++;
    bool zero = r->at < r->text.len && r->text.at[r->at] == '0';
    if (zero) r->at++;
    else if (!digits(r)) return false;
    if (r->at < r->text.len && r->text.at[r->at] == '.') {
        r->at++;
        if (!digits(r)) return false;
    }
    if (r->at < r->text.len && (r->text.at[r->at] | 0x20) == 'e') {
        r->at++;
        if (r->at < r->text.len && (r->text.at[r->at] == '+' || r->text.at[r->at] == '-')) r->at++;
        if (!digits(r)) return false;
    }
    r->behind_value = true;
    return true;
}

static bool skip_plain(JsonReader *r) {
    Str text;
    bool truth;
    if (json_is(r, '"')) return json_string(r, &text);
    if (json_is(r, 't')) return json_bool(r, &truth);
    if (json_is(r, '0')) return skip_number(r);
    return word(r, STR("null")) ? true : json_wrong(r, "a value");
}

// What is open is remembered as one bit a level: an object or a list.
bool json_skip(JsonReader *r) {
    uint64_t objects = 0;
    uint32_t start = r->depth;
    Str name;
    for (;;) {
        bool object = json_is(r, '{');
        if (object || json_is(r, '[')) {
            if (!(object ? json_object(r) : json_list(r))) return false;
            objects = objects << 1 | object;
        } else if (!skip_plain(r)) {
            return false;
        }
        while (r->depth > start && !(objects & 1 ? json_key(r, &name) : json_element(r))) {
            if (r->mistake != NULL) return false;
            objects >>= 1;
        }
        if (r->depth == start) return true;
    }
}

bool json_end(JsonReader *r) {
    if (r->mistake != NULL) return false;
    return peek(r) == 0 && r->at == r->text.len ? true : json_wrong(r, "the end of the file");
}
