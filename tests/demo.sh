#!/bin/sh
# `make demo`: compiles the example and shows what came out. Ends with 0 when it was built, whatever was found in it.
set -u
title() { printf '\n\033[1m%s\033[0m\n\n' "$*"; }
[ -t 1 ] || title() { printf '\n%s\n\n' "== $*"; }

title "ismsc check -C $EXAMPLE --as-of $AS_OF"
"$ISMSC" check -C "$EXAMPLE" --as-of "$AS_OF" > "$OUT.check" 2>&1
code=$?
head -n 24 "$OUT.check"
lines=$(wc -l < "$OUT.check")
[ "$lines" -le 25 ] || printf '   … %s more lines …\n' $((lines - 25))
[ "$lines" -le 24 ] || tail -n 1 "$OUT.check"
[ $code -lt 2 ] || exit 1

title "ismsc show residual-risk -C $EXAMPLE"
"$ISMSC" show residual-risk -C "$EXAMPLE" --as-of "$AS_OF" || exit 1

columns='Control,Applicable,Reason: risk,Status,Implemented by'
title "ismsc show soa -C $EXAMPLE --columns '$columns' | head -n 24"
"$ISMSC" show soa -C "$EXAMPLE" --as-of "$AS_OF" --columns "$columns" --width 120 > "$OUT.soa" || exit 1
head -n 24 "$OUT.soa"

title "ismsc build -C $EXAMPLE -o $OUT"
rm -rf "$OUT"
"$ISMSC" build -C "$EXAMPLE" -o "$OUT" --as-of "$AS_OF" --fail-on never > "$OUT.build" 2>&1 || { cat "$OUT.build"; exit 1; }
tail -n 1 "$OUT.build"
# What the build notes for itself is no artefact.
echo "$(find "$OUT" -type f ! -name ismsc-build.txt | wc -l) artefacts in $OUT:"
(cd "$OUT" && find . -type f ! -name ismsc-build.txt | sort | sed 's,^\./,  ,' | awk '{ name = $1; sub(/\.[^.]*$/, "", name); ext = $1; sub(/.*\./, "", ext); if (name == last) line = line " ." ext; else { if (line) print line; line = "  " $1 }; last = name } END { print line }' | head -n 40)
