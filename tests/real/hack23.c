/*
 * Writes the published ISMS of a real company (Hack23 AB, in Markdown) in our language:
 * `hack23 MARKDOWN-DIR OUTPUT-DIR`.
 *
 * What the documents print is kept, also where it contradicts itself: the compiler is to find it. Numbers,
 * scales and bands are read from the documents' own tables; nothing of them stands here.
 */
#include "hack23_markdown.h"

// ---- One risk of the register, and what it prints

typedef struct {
    char *label;
    long number, of;
} Printed;

// The lines of one risk, without Markdown.
static Lines risk_block(const Lines *risks, size_t heading) {
    Lines block = {.line = risks->line + heading + 1};
    while (heading + 1 + block.count < risks->count && block.line[block.count][0] != '#') block.count++;
    char **text = need(calloc(block.count, sizeof *text));
    for (size_t i = 0; i < block.count; i++) text[i] = plain(block.line[i]);
    block.line = text;
    return block;
}

static const char *find(const Lines *block, const char *key, size_t *at) {
    for (; *at < block->count; ++*at) {
        const char *found = strstr(block->line[*at], key);
        if (found) return found + strlen(key);
    }
    return NULL;
}

static const char *find_first(const Lines *block, const char *key) {
    size_t at = 0;
    return find(block, key, &at);
}

// "Impact 6/5 Catastrophic |" or "Impact Score: High 4/5 (why)": the number, the scale's end and the word.
static Printed printed(const Lines *block, const char *key) {
    const char *found;
    for (size_t at = 0; (found = find(block, key, &at)) != NULL; at++) {
        const char *text = strncmp(found, " Score:", 7) == 0 ? found + 7 : found;
        char *part = cut(text, strcspn(text, "|("));
        char *slash = strchr(part, '/');
        if (!slash || slash == part || !isdigit((unsigned char)slash[-1]) || !isdigit((unsigned char)slash[1])) continue;
        Printed value = {.number = slash[-1] - '0', .of = slash[1] - '0'};
        memset(slash - 1, ' ', 3);
        value.label = trim(part);
        return value;
    }
    fail("a risk without %s", key);
}

// ---- The organisation, and its method of assessment

static void write_project(const char *folder, const Lines *method) {
    FILE *out = create(folder, "project.isms");
    char *approver = plain(behind(method, "Approved by:**"));
    char *name = cut(approver, strcspn(approver, ","));
    fputs("project hack23 \"Hack23 AB\" {\n"
          "  standards: iso27001/2022\n  methods: documented, as-printed\n}\n\n",
          out);
    fprintf(out, "person %s ", slug(name));
    put_string(out, name);
    fprintf(out, "\nrole ceo \"Chief Executive Officer\" {\n  holders: %s\n  top-management: yes\n}\n\n", slug(name));
    fputs("/// What their register prints beside a rating, and the checklist beside a control.\n"
          "extend kind risk {\n"
          "  sle: money?      \"single loss expectancy\"\n"
          "  aro: number?     \"annual rate of occurrence\"\n"
          "  ale: money?      \"annual loss expectancy\"\n"
          "  next-review: date?\n"
          "  printed-by: method?\n"
          "  printed: rating? of printed-by  \"probability and impact as the register prints them, of five\"\n"
          "}\n"
          "extend kind control { says: text? \"policy, evidence or plan that the checklist names\" }\n\n"
          "/// Their method: ALE = SLE × ARO.\n"
          "rule ale-differs warning {\n"
          "  for r in risk\n"
          "  where r.ale != r.sle * r.aro\n"
          "  report at r.ale \"{r} prints an ALE of {r.ale}, but {r.sle} × {r.aro} is {r.sle * r.aro}\"\n"
          "}\n",
          out);
    finish(out);
}

// The likelihood's midpoint stands in the flow chart, as `Almost Certain: 90%<br/>Score: 0.9`.
static const char *midpoint_of(const Lines *method, const char *label) {
    for (size_t i = 0; i < method->count; i++) {
        const char *at = strstr(method->line[i], "<br/>Score: ");
        const char *name = at ? strstr(method->line[i], label) : NULL;
        if (name && name < at && name[strlen(label)] == ':') {
            at += strlen("<br/>Score: ");
            return cut(at, strspn(at, "0123456789."));
        }
    }
    fail("no midpoint for \"%s\"", label);
}

// The impact's number stands there too, as `Catastrophic: 6<br/>`.
static long impact_number(const Lines *method, const char *label) {
    for (size_t i = 0; i < method->count; i++) {
        const char *name = strstr(method->line[i], label);
        const char *number = name ? name + strlen(label) : "";
        if (number[0] == ':' && isdigit((unsigned char)number[2]) && strncmp(number + 3, "<br/>", 5) == 0) return number[2] - '0';
    }
    fail("no number for the impact \"%s\"", label);
}

static void write_scales(FILE *out, const Lines *method, long factor) {
    Row row;
    fputs("scale likelihood \"Likelihood\" {\n", out);
    for (size_t at = table_below(method, "Likelihood Assessment Framework"); next_row(method, &at, &row);) {
        char *label = plain(row.cell[0]);
        fprintf(out, "  level %s \"%s\" { number: %s  meaning: ", slug(label), label, midpoint_of(method, label));
        put_string(out, plain(row.cell[2]));
        fputs(" }\n", out);
    }
    fputs("}\nscale impact \"Impact\" {\n", out);
    for (size_t at = table_below(method, "Impact Assessment Framework"); next_row(method, &at, &row);) {
        char *label = plain(row.cell[0]);
        fprintf(out, "  level %s \"%s\" { number: %ld  meaning: ", slug(label), label, impact_number(method, label) * factor);
        put_string(out, plain(row.cell[3]));
        fputs(" }\n", out);
    }
    fputs("}\n", out);
}

// One band as a row of the table of score ranges has it; accepted where the flow chart says so ("Accept risk").
static void write_band(FILE *out, const Lines *method, const Row *row, Names *accepted) {
    char *label = plain(row->cell[0]), *range = plain(row->cell[2]);
    size_t low = strcspn(range, "-"), length = strlen(label) + sizeof " Risk<br/>";
    fprintf(out, "  band %s \"%s\" { numbers: %.*s..%s  accepts: ceo }\n", slug(label), label, (int)low, range, range + low + 1);
    char *key = need(malloc(length));
    snprintf(key, length, "%s Risk<br/>", label);
    if (strstr(behind(method, key), "ccept")) add(accepted, slug(label));
}

// Their table has the highest band first, our language the lowest.
static void write_bands(FILE *out, const Lines *method) {
    Row rows[MAX_CELLS];
    Names accepted = {0};
    size_t count = 0;
    for (size_t at = table_below(method, "Risk Level Categories with Descriptive Scoring"); count < MAX_CELLS && next_row(method, &at, &rows[count]);)
        count++;
    while (count) write_band(out, method, &rows[--count], &accepted);
    put_names(out, "acceptable", &accepted);
}

static void write_method_head(FILE *out, const char *id, const char *title, const char *scale) {
    fprintf(out, "method %s \"%s\" {\n  approach: event-based\n", id, title);
    fprintf(out, "  likelihood: %slikelihood\n  impact: %simpact\n  formula: product\n", scale, scale);
}

// The register prints "4/5" and multiplies by its own factor: a second scale of five steps, a second method
// with the same bands.
static void write_printed_method(FILE *out, const Lines *method, const Lines *risks) {
    long factor = strtol(behind(risks, "Probability × Impact × "), NULL, 10);
    Lines block = risk_block(risks, find_heading(risks, "**R-"));
    long steps = printed(&block, "Probability").of;
    fputs("\nscale printed-likelihood \"Probability as printed\" {\n", out);
    for (long i = 1; i <= steps; i++) fprintf(out, "  level %ld-of-%ld \"%ld/%ld\" { number: %g }\n", i, steps, i, steps, (double)i / (double)steps);
    fputs("}\nscale printed-impact \"Impact as printed\" {\n", out);
    for (long i = 1; i <= steps; i++) fprintf(out, "  level %ld-of-%ld \"%ld/%ld\" { number: %ld }\n", i, steps, i, steps, i * factor);
    fputs("}\n", out);
    write_method_head(out, "as-printed", "The register's way of reckoning", "printed-");
    write_bands(out, method);
    fputs("}\n", out);
}

static void write_method(const char *folder, const Lines *method, const Lines *risks) {
    FILE *out = create(folder, "method.isms");
    const char *formula = behind(method, "× Impact Score (1-6) × ");
    write_scales(out, method, strtol(formula, NULL, 10));
    write_method_head(out, "documented", "Quantitative Risk Scoring Framework", "");
    fputs("  assess-every: 3 months\n", out);
    write_bands(out, method);
    fprintf(out, "  approved { by: ceo  on: %s }\n}\n", date_behind(method, "Effective Date:"));
    write_printed_method(out, method, risks);
    finish(out);
}

// ---- Risks

// "Score: 480 Critical | …" or "Total Risk Score: 320 High Risk".
static Printed printed_score(const Lines *block) {
    const char *found;
    for (size_t at = 0; (found = find(block, "Score: ", &at)) != NULL; at++) {
        char *end;
        Printed value = {.number = strtol(found, &end, 10)};
        if (end == found) continue;
        char *label = trim(cut(end, strcspn(end, "|")));
        char *risk = strstr(label, " Risk");
        if (risk) *risk = '\0';
        value.label = label;
        return value;
    }
    fail("a risk without a score");
}

// Every word of the form C-NAME-000 in a text.
static void add_controls(Names *names, const char *text) {
    for (const char *at = text; (at = strstr(at, "C-")) != NULL; at += 2) {
        size_t length = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
        bool whole = (at == text || !isalnum((unsigned char)at[-1])) && length > 5 && isdigit((unsigned char)at[length - 1]);
        if (whole) add(names, cut(at, length));
    }
}

// The controls that the table of common controls applies to a risk.
static void add_common_controls(Names *names, const Lines *risks, const char *id) {
    Row row;
    for (size_t at = table_below(risks, "Common Risk Controls"); next_row(risks, &at, &row);)
        if (strstr(row.cell[2], id)) add_controls(names, plain(row.cell[0]));
}

static void put_action(FILE *out, char *text) {
    char *colon = strncmp(text, "Priority ", 9) == 0 ? strstr(text, ": ") : NULL;
    fputs("    action ", out);
    put_string(out, trim(colon ? colon + 2 : text));
    fputs(" { }\n", out);
}

// "Treatment: Priority 1: a | Priority 2: b", or a list below "Treatment Strategy:".
static void put_actions(FILE *out, const Lines *block) {
    size_t at = 0;
    const char *found = find(block, "Treatment:", &at);
    for (const char *part = found; part && *part; part += strspn(part, "|")) {
        size_t length = strcspn(part, "|");
        put_action(out, trim(cut(part, length)));
        part += length;
    }
    if (found || (at = 0, !find(block, "Treatment Strategy:", &at))) return;
    for (at++; at < block->count && block->line[at][0]; at++) put_action(out, trim(cut(block->line[at] + 1, strlen(block->line[at] + 1))));
}

static const char *option_of(const char *strategy) {
    static const char *const word[][2] = {{"Mitigate", "modify"}, {"Accept", "retain"}, {"Transfer", "share"}, {"Avoid", "avoid"}};
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        if (strstr(strategy, word[i][0])) return word[i][1];
    fail("no option is like \"%s\"", strategy);
}

// "Mitigate with Controls" means the controls of the risk: the register says that they are active.
static void put_treatments(FILE *out, const Lines *risks, const char *id, const Lines *block, const Names *controls) {
    Row row;
    for (size_t at = table_below(risks, "Risk Treatment Summary"); next_row(risks, &at, &row);) {
        if (!strstr(row.cell[2], id)) continue;
        const char *option = option_of(row.cell[0]);
        fprintf(out, "  treatment to-%s ", option);
        put_string(out, plain(row.cell[0]));
        fprintf(out, " {\n    option: %s\n", option);
        if (strcmp(option, "modify") == 0) {
            put_names(out, "  controls", controls);
            put_actions(out, block);
        }
        fputs("  }\n", out);
    }
}

static void put_risk_text(FILE *out, const Lines *block) {
    const char *says = find_first(block, "Description:");
    if (!says) says = find_first(block, "Risk:");
    if (says) put_text_field(out, "consequence", trim(cut(says, strcspn(says, "|"))));
    const char *category = find_first(block, "Category:");
    if (category) fprintf(out, "  tags: %s\n", slug(cut(category, strcspn(category, "|"))));
}

static void put_money(FILE *out, const Lines *block) {
    put_euros(out, "sle", find_first(block, "SLE"));
    const char *rate = find_first(block, "ARO");
    const char *number = rate ? strpbrk(rate, "0123456789") : NULL;
    if (number) fprintf(out, "  aro: %.*s\n", (int)strspn(number, "0123456789."), number);
    put_euros(out, "ale", find_first(block, "ALE"));
}

static void write_risk(FILE *out, const Lines *risks, size_t heading) {
    char *title = plain(risks->line[heading] + strspn(risks->line[heading], "# "));
    char *colon = strchr(title, ':');
    if (!colon) fail("a risk without a title: %s", title);
    *colon = '\0';
    Lines block = risk_block(risks, heading);
    Printed likelihood = printed(&block, "Probability"), impact = printed(&block, "Impact"), score = printed_score(&block);
    Names controls = {0};
    for (size_t i = 0; i < block.count; i++) add_controls(&controls, block.line[i]);
    add_common_controls(&controls, risks, title);
    const char *owner = find_first(&block, "Owner:");
    fprintf(out, "risk %s ", title);
    put_string(out, trim(colon + 1));
    fputs(" {\n", out);
    put_risk_text(out, &block);
    if (owner) fprintf(out, "  owner: %s\n", slug(owner));
    fprintf(out, "  current: %s × %s\n", slug(likelihood.label), slug(impact.label));
    fprintf(out, "  printed-by: as-printed\n  printed: %ld-of-%ld × %ld-of-%ld\n", likelihood.number, likelihood.of, impact.number, impact.of);
    fprintf(out, "  claims { score: %ld  band: %s }\n", score.number, slug(score.label));
    put_money(out, &block);
    put_names(out, "controls", &controls);
    put_treatments(out, risks, title, &block, &controls);
    const char *next = find_first(&block, "Next Review: ");
    fprintf(out, "  review { last: %s  every: 3 months }\n", date_behind(risks, "Last Updated:"));
    if (next) fprintf(out, "  next-review: %.10s\n", next);
    fputs("}\n\n", out);
}

static void write_risks(const char *folder, const Lines *risks) {
    FILE *out = create(folder, "risks.isms");
    for (size_t i = 0; i < risks->count; i++)
        if (strncmp(risks->line[i], "#### **R-", 9) == 0) write_risk(out, risks, i);
    fprintf(out, "assessment quarterly \"Quarterly risk assessment\" {\n  on: %s\n", date_behind(risks, "Last Updated:"));
    fputs("  by: ceo\n  trigger: planned\n  covers: all\n  method: documented\n}\n", out);
    finish(out);
}

// ---- Controls

static void write_common_controls(FILE *out, const Lines *risks) {
    Row row;
    for (size_t at = table_below(risks, "Common Risk Controls"); next_row(risks, &at, &row);) {
        fprintf(out, "control %s ", plain(row.cell[0]));
        put_string(out, plain(row.cell[1]));
        fputs(" {\n  owner: ceo\n  status: implemented\n", out);
        put_text_field(out, "says", plain(row.cell[3]));
        fputs("}\n", out);
    }
}

// A row of the checklist: an exclusion, or an own control. Rows such as A.5.14.1 are not the standard's: they
// implement the control above them.
static void write_checklist_row(FILE *out, const Row *row) {
    char *id = plain(row->cell[0]), *says = plain(row->cell[2]), *status = plain(row->cell[3]);
    char *reference = cut(id, strlen(id)), *dot = strchr(reference + 2, '.');
    bool numbered = dot && isdigit((unsigned char)dot[1]);
    if (numbered && strchr(dot + 1, '.')) *strchr(dot + 1, '.') = '\0';
    if (strcmp(status, "Not Applicable") == 0) {
        fprintf(out, "exclude %s ", id);
        put_string(out, says);
        fputs("\n", out);
        return;
    }
    bool done = strcmp(status, "Implemented") == 0, part = strcmp(status, "Partial") == 0;
    if (!done && !part && strcmp(status, "Not Implemented") != 0) fail("%s has the status \"%s\"", id, status);
    fprintf(out, "control own-%s ", id);
    put_string(out, plain(row->cell[1]));
    fputs(" {\n", out);
    if (numbered) fprintf(out, "  implements: %s\n", reference);
    fprintf(out, "  owner: ceo\n  status: %s\n", done ? "implemented" : part ? "partial" : "planned");
    put_text_field(out, done || part ? "says" : "why-not", says);
    fputs("}\n", out);
}

static void write_controls(const char *folder, const Lines *checklist, const Lines *risks) {
    FILE *out = create(folder, "controls.isms");
    write_common_controls(out, risks);
    for (size_t i = 0; i < checklist->count; i++) {
        const char *line = checklist->line[i];
        if (strncmp(line, "| **A.", 6) != 0 || !isdigit((unsigned char)line[6])) continue;
        Row row = split_row(line);
        if (row.count >= 4) write_checklist_row(out, &row);
    }
    finish(out);
}

// ---- Assets and suppliers

// The asset's type by the letters of its number; NULL for rows that are no assets (people, permission sets).
static const char *asset_type(const char *id) {
    static const char *const type[][2] = {{"G-", "service"}, {"GH-", "service"}, {"S-", "service"}, {"AWS-", "service"}, {"D-", "intangible"}};
    for (size_t i = 0; i < sizeof type / sizeof type[0]; i++)
        if (strncmp(id, type[i][0], strlen(type[i][0])) == 0) return type[i][1];
    return NULL;
}

static void put_asset(FILE *out, const char *id, const char *title, const char *type, const Names *suppliers) {
    fprintf(out, "asset %s ", id);
    put_string(out, title);
    fprintf(out, " {\n  type: %s\n  owner: ceo\n", type);
    char *words = slug(title);
    for (size_t i = 0; i < suppliers->count; i++)
        if (strncmp(words, suppliers->name[i], strlen(suppliers->name[i])) == 0) fprintf(out, "  depends-on: %s\n", suppliers->name[i]);
    fputs("}\n", out);
}

static void write_assets(const char *folder, const Lines *assets, const Names *suppliers) {
    FILE *out = create(folder, "assets.isms");
    Row row;
    for (size_t i = 0; i < assets->count; i++) {
        if (strncmp(assets->line[i], "| ", 2) != 0) continue;
        row = split_row(assets->line[i]);
        char *id = row.count ? plain(row.cell[0]) : "";
        size_t letters = strcspn(id, "0123456789");
        if (row.count >= 2 && strlen(id) == letters + 3 && asset_type(id)) put_asset(out, id, plain(row.cell[1]), asset_type(id), suppliers);
    }
    for (size_t at = table_below(assets, "5) Intellectual Property"); next_row(assets, &at, &row);) {
        char *title = plain(row.cell[0]);
        put_asset(out, slug(title), title, "software", suppliers);
    }
    finish(out);
}

static Names write_suppliers(const char *folder, const Lines *suppliers) {
    FILE *out = create(folder, "suppliers.isms");
    Names names = {0};
    Row row;
    for (size_t at = table_below(suppliers, "Supplier Data Handling Matrix"); next_row(suppliers, &at, &row);) {
        char *title = plain(row.cell[0]);
        add(&names, slug(title));
        fprintf(out, "supplier %s \"%s\" {\n  owner: ceo\n", slug(title), title);
        put_text_field(out, "services", plain(row.cell[1]));
        put_text_field(out, "location", plain(row.cell[2]));
        fputs("}\n", out);
    }
    finish(out);
    return names;
}

int main(int argc, char **argv) {
    if (argc != 3) fail("usage: hack23 MARKDOWN-DIR OUTPUT-DIR");
    Lines risks = read_lines(argv[1], "Risk_Register.md"), method = read_lines(argv[1], "Risk_Assessment_Methodology.md");
    Lines checklist = read_lines(argv[1], "Compliance_Checklist.md"), assets = read_lines(argv[1], "Asset_Register.md");
    Lines suppliers = read_lines(argv[1], "SUPPLIER.md");
    write_project(argv[2], &method);
    write_method(argv[2], &method, &risks);
    write_risks(argv[2], &risks);
    write_controls(argv[2], &checklist, &risks);
    Names names = write_suppliers(argv[2], &suppliers);
    write_assets(argv[2], &assets, &names);
    return 0;
}
