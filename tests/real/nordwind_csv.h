/*
 * What the converter nordwind.c needs to read registers: CSV tables with a row of heads, and the values in their cells.
 */
#ifndef ISMSC_TESTS_REAL_NORDWIND_CSV_H
#define ISMSC_TESTS_REAL_NORDWIND_CSV_H

#include "convert.h"

enum { MAX_COLUMNS = 32 };

typedef struct {
    char *cell[MAX_COLUMNS];
    size_t count;
} Row;

typedef struct {
    const char *file;
    Row head;
    Row *row;
    size_t count;
} Table;

// ---- Tables

// One cell from *at on; a quoted one may hold commas, and "" for a quote. Leaves *at behind the comma, or NULL at the end of the line.
static char *next_cell(const char **at) {
    const char *from = *at;
    char *text = need(malloc(strlen(from) + 1)), *to = text;
    bool quoted = false;
    for (; *from && (quoted || *from != ','); from++) {
        if (*from != '"') *to++ = *from;
        else if (quoted && from[1] == '"') *to++ = *from++;
        else quoted = !quoted;
    }
    *to = '\0';
    *at = *from ? from + 1 : NULL;
    return trim(text);
}

static Row split_row(const char *line) {
    Row row = {0};
    for (const char *at = line; at;) {
        if (row.count == MAX_COLUMNS) fail("more than %d columns: %s", MAX_COLUMNS, line);
        row.cell[row.count++] = next_cell(&at);
    }
    return row;
}

static size_t column_of(const Table *table, const char *head) {
    for (size_t i = 0; i < table->head.count; i++)
        if (strcmp(table->head.cell[i], head) == 0) return i;
    fail("%s has no column \"%s\"", table->file, head);
}

// Some texts of the registers hold commas without quotes: the cells too many belong to column `at`.
static void join_surplus(Row *row, size_t at, size_t wanted) {
    while (row->count > wanted) {
        size_t length = strlen(row->cell[at]) + strlen(row->cell[at + 1]) + 3;
        char *text = need(malloc(length));
        snprintf(text, length, "%s, %s", row->cell[at], row->cell[at + 1]);
        row->cell[at] = text;
        for (size_t i = at + 1; i + 1 < row->count; i++) row->cell[i] = row->cell[i + 1];
        row->count--;
    }
}

// `wide` names the column whose texts have unquoted commas, or is NULL.
static Table read_table(const char *folder, const char *name, const char *wide) {
    Lines lines = read_lines(folder, name);
    if (!lines.count) fail("%s is empty", name);
    Table table = {.file = name, .head = split_row(lines.line[0]), .row = need(calloc(lines.count, sizeof *table.row))};
    for (size_t i = 1; i < lines.count; i++) {
        if (!lines.line[i][0]) continue;
        Row row = split_row(lines.line[i]);
        if (wide) join_surplus(&row, column_of(&table, wide), table.head.count);
        if (row.count != table.head.count) fail("%s:%zu: %zu cells under %zu heads", name, i + 1, row.count, table.head.count);
        table.row[table.count++] = row;
    }
    return table;
}

static char *cell(const Table *table, size_t row, const char *head) {
    return table->row[row].cell[column_of(table, head)];
}

// ---- Values in cells

static bool is_date(const char *text) {
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; form[i]; i++)
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i]) return false;
    return true;
}

// "Recurring", "N/A" and other words in place of a date are no date.
static void put_date(FILE *out, const char *field, const char *text) {
    if (is_date(text)) fprintf(out, "  %s: %.10s\n", field, text);
}

// The first date somewhere in the text, or NULL.
static const char *date_in(const char *text) {
    for (; *text; text++)
        if (is_date(text)) return text;
    return NULL;
}

// "4h", "15 min", "24 months", "10 years after …", and words such as "Monthly": a duration, or NULL.
static const char *duration_of(const char *text) {
    static const char *const word[][2] = {{"Monthly", "1 month"}, {"Quarterly", "3 months"}, {"Annual", "1 year"}};
    static const char *const unit[][2] = {{"h", "hours"}, {"min", "minutes"}, {"day", "days"}, {"month", "months"}, {"year", "years"}};
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        if (strncmp(text, word[i][0], strlen(word[i][0])) == 0) return word[i][1];
    size_t digits = strspn(text, "0123456789");
    const char *behind = text + digits + strspn(text + digits, " ");
    for (size_t i = 0; digits && i < sizeof unit / sizeof unit[0]; i++) {
        if (strncmp(behind, unit[i][0], strlen(unit[i][0])) != 0) continue;
        char *duration = need(malloc(digits + 16));
        snprintf(duration, digits + 16, "%.*s %s", (int)digits, text, unit[i][1]);
        return duration;
    }
    return NULL;
}

static void put_duration(FILE *out, const char *field, const char *text) {
    const char *duration = duration_of(text);
    if (duration) fprintf(out, "  %s: %s\n", field, duration);
}

// All ids such as AST-004 in the text.
static Names ids_in(const char *text, const char *prefix) {
    Names names = {0};
    for (const char *at = text; (at = strstr(at, prefix)) != NULL; at += strlen(prefix)) {
        size_t length = strlen(prefix) + strspn(at + strlen(prefix), "0123456789-");
        bool starts = at == text || !isalnum((unsigned char)at[-1]);
        if (starts && length > strlen(prefix)) add(&names, cut(at, length));
    }
    return names;
}

// The own controls for "A 5.17 A 8.5", which the registers also write as A.5.17.
static Names controls_in(const char *text) {
    Names names = {0};
    for (const char *at = text; (at = strchr(at, 'A')) != NULL; at++) {
        size_t length = strspn(at + 1, " .") == 1 ? strspn(at + 2, "0123456789.") : 0;
        if (!length) continue;
        char name[32];
        snprintf(name, sizeof name, "own-A.%.*s", (int)length, at + 2);
        add(&names, name);
    }
    return names;
}

static bool starts(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

#endif
