// The output sink.
#include "base/out.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "base/memory.h"

#define STREAM_BUFFER ((size_t)64 << 10)
#define MEMORY_FIRST ((size_t)256)

Out out_memory(void) {
    return (Out){0};
}

Out out_stream(OutFlush *flush, void *context) {
    return (Out){.flush = flush, .context = context};
}

// Waits until a descriptor that does not block takes bytes again.
static void wait_for(int fd) {
    struct pollfd wanted = {.fd = fd, .events = POLLOUT};
    poll(&wanted, 1, -1);
}

int out_to_fd(void *context, const char *bytes, size_t len) {
    int fd = *(const int *)context;
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        } else if (written == 0) {
            return EIO;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait_for(fd);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

// Notes the first failure. From now on there is no room, so that every write comes by out_room, which refuses.
static void fail(Out *out, int error) {
    out->error = error;
    if (out->flush != NULL) out->len = 0;
    out->cap = out->len;
}

static void hand_over(Out *out, const char *bytes, size_t len) {
    if (out->error != 0 || len == 0) return;
    int error = out->flush(out->context, bytes, len);
    if (error != 0) fail(out, error);
}

static void flush_buffer(Out *out) {
    hand_over(out, out->at, out->len);
    out->len = 0;
}

// Makes room for `more` bytes in the memory of a sink; false after a failure, and when a text would be too long for a Str.
static bool memory_room(Out *out, size_t more) {
    if (out->error != 0) return false;
    if (more > UINT32_MAX - out->len) {
        fail(out, EFBIG);
        return false;
    }
    size_t cap = out->cap < MEMORY_FIRST ? MEMORY_FIRST : out->cap * 2;
    if (cap < out->len + more) cap = out->len + more;
    out->at = mem_resize(out->at, cap, 1);
    out->cap = cap;
    return true;
}

// Makes room for `more` bytes, at most STREAM_BUFFER for a stream; false after a failure.
static bool make_room(Out *out, size_t more) {
    if (out->flush == NULL) return memory_room(out, more);
    flush_buffer(out);
    if (out->error != 0) return false;
    if (out->at == NULL) {
        out->at = mem_alloc(STREAM_BUFFER);
        out->cap = STREAM_BUFFER;
    }
    return true;
}

int out_finish(Out *out) {
    if (out->flush != NULL) flush_buffer(out);
    return out->error;
}

void out_free(Out *out) {
    mem_free(out->at);
    out->at = NULL;
    out->len = out->cap = 0;
}

Str out_text(const Out *out) {
    return (Str){out->at == NULL ? "" : out->at, (uint32_t)out->len};
}

void out_bytes_slow(Out *out, const char *bytes, size_t len) {
    if (len > STREAM_BUFFER && out->flush != NULL) {
        flush_buffer(out);
        hand_over(out, bytes, len);
    } else if (make_room(out, len)) {
        memcpy(out->at + out->len, bytes, len);
        out->len += len;
    }
}

void out_u64(Out *out, uint64_t n) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    out_bytes(out, digits + at, sizeof digits - at);
}

void out_i64(Out *out, int64_t n) {
    if (n < 0) out_char(out, '-');
    out_u64(out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void out_repeat(Out *out, char c, uint32_t times) {
    while (times > 0) {
        if (out->cap == out->len && !make_room(out, times)) return;
        size_t room = out->cap - out->len, step = times < room ? times : room;
        memset(out->at + out->len, c, step);
        out->len += step;
        times -= (uint32_t)step;
    }
}

void out_vprintf(Out *out, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    size_t room = out->cap - out->len;
    int len = vsnprintf(room > 0 ? out->at + out->len : NULL, room, format, args);
    if (len < 0) {
        if (out->error == 0) fail(out, errno != 0 ? errno : EOVERFLOW);
    } else if ((size_t)len < room) {
        out->len += (size_t)len;
    } else if (out->error == 0) {
        char *text = mem_alloc((size_t)len + 1);
        vsnprintf(text, (size_t)len + 1, format, again);
        out_bytes(out, text, (size_t)len);
        mem_free(text);
    }
    va_end(again);
}

void out_printf(Out *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    out_vprintf(out, format, args);
    va_end(args);
}
