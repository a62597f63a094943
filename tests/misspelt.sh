#!/bin/sh
# A misspelt word anywhere in the example never makes a rule speak about something else: tools/misspell.c tries them all.
set -u
. "$TESTS/lib.sh"
"$BUILD/tests/misspell" "$TESTS/../examples/acme" $AS_OF
