// The one table of words of the library, interned.
#include "schema/known.h"

Known known_names(Names *names) {
    Known known;
#define X(member, text) known.kind_##member = names_intern(names, STR(text));
    KNOWN_KINDS(X)
#undef X
#define X(member, text) known.member = names_intern(names, STR(text));
    KNOWN_FIELDS(X)
#undef X
    return known;
}
