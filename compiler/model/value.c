// Values that are packed into 64 bits.
#include "model/value.h"

#define MONEY_SHIFT 16
#define HUNDREDTH (DECIMAL_ONE / 100)
#define MONEY_LIMIT (INT64_C(1) << 47)

bool money_pack(Str currency, Decimal amount, Value *money) {
    if (currency.len != 3 || amount % HUNDREDTH != 0) return false;
    int64_t hundredths = amount / HUNDREDTH;
    if (hundredths >= MONEY_LIMIT || hundredths <= -MONEY_LIMIT) return false;
    uint64_t letters = 0;
    for (uint32_t i = 0; i < 3; i++) {
        char c = currency.at[i];
        if (c < 'A' || c > 'Z') return false;
        letters = letters << 5 | (uint64_t)(c - 'A');
    }
    *money = (Value)((uint64_t)hundredths << MONEY_SHIFT | letters);
    return true;
}

Decimal money_amount(Value money) {
    return (money >> MONEY_SHIFT) * HUNDREDTH;
}

void money_currency(Value money, char letters[3]) {
    for (uint32_t i = 0; i < 3; i++) letters[i] = (char)('A' + (money >> (10 - 5 * i) & 31));
}

// 16 bits for the method, then eight for each factor.
Value rating_pack(uint32_t method_index, const uint8_t levels[RATING_FACTORS]) {
    uint64_t packed = (uint64_t)(method_index & 0x7fff) << 48;
    for (uint32_t i = 0; i < RATING_FACTORS; i++) packed |= (uint64_t)levels[i] << (8 * i);
    return (Value)packed;
}

uint32_t rating_method_index(Value rating) {
    return (uint32_t)((uint64_t)rating >> 48);
}

uint8_t rating_level(Value rating, uint32_t factor) {
    return (uint8_t)((uint64_t)rating >> (8 * factor));
}
