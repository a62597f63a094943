// Printing artefacts.
#include "cli/present.h"

#include <unistd.h>

#include "render/diagnostics/shown.h"

const char *artefact_sort_word(ArtefactSort sort) {
    static const char *const WORDS[] = {[ARTEFACT_TABLE] = "table", [ARTEFACT_MATRIX] = "matrix", [ARTEFACT_REPORT] = "report"};
    return WORDS[sort];
}

static void refuse_format(Str name, const Artefact *artefact) {
    Out message = out_memory();
    out_printf(&message, "there is no format `");
    shown_text(&message, name);
    out_printf(&message, "` for this %s; there are", artefact_sort_word(artefact->sort));
    const char *comma = " ";
    for (uint32_t i = 0; i < artefact_format_count; i++) {
        if (artefact_renderer(&artefact_formats[i], artefact) == NULL) continue;
        out_printf(&message, "%s%s", comma, artefact_formats[i].name);
        comma = ", ";
    }
    say_trouble(out_text(&message));
    out_free(&message);
}

static ArtefactRender *find_renderer(Str name, const Artefact *artefact) {
    const ArtefactFormat *format = artefact_format_find(name.len > 0 ? name : STR("text"));
    ArtefactRender *render = format != NULL ? artefact_renderer(format, artefact) : NULL;
    if (render == NULL) refuse_format(name, artefact);
    return render;
}

static void refuse_column(const Artefact *artefact, Str unknown) {
    Out message = out_memory();
    out_cstr(&message, "there is no column `");
    shown_text(&message, unknown);
    out_cstr(&message, artefact->column_count > 0 ? "`; there are" : "`: it has none");
    for (uint32_t i = 0; i < artefact->column_count; i++) {
        out_cstr(&message, i > 0 ? ", " : " ");
        shown_text(&message, artefact->columns[i].head);
    }
    say_trouble(out_text(&message));
    out_free(&message);
}

static int print_artefact(const Options *options, const Artefact *artefact, ArtefactRender *render, bool bare) {
    ArtefactOptions look = {
        .colour = use_colour(options, STDOUT_FILENO),
        .width = use_width(options, STDOUT_FILENO, 0),
        .csv_raw = options->csv_raw,
        .bare = bare,
    };
    int fd;
    Out out = standard_output(&fd);
    render(artefact, &look, &out);
    return standard_finish(&out, EXIT_WELL);
}

// The format is looked for when the columns are chosen: whether a table can be drawn depends on them.
int present(const Options *options, const Artefact *artefact, bool bare) {
    Arena *arena = arena_new();
    Artefact shown;
    Str unknown;
    int code = EXIT_TROUBLE;
    if (!artefact_columns(artefact, options->columns, arena, &shown, &unknown)) {
        refuse_column(artefact, unknown);
    } else {
        ArtefactRender *render = find_renderer(options->format, &shown);
        if (render != NULL) code = print_artefact(options, &shown, render, bare);
    }
    arena_free(arena);
    return code;
}

int say_unknown(const char *noun, const Suggestion *suggestion) {
    Out message = out_memory();
    out_printf(&message, "there is no %s `", noun);
    shown_text(&message, suggestion->wanted);
    out_char(&message, '`');
    if (suggestion->best.at != NULL) {
        out_cstr(&message, "; a similar name is ");
        shown_text(&message, suggestion->best);
    }
    say_trouble(out_text(&message));
    out_free(&message);
    return EXIT_TROUBLE;
}

void tell_errors(const Run *run) {
    DiagInput input = session_diagnostics(&run->session, LEVEL_ERROR, (DiagOptions){0});
    uint32_t errors = diag_count(&input, LEVEL_ERROR);
    if (errors > 0 && !run->options->quiet) {
        say_usage("the ISMS has %u error%s: see `ismsc check`", errors, errors == 1 ? "" : "s");
    }
}

void print_beside(const Options *options, DiagInput *input) {
    int fd = STDERR_FILENO;
    Out out = out_stream(out_to_fd, &fd);
    input->options = (DiagOptions){.colour = use_colour(options, fd), .width = use_width(options, fd, 0)};
    diag_text_alone(input, &out);
    out_finish(&out);
    out_free(&out);
}

int tell_currencies(const Run *run, int code) {
    Diagnostics *sink = diagnostics_new();
    DiagInput input = {.sources = run->session.sources};
    program_tell_currencies(run->session.program, sink);
    input.diagnostics = diagnostics_sorted(sink, &input.count);
    if (input.count > 0) print_beside(run->options, &input);
    if (input.count > 0 && code == EXIT_WELL && run->options->fail_on != LEVEL_OFF) code = EXIT_FINDINGS;
    diagnostics_free(sink);
    return code;
}

// ---- Tables of commands -------------------------------------------------------------------------------------------------------------------

void sheet_column(Sheet *sheet, const char *head) {
    vec_push(&sheet->columns, (ColumnHead){.head = str_of(head)});
}

void sheet_text(Sheet *sheet, Str text) {
    Item *item = ARENA_NEW(sheet->arena, Item);
    *item = (Item){.sort = ITEM_TEXT, .text = text};
    vec_push(&sheet->cells, (Cell){.items = item, .count = text.len > 0});
}

Artefact sheet_done(const Sheet *sheet) {
    return (Artefact){
        .sort = ARTEFACT_TABLE,
        .name = str_of(sheet->name),
        .title = str_of(sheet->title),
        .columns = sheet->columns.at,
        .column_count = sheet->columns.n,
        .cells = sheet->cells.at,
        .row_count = sheet->cells.n / sheet->columns.n,
    };
}

void sheet_free(Sheet *sheet) {
    vec_free(&sheet->columns);
    vec_free(&sheet->cells);
}

Str place_text(const Session *session, Span at, Arena *arena) {
    if (at.start == 0) return (Str){"", 0};
    Str path = sources_file(session->sources, sources_find(session->sources, at.start))->path;
    return arena_printf(arena, STR_FMT ":%u", STR_ARG(path), sources_line_column(session->sources, at.start).line);
}
