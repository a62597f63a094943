// Any bytes as a query: read as one, and run as the body of a table over a few records.
#include "whole.h"

static const char records[] =
    "project p \"P\" { standards: std/one  methods: risk/m }\n"
    "role a \"A\" { reports-to: b }\nrole b \"B\"\nrole c todo { reports-to: a }\n"
    "asset x \"X\" { owner: a  depends-on: y  needs { integrity: high } }\nasset y \"Y\" { depends-on: x  rto: 4 hours }\n"
    "control k \"K\" { implements: C.1  status: done  since: 2025-01-31  cost: EUR 12_000 }\n"
    "risk r1 \"R\" { on: x, y  inherent: high × high  controls: k  acceptance { by: a  on: 2026-01-01 } treatment { option: modify } }\n"
    "risk r2 \"S\" { on: x  inherent: low × high  score-of: 12.5 }\nexclude C.2 \"Not here\"\n"
    "evidence e \"E\" { covers: k  collected: 2025-12-31  valid: 1 month  share: 35 % }\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char before[] = "table fuzz \"Fuzz\" {\n", after[] = "\n}\n";
    size_t len = sizeof before - 1 + size + sizeof after - 1;
    char *table = mem_alloc(len), *end = mempcpy(table, before, sizeof before - 1);
    if (size) end = mempcpy(end, data, size);
    memcpy(end, after, sizeof after - 1);
    ProjectFiles project = {0};
    whole_add(&project, "records.isms", records, sizeof records - 1);
    whole_add(&project, "table.isms", table, len);
    mem_free(table);
    whole_run(&project, (Str){(const char *)data, (uint32_t)size});
    return 0;
}
