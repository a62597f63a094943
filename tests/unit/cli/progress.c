// The bar of a run that lasts: on a terminal and nowhere else.
#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

#include "cli/progress.h"
#include "session/session.h"

// What the terminal got, ended by NUL.
static void seen(int master, char *text, size_t size) {
    fcntl(master, F_SETFL, O_NONBLOCK);
    ssize_t len = read(master, text, size - 1);
    text[len > 0 ? len : 0] = 0;
}

// Waits for a text, as long as a busy machine may need; it is appended to what is in `text`.
static void wait_for(int master, const char *wanted, char *text, size_t size) {
    size_t len = 0;
    struct pollfd ready = {.fd = master, .events = POLLIN};
    for (text[0] = 0; !strstr(text, wanted) && len + 1 < size && poll(&ready, 1, 60000) == 1; text[len] = 0) {
        ssize_t more = read(master, text + len, size - 1 - len);
        if (more <= 0) break;
        len += (size_t)more;
    }
    assert_non_null(strstr(text, wanted));
}

static void a_run_that_lasts_has_a_bar(void **state) {
    (void)state;
    int master, slave;
    char text[4096];
    setenv("TERM", "xterm", 1);
    assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
    Progress *p = progress_start(slave, 10);
    assert_non_null(p);
    __atomic_store_n(progress_step(p), 4, __ATOMIC_RELAXED);
    wait_for(master, "\r\033[K[=============       ] running the rules", text, sizeof text);
    progress_end(p);
    seen(master, text, sizeof text);
    assert_true(strlen(text) >= 4);
    assert_string_equal(text + strlen(text) - 4, "\r\033[K"); // nothing of it stays
    close(master), close(slave);
}

static void a_short_run_has_none(void **state) {
    (void)state;
    int master, slave;
    char text[100];
    setenv("TERM", "xterm", 1);
    assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
    progress_end(progress_start(slave, 60000)); // and does not wait
    seen(master, text, sizeof text);
    assert_string_equal(text, "");
    close(master), close(slave);
}

static void what_is_no_terminal_has_none(void **state) {
    (void)state;
    int ends[2], master, slave;
    assert_int_equal(pipe(ends), 0);
    setenv("TERM", "xterm", 1);
    assert_null(progress_start(ends[1], 0));
    assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
    setenv("TERM", "dumb", 1);
    assert_null(progress_start(slave, 0));
    assert_null(progress_step(NULL));
    progress_end(NULL);
    close(ends[0]), close(ends[1]), close(master), close(slave);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_run_that_lasts_has_a_bar), cmocka_unit_test(a_short_run_has_none),
                                       cmocka_unit_test(what_is_no_terminal_has_none)};
    return cmocka_run_group_tests_name("cli/progress", tests, NULL, NULL);
}
