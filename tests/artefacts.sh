#!/bin/sh
# What `ismsc build` and `ismsc check` make of whole small ISMSs: every folder of examples/, and every tests/artefacts/NAME/isms. All artefacts are built
# in every format and looked at for form; those that stand in tests/artefacts/NAME/golden are compared (UPDATE=1 writes them; `touch` adds one).
# tests/artefacts/NAME/only names the rules that run: what is there for its form alone need not change with every new rule.
set -u
. "$TESTS/lib.sh"

wellformed() { # name file
  case $2 in
    *.json) jq -e . "$2" > /dev/null 2> "$TMP/why" ;;
    *.svg) xmllint --noout "$2" 2> "$TMP/why" && "$BUILD/tests/picture" "$2" > "$TMP/why" ;;
    *.html) xmllint --noout "$2" 2> "$TMP/why" ;;
    *.csv) "$BUILD/tests/csv" "$2" > "$TMP/why" 2>&1 ;;
    *) return ;;
  esac || not_ok "$1 is well-formed" "$(head -c 400 "$TMP/why")"
}

one() { # name folder
  goldens=$TESTS/artefacts/$1 only=
  [ ! -e "$goldens/only" ] || only=--only=$(cat "$goldens/only")
  "$ISMSC" check -C "$2" $only --as-of $AS_OF --color never --width 120 > "$TMP/check" 2> "$TMP/err"
  [ $? -lt 2 ] || not_ok "$1, check" "$(head -c 300 "$TMP/err")"
  golden "$1, check" "$TMP/check" "$goldens/check.txt"
  rm -rf "$TMP/built"
  check "$1, every format" 0 "$ISMSC" build -C "$2" $only -o "$TMP/built" --fail-on never --as-of $AS_OF --revision golden \
    --emit "$(artefact_formats | paste -sd, -)" || return
  find "$TMP/built" -type f > "$TMP/files"
  while read -r file; do wellformed "$1/${file#"$TMP"/built/}" "$file"; done < "$TMP/files"
  ok "$1, every file was looked at"
  for file in "$goldens"/golden/*; do
    [ ! -e "$file" ] || golden "$1/${file##*/}" "$TMP/built/${file##*/}" "$file"
  done
}

for folder in "$TESTS"/../examples/*/ "$TESTS"/artefacts/*/isms; do
  ls "${folder%/}"/*.isms > /dev/null 2>&1 || continue
  name=${folder%/isms}
  name=${name%/}
  one "${name##*/}" "$folder"
done
exit 0
