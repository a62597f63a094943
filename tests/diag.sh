#!/bin/sh
# The compiler's own diagnostics: the examples of each page of the catalogue, the mistakes that people make, every example of the language's
# reference, and the formats in which findings are printed.
set -u
. "$TESTS/lib.sh"
without_leak_checks
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

# Each format for the same findings; those for forges tell paths below the root of the repository.
folder=tests/diag/formats
if [ -d $folder/isms ]; then
  mkdir -p "$TMP/repository/.git" && cp -R $folder/isms "$TMP/repository/isms" && folder=$TMP/repository
  for format in $(finding_formats); do
    "$ISMSC" check -C $folder/isms --as-of $AS_OF --only decided-twice --format $format --color never --width 100 > "$TMP/found" 2> "$TMP/err"
    code=$?
    [ $code -eq 1 ] || not_ok "format $format, exit code" "is $code, not 1: $(head -c 300 "$TMP/err")"
    case $format in
      sarif) # All rules stand there, which change all the time.
        jq '.runs[0].tool.driver |= (.rules |= length > 300 | del(.semanticVersion, .informationUri))
            | (.runs[0].results[].ruleIndex) |= (. != null)' "$TMP/found" > "$TMP/short" && mv "$TMP/short" "$TMP/found" ;;
      json) # As the published schema says, no more and no less.
        is "members in the schema of format json" "$(jq -c '[.definitions[]?.required // empty | sort]
            + [.required | sort] | sort' grammar/diagnostics.schema.json)" \
          "$(jq -c '[.diagnostics[0], .summary, (.diagnostics[0].place | ., .start), ([.diagnostics[].notes[]] | first), ([.diagnostics[].fixes[]] | first), .
              | keys | sort] | sort' "$TMP/found")" ;;
    esac
    golden "format $format" "$TMP/found" "$TESTS/diag/formats/golden/$format"
    case $format in
      json | sarif | gitlab | rdjson) check "format $format is JSON" 0 jq -e . "$TMP/found" ;;
      junit | checkstyle) check "format $format is XML" 0 xmllint --noout "$TMP/found" ;;
    esac
  done
  "$ISMSC" check -C "$folder/isms" --as-of $AS_OF --only decided-twice --color always --width 100 > "$TMP/out" 2> "$TMP/err"
  golden "text in colour" "$TMP/out" "$TESTS/diag/formats/golden/text-in-colour"
fi
exit 0
