#!/bin/sh
# Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the job.
. "$TESTS/lib.sh"
mkdir "$TMP/clean" "$TMP/broken" "$TMP/warns" "$TMP/nothing" && cd "$TMP" || exit 2
{ project; printf 'role ciso "CISO"\n'; } > clean/main.isms
{ project; printf 'role ciso "CISO" { reports-to: nobody-there }\n'; } > broken/main.isms
{ project; printf 'role ciso todo\n'; } > warns/main.isms
common="--as-of $AS_OF --level all=off"

check "clean" 0 "$ISMSC" check -C clean $common
check "an error" 1 "$ISMSC" check -C broken $common
has "an error, says on what it fails" '; failing on error$' "$TMP/out"
check "an error, --fail-on never" 0 "$ISMSC" check -C broken $common --fail-on never
lacks "an error, --fail-on never, nothing fails" 'failing on' "$TMP/out"
check "a warning" 0 "$ISMSC" check -C warns $common
has "the warning was there" 'warning' "$TMP/out"
check "a warning, --fail-on warning" 1 "$ISMSC" check -C warns $common --fail-on warning
has "says on what it fails" 'failing on warning' "$TMP/out"
check "a warning, --fail-on note" 1 "$ISMSC" check -C warns $common --fail-on note
check "the compiler's own cannot be lowered from error" 1 "$ISMSC" check -C broken $common --level unknown-reference=off

check "no .isms in the folder" 2 "$ISMSC" check -C nothing $common
has "no .isms, said" 'isms' "$TMP/err"
check "no such folder" 2 "$ISMSC" check -C missing $common
has "no such folder, named" 'missing' "$TMP/err"
check "PATH that is not there" 2 "$ISMSC" check -C clean $common missing.isms
has "PATH, named" 'missing.isms' "$TMP/err"
check "unknown option" 2 "$ISMSC" check --formt json
has "unknown option, nearest named" '--format' "$TMP/err"
check "unknown command" 2 "$ISMSC" chekc
has "unknown command, nearest named" 'check' "$TMP/err"
check "long options are not abbreviated" 2 "$ISMSC" check -C clean $common --form short
check "option without its value" 2 "$ISMSC" check -C clean --format
check "unknown format" 2 "$ISMSC" check -C clean $common --format yamll
check "bad date" 2 "$ISMSC" check -C clean --as-of 2026-02-30
mkdir strict && project > strict/main.isms
echo 'rule no-lab forbid { for r in role where r.id == lab report at r "no {r} here" }
role lab "Laboratory"' >> strict/main.isms
for level in no-lab=note no-lab=off all=off; do check "what is forbidden stays so with $level" 1 "$ISMSC" check -C strict --as-of $AS_OF --level $level; done
check "bad level" 2 "$ISMSC" check -C clean --as-of $AS_OF --level all=loud
check "-- ends the options" 2 "$ISMSC" check -C clean $common -- --format
has "-- ends the options, named as a path" '--format' "$TMP/err"
check "unknown table" 2 "$ISMSC" show no-such-table -C clean $common
check "SOURCE_DATE_EPOCH stands for --as-of" 0 env SOURCE_DATE_EPOCH=1772323200 "$ISMSC" check -C clean --level all=off
has "SOURCE_DATE_EPOCH, printed" '2026-03-01' "$TMP/out"
check "SOURCE_DATE_EPOCH that is no number" 2 env SOURCE_DATE_EPOCH=soon "$ISMSC" check -C clean --level all=off
