// Growing arrays with indices of 32 bits. `VEC(T)` declares one; zeroed it is empty.
#ifndef ISMSC_BASE_VEC_H
#define ISMSC_BASE_VEC_H

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

#define VEC(T)           \
    struct {             \
        T *at;           \
        uint32_t n, cap; \
    }

// Room for `more` further elements.
#define vec_reserve(v, more)                                          \
    do {                                                              \
        if ((v)->cap - (v)->n < (uint32_t)(more)) {                   \
            (v)->cap = vec_grown((v)->cap, (v)->n, (uint32_t)(more)); \
            (v)->at = mem_resize((v)->at, (v)->cap, sizeof *(v)->at); \
        }                                                             \
    } while (0)

#define vec_push(v, ...)                             \
    do {                                             \
        if ((v)->n == (v)->cap) vec_reserve((v), 1); \
        (v)->at[(v)->n] = (__VA_ARGS__);             \
        (v)->n++;                                    \
    } while (0)

// Appends `count` zeroed elements.
#define vec_extend(v, count)                                                              \
    do {                                                                                  \
        vec_reserve((v), (count));                                                        \
        if ((v)->cap > 0) memset((v)->at + (v)->n, 0, (size_t)(count) * sizeof *(v)->at); \
        (v)->n += (uint32_t)(count);                                                      \
    } while (0)

// Gives back the room for more.
#define vec_fit(v)                                                                     \
    do {                                                                               \
        if ((v)->cap > (v)->n) (v)->at = mem_resize((v)->at, (v)->n, sizeof *(v)->at); \
        (v)->cap = (v)->n;                                                             \
    } while (0)

#define vec_free(v)            \
    do {                       \
        mem_free((v)->at);     \
        (v)->at = NULL;        \
        (v)->n = (v)->cap = 0; \
    } while (0)

// The capacity for `used + more` elements, at least half as much again as before; ends the process over 2^32 - 1.
uint32_t vec_grown(uint32_t cap, uint32_t used, uint32_t more);

#endif
