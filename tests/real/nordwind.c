/*
 * Writes the 23 registers of a company, Nordwind, kept as CSV, in our language: `nordwind CSV-DIR OUTPUT-DIR AS-OF`, where
 * AS-OF is the day on which they were handed out.
 *
 * What the registers print is kept, also where it is thin: a control is tied to a risk only where the plan of treatment names
 * it, for the "existing controls" of a risk are words. What our kinds have no field for is kept in fields of a library of the
 * company's own, in project.isms.
 */
#include "nordwind_risks.h"

// ---- Assets, suppliers, keys

static const char *asset_type(const char *type) {
    static const char *const word[][2] = {
        {"Information", "information"}, {"Application", "software"}, {"Service", "service"}, {"Hardware", "hardware"}, {"Facility", "site"}};
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        if (strcmp(type, word[i][0]) == 0) return word[i][1];
    fail("no type of asset is like \"%s\"", type);
}

static void write_assets(Job *job, const Table *assets) {
    Table recovery = read_table(job->from, "disaster-recovery-register.csv", NULL);
    FILE *out = create(job, "assets.isms");
    for (size_t i = 0; i < assets->count; i++) {
        const char *id = cell(assets, i, "ID");
        open_record(out, "asset", id, cell(assets, i, "Asset Name"));
        fprintf(out, "  type: %s\n  class: %s\n", asset_type(cell(assets, i, "Type")), slug(cell(assets, i, "Classification")));
        put_role(out, job, "owner", cell(assets, i, "Owner"));
        put_role(out, job, "custodian", cell(assets, i, "Custodian"));
        put_text_if(out, "location", cell(assets, i, "Location"));
        for (size_t k = 0; k < recovery.count; k++) {
            if (!starts(cell(&recovery, k, "System"), id)) continue;
            put_duration(out, "rto", cell(&recovery, k, "RTO"));
            put_duration(out, "rpo", cell(&recovery, k, "RPO"));
        }
        fputs("}\n", out);
    }
    for (size_t i = 0; i < recovery.count; i++) {
        const char *system = cell(&recovery, i, "System");
        Names of = ids_in(system, "AST-");
        add(&of, "own-A.8.13");
        open_record(out, "exercise", cell(&recovery, i, "ID"), system);
        put_names(out, "of", &of);
        put_role(out, job, "owner", cell(&recovery, i, "Owner"));
        fprintf(out, "  result: %s\n", starts(cell(&recovery, i, "Last Test Result"), "Passed") ? "passed" : "failed");
        put_date(out, "on", cell(&recovery, i, "Last Restore Test"));
        put_date(out, "next", cell(&recovery, i, "Next Test"));
        fputs("}\n", out);
    }
    finish(out);
}

static void write_suppliers(Job *job) {
    Table suppliers = read_table(job->from, "supplier-register.csv", NULL);
    FILE *out = create(job, "suppliers.isms");
    for (size_t i = 0; i < suppliers.count; i++) {
        const char *id = cell(&suppliers, i, "ID"), *category = cell(&suppliers, i, "Category");
        bool cloud = strcmp(category, "SaaS") == 0 || strcmp(category, "IaaS") == 0, agreed = strcmp(cell(&suppliers, i, "DPA Signed"), "Yes") == 0;
        open_record(out, "supplier", id, cell(&suppliers, i, "Supplier"));
        put_text_field(out, "services", cell(&suppliers, i, "Service"));
        put_text_field(out, "location", cell(&suppliers, i, "Location"));
        put_role(out, job, "owner", cell(&suppliers, i, "Owner"));
        fprintf(out, "  criticality: %s\n  cloud: %s\n", slug(cell(&suppliers, i, "Criticality")), cloud ? "yes" : "no");
        fputs("  contract {\n", out);
        put_date(out, "  from", cell(&suppliers, i, "Contract Start"));
        put_date(out, "  until", cell(&suppliers, i, "Contract End"));
        fprintf(out, "  }\n  review { last: %s  every: 1 year }\n", cell(&suppliers, i, "Last Review"));
        if (agreed) fprintf(out, "  dpa: %s-dpa\n", id);
        fputs("}\n", out);
        const char *owner = role_of(job, cell(&suppliers, i, "Owner"));
        if (agreed) fprintf(out, "document %s-dpa \"Data processing agreement\" { type: record  owner: %s }\n", id, owner);
    }
    finish(out);
}

static void write_keys(Job *job) {
    Table keys = read_table(job->from, "cryptography-register.csv", NULL);
    FILE *out = create(job, "keys.isms");
    for (size_t i = 0; i < keys.count; i++) {
        open_record(out, "key", cell(&keys, i, "Key ID"), cell(&keys, i, "Purpose"));
        put_text_field(out, "algorithm", cell(&keys, i, "Algorithm"));
        put_text_field(out, "storage", cell(&keys, i, "Storage"));
        put_role(out, job, "owner", cell(&keys, i, "Owner"));
        put_date(out, "created", cell(&keys, i, "Created"));
        put_date(out, "expires", cell(&keys, i, "Expiry"));
        put_duration(out, "every", cell(&keys, i, "Rotation Interval"));
        fputs("}\n", out);
    }
    finish(out);
}

// ---- Documents, the Statement of Applicability, exceptions, evidence

static const char *document_type(const char *id) {
    return starts(id, "PROC-") ? "procedure" : "record";
}

// Who receives a document is a party, all employees, or a department: a unit.
static void put_distribution(FILE *out, Job *job, const char *text) {
    Names to = {0};
    for (const char *at = text; at;) {
        const char *plus = strstr(at, " + "), *word = plus ? cut(at, (size_t)(plus - at)) : at;
        if (strcmp(word, "All employees") == 0) {
            add(&to, party_of(job, "Employees"));
        } else {
            add(&job->units, word);
            add(&to, prefixed("unit-", word));
        }
        at = plus ? plus + 3 : NULL;
    }
    put_names(out, "distribution", &to);
}

static void write_document(FILE *out, Job *job, size_t i) {
    const Table *documents = &job->documents;
    const char *id = cell(documents, i, "Doc ID"), *from = cell(documents, i, "Effective Date"), *last = cell(documents, i, "Last Review");
    bool policy = starts(id, "POL-");
    open_record(out, policy ? "policy" : "document", id, cell(documents, i, "Title"));
    if (policy) fprintf(out, "  level: %s\n", strcmp(id, "POL-001") == 0 ? "top" : "topic");
    else fprintf(out, "  type: %s\n", document_type(id));
    put_text_field(out, "version", cell(documents, i, "Version"));
    put_role(out, job, "owner", cell(documents, i, "Owner"));
    put_date(out, "effective", from);
    fprintf(out, "  class: %s\n", slug(cell(documents, i, "Classification")));
    put_distribution(out, job, cell(documents, i, "Distribution"));
    // The risk register is kept "live": it is what the standard calls the results of the assessment.
    if (strcmp(cell(documents, i, "Title"), "Risk Register") == 0) fputs("  satisfies: 8.2.u1\n", out);
    fprintf(out, "  approved { by: %s  on: %.10s }\n", role_of(job, cell(documents, i, "Approver")), from);
    fprintf(out, "  review { last: %.10s  every: 1 year }\n}\n", last);
}

static void write_statement(FILE *out, Job *job, size_t i) {
    const Table *documents = &job->documents;
    const char *on = cell(documents, i, "Effective Date");
    open_record(out, "statement", cell(documents, i, "Doc ID"), cell(documents, i, "Title"));
    fprintf(out, "  standard: iso27001/2022\n  version: %s\n  date: %s\n", cell(documents, i, "Version"), on);
    put_role(out, job, "owner", cell(documents, i, "Owner"));
    fprintf(out, "  approved { by: %s  on: %s }\n", role_of(job, cell(documents, i, "Approver")), on);
    fprintf(out, "  review { last: %s  every: 1 year }\n}\n", cell(documents, i, "Last Review"));
}

static void write_documents(Job *job) {
    Table records = read_table(job->from, "records-retention-schedule.csv", NULL);
    FILE *out = create(job, "documents.isms");
    for (size_t i = 0; i < job->documents.count; i++)
        (strcmp(cell(&job->documents, i, "Title"), "Statement of Applicability") == 0 ? write_statement : write_document)(out, job, i);
    for (size_t i = 0; i < records.count; i++) {
        open_record(out, "document", cell(&records, i, "ID"), cell(&records, i, "Record Category"));
        fputs("  type: record\n", out);
        put_role(out, job, "owner", cell(&records, i, "Owner"));
        put_text_field(out, "storage", cell(&records, i, "Storage Location"));
        put_text_field(out, "medium", cell(&records, i, "Format"));
        put_text_field(out, "disposal", cell(&records, i, "Disposal Method"));
        put_text_field(out, "basis", cell(&records, i, "Legal Basis / Source"));
        put_duration(out, "retention", cell(&records, i, "Retention Period"));
        fputs("}\n", out);
    }
    finish(out);
}

static void write_controls(Job *job) {
    Table soa = read_table(job->from, "statement-of-applicability.csv", "Implementation Description");
    FILE *out = create(job, "controls.isms");
    for (size_t i = 0; i < soa.count; i++) {
        const char *id = cell(&soa, i, "Control ID"), *status = cell(&soa, i, "Implementation Status"), *because = cell(&soa, i, "Justification");
        if (strcmp(cell(&soa, i, "Applicable"), "No") == 0) {
            fprintf(out, "exclude %s ", id);
            put_string(out, because);
            fputs("\n", out);
            continue;
        }
        bool done = strcmp(status, "Implemented") == 0, part = starts(status, "Partially");
        if (!done && !part) fail("%s has the status \"%s\"", id, status);
        Names documents = documents_in(job, cell(&soa, i, "Reference"));
        fprintf(out, "control own-%s ", id);
        put_string(out, cell(&soa, i, "Control Name"));
        fprintf(out, " {\n  implements: %s\n  status: %s\n", id, done ? "implemented" : "partial");
        put_text_field(out, part ? "why-not" : "says", cell(&soa, i, "Implementation Description"));
        put_text_field(out, "justified", because);
        put_names(out, "documents", &documents);
        fputs("}\n", out);
    }
    finish(out);
}

// The control from which a type of exception deviates: the register has words of its own.
static const char *deviates_from(const char *type) {
    static const char *const word[][2] = {{"Malware protection", "own-A.8.7"}, {"Web filter", "own-A.8.23"}, {"Password policy", "own-A.5.17"}};
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        if (strcmp(type, word[i][0]) == 0) return word[i][1];
    fail("no control is like \"%s\"", type);
}

static void write_exceptions(Job *job) {
    Table exceptions = read_table(job->from, "exceptions-register.csv", NULL);
    FILE *out = create(job, "exceptions.isms");
    for (size_t i = 0; i < exceptions.count; i++) {
        Names of = ids_in(cell(&exceptions, i, "Scope"), "AST-");
        open_record(out, "exception", cell(&exceptions, i, "ID"), cell(&exceptions, i, "Description"));
        fprintf(out, "  from: %s\n", deviates_from(cell(&exceptions, i, "Type")));
        put_names(out, "of", &of);
        put_text_field(out, "because", cell(&exceptions, i, "Reason"));
        put_text_field(out, "compensating", cell(&exceptions, i, "Compensating Controls"));
        put_role(out, job, "owner", cell(&exceptions, i, "Requested By"));
        fprintf(out, "  approved { by: %s  on: %s }\n", role_of(job, cell(&exceptions, i, "Approved By")), cell(&exceptions, i, "Granted"));
        fprintf(out, "  until: %s\n}\n", cell(&exceptions, i, "Expires"));
    }
    finish(out);
}

// What was deleted shows that the control on deletion works.
static void write_deletions(Job *job) {
    Table deletions = read_table(job->from, "deletion-evidence-log.csv", NULL);
    FILE *out = create(job, "deletions.isms");
    for (size_t i = 0; i < deletions.count; i++) {
        open_record(out, "evidence", cell(&deletions, i, "ID"), cell(&deletions, i, "Data / Media"));
        fputs("  covers: own-A.8.10\n", out);
        put_date(out, "collected", cell(&deletions, i, "Date"));
        put_role(out, job, "by", cell(&deletions, i, "Verified By"));
        put_text_field(out, "says", cell(&deletions, i, "Evidence"));
        fputs("}\n", out);
    }
    finish(out);
}

// ---- What happened, what is wanted

static const char *severity_of(const char *word) {
    static const char *const level[][2] = {{"Low", "2-of-5"}, {"Medium", "3-of-5"}, {"High", "4-of-5"}, {"Critical", "5-of-5"}};
    for (size_t i = 0; i < sizeof level / sizeof level[0]; i++)
        if (strcmp(word, level[i][0]) == 0) return level[i][1];
    fail("no impact is like \"%s\"", word);
}

static void write_incidents(Job *job) {
    Table incidents = read_table(job->from, "incident-register.csv", NULL);
    FILE *out = create(job, "incidents.isms");
    for (size_t i = 0; i < incidents.count; i++) {
        Names assets = ids_in(cell(&incidents, i, "Affected Assets"), "AST-");
        open_record(out, "incident", cell(&incidents, i, "ID"), cell(&incidents, i, "Title"));
        put_date(out, "on", cell(&incidents, i, "Reported At"));
        put_date(out, "reported", cell(&incidents, i, "Reported At"));
        if (strcmp(cell(&incidents, i, "Status"), "Closed") == 0) put_date(out, "closed", cell(&incidents, i, "Resolved At"));
        put_names(out, "assets", &assets);
        fprintf(out, "  severity: %s\n", severity_of(cell(&incidents, i, "Severity")));
        put_text_if(out, "lessons", cell(&incidents, i, "Corrective Action"));
        fputs("}\n", out);
    }
    finish(out);
}

static void write_nonconformities(Job *job) {
    Table register_ = read_table(job->from, "capa-register.csv", NULL);
    FILE *out = create(job, "nonconformities.isms");
    for (size_t i = 0; i < register_.count; i++) {
        const char *closed = cell(&register_, i, "Closure Date");
        Names from = ids_in(cell(&register_, i, "Source"), "INC-"), against = controls_in(cell(&register_, i, "Finding / Nonconformity"));
        open_record(out, "nonconformity", cell(&register_, i, "ID"), cell(&register_, i, "Finding / Nonconformity"));
        put_date(out, "found", cell(&register_, i, "Date Raised"));
        put_names(out, "from", &from);
        put_names(out, "against", &against);
        put_text_if(out, "cause", cell(&register_, i, "Root Cause"));
        put_text_if(out, "correction", cell(&register_, i, "Correction (Immediate)"));
        open_record(out, "action", "corrective", cell(&register_, i, "Corrective Action"));
        put_role(out, job, "owner", cell(&register_, i, "Owner"));
        put_date(out, "due", cell(&register_, i, "Due Date"));
        put_date(out, "done", closed);
        if (*closed && strstr(cell(&register_, i, "Effectiveness Check"), "passed")) fputs("  effective: yes\n", out);
        fputs("}\n", out);
        put_date(out, "closed", closed);
        fputs("}\n", out);
    }
    finish(out);
}

static void write_changes(Job *job) {
    Table changes = read_table(job->from, "change-log.csv", NULL);
    FILE *out = create(job, "changes.isms");
    for (size_t i = 0; i < changes.count; i++) {
        Names touches = ids_in(cell(&changes, i, "Systems"), "AST-");
        open_record(out, "change", cell(&changes, i, "ID"), cell(&changes, i, "Title"));
        put_role(out, job, "owner", cell(&changes, i, "Owner"));
        put_date(out, "on", cell(&changes, i, "Planned Start"));
        fprintf(out, "  of: operation\n  status: %s\n", *cell(&changes, i, "Closure Date") ? "done" : "planned");
        put_text_field(out, "effects", cell(&changes, i, "Impact"));
        put_names(out, "touches", &touches);
        fputs("}\n", out);
    }
    finish(out);
}

// "4.2% (2026-Q1)", "2h 45min (2025)", "1 completed (2026-Q2)": the number, false where there is none.
static bool put_value(FILE *out, const char *field, const char *text) {
    char *end;
    double value = strtod(text, &end);
    if (end == text) return false;
    if (*end == 'h') value += strtod(end + 1, NULL) / 60;
    fprintf(out, "  %s: %.6g%s\n", field, value, *end == '%' ? " %" : "");
    return true;
}

// "(2026-Q1)" is the quarter's last day, "(2026-04)" the first of the month, "(2025)" the end of the year: but no day to come.
static void put_day(FILE *out, const Job *job, const char *text) {
    static const char *const last[] = {"03-31", "06-30", "09-30", "12-31"};
    const char *at = strchr(text, '(');
    if (!at) fail("no day in \"%s\"", text);
    char day[16];
    if (at[5] == '-' && at[6] == 'Q') snprintf(day, sizeof day, "%.4s-%s", at + 1, last[(at[7] - '1') & 3]);
    else if (at[5] == '-') snprintf(day, sizeof day, "%.7s-01", at + 1);
    else snprintf(day, sizeof day, "%.4s-12-31", at + 1);
    fprintf(out, "  on: %s\n", strcmp(day, job->as_of) > 0 ? job->as_of : day);
}

static void put_target(FILE *out, const char *target) {
    bool less = *target == '<', more = *target == '>';
    if (!isdigit((unsigned char)target[less || more])) return;
    fputs("  target {\n", out);
    put_value(out, less || *target == '0' ? "  at-most" : "  at-least", target + (less || more));
    fputs("  }\n", out);
}

// The register's words for what the compiler reckons. "Behind" is not missed yet.
static const char *status_of(const char *word) {
    static const char *const status[][2] = {{"Achieved", "met"}, {"On track", "open"}, {"Behind", "open"}, {"Pending", "unmeasured"}};
    for (size_t i = 0; i < sizeof status / sizeof status[0]; i++)
        if (strcmp(word, status[i][0]) == 0) return status[i][1];
    fail("no status is like \"%s\"", word);
}

static void write_objectives(Job *job) {
    Table objectives = read_table(job->from, "security-objectives-register.csv", NULL);
    FILE *out = create(job, "objectives.isms");
    for (size_t i = 0; i < objectives.count; i++) {
        const char *id = cell(&objectives, i, "ID"), *target = cell(&objectives, i, "Target"), *value = cell(&objectives, i, "Current Value");
        Names risks = ids_in(cell(&objectives, i, "Linked ISO Clause / Risk"), "R-");
        open_record(out, "objective", id, cell(&objectives, i, "Objective"));
        put_names(out, "because", &risks);
        put_role(out, job, "owner", cell(&objectives, i, "Owner"));
        fprintf(out, "  metric: %s-metric\n", id);
        put_value(out, "baseline", cell(&objectives, i, "Baseline (start of year)"));
        put_target(out, target);
        put_date(out, "due", date_in(target) ? date_in(target) : cell(&objectives, i, "Review Date"));
        put_text_if(out, "plan", cell(&objectives, i, "Linked Action"));
        fprintf(out, "  claims { status: %s }\n}\n", status_of(cell(&objectives, i, "Status")));
        fprintf(out, "metric %s-metric ", id);
        put_string(out, cell(&objectives, i, "Metric"));
        fputs(" {\n", out);
        put_duration(out, "every", cell(&objectives, i, "Measurement Frequency"));
        if (isdigit((unsigned char)*value)) {
            fputs("  measurement {\n", out);
            put_value(out, "value", value);
            put_day(out, job, value);
            fputs("  }\n", out);
        }
        fputs("}\n", out);
    }
    finish(out);
}

// ---- The organisation, and what its registers have beyond our kinds

static void write_project(const Job *job) {
    FILE *out = create(job, "project.isms");
    fputs("project nordwind \"Nordwind\" { standards: iso27001/2022  methods: printed  phase: certified }\n"
          "use classification/four-levels\n\n"
          "kind key \"Key\" {\n"
          "  algorithm: text?\n  storage: text?\n  created: date?\n  expires: date?\n  every: duration?\n  due = created + every\n}\n"
          "extend kind control { says: text?  justified: text? }\n"
          "extend kind obligation { article: text?  met: text?  state: name?  next-review: date? }\n"
          "extend kind threat { met: text? }\n"
          "extend kind vulnerability { cve: name?  cvss: number?  state: name?  found-in: asset*  found: date?  deadline: date? }\n"
          "extend kind document { basis: text? }\n"
          "extend kind evidence { says: text? }\n\n",
          out);
    for (int scale = 0; scale < 2; scale++) {
        fprintf(out, "scale %s \"%s\" {\n", scale ? "impact" : "likelihood", scale ? "Impact" : "Likelihood");
        for (int i = 1; i <= 5; i++) fprintf(out, "  level %d-of-5 \"%d\" { number: %d }\n", i, i, i);
        fputs("}\n", out);
    }
    fputs("/// Bands as the register prints them: 4 is low, 6 to 9 medium, 12 and 15 high, 16 and 20 critical.\n"
          "method printed \"Five by five\" {\n  likelihood: likelihood\n  impact: impact\n  acceptable: low\n"
          "  band low \"Low\" { numbers: 1..4 }\n  band medium \"Medium\" { numbers: 5..9 }\n"
          "  band high \"High\" { numbers: 10..15 }\n  band critical \"Critical\" { numbers: 16..25 }\n}\n",
          out);
    finish(out);
}

int main(int argc, char **argv) {
    if (argc != 4 || !is_date(argv[3])) fail("usage: nordwind CSV-DIR OUTPUT-DIR AS-OF");
    Job job = {.from = argv[1], .to = argv[2], .as_of = argv[3]};
    job.people = read_table(job.from, "training-register.csv", NULL);
    job.documents = read_table(job.from, "document-control-register.csv", NULL);
    Table matrix = read_table(job.from, "competence-matrix.csv", NULL), assets = read_table(job.from, "asset-register.csv", NULL);
    write_project(&job);
    write_people(&job);
    write_trainings(&job);
    write_competences(&job, &matrix);
    write_processes(&job);
    write_obligations(&job);
    write_assets(&job, &assets);
    write_suppliers(&job);
    write_keys(&job);
    write_documents(&job);
    write_controls(&job);
    write_exceptions(&job);
    write_deletions(&job);
    Table risks = read_table(job.from, "risk-register.csv", NULL);
    write_threats(&job, &risks);
    write_risks(&job, &risks, &assets);
    write_incidents(&job);
    write_nonconformities(&job);
    write_changes(&job);
    write_objectives(&job);
    write_communications(&job);
    write_units(&job);
    write_roles(&job, &matrix);
    return 0;
}
