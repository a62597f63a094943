// Makes a model of a given size: gen N FOLDER [PARTS] writes an ISMS of N declarations in 100 (or PARTS) files; gen --as FORMAT N writes the
// same content as one file to standard output, for tools that merely parse (json, jsonl, yaml, xml, dts).
// Of ten declarations two are assets, three risks, one a control and four pieces of evidence, of some 200 bytes and 9 lines each.
// All is in order in it: rules find next to nothing.
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef enum { AS_ISMS, AS_JSON, AS_YAML, AS_XML, AS_DTS } Format;

typedef struct {
    FILE *to;
    Format format;
    bool first; // no record before this one
} Writer;

static void die(const char *what) {
    fprintf(stderr, "gen: %s: %s\n", what, strerror(errno));
    exit(2);
}

// ---- One record in each format -------------------------------------------------------------------------------------------------

static void begin(Writer *w, const char *kind, const char *id, const char *title) {
    switch (w->format) {
    case AS_ISMS: fprintf(w->to, "%s %s \"%s\" {\n", kind, id, title); break;
    case AS_JSON: fprintf(w->to, "%s\n{\"kind\": \"%s\", \"id\": \"%s\", \"title\": \"%s\"", w->first ? "" : ",", kind, id, title); break;
    case AS_YAML: fprintf(w->to, "- kind: %s\n  id: %s\n  title: \"%s\"\n", kind, id, title); break;
    case AS_XML: fprintf(w->to, "<record kind=\"%s\" id=\"%s\">\n<title>%s</title>\n", kind, id, title); break;
    case AS_DTS: fprintf(w->to, "\t%s_%s {\n\t\ttitle = \"%s\";\n", kind, id, title); break;
    }
    w->first = false;
}

// A field; `quoted` values are texts in the language itself.
static void field(Writer *w, const char *name, const char *value, bool quoted) {
    const char *quote = quoted ? "\"" : "";
    switch (w->format) {
    case AS_ISMS: fprintf(w->to, "  %s: %s%s%s\n", name, quote, value, quote); break;
    case AS_JSON: fprintf(w->to, ",\n  \"%s\": \"%s\"", name, value); break;
    case AS_YAML: fprintf(w->to, "  %s: \"%s\"\n", name, value); break;
    case AS_XML: fprintf(w->to, "<%s>%s</%s>\n", name, value, name); break;
    case AS_DTS: fprintf(w->to, "\t\t%s = \"%s\";\n", name, value); break;
    }
}

static void end(Writer *w) {
    static const char *ends[] = {[AS_ISMS] = "}\n\n", [AS_JSON] = "}", [AS_YAML] = "", [AS_XML] = "</record>\n", [AS_DTS] = "\t};\n"};
    fputs(ends[w->format], w->to);
}

// ---- The mix --------------------------------------------------------------------------------------------------------------------

// The reference controls of ISO/IEC 27001:2022, by number of theme: A.5.1 to A.5.37, A.6.1 to 8, A.7.1 to 14, A.8.1 to 34.
static void reference_control(size_t i, char *to, size_t room) {
    static const unsigned counts[] = {37, 8, 14, 34};
    i %= 93;
    for (unsigned theme = 0;; theme++) {
        if (i < counts[theme]) {
            snprintf(to, room, "A.%u.%zu", theme + 5, i + 1);
            return;
        }
        i -= counts[theme];
    }
}

#define TEXT(...) (snprintf(text, sizeof text, __VA_ARGS__), text)

static void asset(Writer *w, size_t ten, size_t which) {
    char text[160], id[40];
    size_t i = ten * 2 + which;
    snprintf(id, sizeof id, "a-%zu", i);
    begin(w, "asset", id, TEXT("Service number %zu of the house", i));
    field(w, "type", "software", false);
    field(w, "owner", "ops", false);
    field(w, "class", "internal", false);
    if (i) field(w, "depends-on", TEXT("a-%zu", i / 2), false);
    else field(w, "custodian", "ops", false);
    field(w, "location", TEXT("Rack %zu in room %zu", i % 40, i % 7), true);
    field(w, "personal-data", "no", false);
    field(w, "tags", "service, internal", false);
    end(w);
}

static void risk(Writer *w, size_t ten, size_t which) {
    char text[160], id[40];
    size_t i = ten * 3 + which;
    snprintf(id, sizeof id, "r-%zu", i);
    begin(w, "risk", id, TEXT("Service %zu fails in way %zu", ten * 2 + which % 2, i));
    field(w, "on", TEXT("a-%zu", ten * 2 + which % 2), false);
    field(w, "owner", "ops", false);
    field(w, "inherent", "possible × moderate", false);
    field(w, "controls", TEXT("c-%zu", ten), false);
    field(w, "current", "unlikely × minor", false);
    field(w, "rationale", "Seen twice in five years", true);
    field(w, "threat", TEXT("way-%zu", which), false);
    end(w);
}

static void control(Writer *w, size_t ten) {
    char text[160], id[40];
    snprintf(id, sizeof id, "c-%zu", ten);
    begin(w, "control", id, TEXT("Measure number %zu of the house", ten));
    reference_control(ten, text, sizeof text);
    field(w, "implements", text, false);
    field(w, "owner", "ops", false);
    field(w, "status", "implemented", false);
    field(w, "type", "preventive", false);
    field(w, "since", "2024-05-01", false);
    field(w, "cost", TEXT("EUR %zu", 1000 + ten % 9000), false);
    field(w, "tags", "measure, routine", false);
    end(w);
}

static void evidence(Writer *w, size_t ten, size_t which) {
    char text[160], id[40];
    size_t i = ten * 4 + which;
    snprintf(id, sizeof id, "e-%zu", i);
    begin(w, "evidence", id, TEXT("Report number %zu of the quarter", i));
    field(w, "url", TEXT("https://records.example.com/reports/%zu", i), false);
    field(w, "collected", "2026-01-15", false);
    field(w, "valid", "400 days", false);
    field(w, "covers", TEXT("c-%zu", ten), false);
    field(w, "by", "ops", false);
    field(w, "owner", "ops", false);
    field(w, "tags", "report, quarterly", false);
    end(w);
}

static void declaration(Writer *w, size_t i) {
    size_t ten = i / 10, place = i % 10;
    if (place < 1) control(w, ten);
    else if (place < 3) asset(w, ten, place - 1);
    else if (place < 6) risk(w, ten, place - 3);
    else evidence(w, ten, place - 6);
}

// ---- Files ----------------------------------------------------------------------------------------------------------------------

// What every ISMS has besides. Not counted in N.
static const char frame[] = "project bench \"House of numbers\" { standards: iso27001/2022  methods: risk/five-by-five }\n\n"
                            "person ada \"Ada\"\n"
                            "role ops \"Operations\" { holders: ada  responsibilities: \"Runs what there is.\"  top-management: yes }\n"
                            "class internal \"Internal\" { number: 2  handling: \"Stays in the house.\" }\n"
                            "threat way-0 \"It breaks\"\n"
                            "threat way-1 \"It is broken into\"\n"
                            "threat way-2 \"It is forgotten\"\n"
                            "assessment yearly \"The yearly assessment\" { on: 2026-01-15  by: ops  trigger: planned  covers: all }\n";

static FILE *create(const char *folder, const char *name) {
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0) die("no memory");
    FILE *file = fopen(path, "w");
    if (!file) die(path);
    free(path);
    return file;
}

static void write_folder(const char *folder, size_t n, size_t parts) {
    if (mkdir(folder, 0777) && errno != EEXIST) die(folder);
    FILE *main_file = create(folder, "main.isms");
    fputs(frame, main_file);
    if (fclose(main_file)) die("main.isms");
    for (size_t part = 0; part < parts; part++) {
        char name[40];
        snprintf(name, sizeof name, "part-%03zu.isms", part);
        Writer w = {.to = create(folder, name), .format = AS_ISMS};
        for (size_t i = n / 10 * part / parts * 10; i < n / 10 * (part + 1) / parts * 10; i++) declaration(&w, i);
        if (fclose(w.to)) die(name);
    }
}

static void write_stream(Format format, size_t n) {
    static const char *heads[] = {
        [AS_JSON] = "[",
        [AS_YAML] = "",
        [AS_DTS] = "/dts-v1/;\n/ {\n",
        [AS_XML] =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE isms [\n"
            "<!ELEMENT isms (record*)>\n<!ELEMENT record (title, (type|owner|class|depends-on|location|custodian|personal-data|tags|on|inherent|controls|"
            "current|rationale|threat|implements|status|since|cost|url|collected|valid|covers|by)*)>\n"
            "<!ATTLIST record kind (asset|risk|control|evidence) #REQUIRED id ID #REQUIRED>\n"};
    static const char *tails[] = {[AS_JSON] = "\n]\n", [AS_YAML] = "", [AS_XML] = "</isms>\n", [AS_DTS] = "};\n"};
    static const char *texts[] = {"title",  "type",  "owner",    "class",    "depends-on", "location",  "custodian", "personal-data",
                                  "tags",   "on",    "inherent", "controls", "current",    "rationale", "threat",    "implements",
                                  "status", "since", "cost",     "url",      "collected",  "valid",     "covers",    "by"};
    Writer w = {.to = stdout, .format = format, .first = true};
    fputs(heads[format], stdout);
    if (format == AS_XML) {
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) printf("<!ELEMENT %s (#PCDATA)>\n", texts[i]);
        fputs("]>\n<isms>\n", stdout);
    }
    for (size_t i = 0; i < n; i++) {
        bool starts = format == AS_DTS && i % 5000 == 0; // dtc refuses some ten thousand siblings
        if (starts) printf("%s\tpart_%zu {\n", i ? "\t};\n" : "", i / 5000);
        declaration(&w, i);
    }
    if (format == AS_DTS && n) fputs("\t};\n", stdout);
    fputs(tails[format], stdout);
    if (fflush(stdout)) die("standard output");
}

int main(int argc, char **argv) {
    static const char *names[] = {[AS_ISMS] = "isms", [AS_JSON] = "json", [AS_YAML] = "yaml", [AS_XML] = "xml", [AS_DTS] = "dts"};
    if (argc == 4 && !strcmp(argv[1], "--as")) {
        for (Format f = AS_JSON; f <= AS_DTS; f++)
            if (!strcmp(argv[2], names[f])) return write_stream(f, strtoull(argv[3], NULL, 10)), 0;
    } else if (argc >= 3) {
        return write_folder(argv[2], strtoull(argv[1], NULL, 10), argc > 3 ? strtoull(argv[3], NULL, 10) : 100), 0;
    }
    fputs("usage: gen N FOLDER [PARTS]\n       gen --as json|yaml|xml|dts N\n", stderr);
    return 2;
}
