// Build-time generator: reads the pages of the catalogue of diagnostics and writes their table and one typed
// emit function each.
//   catalogue DIR HEADER SOURCE
// A page is DIR/NAME.md:
//   # NAME
//   level: error
//   parameters: before: text, count: number     (optional)
//   message: a comma is missing after `{before}`
//   help: values are separated by commas        (optional; may hold parameters, too)
//   requirement: 6.1.3.d                        (optional)
//   no-example: why none can be written         (optional; then `## Bad` and `## Good` may be missing)
//   ## Why     Markdown
//   ## Bad     a source in a fence of three backticks
//   ## Good    a source in a fence
// Each mistake in a page is told as `file:line: …`; if there is one, nothing is written.
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/str.h"

#define MOST_PARAMETERS 8

typedef struct {
    Str name;
    bool is_number, used;
} Parameter;

typedef struct {
    char *path, *text; // owned
    Str file_name;     // without `.md`; in `path`
    Str name, level, message, help, requirement, no_example, why, bad, good;
    unsigned message_line, help_line;
    Parameter parameters[MOST_PARAMETERS];
    unsigned parameter_count;
} Page;

typedef struct {
    Page *page;
    Str rest; // not yet read
    unsigned line;
    unsigned *mistakes;
} Reader;

static void *need(void *block) {
    if (block) return block;
    fputs("catalogue: out of memory\n", stderr);
    exit(2);
}

// ---- Reading lines ----------------------------------------------------------------------------------------

static void complain(Reader *r, unsigned line, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void complain(Reader *r, unsigned line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%u: ", r->page->path, line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    ++*r->mistakes;
}

static Str trimmed(Str s) {
    while (s.len && isspace((unsigned char)s.at[0])) s = str_part(s, 1, s.len);
    while (s.len && isspace((unsigned char)s.at[s.len - 1])) s.len--;
    return s;
}

static bool starts(Str s, const char *prefix) {
    size_t len = strlen(prefix);
    return s.len >= len && !memcmp(s.at, prefix, len);
}

static uint32_t find(Str s, char c) {
    uint32_t at = 0;
    while (at < s.len && s.at[at] != c) at++;
    return at;
}

// The next line without its end; false at the end of the page.
static bool next_line(Reader *r, Str *line) {
    if (!r->rest.len) return false;
    uint32_t end = find(r->rest, '\n');
    *line = str_part(r->rest, 0, end);
    r->rest = str_part(r->rest, end + 1, r->rest.len);
    r->line++;
    return true;
}

// ---- The head of a page -----------------------------------------------------------------------------------

static bool is_word(Str s, char joint) {
    for (uint32_t i = 0; i < s.len; i++)
        if (!islower((unsigned char)s.at[i]) && !isdigit((unsigned char)s.at[i]) && s.at[i] != joint) return false;
    return s.len && islower((unsigned char)s.at[0]);
}

static bool is_one_of(Str s, const char *const *words) {
    for (; *words; words++)
        if (str_eq(s, str_of(*words))) return true;
    return false;
}

static void read_parameter(Reader *r, Str item) {
    static const char *const TAKEN[] = {"sink",   "at",     "auto",    "break",    "case",     "char",  "const",    "continue", "default",
                                        "do",     "double", "else",    "enum",     "extern",   "float", "for",      "goto",     "if",
                                        "int",    "inline", "long",    "register", "return",   "short", "signed",   "sizeof",   "static",
                                        "struct", "switch", "typedef", "union",    "unsigned", "void",  "volatile", "while",    NULL};
    uint32_t colon = find(item, ':');
    Str name = trimmed(str_part(item, 0, colon)), type = trimmed(str_part(item, colon + 1, item.len));
    bool is_number = str_eq(type, STR("number"));
    if (!is_word(name, '_') || is_one_of(name, TAKEN)) complain(r, r->line, "`" STR_FMT "` cannot be the name of a parameter", STR_ARG(name));
    else if (!is_number && !str_eq(type, STR("text"))) complain(r, r->line, "the parameter `" STR_FMT "` must be a text or a number", STR_ARG(name));
    else if (r->page->parameter_count == MOST_PARAMETERS) complain(r, r->line, "more than %d parameters", MOST_PARAMETERS);
    else r->page->parameters[r->page->parameter_count++] = (Parameter){.name = name, .is_number = is_number};
}

static void read_parameters(Reader *r, Str list) {
    while (list.len) {
        uint32_t comma = find(list, ',');
        read_parameter(r, str_part(list, 0, comma));
        list = str_part(list, comma + 1, list.len);
    }
}

// Puts `value` into `field`, which was empty.
static void set(Reader *r, Str *field, Str key, Str value) {
    if (field->at) complain(r, r->line, "`" STR_FMT "` stands here twice", STR_ARG(key));
    if (!value.len) complain(r, r->line, "`" STR_FMT "` is empty", STR_ARG(key));
    *field = value;
}

static void read_key(Reader *r, Str key, Str value) {
    Page *page = r->page;
    if (str_eq(key, STR("level"))) set(r, &page->level, key, value);
    else if (str_eq(key, STR("parameters"))) read_parameters(r, value);
    else if (str_eq(key, STR("message"))) set(r, &page->message, key, value), page->message_line = r->line;
    else if (str_eq(key, STR("help"))) set(r, &page->help, key, value), page->help_line = r->line;
    else if (str_eq(key, STR("requirement"))) set(r, &page->requirement, key, value);
    else if (str_eq(key, STR("no-example"))) set(r, &page->no_example, key, value);
    else complain(r, r->line, "`" STR_FMT "` is no key of a page", STR_ARG(key));
}

static void read_head_line(Reader *r, Str line) {
    uint32_t colon = find(line, ':');
    if (colon == line.len) complain(r, r->line, "a `key: value` should stand here");
    else read_key(r, trimmed(str_part(line, 0, colon)), trimmed(str_part(line, colon + 1, line.len)));
}

static void check_template(Reader *r, Str template, unsigned line) {
    for (uint32_t at = 0; at < template.len; at++) {
        if (template.at[at] != '{') continue;
        uint32_t end = find(str_part(template, at, template.len), '}') + at;
        Str name = str_part(template, at + 1, end);
        if (end == template.len || !is_word(name, '_')) continue; // a brace that stands for itself
        bool known = false;
        for (unsigned i = 0; i < r->page->parameter_count; i++) {
            if (!str_eq(r->page->parameters[i].name, name)) continue;
            known = r->page->parameters[i].used = true;
        }
        if (!known) complain(r, line, "`{" STR_FMT "}` is no parameter of this page", STR_ARG(name));
    }
}

static void check_head(Reader *r) {
    static const char *const LEVELS[] = {"off", "note", "warning", "error", "forbid", NULL};
    Page *page = r->page;
    if (!page->level.at) complain(r, 1, "the page has no `level:`");
    if (!page->message.at) complain(r, 1, "the page has no `message:`");
    if (page->level.at && !is_one_of(page->level, LEVELS)) complain(r, 1, "`" STR_FMT "` is no level", STR_ARG(page->level));
    if (page->message.len && strchr(".\\", page->message.at[page->message.len - 1]))
        complain(r, page->message_line, "a message ends without a full stop");
    check_template(r, page->message, page->message_line);
    check_template(r, page->help, page->help_line);
    for (unsigned i = 0; i < page->parameter_count; i++)
        if (!page->parameters[i].used) complain(r, page->message_line, "the parameter `" STR_FMT "` is not used", STR_ARG(page->parameters[i].name));
}

// ---- The sections of a page -------------------------------------------------------------------------------

// Where the text of a section goes; NULL when no section is called so.
static Str *section_field(Page *page, Str title) {
    if (str_eq(title, STR("Why"))) return &page->why;
    if (str_eq(title, STR("Bad"))) return &page->bad;
    if (str_eq(title, STR("Good"))) return &page->good;
    return NULL;
}

// The text in the first fence of a section.
static Str in_fence(Str body, bool *found) {
    const char *open = NULL, *from = NULL;
    *found = false;
    for (const char *at = body.at, *end = body.at + body.len; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *next = stop ? stop + 1 : end;
        if (next - at >= 3 && !memcmp(at, "```", 3)) {
            if (open) {
                *found = true;
                return (Str){from, (uint32_t)(at - from)};
            }
            open = at;
            from = next;
        }
        at = next;
    }
    return STR("");
}

static void end_section(Reader *r, Str *field, unsigned line, const char *from, const char *to) {
    if (!field) return;
    Str body = {from, (uint32_t)(to - from)};
    bool found;
    if (field == &r->page->why) *field = trimmed(body);
    else {
        *field = in_fence(body, &found);
        if (!found) complain(r, line, "this section has no example in a fence of three backticks");
    }
    if (field == &r->page->why && !field->len) complain(r, line, "this section is empty");
}

static Str *begin_section(Reader *r, Str title) {
    Str *field = section_field(r->page, title);
    if (!field) complain(r, r->line, "`" STR_FMT "` is no section of a page: Why, Bad, Good", STR_ARG(title));
    if (field && field->at) complain(r, r->line, "a second section `" STR_FMT "`", STR_ARG(title));
    return field;
}

static void check_sections(Reader *r) {
    const Page *page = r->page;
    if (!page->why.at) complain(r, r->line, "the section `## Why` is missing");
    if (page->no_example.at) return;
    if (!page->bad.at) complain(r, r->line, "the section `## Bad` is missing");
    if (!page->good.at) complain(r, r->line, "the section `## Good` is missing");
}

static void read_page(Reader *r) {
    Page *page = r->page;
    Str line, *field = NULL;
    const char *from = NULL;
    unsigned section_line = 0;
    bool fenced = false;
    if (next_line(r, &line) && starts(line, "# ")) page->name = trimmed(str_part(line, 2, line.len));
    if (!str_eq(page->name, page->file_name)) complain(r, 1, "the page must begin with `# " STR_FMT "`", STR_ARG(page->file_name));
    if (!is_word(page->file_name, '-')) complain(r, 1, "a name is made of small letters, digits and `-`");
    while (next_line(r, &line)) {
        if (starts(line, "```")) fenced = !fenced;
        if (starts(line, "## ") && !fenced) {
            end_section(r, field, section_line, from, line.at);
            field = begin_section(r, trimmed(str_part(line, 3, line.len)));
            from = r->rest.at;
            section_line = r->line;
        } else if (!section_line && trimmed(line).len) read_head_line(r, line);
    }
    if (section_line) end_section(r, field, section_line, from, r->rest.at);
    check_head(r);
    check_sections(r);
}

// ---- Reading the folder -----------------------------------------------------------------------------------

static char *read_file(const char *path, uint32_t *len) {
    FILE *file = fopen(path, "rb");
    size_t used = 0, room = 1 << 14;
    char *text = need(malloc(room));
    while (file) {
        used += fread(text + used, 1, room - used, file);
        if (used < room) break;
        text = need(realloc(text, room *= 2));
    }
    if (!file || ferror(file) || used > UINT32_MAX) {
        fprintf(stderr, "%s:1: cannot be read: %s\n", path, strerror(errno));
        exit(1);
    }
    fclose(file);
    *len = (uint32_t)used;
    return text;
}

static Page load_page(const char *folder, const char *name, unsigned *mistakes) {
    Page page = {.path = need(malloc(strlen(folder) + strlen(name) + 2))};
    sprintf(page.path, "%s/%s", folder, name);
    page.file_name = str_of(page.path + strlen(folder) + 1);
    page.file_name.len -= 3;
    uint32_t len;
    page.text = read_file(page.path, &len);
    Reader reader = {.page = &page, .rest = {page.text, len}, .mistakes = mistakes};
    read_page(&reader);
    return page;
}

static int by_name(const void *a, const void *b) {
    const Str x = ((const Page *)a)->file_name, y = ((const Page *)b)->file_name;
    int order = memcmp(x.at, y.at, x.len < y.len ? x.len : y.len);
    return order ? order : (x.len > y.len) - (x.len < y.len);
}

static Page *load_pages(const char *folder, size_t *count, unsigned *mistakes) {
    Page *pages = NULL;
    *count = 0;
    DIR *dir = opendir(folder);
    if (!dir) {
        fprintf(stderr, "%s:1: cannot be read: %s\n", folder, strerror(errno));
        exit(1);
    }
    for (const struct dirent *entry; (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (len < 4 || entry->d_name[0] == '.' || strcmp(entry->d_name + len - 3, ".md") != 0) continue;
        pages = need(realloc(pages, (*count + 1) * sizeof *pages));
        pages[(*count)++] = load_page(folder, entry->d_name, mistakes);
    }
    closedir(dir);
    if (pages) qsort(pages, *count, sizeof *pages, by_name);
    return pages;
}

// ---- Writing ----------------------------------------------------------------------------------------------

static void write_identifier(FILE *to, Str name) {
    for (uint32_t i = 0; i < name.len; i++) fputc(name.at[i] == '-' ? '_' : name.at[i], to);
}

// A Str initialiser.
static void write_text(FILE *to, Str text) {
    fputs("{\"", to);
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n') fputs(i + 1 < text.len ? "\\n\"\n     \"" : "\\n", to);
        else if (c == '"' || c == '\\') fprintf(to, "\\%c", c);
        else if (c < 32 || c > 126) fprintf(to, "\\%03o", c);
        else fputc(c, to);
    }
    fprintf(to, "\", %u}", text.len);
}

static void write_signature(FILE *to, const Page *page) {
    fputs("Diagnostic *diag_", to);
    write_identifier(to, page->name);
    fputs("(Diagnostics *sink, Span at", to);
    for (unsigned i = 0; i < page->parameter_count; i++)
        fprintf(to, ", %s " STR_FMT, page->parameters[i].is_number ? "uint32_t" : "Str", STR_ARG(page->parameters[i].name));
    fputs(")", to);
}

static void write_header(FILE *to, const Page *pages, size_t count) {
    fputs("// Made of diag/catalogue/*.md by tools/catalogue.c: one emit function each. Not to be edited.\n"
          "#ifndef ISMSC_DIAG_CATALOGUE_H\n#define ISMSC_DIAG_CATALOGUE_H\n\n#include \"diag/page.h\"\n",
          to);
    for (size_t i = 0; i < count; i++) {
        fprintf(to, "\n// " STR_FMT ": " STR_FMT "\n", STR_ARG(pages[i].level), STR_ARG(pages[i].message));
        write_signature(to, &pages[i]);
        fputs(";\n", to);
    }
    fputs("\n#endif\n", to);
}

static void write_parameter_table(FILE *to, const Page *page, size_t index) {
    if (!page->parameter_count) return;
    fprintf(to, "static const DiagParameter PARAMETERS_%zu[] = {", index);
    for (unsigned i = 0; i < page->parameter_count; i++) {
        fputs(i ? ", {" : "{", to);
        write_text(to, page->parameters[i].name);
        fprintf(to, ", %s}", page->parameters[i].is_number ? "true" : "false");
    }
    fputs("};\n", to);
}

static void write_level(FILE *to, Str level) {
    fputs("LEVEL_", to);
    for (uint32_t i = 0; i < level.len; i++) fputc(toupper((unsigned char)level.at[i]), to);
}

static void write_page(FILE *to, const Page *page, size_t index) {
    const Str texts[] = {page->message, page->help, page->requirement, page->why, page->bad, page->good};
    fputs("    {", to);
    write_text(to, page->name);
    fputs(", ", to);
    write_level(to, page->level);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fputs(",\n     ", to);
        write_text(to, texts[i]);
    }
    if (page->parameter_count) fprintf(to, ",\n     PARAMETERS_%zu, %u},\n", index, page->parameter_count);
    else fputs(",\n     NULL, 0},\n", to);
}

static void write_function(FILE *to, const Page *page, size_t index) {
    fputc('\n', to);
    write_signature(to, page);
    fputs(" {\n", to);
    if (page->parameter_count) {
        fputs("    const DiagValue values[] = {", to);
        for (unsigned i = 0; i < page->parameter_count; i++)
            fprintf(to, "%s{.%s = " STR_FMT "}", i ? ", " : "", page->parameters[i].is_number ? "number" : "text", STR_ARG(page->parameters[i].name));
        fputs("};\n", to);
    }
    fprintf(to, "    return diag_page_emit(sink, &diag_pages[%zu], at, %s);\n}\n", index, page->parameter_count ? "values" : "NULL");
}

static void write_source(FILE *to, const Page *pages, size_t count) {
    fputs("// Made of diag/catalogue/*.md by tools/catalogue.c. Not to be edited.\n"
          "#include \"diag/catalogue.h\"\n\n",
          to);
    for (size_t i = 0; i < count; i++) write_parameter_table(to, &pages[i], i);
    fprintf(to, "\nconst uint32_t diag_page_count = %zu;\nconst DiagPage diag_pages[] = {\n", count);
    for (size_t i = 0; i < count; i++) write_page(to, &pages[i], i);
    fputs(count ? "};\n" : "    {.level = LEVEL_OFF},\n};\n", to);
    for (size_t i = 0; i < count; i++) write_function(to, &pages[i], i);
}

static bool write_file(const char *path, void (*write)(FILE *, const Page *, size_t), const Page *pages, size_t count) {
    FILE *to = fopen(path, "wb");
    if (to) write(to, pages, count);
    bool written = to && !ferror(to);
    if (to && fclose(to) != 0) written = false;
    if (!written) fprintf(stderr, "%s:1: cannot be written: %s\n", path, strerror(errno));
    return written;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: catalogue DIR HEADER SOURCE\n", stderr);
        return 2;
    }
    size_t count;
    unsigned mistakes = 0;
    Page *pages = load_pages(argv[1], &count, &mistakes);
    bool done = !mistakes && write_file(argv[2], write_header, pages, count) && write_file(argv[3], write_source, pages, count);
    for (size_t i = 0; i < count; i++) free(pages[i].path), free(pages[i].text);
    free(pages);
    return done ? 0 : 1;
}
