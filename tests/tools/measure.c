// Runs a command and tells what it cost: measure [-n RUNS] OUT COMMAND… writes one line into the file OUT:
//   exit-code cpu-microseconds wall-microseconds peak-KiB
// With -n the command runs so often; the times are the least of all runs, the peak is the greatest. A signal counts as code 128 + its number.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    int code;
    long cpu, wall, peak;
} Cost;

static long microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static Cost run(char **command) {
    long begin = microseconds();
    pid_t pid = fork();
    if (!pid) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (pid < 0 || wait4(pid, &status, 0, &usage) < 0) {
        perror("measure");
        exit(2);
    }
    return (Cost){.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                  .cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec,
                  .wall = microseconds() - begin,
                  .peak = usage.ru_maxrss};
}

int main(int argc, char **argv) {
    int runs = 1, option;
    while ((option = getopt(argc, argv, "+n:")) == 'n') runs = atoi(optarg);
    if (option != -1 || argc - optind < 2) {
        fputs("usage: measure [-n RUNS] OUT COMMAND…\n", stderr);
        return 2;
    }
    Cost least = run(argv + optind + 1);
    for (int i = 1; i < runs; i++) {
        Cost cost = run(argv + optind + 1);
        if (cost.cpu < least.cpu) least.cpu = cost.cpu;
        if (cost.wall < least.wall) least.wall = cost.wall;
        if (cost.peak > least.peak) least.peak = cost.peak;
        if (cost.code > least.code) least.code = cost.code;
    }
    FILE *out = fopen(argv[optind], "w");
    if (!out || fprintf(out, "%d %ld %ld %ld\n", least.code, least.cpu, least.wall, least.peak) < 0 || fclose(out)) {
        perror(argv[optind]);
        return 2;
    }
    return 0;
}
