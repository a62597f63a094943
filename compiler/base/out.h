// The output sink: every byte that the compiler produces goes through one. It buffers 64 KiB and either keeps all in memory or hands
// full buffers to a function. Errors are sticky: later writes do nothing, and out_finish tells. A sink in memory holds less than 4 GiB:
// more is the error EFBIG.
#ifndef ISMSC_BASE_OUT_H
#define ISMSC_BASE_OUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

// Takes `len` bytes; returns 0, or an errno value when they could not be taken.
typedef int OutFlush(void *context, const char *bytes, size_t len);

typedef struct Out {
    char *at;
    size_t len, cap;
    OutFlush *flush; // NULL: all is kept in memory
    void *context;
    int error; // errno value of the first failure
} Out;

// A sink in memory; its bytes are out.at[0 .. out.len).
Out out_memory(void);

// A sink that hands full buffers to `flush`.
Out out_stream(OutFlush *flush, void *context);

// A flush function that writes to the file descriptor that `context` points to (an int), all of it, also after signals.
int out_to_fd(void *context, const char *bytes, size_t len);

// Flushes what is buffered; returns 0 or the errno value of the first failure. After 0 the sink can be written to again.
int out_finish(Out *out);

// Gives back the buffer. What was not finished is lost.
void out_free(Out *out);

// What a memory sink holds. Valid until the next write. Never NULL.
Str out_text(const Out *out);

// What does not fit into the buffer; use out_bytes. `bytes` must not lie in the sink itself.
void out_bytes_slow(Out *out, const char *bytes, size_t len);

static inline void out_bytes(Out *out, const char *bytes, size_t len) {
    if (len > out->cap - out->len) {
        out_bytes_slow(out, bytes, len);
    } else if (len > 0) {
        memcpy(out->at + out->len, bytes, len);
        out->len += len;
    }
}

static inline void out_char(Out *out, char c) {
    if (out->len == out->cap) {
        out_bytes_slow(out, &c, 1);
    } else {
        out->at[out->len++] = c;
    }
}

static inline void out_str(Out *out, Str s) {
    out_bytes(out, s.at, s.len);
}

static inline void out_cstr(Out *out, const char *s) {
    out_bytes(out, s, strlen(s));
}

void out_u64(Out *out, uint64_t n);
void out_i64(Out *out, int64_t n);
void out_repeat(Out *out, char c, uint32_t times);
void out_printf(Out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_vprintf(Out *out, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

#endif
