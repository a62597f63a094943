// ismsc: finds the command and runs it.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/run.h"

// What is opened later must not take the number of a standard stream that is closed: a file would get what is meant for a terminal. The
// stand-ins refuse reading or writing, so that a closed stream is noticed.
static void guard_streams(void) {
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    }
}

static int print_help(const Command *command) {
    int fd;
    Out out = standard_output(&fd);
    help_print(command, &out);
    return standard_finish(&out, EXIT_WELL);
}

int main(int argc, char **argv) {
    mem_begin();
    guard_streams();
    signal(SIGPIPE, SIG_IGN);
    Options options;
    Out trouble = out_memory();
    int code;
    if (!options_read(argc, argv, &options, &trouble)) {
        code = say_trouble(out_text(&trouble));
    } else if (options.help) {
        code = print_help(options.command);
    } else {
        code = options.command->run(&options);
    }
    out_free(&trouble);
    options_free(&options);
    return code;
}
