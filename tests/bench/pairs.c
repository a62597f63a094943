// Two commands against each other: pairs [-w] [-k PAIRS] OUT COMMAND-A… -- COMMAND-B… runs them in turn, PAIRS times, with their output thrown away, and
// writes one line into the file OUT, all figures but the codes medians:
//   ratio-A/B  microseconds-A microseconds-B  peak-KiB-A peak-KiB-B  code-A code-B
// The times are processor time (user and system), which other work on the machine disturbs least; with -w wall time. Without B, A alone.
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_PAIRS 64

typedef struct {
    double time, peak;
    int code;
} Cost;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static Cost run(char **command, bool wall) {
    double begin = now();
    pid_t pid = fork();
    if (!pid) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0), dup2(null, 1), dup2(null, 2);
        execvp(command[0], command);
        _exit(127);
    }
    int status;
    struct rusage u;
    if (pid < 0 || wait4(pid, &status, 0, &u) < 0) {
        perror("pairs");
        exit(2);
    }
    double cpu = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
    return (Cost){
        .time = wall ? now() - begin : cpu, .peak = (double)u.ru_maxrss, .code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, by_size);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

int main(int argc, char **argv) {
    int pairs = 5, option;
    bool wall = false;
    while ((option = getopt(argc, argv, "+wk:")) != -1) {
        if (option == 'w') wall = true;
        else if (option == 'k') pairs = atoi(optarg);
        else return 2;
    }
    if (argc - optind < 2 || pairs < 1 || pairs > MOST_PAIRS) {
        fputs("usage: pairs [-w] [-k PAIRS] OUT COMMAND-A… [-- COMMAND-B…]\n", stderr);
        return 2;
    }
    char **a = argv + optind + 1, **b = NULL;
    for (char **word = a; *word && !b; word++)
        if (!strcmp(*word, "--")) *word = NULL, b = word + 1;
    double ratio[MOST_PAIRS], time_a[MOST_PAIRS], time_b[MOST_PAIRS], peak_a[MOST_PAIRS], peak_b[MOST_PAIRS];
    int code_a = 0, code_b = 0;
    for (int i = 0; i < pairs; i++) {
        Cost one = run(a, wall), two = b ? run(b, wall) : (Cost){.time = 1};
        time_a[i] = one.time, time_b[i] = two.time, peak_a[i] = one.peak, peak_b[i] = two.peak;
        ratio[i] = one.time / (two.time > 0 ? two.time : 1);
        if (one.code > code_a) code_a = one.code;
        if (two.code > code_b) code_b = two.code;
    }
    FILE *out = fopen(argv[optind], "w");
    if (!out) {
        perror(argv[optind]);
        return 2;
    }
    fprintf(out, "%.3f %.0f %.0f %.0f %.0f %d %d\n", median(ratio, pairs), median(time_a, pairs), median(time_b, pairs), median(peak_a, pairs),
            median(peak_b, pairs), code_a, code_b);
    return fclose(out) ? 2 : 0;
}
