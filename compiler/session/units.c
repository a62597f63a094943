// Loading units of the library: core always, the others on demand, each once.
#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "session/stages.h"

// A unit of the session by its path; 0 if it was not loaded.
static uint32_t find_unit(const Session *s, Str path) {
    for (uint32_t i = 1; i < s->units.n; i++) {
        if (str_eq(s->units.at[i].path, path)) return i;
    }
    return 0;
}

static void mark(Unit *unit, Wanted why) {
    if (why == WANTED_STANDARD) unit->claimed = true;
    if (why == WANTED_COMPARE) unit->compared = true;
    if (unit->claimed) unit->compared = false;
}

static bool is_loaded(const Session *s, Str shown_path) {
    for (FileId i = s->project_files; i < sources_count(s->sources); i++) {
        if (str_eq(sources_file(s->sources, i)->path, shown_path)) return true;
    }
    return false;
}

// Reads one file of the library, unless it came with another unit.
static bool load_file(Session *s, uint32_t file, uint32_t unit, Out *trouble) {
    Str path = arena_printf(s->arena, "stdlib/" STR_FMT, STR_ARG(s->library.files.at[file].path));
    if (is_loaded(s, path)) return true;
    const LibraryFile *from = &s->library.files.at[file];
    char *text;
    uint32_t len;
    FileId id;
    bool room;
    if (from->tree != NULL) {
        room = sources_lend(s->sources, path, (Str){from->bytes, from->len}, SOURCE_LIBRARY, &id);
    } else {
        if (!library_read(&s->library, file, &text, &len, trouble)) return false;
        room = sources_add(s->sources, path, text, len, SOURCE_LIBRARY, &id);
    }
    if (!room) {
        out_cstr(trouble, "all files together are larger than 4 GiB");
        return false;
    }
    vec_push(&s->ready, from->tree);
    vec_push(&s->inputs, (ModelInput){NULL, unit});
    return true;
}

static bool load(Session *s, Str path, Wanted why, Out *trouble) {
    LibraryRange ranges[2];
    uint32_t unit = find_unit(s, path);
    if (unit == 0) {
        unit = s->units.n;
        vec_push(&s->units, (Unit){.path = path});
        if (!library_unit(&s->library, path, ranges)) return true;
        for (int r = 0; r < 2; r++) {
            for (uint32_t i = 0; i < ranges[r].count; i++) {
                if (!load_file(s, ranges[r].first + i, unit, trouble)) return false;
            }
        }
    }
    mark(&s->units.at[unit], why);
    return true;
}

// Tells that there is no such unit, and loads the one that was probably meant, so that not every name of it is unknown.
static bool load_near_miss(Session *s, const UnitMention *mention, Places *told, Out *trouble) {
    Suggestion suggestion = {.wanted = mention->unit};
    for (uint32_t i = 0; i < s->library.units.n; i++) suggest_offer(&suggestion, s->library.units.at[i], 0);
    Diagnostic *d = diag_unknown_unit(s->sink, mention->at, mention->unit);
    vec_push(told, mention->at.start);
    if (suggestion.best.at == NULL) {
        s->units.at[0].gap = true;
        return true;
    }
    Str best = arena_str(s->arena, suggestion.best);
    diag_help(s->sink, d, arena_printf(s->arena, "a unit with a similar name exists: " STR_FMT, STR_ARG(best)));
    diag_fix(s->sink, d, mention->at, STR("use the similar name"), best, false);
    return load(s, best, mention->why, trouble);
}

static bool load_mention(Session *s, const UnitMention *mention, Places *told, Out *trouble) {
    LibraryRange ranges[2];
    if (library_unit(&s->library, mention->unit, ranges)) return load(s, mention->unit, mention->why, trouble);
    // A standard or a method may be the organisation's own.
    if (mention->why != WANTED_USE && settings_declares(s, mention->unit)) return true;
    return load_near_miss(s, mention, told, trouble);
}

// Loads what is not there yet. Where there is a project it must not come to know those names: they are only compared with.
static bool load_everything(Session *s, bool has_project, Out *trouble) {
    for (uint32_t i = 0; i < s->library.units.n; i++) {
        if (find_unit(s, s->library.units.at[i]) > 0) continue;
        if (!load(s, s->library.units.at[i], has_project ? WANTED_COMPARE : WANTED_USE, trouble)) return false;
    }
    return true;
}

// Does a file of the unit hold a `standard` record at top level?
static bool holds_standard(const Session *s, uint32_t unit) {
    Str kind = names_text(s->names, s->known.kind_standard);
    for (uint32_t i = s->project_files; i < s->inputs.n; i++) {
        const Tree *tree = s->inputs.at[i].tree;
        if (s->inputs.at[i].unit != unit || tree == NULL) continue;
        for (uint32_t k = 0; k < tree->top.n; k++) {
            NodeId node = tree->top.at[k];
            if (tree_kind(tree, node) == NODE_RECORD && str_eq(tree_text(tree, s->sources, node), kind)) return true;
        }
    }
    return false;
}

// A standard that the project does not claim is only there to be compared with, whoever wants it: a mapping that is used names two of them.
static void compare_unclaimed(Session *s) {
    for (uint32_t i = 1; i < s->units.n; i++) {
        if (!s->units.at[i].claimed && !s->units.at[i].compared) s->units.at[i].compared = holds_standard(s, i);
    }
}

// Names what was not loaded too, for the messages about names that lead there.
static void add_not_loaded(Session *s) {
    for (uint32_t i = 0; i < s->library.units.n; i++) {
        Str path = s->library.units.at[i];
        if (find_unit(s, path) == 0) vec_push(&s->units, (Unit){.path = path, .not_loaded = true});
    }
}

// Parses what was loaded, fills in the trees of the inputs, and reads which further units the new files want.
static void take_in(Session *s, Settings *settings) {
    uint32_t first = s->trees.n;
    parse_new_files(s, NULL);
    settings_read(s, first, settings);
    for (uint32_t i = first; i < s->trees.n; i++) s->inputs.at[i].tree = s->trees.at[i];
}

bool units_load(Session *s, const SessionOptions *options, Settings *settings, Places *told, Out *trouble) {
    for (uint32_t i = 0; i < s->project_files; i++) vec_push(&s->inputs, (ModelInput){s->trees.at[i], 0});
    if (!library_units(&s->library, trouble) || !load(s, STR("core"), WANTED_USE, trouble)) return false;
    uint32_t done = 0;
    bool whole = !options->whole_library;
    do {
        for (; done < settings->mentions.n; done++) {
            UnitMention mention = settings->mentions.at[done];
            if (!load_mention(s, &mention, told, trouble)) return false;
        }
        take_in(s, settings);
        if (done == settings->mentions.n && !whole) {
            whole = true;
            if (!load_everything(s, options->project != NULL, trouble)) return false;
            take_in(s, settings);
        }
    } while (done < settings->mentions.n);
    compare_unclaimed(s);
    add_not_loaded(s);
    if (settings->todo) s->units.at[0].gap = true;
    return true;
}
