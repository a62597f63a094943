#!/bin/sh
# How a program is found: the folder with the `project` record, upwards from where we stand; the nearest wins; folders with a project of their own are others.
. "$TESTS/lib.sh"
mkdir -p "$TMP/top/sub/deeper" "$TMP/top/other/below" && cd "$TMP/top" || exit 2
project > main.isms
printf 'role ciso "CISO" { reports-to: ceo }\n' > sub/roles.isms
printf 'role ceo "CEO"\n' > sub/deeper/ceo.isms
project q > other/main.isms
printf 'role ceo "CEO of Q"\nrole x "X" { reports-to: nobody-there }\n' > other/below/roles.isms
common="--as-of $AS_OF --level all=off"

check "the whole folder" 0 "$ISMSC" check $common
has "three files, without the other project's" '^checked 3 files' "$TMP/out"
check "from a folder below" 0 sh -c "cd sub/deeper && '$ISMSC' check $common"
has "from a folder below, all is loaded" '^checked 3 files' "$TMP/out"
check "the other project" 1 "$ISMSC" check -C other $common
has "the other project, its own files" '^checked 2 files' "$TMP/out"
has "paths are relative to the project" '(^|[ ])below/roles\.isms:2:' "$TMP/out"
check "-C from elsewhere" 0 sh -c "cd / && '$ISMSC' check -C '$TMP/top' $common"
lacks "no absolute path in what is printed" "$TMP" "$TMP/out"
check "--project" 1 "$ISMSC" check --project other/main.isms $common
printf 'role y "Y" { reports-to: nobody-there }\n' > sub/y.isms
check "PATH selects what is shown" 0 "$ISMSC" check $common sub/deeper
check "PATH selects what is shown, the place itself" 1 "$ISMSC" check $common sub/y.isms
rm sub/y.isms
project r > second.isms
check "two projects in one folder" 1 "$ISMSC" check $common
rm second.isms main.isms
check "no project anywhere" 1 "$ISMSC" check -C sub $common
