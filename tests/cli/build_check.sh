#!/bin/sh
# `ismsc build --check`: committed artefacts are gated like generated code. Nothing is written, whatever is found.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role ciso "CISO"\n'; } > main.isms
printf 'table own "Own" { for r in role  column "Role" = r }\n' > own.isms
common="--level all=off"

state() { find . -type f -exec cksum {} + | sort; }
gate() { # name, exit code, what is printed (an extended regular expression), and options
  gate_name=$1 gate_code=$2 gate_line=$3
  shift 3
  state > "$TMP/before"
  check "$gate_name" "$gate_code" "$ISMSC" build --check -o out $common "$@"
  has "$gate_name, said" "$gate_line" "$TMP/out"
  cp "$TMP/out" "$TMP/said" && cp "$TMP/err" "$TMP/told"
  state > "$TMP/after"
  check "$gate_name, nothing is written" 0 cmp "$TMP/before" "$TMP/after"
}

check "build" 0 "$ISMSC" build -o out $common --as-of $AS_OF --revision 'v1 of it' --emit csv,md
has "everything is new" '^wrote [0-9]+ files to out: [0-9]+ new, 0 changed, 0 as before$' "$TMP/out"
gate "as built" 0 '^[0-9]+ files are as the ISMS says$'
# The day, the revision and the formats are those of the build, not of the run.
SOURCE_DATE_EPOCH=1900000000 && export SOURCE_DATE_EPOCH
gate "on another day" 0 'as the ISMS says$'
unset SOURCE_DATE_EPOCH
gate "as of a day that is asked for" 1 '^differs: out/own.md$' --as-of 2026-04-01
gate "of a revision that is asked for" 1 '^differs: out/own.md$' --revision v2
gate "another format too" 1 '^missing: out/own.json$' --emit csv,md,json
check "quiet" 0 "$ISMSC" build --check -q -o out $common
empty "quiet, nothing said" "$TMP/out"

echo 'by hand' >> out/own.csv
gate "changed by hand" 1 '^differs: out/own.csv$'
is "changed by hand, that alone" 'differs: out/own.csv 1 file is not as the ISMS says: build again' "$(paste -sd ' ' "$TMP/said")"
rm out/own.csv
gate "removed" 1 '^missing: out/own.csv$'
check "built again" 0 "$ISMSC" build -o out $common --as-of $AS_OF --revision 'v1 of it' --emit csv,md
has "built again, one is new" '^wrote [0-9]+ files to out: 1 new, 0 changed, [0-9]+ as before$' "$TMP/out"
printf 'role cto "CTO"\n' >> main.isms
gate "the ISMS changed" 1 '^differs: out/own.csv$'
sed -i '$d' main.isms && rm own.isms
gate "an artefact is no more" 1 '^superfluous: out/own.csv$'
is "an artefact is no more, in both formats" 'superfluous: out/own.csv superfluous: out/own.md 2 files are not as the ISMS says: build again' "$(paste -sd ' ' "$TMP/said")"
echo mine > out/notes.md
rm out/own.*
gate "files of other people do not count" 0 'as the ISMS says$'

printf 'role bad "B" { reports-to: nobody-there }\n' > bad.isms
gate "with an error" 1 '^error\[unknown-reference\]'
has "with an error, told why" 'nothing was compared' "$TMP/told"
rm bad.isms
gate "no build at all" 1 '^missing: out/nowhere/soa.csv$' -o out/nowhere --emit csv
has "no build at all, told why" 'out/nowhere/ismsc-build.txt is not there' "$TMP/told"
for line in 'file ../main.isms' 'as-of yesterday' 'what is this'; do
  printf 'ismsc-build 1\nas-of 2026-03-01\nemit csv\nrevision \n%s\n' "$line" > out/ismsc-build.txt
  check "a damaged file of the build: $line" 2 "$ISMSC" build --check -o out $common
  has "a damaged file of the build is named: $line" 'out/ismsc-build.txt is not what `ismsc build` writes' "$TMP/err"
done
