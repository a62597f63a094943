// Reading a project out of a commit: which files the commit has (ls-tree), and all of those that matter at once (cat-file).
#include "session/git.h"

#include <stdlib.h>

#include "base/memory.h"
#include "render/diagnostics/shown.h"
#include "session/listing.h"
#include "session/spawn.h"
#include "source/source.h"

typedef struct {
    const char *root;
    Str ref;
    Arena *arena;
    Out *trouble;
} Git;

// ---- Running git ------------------------------------------------------------------------------------------------------------------------

#define WORDS 8u

// Runs `git -C ROOT …`; `words` end with NULL. What it prints is in `printed`. False with the reason in `trouble` when it cannot be run; *code as it ends.
static bool run(const Git *git, const char *const *words, Str input, Out *printed, Str *complaint, int *code) {
    const char *argv[WORDS + 5] = {"git", "--no-pager", "-C", git->root};
    for (uint32_t i = 0; i < WORDS && words[i] != NULL; i++) argv[4 + i] = words[i];
    Out complaints = out_memory();
    bool well = spawn_read(argv, input, printed, &complaints, code, git->trouble);
    Str said = str_trim(out_text(&complaints));
    *complaint = arena_str(git->arena, str_part(said, 0, str_find(said, '\n', 0)));
    out_free(&complaints);
    return well;
}

static bool refuse(const Git *git, const char *before, const char *behind) {
    out_cstr(git->trouble, before);
    out_char(git->trouble, '`');
    shown_text(git->trouble, git->ref);
    out_char(git->trouble, '`');
    out_cstr(git->trouble, behind);
    return false;
}

static bool says(const Git *git, Str complaint) {
    out_cstr(git->trouble, "git says: ");
    shown_text(git->trouble, complaint.len > 0 ? complaint : STR("nothing, and fails"));
    return false;
}

// ---- The commit -------------------------------------------------------------------------------------------------------------------------

static bool is_shallow(const Git *git) {
    Out printed = out_memory();
    Str complaint;
    int code;
    bool shallow = run(git, (const char *const[]){"rev-parse", "--is-shallow-repository", NULL}, (Str){"", 0}, &printed, &complaint, &code) &&
                   str_eq(str_trim(out_text(&printed)), STR("true"));
    out_free(&printed);
    return shallow;
}

// Is the commit counted from another, so that those between them are wanted, too?
static bool is_counted(Str ref) {
    return str_starts(ref, STR("HEAD")) || str_find(ref, '~', 0) < ref.len || str_find(ref, '^', 0) < ref.len || str_find(ref, '@', 0) < ref.len;
}

// As the repository calls it that was cloned.
static Str name_there(Str ref) {
    const Str here = STR("origin/");
    return str_starts(ref, here) ? str_part(ref, here.len, ref.len) : ref;
}

static bool refuse_unknown(const Git *git, Str complaint) {
    if (complaint.len > 0) return says(git, complaint);
    if (!is_shallow(git)) return refuse(git, "git knows no commit ", "");
    refuse(git, "this clone is shallow and does not hold ", ": run `git fetch ");
    if (is_counted(git->ref)) {
        out_cstr(git->trouble, "--unshallow`");
    } else {
        out_cstr(git->trouble, "--depth=1 origin ");
        shown_text(git->trouble, name_there(git->ref));
        out_cstr(git->trouble, "` and compare with git:FETCH_HEAD");
    }
    out_cstr(git->trouble, ", or let CI check out all commits (fetch-depth: 0)");
    return false;
}

static bool is_digest(Str text) {
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return false;
    }
    return text.len == 40 || text.len == 64;
}

// Runs a command that prints the digest of a commit. *commit is empty where it printed none. False: git could not be run.
static bool read_commit(const Git *git, const char *const *words, Str *commit, Str *complaint) {
    Out printed = out_memory();
    int code;
    bool well = run(git, words, (Str){"", 0}, &printed, complaint, &code);
    Str said = str_trim(out_text(&printed));
    *commit = code == 0 && is_digest(said) ? arena_str(git->arena, said) : STR("");
    out_free(&printed);
    return well;
}

static bool find_named(const Git *git, Str *commit) {
    Str complaint, name = arena_printf(git->arena, STR_FMT "^{commit}", STR_ARG(git->ref));
    if (!read_commit(git, (const char *const[]){"rev-parse", "--verify", "--quiet", name.at, NULL}, commit, &complaint)) return false;
    return commit->len > 0 ? true : refuse_unknown(git, complaint);
}

static bool refuse_unrelated(const Git *git, Str complaint) {
    if (complaint.len > 0) return says(git, complaint);
    if (!is_shallow(git)) return refuse(git, "HEAD and ", " have no commit in common");
    return refuse(git, "this clone is shallow and does not reach back to where HEAD left ",
                  ": run `git fetch --unshallow`, or let CI check out all commits (fetch-depth: 0)");
}

// `REF...`, as git writes it: where HEAD left REF.
static bool find_commit(Git *git, Str *commit) {
    Str complaint;
    bool forked = str_ends(git->ref, STR("..."));
    if (forked) git->ref = str_part(git->ref, 0, git->ref.len - 3);
    if (!find_named(git, commit)) return false;
    if (!forked) return true;
    if (!read_commit(git, (const char *const[]){"merge-base", commit->at, "HEAD", NULL}, commit, &complaint)) return false;
    return commit->len > 0 ? true : refuse_unrelated(git, complaint);
}

// ---- Which files --------------------------------------------------------------------------------------------------------------------------

typedef struct {
    Str path, object;
} Blob;

typedef VEC(Blob) Blobs;

static bool is_passed_over(Str path) {
    for (uint32_t from = 0; from < path.len;) {
        uint32_t to = str_find(path, '/', from);
        if (listing_passes_over(str_part(path, from, to), to < path.len)) return true;
        from = to + 1;
    }
    return false;
}

// One entry, `100644 blob DIGEST\tPATH`; a link to a file has the mode 120000, and what it leads to is no source.
static void read_entry(Str entry, ProjectFiles *project, Blobs *blobs) {
    uint32_t tab = str_find(entry, '\t', 0), first = str_find(entry, ' ', 0), second = str_find(entry, ' ', first + 1);
    Str path = str_part(entry, tab + 1, entry.len);
    if (second >= tab || path.len == 0 || !str_eq(str_part(entry, first + 1, second), STR("blob"))) return;
    path = arena_str(project->arena, path);
    vec_push(&project->there, path);
    bool source = str_ends(path, STR(".isms")) && str_starts(entry, STR("100")) && !is_passed_over(path);
    if (source) vec_push(blobs, (Blob){path, arena_str(project->arena, str_part(entry, second + 1, tab))});
}

static bool list_files(const Git *git, Str commit, ProjectFiles *project, Blobs *blobs) {
    Out printed = out_memory();
    Str complaint;
    int code;
    bool well = run(git, (const char *const[]){"ls-tree", "-r", "-z", commit.at, NULL}, (Str){"", 0}, &printed, &complaint, &code);
    Str list = out_text(&printed);
    for (uint32_t from = 0; well && code == 0 && from < list.len;) {
        uint32_t to = str_find(list, 0, from);
        read_entry(str_part(list, from, to), project, blobs);
        from = to + 1;
    }
    out_free(&printed);
    project->listed = true;
    if (!well) return false;
    if (code != 0) return says(git, complaint);
    project->none = blobs->n == 0;
    return true;
}

// ---- What they hold -----------------------------------------------------------------------------------------------------------------------

// One answer of cat-file: `DIGEST blob SIZE\n`, the bytes, and a line end.
static bool read_blob(const Git *git, Str *rest, const Blob *blob, ProjectFiles *project) {
    uint32_t end = str_find(*rest, '\n', 0);
    Str head = str_part(*rest, 0, end);
    uint32_t last = head.len;
    while (last > 0 && head.at[last - 1] != ' ') last--;
    Str digits = str_part(head, last, head.len);
    uint64_t size = 0;
    bool well = str_starts(head, blob->object) && digits.len > 0;
    for (uint32_t i = 0; well && i < digits.len; i++) {
        well = digits.at[i] >= '0' && digits.at[i] <= '9' && size <= rest->len;
        size = size * 10 + (uint64_t)(digits.at[i] - '0');
    }
    well = well && (uint64_t)end + 1 + size + 1 <= rest->len;
    if (!well) return refuse(git, "git does not hold all files of ", "; is it a partial clone?");
    ProjectFile file = {.path = blob->path, .len = (uint32_t)size, .text = mem_alloc((size_t)size + SOURCE_PADDING)};
    if (size > 0) memcpy(file.text, rest->at + end + 1, size);
    vec_push(&project->files, file);
    *rest = str_part(*rest, end + 1 + (uint32_t)size + 1, rest->len);
    return true;
}

static bool read_files(const Git *git, const Blobs *blobs, ProjectFiles *project) {
    Out wanted = out_memory(), printed = out_memory();
    Str complaint;
    int code;
    for (uint32_t i = 0; i < blobs->n; i++) {
        out_str(&wanted, blobs->at[i].object);
        out_char(&wanted, '\n');
    }
    bool well = run(git, (const char *const[]){"cat-file", "--batch", NULL}, out_text(&wanted), &printed, &complaint, &code);
    if (well && code != 0) well = says(git, complaint);
    Str rest = out_text(&printed);
    for (uint32_t i = 0; well && i < blobs->n; i++) well = read_blob(git, &rest, &blobs->at[i], project);
    out_free(&wanted);
    out_free(&printed);
    return well;
}

static int by_path(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

bool git_files(const char *root, Str ref, ProjectFiles *project, Out *trouble) {
    *project = (ProjectFiles){.arena = arena_new(), .root = {"", 0}};
    Git git = {root, ref, project->arena, trouble};
    if (ref.len == 0 || ref.at[0] == '-' || ref.at[0] == '.') return refuse(&git, "", " is no name of a commit");
    Blobs blobs = {0};
    Str commit;
    bool well = find_commit(&git, &commit) && list_files(&git, commit, project, &blobs) && (project->none || read_files(&git, &blobs, project));
    vec_free(&blobs);
    if (!well) return false;
    files_settle(project);
    if (project->there.n > 0) qsort(project->there.at, project->there.n, sizeof(Str), by_path);
    return true;
}
