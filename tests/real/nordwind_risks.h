/*
 * The risks of Nordwind as the converter nordwind.c writes them, with their threats, weaknesses and treatment.
 */
#ifndef ISMSC_TESTS_REAL_NORDWIND_RISKS_H
#define ISMSC_TESTS_REAL_NORDWIND_RISKS_H

#include "nordwind_organisation.h"

// The threat of a risk: the one of the register whose title has the word, or one of its own.
static char *threat_of(const Table *threats, const Table *risks, size_t i) {
    for (size_t k = 0; k < threats->count; k++)
        if (strcasestr(cell(threats, k, "Threat"), cell(risks, i, "Threat"))) return cell(threats, k, "ID");
    return prefixed("threat-", cell(risks, i, "ID"));
}

// The registers of threats and vulnerabilities, and what only the risks name.
static void write_threats(Job *job, const Table *risks) {
    Table threats = read_table(job->from, "threat-register.csv", NULL), holes = read_table(job->from, "vulnerability-register.csv", NULL);
    FILE *out = create(job, "threats.isms");
    for (size_t i = 0; i < threats.count; i++) {
        open_record(out, "threat", cell(&threats, i, "ID"), cell(&threats, i, "Threat"));
        put_text_field(out, "group", cell(&threats, i, "Category"));
        put_text_field(out, "met", cell(&threats, i, "Mitigation Controls"));
        fputs("}\n", out);
    }
    for (size_t i = 0; i < holes.count; i++) {
        Names assets = ids_in(cell(&holes, i, "Affected Asset"), "AST-");
        open_record(out, "vulnerability", cell(&holes, i, "ID"), cell(&holes, i, "Title"));
        fprintf(out, "  cve: %s\n  cvss: %s\n  state: %s\n", cell(&holes, i, "CVE"), cell(&holes, i, "CVSS v3.1"), slug(cell(&holes, i, "Status")));
        put_names(out, "found-in", &assets);
        put_role(out, job, "owner", cell(&holes, i, "Owner"));
        put_date(out, "found", cell(&holes, i, "Discovered"));
        put_date(out, "deadline", cell(&holes, i, "Remediation Deadline"));
        fputs("}\n", out);
    }
    for (size_t i = 0; i < risks->count; i++) {
        char *threat = threat_of(&threats, risks, i);
        if (starts(threat, "threat-")) {
            fprintf(out, "threat %s ", threat);
            put_string(out, cell(risks, i, "Threat"));
            fputs("\n", out);
        }
        fprintf(out, "vulnerability %s ", prefixed("weakness-", cell(risks, i, "ID")));
        put_string(out, cell(risks, i, "Vulnerability"));
        fputs("\n", out);
    }
    finish(out);
}

static const char *option_of(const char *decision) {
    static const char *const word[][2] = {{"Mitigate", "modify"}, {"Accept", "retain"}, {"Avoid", "avoid"}, {"Transfer", "share"}};
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        if (starts(decision, word[i][0])) return word[i][1];
    fail("no option is like \"%s\"", decision);
}

static void put_treatment(FILE *out, Job *job, const Table *plan, const char *risk, const char *decision) {
    Names controls = {0};
    for (size_t i = 0; i < plan->count; i++) {
        if (strcmp(cell(plan, i, "Risk ID"), risk) != 0) continue;
        Names row = controls_in(cell(plan, i, "Annex A Control"));
        for (size_t k = 0; k < row.count; k++) add(&controls, row.name[k]);
    }
    fprintf(out, "  treatment {\n  option: %s\n", option_of(decision));
    put_names(out, "controls", &controls);
    for (size_t i = 0; i < plan->count; i++) {
        if (strcmp(cell(plan, i, "Risk ID"), risk) != 0) continue;
        open_record(out, "action", cell(plan, i, "ID"), cell(plan, i, "Action"));
        put_role(out, job, "owner", cell(plan, i, "Owner"));
        put_date(out, "start", cell(plan, i, "Start Date"));
        put_date(out, "due", cell(plan, i, "Due Date"));
        if (strcmp(cell(plan, i, "Status"), "Completed") == 0) put_date(out, "done", cell(plan, i, "Due Date"));
        fprintf(out, "  cost: EUR %s\n}\n", cell(plan, i, "Budget (EUR)"));
    }
    fputs("  }\n", out);
}

// Is some word of the name a proper one, with a hyphen inside, and does the text hold it? "S3 bucket nwl-marketing".
static bool proper_name_in(const char *name, const char *text) {
    size_t length = strlen(name), last = length;
    while (last > 0 && name[last - 1] != ' ') last--;
    return strchr(name + last, '-') != NULL && strstr(text, name + last) != NULL;
}

// The assets that the text names: by id, by their name up to a parenthesis, or by the proper name at its end.
static Names assets_in(const Table *assets, const char *text) {
    Names found = ids_in(text, "AST-");
    for (size_t i = 0; i < assets->count; i++) {
        const char *name = cell(assets, i, "Asset Name"), *base = trim(cut(name, strcspn(name, "(")));
        if (starts(text, base) || proper_name_in(base, text)) add(&found, cell(assets, i, "ID"));
    }
    return found;
}

static void write_risks(Job *job, const Table *risks, const Table *assets) {
    Table plan = read_table(job->from, "risk-treatment-plan.csv", NULL), threats = read_table(job->from, "threat-register.csv", NULL);
    FILE *out = create(job, "risks.isms");
    for (size_t i = 0; i < risks->count; i++) {
        const char *id = cell(risks, i, "ID");
        Names on = assets_in(assets, cell(risks, i, "Asset / Process"));
        open_record(out, "risk", id, cell(risks, i, "Risk Title"));
        put_names(out, "on", &on);
        put_role(out, job, "owner", cell(risks, i, "Owner"));
        fprintf(out, "  threat: %s\n  vulnerabilities: %s\n", threat_of(&threats, risks, i), prefixed("weakness-", id));
        if (starts(cell(risks, i, "Status"), "Avoided")) fputs("  status: closed\n", out);
        put_text_field(out, "consequence", cell(risks, i, "Description"));
        put_text_field(out, "rationale", cell(risks, i, "Existing Controls"));
        fprintf(out, "  inherent: %s-of-5 × %s-of-5\n", cell(risks, i, "Likelihood (1-5)"), cell(risks, i, "Max Impact"));
        fprintf(out, "  residual: %s-of-5 × %s-of-5\n", cell(risks, i, "Residual Likelihood"), cell(risks, i, "Residual Max Impact"));
        fprintf(out, "  claims { score: %s  band: %s }\n", cell(risks, i, "Inherent Score"), slug(cell(risks, i, "Inherent Risk Level")));
        put_treatment(out, job, &plan, id, cell(risks, i, "Treatment Decision"));
        fputs("}\n", out);
    }
    finish(out);
}

#endif
