#!/bin/sh
# ISMSs of tired organisations: everything "implemented" and nothing shown, all risks accepted by one hand, templates that nobody touched.
# tests/bad/NAME/auditor.txt has what an auditor would name, by the rule that has to say it; found.txt is the golden of all findings, with the
# closing list, worst first.
set -u
. "$TESTS/lib.sh"
for folder in "$TESTS"/bad/*/; do
  name=$(basename "$folder")
  check "$name, check" 1 "$ISMSC" check -C "$folder" --as-of $AS_OF --format short --statistics
  golden "$name, findings" "$TMP/out" "${folder}found.txt"
  while IFS=: read -r rule says; do
    has "$name, $rule:$says" "(error|warning|note)\[$rule\]: " "$TMP/out"
  done < "${folder}auditor.txt"
  sed -n 's/^ *[0-9]* \(error\|warning\|note\)\[.*/\1/p' "$TMP/out" | uniq > "$TMP/levels"
  same "$name, worst first" "$(printf 'error\nwarning\nnote')" "$TMP/levels"
done
