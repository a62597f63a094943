// Running another program without a shell.
#include "session/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"

extern char **environ;

// All that begins with GIT_ may lead to another repository, to a trace or to a program; how git is configured may stay.
static bool is_handed_on(const char *variable) {
    return strncmp(variable, "GIT_", 4) != 0 || strncmp(variable, "GIT_CONFIG", 10) == 0 || strncmp(variable, "GIT_EXEC_PATH=", 14) == 0;
}

typedef VEC(char *) Words;

static Words environment(void) {
    static char *const OWN[] = {"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C"};
    Words words = {0};
    for (char **at = environ; *at != NULL; at++)
        if (is_handed_on(*at) && strncmp(*at, "LC_ALL=", 7) != 0) vec_push(&words, *at);
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) vec_push(&words, OWN[i]);
    vec_push(&words, NULL);
    return words;
}

// A file without a name that holds the text, at its beginning. -1: there is no room for it.
static int file_of(Str text) {
    int fd = memfd_create("stdin", MFD_CLOEXEC);
    if (fd < 0) return -1;
    if (out_to_fd(&fd, text.at, text.len) == 0 && lseek(fd, 0, SEEK_SET) == 0) return fd;
    close(fd);
    return -1;
}

// Appends what can be read; closes the end when there is nothing more.
static void drain(int *fd, Out *to) {
    char bytes[65536];
    ssize_t n = read(*fd, bytes, sizeof bytes);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (n > 0) {
        out_bytes(to, bytes, (size_t)n);
        return;
    }
    close(*fd);
    *fd = -1;
}

// Both streams at once, so that neither fills up while the other is waited for.
static void read_both(int printed_fd, int complaints_fd, Out *printed, Out *complaints) {
    while (printed_fd >= 0 || complaints_fd >= 0) {
        struct pollfd ends[] = {{.fd = printed_fd, .events = POLLIN}, {.fd = complaints_fd, .events = POLLIN}};
        if (poll(ends, 2, -1) < 0) continue;
        if (ends[0].revents) drain(&printed_fd, printed);
        if (ends[1].revents) drain(&complaints_fd, complaints);
    }
}

static int start(const char *const *argv, int input, int printed, int complaints, pid_t *child) {
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return error;
    Words words = environment();
    error = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, printed, STDOUT_FILENO);
    if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
    if (error == 0) error = posix_spawnp(child, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, words.at);
    posix_spawn_file_actions_destroy(&actions);
    vec_free(&words);
    return error;
}

static int wait_for(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool spawn_read(const char *const *argv, Str input, Out *printed, Out *complaints, int *code, Out *trouble) {
    int out[2] = {-1, -1}, err[2] = {-1, -1}, in = file_of(input), error = in < 0 ? errno : 0;
    if (error == 0 && (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0)) error = errno;
    pid_t child = 0;
    if (error == 0) error = start(argv, in, out[1], err[1], &child);
    if (in >= 0) close(in);
    if (out[1] >= 0) close(out[1]);
    if (err[1] >= 0) close(err[1]);
    if (error == 0) {
        read_both(out[0], err[0], printed, complaints);
        *code = wait_for(child);
        error = printed->error;
    } else {
        if (out[0] >= 0) close(out[0]);
        if (err[0] >= 0) close(err[0]);
    }
    if (error != 0) out_printf(trouble, "cannot run %s: %s", argv[0], strerror(error));
    return error == 0;
}
