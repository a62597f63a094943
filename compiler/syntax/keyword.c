// The keywords of the meta-language. They exist only inside the declarations where they mean something.
#include "syntax/parser.h"
#include "syntax/token.h"

typedef struct {
    char text[11];
    uint8_t meta; // where: a set of Meta
    uint8_t code;
} Keyword;

#define RULES META_RULE
#define TABLES META_TABLE
#define ARTEFACTS (META_TABLE | META_MATRIX | META_REPORT)
#define TYPES (META_KIND | META_RULE) // rules have parameters with types

// By length.
static const Keyword two[] = {
    {"in", META_ALL, IN}, {"is", META_ALL, IS}, {"or", META_ALL, OR}, {"if", META_ALL, IF},
    {"of", TYPES, OF},    {"to", TYPES, TO},    {"at", RULES, AT},    {"by", TABLES, BY},
};
static const Keyword three[] = {
    {"and", META_ALL, AND}, {"not", META_ALL, NOT}, {"for", META_ALL, FOR},    {"set", META_ALL, SET},
    {"one", TYPES, ONE},    {"map", TYPES, MAP},    {"fix", RULES, FIX},       {"add", RULES, ADD},
    {"off", RULES, LEVEL},  {"off", TABLES, OFF},   {"bar", TABLES, BAR_WORD}, {"let", RULES | TABLES | META_MATRIX, LET},
};
static const Keyword four[] = {
    {"then", META_ALL, THEN}, {"else", META_ALL, ELSE},    {"when", RULES, WHEN},
    {"note", RULES, NOTE},    {"help", RULES, HELP},       {"down", TABLES, DOWN},
    {"foot", TABLES, FOOT},   {"cell", META_MATRIX, CELL}, {"text", META_REPORT, TEXT_WORD},
};
static const Keyword five[] = {
    {"where", META_ALL, WHERE}, {"about", META_KIND, ABOUT}, {"range", TYPES, RANGE},       {"error", RULES, LEVEL},       {"order", TABLES, ORDER},
    {"group", TABLES, GROUP},   {"limit", TABLES, LIMIT},    {"label", META_MATRIX, LABEL}, {"table", META_REPORT, TABLE},
};
static const Keyword six[] = {
    {"within", META_ALL, WITHIN}, {"single", META_KIND, SINGLE}, {"report", RULES, REPORT},  {"append", RULES, APPEND},
    {"forbid", RULES, LEVEL},     {"yields", RULES, YIELDS},     {"column", TABLES, COLUMN}, {"matrix", META_REPORT, MATRIX},
};
static const Keyword seven[] = {
    {"missing", META_ALL, MISSING}, {"inverse", META_KIND, INVERSE}, {"extends", META_KIND, EXTENDS},
    {"default", TYPES, DEFAULT},    {"applies", RULES, APPLIES},     {"summary", RULES, SUMMARY},
    {"replace", RULES, REPLACE},    {"warning", RULES, LEVEL},       {"columns", TABLES, COLUMNS},
};
static const Keyword eight[] = {{"approves", META_KIND, APPROVES}, {"enforces", RULES | ARTEFACTS, ENFORCES}};
static const Keyword nine[] = {{"parameter", RULES, PARAMETER}};

#define COUNT(list) (uint32_t)(sizeof(list) / sizeof(list)[0])

static const struct {
    const Keyword *list;
    uint32_t count;
} by_length[] = {
    {NULL, 0},           {NULL, 0},         {two, COUNT(two)},     {three, COUNT(three)}, {four, COUNT(four)},
    {five, COUNT(five)}, {six, COUNT(six)}, {seven, COUNT(seven)}, {eight, COUNT(eight)}, {nine, COUNT(nine)},
};

uint8_t keyword_in(Meta meta, const char *word, uint32_t len) {
    if (len >= COUNT(by_length)) return WORD;
    const Keyword *list = by_length[len].list;
    for (uint32_t i = 0; i < by_length[len].count; i++) {
        if (list[i].text[0] == word[0] && (list[i].meta & meta) && memcmp(list[i].text, word, len) == 0) return list[i].code;
    }
    return WORD;
}

#define IS(literal) (memcmp(word, literal, sizeof(literal) - 1) == 0)

Meta keyword_opens(const char *word, uint32_t len, uint8_t *code) {
    *code = WORD;
    switch (len) {
    case 3:
        if (IS("use")) *code = USE;
        return META_NONE;
    case 4:
        if (IS("kind")) return *code = KIND, META_KIND;
        if (IS("rule")) return *code = RULE, META_RULE;
        return META_NONE;
    case 5: return IS("table") ? (*code = TABLE, META_TABLE) : META_NONE;
    case 6:
        if (IS("extend")) *code = EXTEND;
        if (IS("matrix")) return *code = MATRIX, META_MATRIX;
        if (IS("report")) return *code = REPORT, META_REPORT;
        return META_NONE;
    default: return META_NONE;
    }
}
