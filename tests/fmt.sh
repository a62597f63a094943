#!/bin/sh
# All .isms files of the repository, formatted: the sound ones have the same tokens and comments, and formatted again they stay; those with mistakes
# are left alone.
. "$TESTS/lib.sh"
mkdir "$TMP/before" "$TMP/after"
(cd "$TESTS/.." && find stdlib examples tests -name '*.isms' -type f | LC_ALL=C sort) > "$TMP/files"
while read -r file; do
  name=$(echo "$file" | tr '/' '~')
  cp "$TESTS/../$file" "$TMP/before/$name"
  cp "$TESTS/../$file" "$TMP/after/$name"
done < "$TMP/files"

# Tokens without their places; comments without the blanks around them.
tokens() { "$ISMSC" check --project "$1/$(ls "$1" | head -n 1)" --dump=tokens | sed 's/^[0-9]*:[0-9]* //'; }
comments() { grep -Eoh '(^|[[:space:]])//.*' "$1"/* | sed 's/^[[:space:]]*//; s/[[:space:]]*$//'; }

"$ISMSC" fmt "$TMP/after" > "$TMP/formatted" 2> "$TMP/errors"
sed -n 's/^ *--> \(.*\.isms\):.*/\1/p' "$TMP/errors" | sort -u > "$TMP/refused"
check "fmt, all files, some are formatted" 0 test -s "$TMP/formatted"
lacks "fmt, all files, no defect" defect "$TMP/errors"
tokens "$TMP/before" > "$TMP/tokens.before"
tokens "$TMP/after" > "$TMP/tokens.after"
check "fmt, all files, there are tokens" 0 test "$(wc -l < "$TMP/tokens.before")" -gt 10000
check "fmt, all files, the same tokens" 0 diff "$TMP/tokens.before" "$TMP/tokens.after"
is "fmt, all files, the same comments" "$(comments "$TMP/before" | cksum)" "$(comments "$TMP/after" | cksum)"
while read -r file; do
  check "fmt, left alone: $(basename "$file" | tr '~' '/')" 0 cmp "$file" "$TMP/before/$(basename "$file")"
done < "$TMP/refused"
"$ISMSC" fmt --check "$TMP/after" > "$TMP/again" 2> /dev/null
empty "fmt, all files, they stay" "$TMP/again"
# What people learn from and copy.
check "fmt, the library is as it makes it" 0 "$ISMSC" fmt --check "$TESTS/../stdlib"
for example in acme extended group minimal transition-2013; do
  check "fmt, examples/$example is as it makes it" 0 "$ISMSC" fmt --check -C "$TESTS/../examples/$example"
done
