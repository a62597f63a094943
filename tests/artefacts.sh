#!/bin/sh
# What `ismsc build` and `ismsc check` make of whole small ISMSs, against goldens (UPDATE=1 writes them): every folder of examples/, and every tests/artefacts/NAME/isms.
# tests/artefacts/NAME/emit names the formats of which all files are kept (default md,csv); all others are built too and looked at for form.
set -u
. "$TESTS/lib.sh"

wellformed() { # name file
  case $2 in
    *.json) jq -e . "$2" > /dev/null 2> "$TMP/why" ;;
    *.svg | *.html) xmllint --noout "$2" 2> "$TMP/why" ;;
    *.csv) "$BUILD/tests/csv" "$2" > "$TMP/why" 2>&1 ;;
    *) return ;;
  esac || not_ok "$1 is well-formed" "$(head -c 400 "$TMP/why")"
}

compare_folders() { # name made golden
  if [ "${UPDATE:-}" = 1 ]; then
    rm -rf "$3" && mkdir -p "$(dirname "$3")" && cp -r "$2" "$3"
  fi
  { (cd "$2" && find . -type f); [ -d "$3" ] && (cd "$3" && find . -type f); } | sort -u > "$TMP/files"
  [ -s "$TMP/files" ] || not_ok "$1" "nothing was built"
  while read -r file; do
    if [ -e "$2/$file" ]; then UPDATE='' golden "$1/${file#./}" "$2/$file" "$3/$file"; else not_ok "$1/${file#./}" "was not built"; fi
  done < "$TMP/files"
}

one() { # name folder
  kept=$(cat "$TESTS/artefacts/$1/emit" 2>/dev/null || echo md,csv)
  "$ISMSC" check -C "$2" --as-of $AS_OF --color never --width 120 > "$TMP/check" 2> "$TMP/err"
  [ $? -lt 2 ] || not_ok "$1, check" "$(head -c 300 "$TMP/err")"
  golden "$1, check" "$TMP/check" "$TESTS/artefacts/$1/check.txt"
  rm -rf "$TMP/kept" "$TMP/rest"
  check "$1, build" 0 "$ISMSC" build -C "$2" -o "$TMP/kept" --emit "$kept" --fail-on never --as-of $AS_OF --revision golden || return
  compare_folders "$1" "$TMP/kept" "$TESTS/artefacts/$1/golden"
  check "$1, every format" 0 "$ISMSC" build -C "$2" -o "$TMP/rest" --fail-on never --as-of $AS_OF --revision golden \
    --emit "$(artefact_formats | paste -sd, -)"
  find "$TMP/rest" -type f > "$TMP/files"
  while read -r file; do wellformed "$1/${file#"$TMP"/rest/}" "$file"; done < "$TMP/files"
  ok "$1, every file was looked at"
}

for folder in "$TESTS"/../examples/*/ "$TESTS"/artefacts/*/isms; do
  ls "${folder%/}"/*.isms > /dev/null 2>&1 || continue
  name=${folder%/isms}
  name=${name%/}
  one "${name##*/}" "$folder"
done
exit 0
