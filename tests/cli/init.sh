#!/bin/sh
# `ismsc init`: a new ISMS that compiles and lists what is to be decided, and never anything over what exists.
. "$TESTS/lib.sh"
cd "$TMP" || exit 2
mkdir "My Firm" && cd "My Firm" || exit 2
check "init" 0 "$ISMSC" init
has "init, says what comes next" 'ismsc check' "$TMP/out"
has "init, named like the folder" '^project my-firm "My Firm" [{]' project.isms
is "init, several files" yes "$([ "$(find . -name '*.isms' | wc -l)" -gt 4 ] && echo yes)"
lacks "init, no mark is left" '@[A-Z]+@' "$(grep -l '@[A-Z]*@' -- *.isms || echo project.isms)"
check "init, check" 0 "$ISMSC" check --as-of $AS_OF --format short
has "init, check lists what is to be decided" 'todo-left' "$TMP/out"
lacks "init, check finds no error" ': error' "$TMP/out"
check "init, build" 0 "$ISMSC" build --as-of $AS_OF -o "$TMP/built"
find . -type f -exec cksum {} + | sort > "$TMP/before"
check "init a second time" 2 "$ISMSC" init
has "init a second time, says why" 'already' "$TMP/err"
check "init within an ISMS" 2 "$ISMSC" init below
find . -type f -exec cksum {} + | sort > "$TMP/after"
check "init a second time changes nothing" 0 cmp "$TMP/before" "$TMP/after"
is "init within an ISMS makes no folder" "" "$(find . -name below)"

mkdir "$TMP/other" && cd "$TMP/other" || exit 2
echo mine > risks.isms
check "init beside a file of that name" 2 "$ISMSC" init
is "init beside a file of that name, untouched" mine "$(cat risks.isms)"
is "init beside a file of that name, nothing written" risks.isms "$(find . -type f -printf '%P\n')"

cd "$TMP" || exit 2
check "init of a new folder" 0 "$ISMSC" init new/isms-2
has "init of a new folder, its name" '^project isms-2 "isms-2" [{]' new/isms-2/project.isms
check "init of a new folder, check" 0 "$ISMSC" check -C new/isms-2 --as-of $AS_OF
# shellcheck disable=SC1003
odd='9 "a\b" @TITLE@ {'
check "init of a folder with an odd name" 0 "$ISMSC" init -q "$odd"
empty "init, quiet" "$TMP/out"
check "init of a folder with an odd name, check" 0 "$ISMSC" check -C "$odd" --as-of $AS_OF
has "init of a folder with an odd name, its id" '^project isms-9-a-b-title ' "$odd/project.isms"
# A folder may be called like a record that the templates hold.
for name in $(sed -n 's/^[a-z]* \([a-z][a-z0-9-]*\) .*{$/\1/p' new/isms-2/*.isms) isms; do
  check "init of a folder called $name" 0 "$ISMSC" init -q "twice/$name"
  check "init of a folder called $name, check" 0 "$ISMSC" check -C "twice/$name" --as-of $AS_OF
done
check "init of two folders" 2 "$ISMSC" init a b
