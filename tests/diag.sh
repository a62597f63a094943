#!/bin/sh
# The compiler's own diagnostics: the examples of each page of the catalogue, the mistakes that people make, every example of the language's
# reference, and the formats in which findings are printed.
set -u
. "$TESTS/lib.sh"
cd "$TESTS/.." || exit 2

set -- compiler/diag/catalogue/*.md
[ -e "$1" ] && "$EXPECT" -b tests/base.isms "$ISMSC" "$@"
set -- tests/diag/mistakes/*.isms
[ -e "$1" ] && "$EXPECT" -b tests/base.isms "$ISMSC" "$@"
[ -e grammar/REFERENCE.md ] && "$EXPECT" -a -b tests/base.isms "$ISMSC" grammar/REFERENCE.md

# Every built-in function, as the compiler's table lists them, is told in the reference.
untold=
for name in $(sed -n 's/^    {"\([a-z]*\)", \(NO_LOOP\|OP_[A-Z]*\), .*/\1/p' compiler/query/calls.c); do
  grep -Fq "| \`$name(" grammar/REFERENCE.md || grep -Fq ", \`$name(" grammar/REFERENCE.md || untold="$untold $name"
done
is "every built-in function is in the reference" "" "$untold"

# Each format for the same findings.
folder=tests/diag/formats
if [ -d $folder/isms ]; then
  for format in $(finding_formats); do
    "$ISMSC" check -C $folder/isms --as-of $AS_OF --only decided-twice --format $format --color never --width 100 > "$TMP/out" 2> "$TMP/err"
    code=$?
    [ $code -eq 1 ] || not_ok "format $format, exit code" "is $code, not 1: $(head -c 300 "$TMP/err")"
    golden "format $format" "$TMP/out" "$TESTS/diag/formats/golden/$format"
    case $format in
      json | sarif | gitlab | rdjson) check "format $format is JSON" 0 jq -e . "$TMP/out" ;;
      junit | checkstyle) check "format $format is XML" 0 xmllint --noout "$TMP/out" ;;
    esac
  done
  "$ISMSC" check -C $folder/isms --as-of $AS_OF --only decided-twice --color always --width 100 > "$TMP/out" 2> "$TMP/err"
  golden "text in colour" "$TMP/out" "$TESTS/diag/formats/golden/text-in-colour"
fi
exit 0
