#!/bin/sh
# `ismsc fmt`: files, folders and standard input; --check and --diff; what has mistakes is left alone.
. "$TESTS/lib.sh"
mkdir -p "$TMP/isms/deep" && cd "$TMP/isms" || exit 2
fmt() { "$ISMSC" fmt "$@"; }
good='role ceo "CEO" { holders: jo }'
printf '%s\n' "$good" > good.isms
printf 'role  ceo "CEO" {holders:jo} // boss\n' > deep/bad.isms
printf 'role ceo "CEO { holders: jo }\n' > broken.isms
cp deep/bad.isms bad.txt
cp broken.isms broken.txt

check "fmt --check" 1 fmt --check
has "fmt --check names the file" '^would format deep/bad.isms$' "$TMP/out"
lacks "fmt --check, no other" good "$TMP/out"
has "fmt --check, mistakes are told" 'error\[' "$TMP/err"
has "fmt --check, and counted" '^ismsc: 1 file with syntax errors left alone' "$TMP/err"
check "fmt --check writes nothing" 0 cmp bad.txt deep/bad.isms
check "fmt --diff" 1 fmt --diff deep
cp "$TMP/out" change.patch
check "fmt --diff writes nothing" 0 cmp bad.txt deep/bad.isms
check "fmt --diff applies" 0 git apply change.patch
same "fmt --diff, applied" "$good  // boss" deep/bad.isms
check "fmt --check, good" 0 fmt --check deep good.isms
empty "fmt --check, good, nothing said" "$TMP/out"
cp bad.txt deep/bad.isms
check "fmt" 1 fmt
same "fmt, a file written" "$good  // boss" deep/bad.isms
check "fmt, mistakes left alone" 0 cmp broken.txt broken.isms
rm broken.isms
cp bad.txt deep/bad.isms
check "fmt, from elsewhere" 0 fmt -C deep
same "fmt, from elsewhere, said" 'formatted bad.isms' "$TMP/out"
check "fmt, again" 0 fmt .
empty "fmt, again, nothing said" "$TMP/out"
fmt - < bad.txt > out.txt
is "fmt -" "0 $good  // boss" "$? $(cat out.txt)"
fmt - --check < bad.txt > out.txt
is "fmt - --check" "1 would format standard input" "$? $(cat out.txt)"
fmt - < broken.txt > out.txt 2> err.txt
is "fmt -, mistakes" "1 " "$? $(cat out.txt)"
check "fmt, no such file" 2 fmt nothing.isms
mkdir none
check "fmt, no sources" 2 fmt none
