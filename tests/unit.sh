#!/bin/sh
# The cmocka tests of tests/unit, as built by the Makefile: their TAP in our own protocol.
set -u
for source in "$TESTS"/unit/*/*.c; do
  [ -e "$source" ] || exit 0
  name=${source#"$TESTS"/unit/}
  name=${name%.c}
  if ! [ -x "$BUILD/unit/$name" ]; then
    echo "not ok $name: was not built"
    continue
  fi
  CMOCKA_MESSAGE_OUTPUT=TAP "$BUILD/unit/$name" > "$TMP/tap" 2>&1
  awk -v unit="$name" -v code=$? '
    function flush() { if (open != "") print open; open = "" }
    /^not ok [0-9]+ # SKIP / { flush(); print "skip " unit "/" $6; next }
    /^ok [0-9]+ - / { flush(); print "ok " unit "/" $4; seen++; next }
    /^not ok [0-9]+ - / { flush(); open = "not ok " unit "/" $5 ":"; bad++; next }
    /^(# not ok|# ok|1\.\.|[0-9]+\.\.)/ { flush(); next }
    { if (open != "") { sub(/^# /, ""); open = open " " $0 } else rest = rest " " $0 }
    END { flush(); if (code != 0 && !bad) print "not ok " unit ": ended with code " code ":" rest; else if (!seen && !bad) print "not ok " unit ": ran no test" }
  ' "$TMP/tap"
done
