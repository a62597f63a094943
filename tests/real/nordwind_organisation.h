/*
 * The organisation of Nordwind as the converter nordwind.c writes it: who is named in the registers, as roles, people and
 * parties, and the context; with what every other part of the converter needs to write a record.
 */
#ifndef ISMSC_TESTS_REAL_NORDWIND_ORGANISATION_H
#define ISMSC_TESTS_REAL_NORDWIND_ORGANISATION_H

#include "nordwind_csv.h"

// Where the registers lie, where the records go, and who is named in them on the way.
typedef struct {
    const char *from, *to, *as_of;
    Table people, documents;
    Names roles, parties, units;
} Job;

static FILE *create(const Job *job, const char *name) {
    return create_from(job->to, name, "the registers of Nordwind");
}

static void open_record(FILE *out, const char *kind, const char *id, const char *title) {
    fprintf(out, "%s %s ", kind, id);
    put_string(out, title);
    fputs(" {\n", out);
}

static void put_text_if(FILE *out, const char *field, const char *text) {
    if (*text) put_text_field(out, field, text);
}

static char *prefixed(const char *prefix, const char *title) {
    char *name = slug(title), *id = need(malloc(strlen(prefix) + strlen(name) + 1));
    sprintf(id, "%s%s", prefix, name);
    return id;
}

// ---- Roles, people and parties

// The registers name an owner by role, by an abbreviation of it, or by person: all become the role. Of several, the first.
static const char *role_of(Job *job, const char *owner) {
    static const char *const long_form[][2] = {{"ISO", "Information Security Officer"},
                                               {"Information Security Officer (ISO)", "Information Security Officer"},
                                               {"DPO", "Data Protection Officer"},
                                               {"Department Heads", "Department Head"}};
    const char *several = strstr(owner, " + ");
    const char *title = several ? cut(owner, (size_t)(several - owner)) : owner;
    for (size_t i = 0; i < job->people.count; i++)
        if (strcmp(cell(&job->people, i, "Person"), title) == 0) title = cell(&job->people, i, "Role");
    for (size_t i = 0; i < sizeof long_form / sizeof long_form[0]; i++)
        if (strcmp(title, long_form[i][0]) == 0) title = long_form[i][1];
    const char *id = slug(title);
    for (size_t i = 0; i < job->roles.count; i++)
        if (strcmp(slug(job->roles.name[i]), id) == 0) return id;
    add(&job->roles, title);
    return id;
}

static void put_role(FILE *out, Job *job, const char *field, const char *owner) {
    if (*owner) fprintf(out, "  %s: %s\n", field, role_of(job, owner));
}

// One register calls a party otherwise than the other.
static const char *party_of(Job *job, const char *title) {
    static const char *const other[][2] = {
        {"BfDI (GDPR regulator)", "Regulator BfDI"}, {"BSI (NIS2 authority)", "NIS2 competent authority (BSI)"}, {"Auditors", "Auditors (external)"}};
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        if (strcmp(title, other[i][0]) == 0) title = other[i][1];
    add(&job->parties, title);
    return prefixed("party-", title);
}

// The documents that the text names, by id or by title.
static Names documents_in(const Job *job, const char *text) {
    Names found = {0};
    for (size_t i = 0; i < job->documents.count; i++) {
        const char *id = cell(&job->documents, i, "Doc ID");
        if (!starts(id, "REC-") && (strstr(text, id) || strstr(text, cell(&job->documents, i, "Title")))) add(&found, id);
    }
    return found;
}

// "All Employees (42)" is no person.
static bool is_person(const Table *people, size_t row) {
    return !strchr(cell(people, row, "Person"), '(');
}

// What a training leads to, in the words of the matrix of competences; the two registers call it differently.
static const char *competence_of(const char *training) {
    static const char *const leads_to[][2] = {{"ISO 27001 Lead Implementer", "ISO/IEC 27001:2022 Lead Implementer"},
                                              {"Incident response tabletop", "Incident response coordination"},
                                              {"CIS Linux Benchmark workshop", "Linux/Windows hardening (CIS Benchmarks)"},
                                              {"Backup restore drill", "Backup & restore procedures"},
                                              {"OWASP Top 10 workshop", "Secure coding (OWASP Top 10)"},
                                              {"SAST tool onboarding", "SAST/DAST tool usage"},
                                              {"CIPP/E refresher", "GDPR fundamentals"},
                                              {"DPIA workshop", "DPIA methodology"},
                                              {"Background screening refresher", "Background screening process"},
                                              {"CEO fraud / BEC workshop", "CEO fraud / BEC awareness"}};
    for (size_t i = 0; i < sizeof leads_to / sizeof leads_to[0]; i++)
        if (strcmp(training, leads_to[i][0]) == 0) return prefixed("can-", leads_to[i][1]);
    fail("no competence is like \"%s\"", training);
}

// A training that was completed, of which there is evidence, is a qualification until it has to be refreshed.
static void write_people(Job *job) {
    const Table *people = &job->people;
    FILE *out = create(job, "people.isms");
    Names seen = {0};
    for (size_t i = 0; i < people->count; i++) {
        const char *name = cell(people, i, "Person");
        if (!is_person(people, i) || has(&seen, name)) continue;
        add(&seen, name);
        open_record(out, "person", slug(name), name);
        for (size_t k = i; k < people->count; k++) {
            const char *done = cell(people, k, "Completion Date");
            if (strcmp(cell(people, k, "Person"), name) != 0 || !*done) continue;
            fprintf(out, "  qualification {\n  competence: %s\n  basis: training\n", competence_of(cell(people, k, "Training")));
            put_date(out, "on", done);
            put_date(out, "until", cell(people, k, "Next Refresh"));
            fputs("  }\n", out);
        }
        fputs("}\n", out);
        role_of(job, cell(people, i, "Role"));
    }
    finish(out);
}

static void write_trainings(Job *job) {
    const Table *people = &job->people;
    FILE *out = create(job, "trainings.isms");
    for (size_t i = 0; i < people->count; i++) {
        const char *title = cell(people, i, "Training"), *done = cell(people, i, "Completion Date"), *due = cell(people, i, "Due Date");
        if (is_person(people, i)) {
            open_record(out, "training", prefixed("training-", title), title);
            fprintf(out, "  in: %s\n  persons: %s\n", competence_of(title), slug(cell(people, i, "Person")));
            put_date(out, "on", *done ? done : due);
        } else {
            open_record(out, "awareness", prefixed("awareness-", title), title);
            fputs("  audience: all\n", out);
            put_text_field(out, "topics", title);
            put_date(out, "last", done);
        }
        fputs("}\n", out);
    }
    finish(out);
}

// One competence for each row of the matrix; what a role needs is written with the role.
static void write_competences(Job *job, const Table *matrix) {
    FILE *out = create(job, "competences.isms");
    for (size_t i = 0; i < matrix->count; i++) {
        const char *title = cell(matrix, i, "Required Competence");
        role_of(job, cell(matrix, i, "Role"));
        open_record(out, "competence", prefixed("can-", title), title);
        put_text_field(out, "meaning", cell(matrix, i, "Proficiency Level"));
        fputs("}\n", out);
    }
    finish(out);
}

// All roles that any register names: so it comes last.
static void write_roles(Job *job, const Table *matrix) {
    FILE *out = create(job, "roles.isms");
    for (size_t i = 0; i < job->roles.count; i++) {
        const char *title = job->roles.name[i], *id = slug(title);
        Names needs = {0}, holders = {0};
        for (size_t k = 0; k < matrix->count; k++)
            if (strcmp(role_of(job, cell(matrix, k, "Role")), id) == 0) add(&needs, prefixed("can-", cell(matrix, k, "Required Competence")));
        for (size_t k = 0; k < job->people.count; k++)
            if (is_person(&job->people, k) && strcmp(slug(cell(&job->people, k, "Role")), id) == 0)
                add(&holders, slug(cell(&job->people, k, "Person")));
        open_record(out, "role", id, title);
        put_names(out, "holders", &holders);
        put_names(out, "needs", &needs);
        if (strcmp(id, "ceo") == 0 || strcmp(id, "top-management") == 0) fputs("  top-management: yes\n", out);
        fputs("}\n", out);
    }
    finish(out);
}

// The departments that receive documents.
static void write_units(Job *job) {
    FILE *out = create(job, "units.isms");
    for (size_t i = 0; i < job->units.count; i++) {
        fprintf(out, "unit %s ", prefixed("unit-", job->units.name[i]));
        put_string(out, job->units.name[i]);
        fputs("\n", out);
    }
    finish(out);
}

// An activity is a process, and who is accountable for it its owner. The last row is the legend.
static void write_processes(Job *job) {
    Table raci = read_table(job->from, "raci-matrix.csv", NULL);
    FILE *out = create(job, "processes.isms");
    for (size_t i = 0; i < raci.count; i++) {
        const char *title = raci.row[i].cell[0];
        if (strcmp(title, "Legend") == 0) continue;
        open_record(out, "process", prefixed("process-", title), title);
        for (size_t k = 1; k < raci.head.count; k++) {
            const char *owner = role_of(job, raci.head.cell[k]);
            if (raci.row[i].cell[k][0] == 'A') fprintf(out, "  owner: %s\n", owner);
        }
        fputs("}\n", out);
    }
    finish(out);
}

// ---- Context

static void write_obligations(Job *job) {
    Table laws = read_table(job->from, "legal-compliance-register.csv", NULL);
    Table wants = read_table(job->from, "stakeholder-requirements.csv", "Derived Requirement");
    FILE *out = create(job, "obligations.isms");
    for (size_t i = 0; i < laws.count; i++) {
        open_record(out, "obligation", cell(&laws, i, "ID"), cell(&laws, i, "Requirement"));
        fputs("  basis: legal\n  handled: isms\n  source: ", out);
        put_string(out, cell(&laws, i, "Regulation"));
        fputs("\n", out);
        put_text_if(out, "article", cell(&laws, i, "Article / Section"));
        put_text_if(out, "met", cell(&laws, i, "Evidence"));
        put_role(out, job, "owner", cell(&laws, i, "Responsible"));
        put_date(out, "next-review", cell(&laws, i, "Next Review"));
        fprintf(out, "  state: %s\n}\n", slug(cell(&laws, i, "Status")));
    }
    for (size_t i = 0; i < wants.count; i++) {
        open_record(out, "obligation", cell(&wants, i, "ID"), cell(&wants, i, "Derived Requirement"));
        fprintf(out, "  basis: stakeholder\n  handled: isms\n  from: %s\n", party_of(job, cell(&wants, i, "Stakeholder")));
        put_text_field(out, "source", cell(&wants, i, "Source"));
        Names by = documents_in(job, cell(&wants, i, "Covered By")), policies = {0};
        for (size_t k = 0; k < by.count; k++)
            if (starts(by.name[k], "POL-")) add(&policies, by.name[k]);
        put_names(out, "met-by", &policies);
        put_text_if(out, "met", cell(&wants, i, "Covered By"));
        fprintf(out, "  state: %s\n}\n", slug(cell(&wants, i, "Status")));
    }
    finish(out);
}

static void write_communications(Job *job) {
    // Two columns have unquoted commas, and nothing says where one ends: both come out as one text.
    Table plan = read_table(job->from, "stakeholder-communication.csv", "Communication Content");
    FILE *out = create(job, "communications.isms");
    for (size_t i = 0; i < plan.count; i++) {
        const char *party = cell(&plan, i, "Stakeholder");
        open_record(out, "communication", prefixed("to-", party), party);
        fprintf(out, "  with: %s\n", party_of(job, party));
        put_text_field(out, "what", cell(&plan, i, "Communication Content"));
        put_text_field(out, "when", cell(&plan, i, "Frequency"));
        put_text_field(out, "how", cell(&plan, i, "Channel"));
        put_role(out, job, "by", cell(&plan, i, "Owner"));
        fputs("}\n", out);
    }
    for (size_t i = 0; i < job->parties.count; i++) {
        const char *title = job->parties.name[i], *origin = "external";
        for (size_t k = 0; k < plan.count; k++)
            if (strcmp(cell(&plan, k, "Stakeholder"), title) == 0) origin = slug(cell(&plan, k, "Category"));
        open_record(out, "party", prefixed("party-", title), title);
        fprintf(out, "  origin: %s\n}\n", origin);
    }
    finish(out);
}

#endif
