// Two states of an ISMS: any bytes, and the same without one of their lines. What changed is found, told as JSON and in tables; what the change broke is
// shown where it broke it; a model that is written is read again.
#include "whole.h"

#include "render/artefacts/differences_json.h"
#include "render/artefacts/model_json.h"
#include "session/attach.h"

static const char project_text[] = "project p \"P\" { standards: std/one  methods: risk/m }\n";

static void add_state(ProjectFiles *project, Str text) {
    *project = (ProjectFiles){.root = STR("."), .has_project = true};
    whole_add(project, "input.isms", text.at, text.len);
    if (!files_hold_project(text)) whole_add(project, "project.isms", project_text, sizeof project_text - 1);
}

// Without the line that the bytes themselves choose. To be given back with mem_free.
static char *without_line(Str text, uint32_t *len) {
    uint32_t sum = 0, lines = 1, from = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        sum += (unsigned char)text.at[i];
        lines += text.at[i] == '\n';
    }
    for (uint32_t line = sum % lines; line > 0; line--) from = str_find(text, '\n', from) + 1;
    uint32_t to = str_find(text, '\n', from);
    to += to < text.len;
    char *left = mem_alloc(text.len + 1);
    if (from > 0) memcpy(left, text.at, from);
    memcpy(left + from, text.at + to, text.len - to);
    *len = from + text.len - to;
    return left;
}

static void write_and_read(const Snapshot *snapshot) {
    Arena *arena = arena_new();
    Snapshot again;
    Out out = out_memory(), why = out_memory();
    model_json(snapshot, &out);
    must(model_json_read(out_text(&out), arena, &again, &why));
    snapshot_free(&again);
    out_free(&out);
    out_free(&why);
    arena_free(arena);
}

static void compare(Session *then, ProjectFiles *after, Date today) {
    Session now;
    Comparison with = {.then = then, .arena = arena_new()};
    snapshot_take(then->program, then->sink, with.arena, &with.before);
    if (whole_session(&now, after, today, &with) && with.after.program != NULL) {
        Out out = out_memory();
        differences_json(&with.before, &with.after, &with.differences, &out);
        out_free(&out);
        attach_to_changes(&now, then, &with.differences);
        whole_show(&now);
        write_and_read(&with.after);
    }
    differences_free(&with.differences);
    snapshot_free(&with.after);
    snapshot_free(&with.before);
    session_free(&now);
    arena_free(with.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Session then;
    ProjectFiles before, after;
    Date today;
    uint32_t len;
    Str text = {(const char *)data, (uint32_t)size};
    char *left = without_line(text, &len);
    must(date_parse(STR("2026-03-01"), &today));
    add_state(&before, text);
    add_state(&after, (Str){left, len});
    files_lend_same(&after, &before);
    if (whole_session(&then, &before, today, NULL) && then.program != NULL) compare(&then, &after, today);
    session_free(&then);
    whole_free(&before);
    whole_free(&after);
    mem_free(left);
    return 0;
}
