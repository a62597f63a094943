#!/bin/sh
# A new ISMS compiles from its first minute; init never overwrites.
. "$TESTS/lib.sh"
cd "$TMP" || exit 2
check "init" 0 "$ISMSC" init new
check "what init wrote compiles" 0 "$ISMSC" check -C new --as-of $AS_OF
check "what init wrote builds" 0 "$ISMSC" build -C new -o made --as-of $AS_OF
(cd new && find . -type f -exec cksum {} + | sort) > before
check "init again" 2 "$ISMSC" init new
(cd new && find . -type f -exec cksum {} + | sort) > after
check "init again changes nothing" 0 cmp before after
mkdir notes && echo mine > notes/notes.txt
check "init beside other files" 0 "$ISMSC" init notes
is "init keeps other files" mine "$(cat notes/notes.txt)"
