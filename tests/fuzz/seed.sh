#!/bin/sh
# The seeds of a fuzzing target, made of the tests: sh tests/fuzz/seed.sh TARGET FOLDER. Those in tests/fuzz/seeds are written for the
# small library of the fuzzers. What a fuzzer once found stands in tests/fuzz/found/TARGET.
set -eu
cd "$(dirname "$0")/../.."
target=$1 folder=$2
mkdir -p "$folder"

keep() { # file: under a name made of its path, when it is of a size to play with
  [ "$(wc -c < "$1")" -gt 20000 ] || cp "$1" "$folder/$(echo "$1" | tr '/ ' '__')"
}

case $target in
  fuzz_query)
    # Queries: the insides of the library's rules and tables, and of the examples of the reference.
    find stdlib -name '*.isms' -exec awk -v folder="$folder" '
      /^(rule|table) / { inside = 1; text = ""; next }
      inside && /^}/ { name = sprintf("%s/q%05d", folder, ++n); printf "%s", text > name; close(name); inside = 0 }
      inside && /^ *(for|let|where|column|order|limit|group) / { text = text $0 "\n" }' {} +
    ;;
  fuzz_render)
    # Texts: the strings of the ISMS and of the tests that are hostile to renderers, one seed for each, in turn for all formats.
    awk -v folder="$folder" '
      { for (line = $0; match(line, /"([^"\\]|\\.)+"/); line = substr(line, RSTART + RLENGTH)) {
          name = sprintf("%s/t%05d", folder, ++n); text = substr(line, RSTART + 1, RLENGTH - 2)
          gsub(/\\n/, "\n", text); gsub(/\\"/, "\"", text); printf "P%c%s", n % 64, text > name; close(name) } }' \
      tests/artefacts/hostile/isms/main.isms tests/unit/render/hostile.h
    ;;
  *)
    find tests/rules tests/diag tests/artefacts tests/base.isms examples stdlib -name '*.isms' -type f 2> /dev/null | while read -r file; do keep "$file"; done
    awk -v folder="$folder" '
      FNR == 1 { inside = 0 }
      /^```/ { if (inside) { close(name); inside = 0 } else { inside = 1; name = sprintf("%s/m%05d", folder, ++n) }; next }
      inside { print > name }' /dev/null $(find compiler/diag/catalogue grammar -name '*.md')
    ;;
esac
case $target in fuzz_query | fuzz_render) ;; *) for file in tests/fuzz/seeds/*.isms; do keep "$file"; done ;; esac
for file in tests/fuzz/found/"$target"/*; do [ ! -f "$file" ] || cp "$file" "$folder/"; done
[ -n "$(ls -A "$folder")" ] || { echo "no seeds for $target" >&2; exit 1; }
