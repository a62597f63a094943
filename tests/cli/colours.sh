#!/bin/sh
# When there are colours: --color, then NO_COLOR, CLICOLOR_FORCE and FORCE_COLOR, CLICOLOR, TERM, and whether it is a terminal. And no bar where there is none.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role x "X" { reports-to: nobody-there }\n'; } > main.isms
unset NO_COLOR CLICOLOR_FORCE FORCE_COLOR CLICOLOR
escape=$(printf '\033')
with() { # name, yes or no, environment and options
  with_name=$1 with_wanted=$2
  shift 2
  env "$@" > "$TMP/out" 2> "$TMP/err"
  is "$with_name" "$with_wanted" "$(if grep -q "$escape" "$TMP/out"; then echo yes; else echo no; fi)"
}
check="$ISMSC check --as-of $AS_OF --level all=off"
with "no terminal" no $check
with "always" yes $check --color always
with "CLICOLOR_FORCE" yes CLICOLOR_FORCE=1 $check
with "CLICOLOR_FORCE=0" no CLICOLOR_FORCE=0 $check
with "FORCE_COLOR" yes FORCE_COLOR=1 $check
with "NO_COLOR wins over force" no NO_COLOR=1 CLICOLOR_FORCE=1 FORCE_COLOR=1 $check
with "an empty NO_COLOR says nothing" yes NO_COLOR= CLICOLOR_FORCE=1 $check
with "the option wins over NO_COLOR" yes NO_COLOR=1 $check --color always
with "never" no CLICOLOR_FORCE=1 $check --color never
if command -v script > /dev/null; then
  on_terminal() { name=$1 wanted=$2; shift 2; with "$name" "$wanted" "$@" script -qec "$check" /dev/null; }
  on_terminal "a terminal" yes TERM=xterm
  on_terminal "a terminal, NO_COLOR" no TERM=xterm NO_COLOR=1
  on_terminal "a terminal, CLICOLOR=0" no TERM=xterm CLICOLOR=0
  on_terminal "a dumb terminal" no TERM=dumb
fi

# A run that lasts has a bar on a terminal alone: here standard error is none.
awk 'BEGIN { for (i = 0; i < 60000; i++) printf "asset a-%d \"A\" { type: service  owner: x }\n", i }' > many.isms
check "a long run" 1 "$ISMSC" check --as-of $AS_OF --format short
lacks "no bar where there is no terminal" "$escape|$(printf '\r')" "$TMP/err"
