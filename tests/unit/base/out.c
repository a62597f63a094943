#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "unit.h"

// A flush function that collects, counts, and can be told to fail.
typedef struct {
    Out collected;
    uint32_t calls, fail_at; // 0: never
} Collector;

static int collect(void *context, const char *bytes, size_t len) {
    Collector *collector = context;
    collector->calls++;
    if (collector->calls == collector->fail_at) return ENOSPC;
    out_bytes(&collector->collected, bytes, len);
    return 0;
}

static void write_some_of_all(Out *out) {
    out_cstr(out, "a");
    out_str(out, STR("\0b"));
    out_str(out, (Str){0});
    out_char(out, '-');
    out_u64(out, 0);
    out_char(out, ' ');
    out_u64(out, UINT64_MAX);
    out_char(out, ' ');
    out_i64(out, INT64_MIN);
    out_i64(out, 7);
    out_repeat(out, '=', 3);
    out_repeat(out, 'x', 0);
    out_printf(out, "<%s %d>", "rule", 12);
}

#define SOME "a\0b-0 18446744073709551615 -92233720368547758087===<rule 12>"

static void all_writers_write_into_memory(void **state) {
    (void)state;
    Out out = out_memory();
    assert_text(out_text(&out), "");
    write_some_of_all(&out);
    assert_true(str_eq(out_text(&out), STR(SOME)));
    assert_int_equal(out_finish(&out), 0);
    assert_true(str_eq(out_text(&out), STR(SOME)));
    out_free(&out);
    assert_text(out_text(&out), "");
}

// Memory and stream get the same bytes, across all ends of buffers.
static void streams_get_what_memory_gets(void **state) {
    (void)state;
    Collector collector = {.collected = out_memory()};
    Out memory = out_memory(), stream = out_stream(collect, &collector);
    char *large = malloc(200000);
    memset(large, 'L', 200000);
    for (int i = 0; i < 20000; i++) {
        Out *both[] = {&memory, &stream};
        for (int which = 0; which < 2; which++) {
            write_some_of_all(both[which]);
            if (i % 1000 == 7) out_bytes(both[which], large, (size_t)i * 10);
            if (i % 1000 == 8) out_repeat(both[which], 'r', (uint32_t)i * 10);
            if (i % 1000 == 9) out_printf(both[which], "%*d", i * 10, 1);
        }
    }
    assert_true(collector.calls > 1);
    assert_true(collector.collected.len < memory.len);
    assert_int_equal(out_finish(&stream), 0);
    assert_int_equal(collector.collected.len, memory.len);
    assert_memory_equal(collector.collected.at, memory.at, memory.len);
    uint32_t calls = collector.calls;
    assert_int_equal(out_finish(&stream), 0);
    assert_int_equal(collector.calls, calls); // nothing left to hand over
    out_char(&stream, '!');
    assert_int_equal(out_finish(&stream), 0);
    assert_int_equal(collector.collected.at[collector.collected.len - 1], '!');
    free(large);
    out_free(&memory);
    out_free(&stream);
    out_free(&collector.collected);
}

static void an_untouched_stream_hands_over_nothing(void **state) {
    (void)state;
    Collector collector = {.collected = out_memory()};
    Out out = out_stream(collect, &collector);
    assert_int_equal(out_finish(&out), 0);
    assert_int_equal(collector.calls, 0);
    out_free(&out);
}

static void failures_stick(void **state) {
    (void)state;
    for (uint32_t fail_at = 1; fail_at < 6; fail_at++) {
        Collector collector = {.collected = out_memory(), .fail_at = fail_at};
        Out out = out_stream(collect, &collector);
        for (int i = 0; i < 20000; i++) write_some_of_all(&out);
        out_repeat(&out, 'r', 1000000);
        assert_int_equal(out_finish(&out), ENOSPC);
        assert_int_equal(collector.calls, fail_at); // not asked again
        out_cstr(&out, "later");
        assert_int_equal(out_finish(&out), ENOSPC);
        out_free(&out);
        out_free(&collector.collected);
    }
}

static void memory_ends_before_four_gibibytes(void **state) {
    (void)state;
    for (int how = 0; how < 2; how++) {
        Out out = out_memory();
        volatile size_t too_much = UINT32_MAX;
        out_cstr(&out, "kept");
        if (how == 0) out_bytes(&out, "", too_much); // refused before a byte of it is read
        if (how == 1) {
            out.cap = out.len; // no room left
            out_repeat(&out, '.', (uint32_t)too_much);
        }
        assert_int_equal(out_finish(&out), EFBIG);
        out_cstr(&out, "lost");
        out_char(&out, 'x');
        out_printf(&out, "%d", 1);
        assert_text(out_text(&out), "kept");
        out_free(&out);
    }
}

typedef struct {
    int fd;
    size_t len;
    uint64_t sum;
    pthread_t writer; // gets a signal now and then
} Reader;

static void on_signal(int number) {
    (void)number;
}

static void *read_slowly(void *context) {
    Reader *reader = context;
    unsigned char bytes[3000];
    ssize_t len;
    for (int i = 0; (len = read(reader->fd, bytes, sizeof bytes)) > 0; i++) {
        for (ssize_t k = 0; k < len; k++) reader->sum += bytes[k] * (uint64_t)++reader->len;
        if (i % 50 == 0) {
            usleep(500); // the writer waits, and the signal meets it there
            pthread_kill(reader->writer, SIGUSR1);
        }
    }
    return NULL;
}

// Through a pipe, with signals that interrupt and, for the second round, a descriptor that does not block.
static void descriptors_get_all_of_it(void **state) {
    (void)state;
    struct sigaction action = {.sa_handler = on_signal}; // without SA_RESTART: write fails with EINTR
    sigaction(SIGUSR1, &action, NULL);
    for (int round = 0; round < 2; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        if (round == 1) fcntl(ends[1], F_SETFL, O_NONBLOCK);
        Reader reader = {.fd = ends[0], .writer = pthread_self()};
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, read_slowly, &reader), 0);
        Out out = out_stream(out_to_fd, &ends[1]), memory = out_memory();
        for (int i = 0; i < 30000; i++) {
            write_some_of_all(&out);
            write_some_of_all(&memory);
        }
        out_repeat(&memory, 'y', 300000);
        out_bytes(&out, memory.at + memory.len - 300000, 300000);
        assert_int_equal(out_finish(&out), 0);
        close(ends[1]);
        pthread_join(thread, NULL);
        close(ends[0]);
        uint64_t sum = 0;
        for (size_t k = 0; k < memory.len; k++) sum += (unsigned char)memory.at[k] * (uint64_t)(k + 1);
        assert_int_equal(reader.len, memory.len);
        assert_true(reader.sum == sum);
        out_free(&out);
        out_free(&memory);
    }
}

static void full_disks_and_closed_pipes_are_told(void **state) {
    (void)state;
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (full >= 0) {
        Out out = out_stream(out_to_fd, &full);
        out_cstr(&out, "text");
        assert_int_equal(out_finish(&out), ENOSPC);
        out_free(&out);
        close(full);
    }
    signal(SIGPIPE, SIG_IGN);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    Out out = out_stream(out_to_fd, &ends[1]);
    out_repeat(&out, 'x', 1000000);
    assert_int_equal(out_finish(&out), EPIPE);
    out_free(&out);
    close(ends[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_writers_write_into_memory),          cmocka_unit_test(streams_get_what_memory_gets),
        cmocka_unit_test(an_untouched_stream_hands_over_nothing), cmocka_unit_test(failures_stick),
        cmocka_unit_test(memory_ends_before_four_gibibytes),      cmocka_unit_test(descriptors_get_all_of_it),
        cmocka_unit_test(full_disks_and_closed_pipes_are_told),
    };
    return cmocka_run_group_tests_name("base/out", tests, NULL, NULL);
}
