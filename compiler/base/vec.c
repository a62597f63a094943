// The growth of arrays.
#include "base/vec.h"

uint32_t vec_grown(uint32_t cap, uint32_t used, uint32_t more) {
    uint64_t need = (uint64_t)used + more;
    if (need > UINT32_MAX) mem_exhausted();
    uint64_t grown = (uint64_t)cap + cap / 2;
    if (grown < 8) grown = 8;
    if (grown < need) grown = need;
    return grown > UINT32_MAX ? UINT32_MAX : (uint32_t)grown;
}
