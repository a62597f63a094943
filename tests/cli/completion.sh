#!/bin/sh
# The manual page and the completions of shells know every command and every option that `ismsc help` knows.
. "$TESTS/lib.sh"
without_leak_checks
cd "$TMP" || exit 2
commands=$("$ISMSC" help | sed -n 's/^  \([a-z-]*\) .*/\1/p')
for shell in bash zsh fish; do check "completion, $shell" 0 "$ISMSC" completion $shell && mv out $shell; done
check "manual page" 0 "$ISMSC" help --man && mv out man
check "an unknown shell" 2 "$ISMSC" completion tcsh
check "no shell" 2 "$ISMSC" completion

missing=
for command in $commands; do
  options=$("$ISMSC" help "$command" | sed -n 's/^ *\(-[A-Za-z], \)\{0,1\}\(--[a-z-]*\).*/\2/p')
  grep -q "^        $command) " bash && grep -q "^        $command)" zsh && grep -q "use_subcommand -a $command " fish && grep -q "^\\\\fBismsc $command\|^.SS .*ismsc $command" man || missing="$missing $command"
  for option in $options; do
    grep -A 1 "^        $command) case" bash | grep -q -- "[' ]$option " || missing="$missing bash:$command:$option"
    sed -n "/^        $command)/,/;;/p" zsh | grep -q -- "'\*$option[=[]" || missing="$missing zsh:$command:$option"
    grep "subcommand_from $command'" fish | grep -q -- " -l ${option#--} " || missing="$missing fish:$command:$option"
    grep -q -- "$(echo "$option" | sed 's/-/\\\\-/g')\\\\fR" man || missing="$missing man:$option"
  done
done
is "every command and option is known" "" "$missing"
[ "$(echo "$commands" | wc -w)" -gt 10 ] && ok "there are commands" || not_ok "there are commands" "$commands"

# In bash it is tried.
if command -v bash > /dev/null; then
  complete_in_bash() { # word…: what is offered for the last one
    bash -c '. ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ismsc; echo "${COMPREPLY[*]}"' ismsc-test "$@"
  }
  is "bash, a command" "check" "$(complete_in_bash ismsc che)"
  is "bash, an option" "--format" "$(complete_in_bash ismsc check --fo)"
  is "bash, no option of another command" "" "$(complete_in_bash ismsc check --emi)"
  is "bash, a format" "sarif" "$(complete_in_bash ismsc check --format sar)"
  is "bash, a format behind =" "sarif" "$(complete_in_bash ismsc check --format = sar)"
  is "bash, a level" "error warning note never" "$(complete_in_bash ismsc check --fail-on '')"
  is "bash, a sort of things" "rules" "$(complete_in_bash ismsc list ru)"
  : > a-file
  is "bash, a file" "a-file" "$(complete_in_bash ismsc check a-f)"
fi
if command -v zsh > /dev/null; then check "zsh reads it" 0 zsh -n zsh; fi
if command -v fish > /dev/null; then check "fish reads it" 0 fish -n fish; fi
# Every line of the manual page that begins with a dot is a request of man.
is "requests of the manual page" "" "$(sed -n 's/^\(\.[A-Za-z]*\).*/\1/p' man | sort -u | grep -vE '^\.(TH|SH|SS|PP|TP|br|nf|fi)$')"
if command -v mandoc > /dev/null; then check "mandoc reads it" 0 mandoc -W error -T utf8 man; fi
if command -v groff > /dev/null; then check "groff reads it" 0 sh -c 'groff -K utf8 -man -T utf8 -ww man 2>&1 > /dev/null | (! grep .)'; fi
