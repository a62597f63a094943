#!/bin/sh
# A misspelt word anywhere in the example never makes a rule speak about something else: tools/misspell.c tries them all.
set -u
. "$TESTS/lib.sh"
# Through the same code again and again: with sanitizers a part of them does.
some=
! grep -qa __asan_init "$ISMSC" || some=-some
# shellcheck disable=SC2086 # one or none
"$BUILD/tests/misspell" $some "$TESTS/../examples/acme" $AS_OF
