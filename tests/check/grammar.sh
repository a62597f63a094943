#!/bin/sh
# The scanner never backs up, and the grammar has neither conflicts nor useless rules, for both parsers.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${FLEX:-flex} -b --backup-file="$work/backup" -o "$work/scanner.c" grammar/isms.l
grep -q 'No backing up' "$work/backup" || { head -n 20 "$work/backup"; echo "the scanner backs up"; exit 1; }
${BISON:-bison} -Wall -Werror -o "$work/parser.c" grammar/isms.y
${BISON:-bison} -Wall -Werror -Fapi.prefix='{exact_}' -Fparse.lac=full -o "$work/exact.c" grammar/isms.y
echo "grammar: no backing up, no conflicts"
