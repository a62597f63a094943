#!/bin/sh
# Runs groups of tests and counts: sh tests/run.sh GROUP…
# Groups run at the same time, as many as there are cores; what they say is printed in the order of their names here.
# A group is tests/GROUP.sh, or without that file every tests/GROUP/*.sh. Each prints lines `ok NAME`, `not ok NAME: why` and `skip NAME: why`; whatever
# else it prints is passed on when it failed. A driver that dies, or ends with another code than 0, is a failure of its own.
# Environment: ISMSC (the compiler), BUILD, REFERENCE (outside data, may be absent), UPDATE=1 (write goldens), CI=true (no skips while REFERENCE exists).
set -u
cd "$(dirname "$0")/.." || exit 2
BUILD=$(mkdir -p "${BUILD:-build}" && cd "${BUILD:-build}" && pwd) || exit 2
ISMSC=${ISMSC:-$BUILD/ismsc}
REFERENCE=$(cd "${REFERENCE:-../shared}" 2>/dev/null && pwd) || REFERENCE=/nonexistent
TESTS=$PWD/tests
EXPECT=$BUILD/tests/expect
MEASURE=$BUILD/tests/measure
export BUILD ISMSC REFERENCE TESTS EXPECT MEASURE
unset MAKEFLAGS MAKELEVEL MFLAGS GITHUB_STEP_SUMMARY
export LC_ALL=C.UTF-8 TZ=UTC
logs=$BUILD/test-logs
mkdir -p "$logs"

# Runs one driver in a temporary folder of its own, which is removed.
run_driver() { # driver
  TMP=$(mktemp -d) || exit 2
  export TMP
  TMPDIR=$TMP "$1" < /dev/null > "$logs/$group.driver" 2>&1
  code=$?
  cat "$logs/$group.driver"
  chmod -R u+rwx "$TMP" 2>/dev/null
  rm -rf "$TMP"
  [ $code -eq 0 ] || grep -q '^not ok ' "$logs/$group.driver" || echo "not ok ${1#"$TESTS"/}: ended with code $code"
}

run_group() { # group
  if [ -x "$TESTS/$1.sh" ]; then
    run_driver "$TESTS/$1.sh"
  else
    for driver in "$TESTS/$1"/*.sh; do [ -x "$driver" ] && run_driver "$driver"; done
  fi
}

is_there() { [ -e "$TESTS/$1.sh" ] || [ -d "$TESTS/$1" ]; } # group

# The part of one group: it writes its log.
if [ "$1" = --log ]; then
  group=$2
  run_group "$group" > "$logs/$group" 2>&1
  rm -f "$logs/$group.driver"
  exit 0
fi

for group; do
  rm -f "$logs/$group"
  ! is_there "$group" || echo "$group"
done | xargs -n 1 -P "$(nproc 2>/dev/null || echo 2)" sh "$TESTS/run.sh" --log

passed=0 failed=0 skipped=0
for group; do
  is_there "$group" || continue
  [ -e "$logs/$group" ] || echo "not ok $group: it was not run" > "$logs/$group"
  read -r p f s << END
$(awk '/^ok /{p++} /^not ok /{f++} /^skip /{s++} END {print p+0, f+0, s+0}' "$logs/$group")
END
  if [ "$f" -gt 0 ]; then grep -v '^ok ' "$logs/$group"; else grep '^skip ' "$logs/$group"; fi
  echo "$group: $p passed, $f failed, $s skipped"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] || exit 1
if [ "${CI:-}" = true ] && [ -d "$REFERENCE" ] && [ "$skipped" -gt 0 ]; then
  echo "no test may be skipped here" >&2
  exit 1
fi
