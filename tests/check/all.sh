#!/bin/sh
# Runs checks, as many at a time as there are cores: sh all.sh CHECK…
# `fuzz+corpora` are two, one after the other. When one ends, what it said is printed (of one that passed, without the lines of its build); at the end those that failed
# are named.
set -u
logs=$BUILD/check-logs

if [ "$1" = --one ]; then
  for check in $(echo "$2" | tr + ' '); do
    began=$(date +%s)
    if $MAKE "check-$check" > "$logs/$check" 2>&1; then
      echo "== $check passed in $(($(date +%s) - began)) s"
      grep -v '^  [a-z]* *[a-z]' "$logs/$check"
    else
      echo "== $check FAILED in $(($(date +%s) - began)) s"
      cat "$logs/$check"
      echo "$check" >> "$logs/failed"
    fi
  done
  exit 0
fi

rm -rf "$logs"
mkdir -p "$logs"
printf '%s\n' "$@" | xargs -n 1 -P "$(nproc 2>/dev/null || echo 2)" sh tests/check/all.sh --one
[ ! -e "$logs/failed" ] || { echo "checks that failed: $(sort "$logs/failed" | tr '\n' ' ')"; exit 1; }
echo "all checks passed: $*"
