# For shell tests: . "$TESTS/lib.sh". TMP is the test's own folder, ISMSC the compiler.
# shellcheck shell=sh disable=SC2034
set -u
AS_OF=2026-03-01

# The smallest project, id p; other ids on request.
project() { echo "project ${1:-p} \"P\" { standards: iso27001/2022  methods: risk/five-by-five }"; }

# The formats of findings and of artefacts, as the compiler's tables list them.
finding_formats() { sed -n 's/^ *{"\([a-z]*\)", diag_.*/\1/p' "$TESTS/../compiler/render/diagnostics/formats.c"; }
artefact_formats() { grep -o '{"[a-z]*",' "$TESTS/../compiler/render/artefacts/formats.c" | tr -d '{",'; }

# For drivers of hundreds of runs through the same code: leaks are looked for in the others, and those tell where memory came from.
without_leak_checks() { export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0:malloc_context_size=0"; }

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1: $(echo "$2" | tr '\n' ' ' | cut -c1-600)"; }
skip() { echo "skip $1: $2"; }

# check NAME CODE COMMAND…: the command ends with that exit code. Its streams stand in $TMP/out and $TMP/err afterwards.
check() {
  check_name=$1 check_code=$2
  shift 2
  "$@" > "$TMP/out" 2> "$TMP/err" < /dev/null
  check_got=$?
  if [ $check_got -eq "$check_code" ]; then ok "$check_name"; else
    not_ok "$check_name" "exit code $check_got, not $check_code: $(head -c 300 "$TMP/err"; head -c 300 "$TMP/out")"
    return 1
  fi
}

# same NAME WANTED FILE: the file holds exactly that text (and an end of line).
same() {
  if [ "$2" = "$(cat "$3")" ]; then ok "$1"; else not_ok "$1" "is: $(head -c 400 "$3") WANTED: $2"; fi
}

# has NAME PATTERN FILE: some line of the file matches the extended regular expression; lacks: none does.
has() { if grep -Eq -- "$2" "$3"; then ok "$1"; else not_ok "$1" "no line matches $2 in: $(head -c 400 "$3")"; fi; }
lacks() { if grep -Eq -- "$2" "$3"; then not_ok "$1" "a line matches $2: $(grep -E -m1 -- "$2" "$3" | head -c 300)"; else ok "$1"; fi; }

# empty NAME FILE
empty() { if [ -s "$2" ]; then not_ok "$1" "not empty: $(head -c 300 "$2")"; else ok "$1"; fi; }

# is NAME WANTED GOT
is() { if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "is $3, not $2"; fi; }

# golden NAME FILE GOLDEN: the file is as the golden; UPDATE=1 writes the golden.
golden() {
  if [ "${UPDATE:-}" = 1 ]; then
    mkdir -p "$(dirname "$3")"
    cmp -s "$2" "$3" || cp "$2" "$3"
    ok "$1"
  elif cmp -s "$2" "$3"; then ok "$1"
  elif [ -e "$3" ]; then not_ok "$1" "differs from ${3#"$TESTS"/}: $(diff "$3" "$2" | head -n 12 | cut -c1-160)"
  else not_ok "$1" "there is no golden ${3#"$TESTS"/}"
  fi
}
