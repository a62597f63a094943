#!/bin/sh
# Machine formats against the schemas that their readers publish (outside this repository, in REFERENCE).
. "$TESTS/lib.sh"
schemas=$REFERENCE/schemas
[ -d "$schemas" ] || { skip "published schemas" "not there"; exit 0; }
modules=$BUILD/web
mkdir -p "$modules"
cp "$TESTS/web/package.json" "$TESTS/web/package-lock.json" "$TESTS/web/.npmrc" "$modules/"
if ! cmp -s "$modules/package-lock.json" "$modules/installed"; then
  (cd "$modules" && npm ci > "$TMP/npm" 2>&1) || { not_ok "packages of the tests" "$(tail -n 3 "$TMP/npm")"; exit 0; }
  cp "$modules/package-lock.json" "$modules/installed"
fi

validate() { # schema file…
  node "$TESTS/web/schemas.mjs" "$modules" "$@" 2> "$TMP/err" || not_ok "validate against $1" "$(head -c 300 "$TMP/err")"
}
report() { # format folder file
  "$ISMSC" check -C "$2" --as-of $AS_OF --fail-on never --format "$1" > "$3" 2> "$TMP/err" || not_ok "$1 of $2" "$(head -c 300 "$TMP/err")"
}
mkdir "$TMP/clean" && project > "$TMP/clean/main.isms"
for folder in "$TESTS"/diag/formats/isms "$TMP/clean" "$TESTS"/../examples/*/; do
  [ -d "$folder" ] || continue
  name=$(echo "${folder#"$TESTS"/}" | tr '/.' '__')
  report sarif "$folder" "$TMP/$name.sarif"
  report gitlab "$folder" "$TMP/$name.gitlab"
  report rdjson "$folder" "$TMP/$name.rdjson"
done
validate "$schemas"/sarif/*.json "$TMP"/*.sarif
validate "$schemas"/gitlab/*.json "$TMP"/*.gitlab
validate "$schemas"/reviewdog/DiagnosticResult.json "$TMP"/*.rdjson
