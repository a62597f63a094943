// Types of fields and expressions. A type is a set of alternatives: most have one base; `(risk | text | one of all)` has several.
#ifndef ISMSC_SCHEMA_TYPE_H
#define ISMSC_SCHEMA_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"

typedef uint32_t KindId; // index into Schema.kinds; 0 = none

// What a value is made of, and what stands in its 64 bits.
typedef enum {
    BASE_BOOL,     // 0 or 1 (reckoned fields and expressions only)
    BASE_NUMBER,   // Decimal
    BASE_PERCENT,  // Decimal: 35 % is 0.35
    BASE_DATE,     // Date
    BASE_DURATION, // duration_pack
    BASE_MONEY,    // money_pack (model/value.h)
    BASE_TEXT,     // TextId (model/value.h); also digest
    BASE_URL,      // TextId
    BASE_FILE,     // TextId: path below the project's folder
    BASE_NAME,     // NameId: a bare word without declared meaning (tags)
    BASE_ENUM,     // NameId of the canonical word
    BASE_RECORD,   // Row
    BASE_KIND,     // KindId
    BASE_RATING,   // rating_pack (model/rating.h)
    BASE_RANGE,    // RangeId (model/value.h): of numbers, dates or money
    BASE_COUNT
} Base;

typedef uint32_t BaseSet; // 1u << Base
#define BASE_BIT(base) (1u << (base))

typedef struct {
    NameId word;      // as written
    NameId canonical; // the word that a synonym stands for; itself otherwise
} EnumWord;

// The words of `one of`, in the order of declaration (which is their order in comparisons and sorting); synonyms follow their canonical word.
typedef struct {
    const EnumWord *words;
    uint32_t count;
} Enum;

typedef struct {
    BaseSet bases;       // 0: poison (a mistake in the declaration was reported; fits anything)
    const KindId *kinds; // for BASE_RECORD: a record of any of these or their subkinds; sorted, none a subkind of another
    uint32_t kind_count;
    const Enum *words; // for BASE_ENUM
} Type;

static inline bool type_has(Type type, Base base) {
    return (type.bases & BASE_BIT(base)) != 0;
}

// The only base of `type`, or BASE_COUNT when it has several or none.
Base type_only_base(Type type);

// The canonical word of `word` in the enum, or 0; *rank (may be NULL) gets the position of the canonical word.
NameId enum_find(const Enum *words, NameId word, uint32_t *rank);

#endif
