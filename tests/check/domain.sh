#!/bin/sh
# The compiler knows no ISO: no string literal in compiler/ is the name of a kind of the library, but for the kinds of schema/known.h,
# which stand in that one table, and for words that C and compilers use in a sense of their own.
set -u
cd "$(dirname "$0")/../.." || exit 2
own_words='include unit statement person'

known=$(sed -n '/define KNOWN_KINDS/,/^$/s/.*X([a-z_]*, "\([a-z-]*\)").*/\1/p' compiler/schema/known.h)
[ -n "$known" ] || { echo "compiler/schema/known.h has no KNOWN_KINDS"; exit 1; }
kinds=$(find stdlib -name '*.isms' -exec sed -nE 's/^kind +([A-Za-z0-9_.-]+).*/\1/p' {} + | sort -u)
[ -n "$kinds" ] || { echo "stdlib declares no kind"; exit 1; }
words=
for kind in $kinds; do
  case " $(echo $known) $own_words " in *" $kind "*) ;; *) words="$words|$kind" ;; esac
done
if find compiler -name '*.[ch]' ! -path compiler/schema/known.h -exec grep -nE "\"(${words#|})\"" /dev/null {} +; then
  echo "words of the library stand in C: say it in stdlib/ instead"
  exit 1
fi
echo "domain: no name of a kind of the library stands in C"
