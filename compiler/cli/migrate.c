// ismsc migrate: from one edition of a standard to the next.
#include "cli/commands.h"
#include "cli/present.h"
#include "render/source/patch.h"
#include "session/migrate.h"
#include "session/rewrite.h"

typedef struct {
    Run run;
    Migration migration;
    Arena *arena;
    Edits edits;
    Out trouble;
} Migrate;

// ---- What became of what -----------------------------------------------------------------------------------------------------------------

static Str id_of(const Migrate *a, Row row) {
    const Model *m = a->run.session.model;
    return row == a->migration.from || row == a->migration.to ? model_row_name(m, row, a->arena) : names_text(m->names, m->name[row]);
}

static Str ids_of(const Migrate *a, const Became *became) {
    Str text = {"", 0};
    for (uint32_t i = 0; i < became->count; i++) {
        Str id = id_of(a, became->became[i]);
        text = i > 0 ? arena_printf(a->arena, STR_FMT ", " STR_FMT, STR_ARG(text), STR_ARG(id)) : id;
    }
    return text;
}

static int print_table(const Migrate *a) {
    static const char *const HOW[] = {[BECAME_KEPT] = "kept",   [BECAME_RENUMBERED] = "renumbered", [BECAME_MERGED] = "merged",
                                      [BECAME_SPLIT] = "split", [BECAME_REWORDED] = "reworded",     [BECAME_NOTHING] = "no successor"};
    static const char *const HEADS[] = {"Was", "Became", "Title", "How", "Places"};
    const Model *m = a->run.session.model;
    Sheet sheet = {.arena = a->arena, .name = "migration", .title = "What became of what"};
    for (uint32_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) sheet_column(&sheet, HEADS[i]);
    for (uint32_t i = 0; i < a->migration.became.n; i++) {
        const Became *became = &a->migration.became.at[i];
        sheet_text(&sheet, id_of(a, became->was));
        sheet_text(&sheet, ids_of(a, became));
        sheet_text(&sheet, model_title(m, became->count > 0 ? became->became[0] : became->was, a->arena));
        sheet_text(&sheet, str_of(HOW[became->how]));
        sheet_text(&sheet, arena_printf(a->arena, "%u", became->places));
    }
    for (uint32_t i = 0; i < a->migration.added.n; i++) {
        Row row = a->migration.added.at[i];
        sheet_text(&sheet, STR(""));
        sheet_text(&sheet, id_of(a, row));
        sheet_text(&sheet, model_title(m, row, a->arena));
        sheet_text(&sheet, STR("new"));
        sheet_text(&sheet, STR("0"));
    }
    Artefact artefact = sheet_done(&sheet);
    int code = present(a->run.options, &artefact, true);
    sheet_free(&sheet);
    return code;
}

// ---- The command -------------------------------------------------------------------------------------------------------------------------

static bool all_is_there(Migrate *a) {
    const Session *s = &a->run.session;
    if (s->misread) out_cstr(&a->trouble, "nothing was written: the ISMS has syntax errors, see `ismsc check`");
    else if (s->model == NULL) out_cstr(&a->trouble, "the ISMS cannot be understood: see `ismsc check`");
    return a->trouble.len == 0;
}

static int print_patch(const Changes *changes) {
    int fd;
    Out out = standard_output(&fd);
    patch_render(changes, &out);
    return standard_finish(&out, EXIT_WELL);
}

static int migrate_all(Migrate *a) {
    const Options *o = a->run.options;
    Changes changes = {0};
    bool well = all_is_there(a) && migrate(&a->run.session, str_of(o->to), a->arena, &a->edits, &a->migration, &a->trouble);
    if (well) {
        edits_settle(&a->edits);
        edits_apply(&a->edits, a->run.session.sources, a->arena, &changes);
        well = o->diff || rewrite(a->run.project.root.at, &changes, &a->trouble);
    }
    int code = !well ? say_trouble(out_text(&a->trouble)) : o->diff ? print_patch(&changes) : o->quiet ? EXIT_WELL : print_table(a);
    vec_free(&changes);
    return code;
}

int command_migrate(const Options *options) {
    if (options->arguments.n > 0) return say_usage("migrate takes no arguments, but the standard to go to: --to iso27001/2022");
    if (options->to == NULL) return say_usage("migrate needs to know the standard to go to: --to STANDARD");
    Migrate a = {.arena = arena_new(), .trouble = out_memory()};
    int code = EXIT_TROUBLE;
    if (run_start(&a.run, options, STAGE_PROGRAM, UINT32_MAX, LIBRARY_AS_USED)) code = migrate_all(&a);
    run_end(&a.run);
    migration_free(&a.migration);
    vec_free(&a.edits);
    out_free(&a.trouble);
    arena_free(a.arena);
    return code;
}
