#!/bin/sh
# What people write who know the matter and not yet the language: each gets a help that leads on.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2

# leads NAME RECORD HELP: the help, of extended regular expressions, that the record gets.
leads() {
  { project; echo 'role ops "Operations"'; echo "$2"; } > main.isms
  "$ISMSC" check --as-of $AS_OF --level all=off > "$TMP/out" 2>&1
  has "$1" "= help: $3" "$TMP/out"
}
leads "a text in the place of a record" 'supplier host "Host" { services: "Hosting"  owner: ops  agreement: "Contract of 2023" }' \
  'declare it in a record of its own, document ID "Contract of 2023"'
leads "an id in quotes" 'supplier host "Host" { services: "Hosting"  owner: ops  agreement: "contract" }' 'ids and words are written without quotes'
leads "a field that there is not" 'person jo "Jo" { shoe-size: 43 }' 'its fields are joined, left'
leads "a value in the place of a record in braces" 'metric m "M" { every: 1 month  target: at-most }' 'it is a record of its own, in braces: target [{] … [}]'
leads "a kind of which there is no record" 'risk R-1 "R" { threat: gremlins }' 'there is no threat at all: declare it, or `use` a library'
leads "an id that is nowhere" 'risk R-1 "R" { owner: marketing-department }' 'declare it: role marketing-department "…"'
