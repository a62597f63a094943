// A whole check of any bytes: parsing, the model, rules and artefacts, with the findings printed in every format.
#include "whole.h"

static const char project_text[] = "project p \"P\" { standards: std/one  methods: risk/m }\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ProjectFiles project = {0};
    whole_add(&project, "input.isms", data, size);
    if (!files_hold_project((Str){(const char *)data, (uint32_t)size})) whole_add(&project, "project.isms", project_text, sizeof project_text - 1);
    whole_run(&project, (Str){0});
    return 0;
}
