#!/bin/sh
# Is every rule of the library held by its tests? Each rule is changed twice in a copy of the library: once it never speaks, once its `where` is gone, so
# that it speaks about everything. Both times its test file, or an example of its explanation, must fail. RULE=NAME tries one rule.
# Environment: ISMSC, EXPECT. Prints the rules whose change nobody noticed, and ends with 1 if there are any.
set -u
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export TMPDIR="$work" LC_ALL=C

# One rule of a library's file in another form; fails where it has no `where` to take away.
mutant() { # silent|loud rule file
  awk -v how="$1" -v head="rule $2 " '
    index($0, head) == 1 { inside = 1 }
    !inside { print; next }
    /^}/ { inside = 0 }
    how == "silent" && /^  report/ && !done { print "  where today < today"; done = 1 }
    how == "loud" && /^  where/ { gone = done = 1; next }
    how == "loud" && gone && /^   / { next }
    { gone = 0; print }
    END { exit !done }' "$3"
}

# Does anything fail with this library? What the library itself is scolded for does not count: then the change made no rule.
noticed() { # library rule file
  if [ -e "tests/rules/$2.isms" ]; then
    "$EXPECT" -f -j 1 -l "$1" -b tests/base.isms -o file "$ISMSC" "tests/rules/$2.isms" > "$1.out" 2>&1
    grep '^not ok ' "$1.out" | grep -qv 'core/rules/' && return
  fi
  "$EXPECT" -c -f -j 1 -l "$1" -b tests/base.isms -o file "$ISMSC" "$3" > "$1.out" 2>&1
  grep "^not ok $2," "$1.out" | grep -qv 'core/rules/'
}

# A rule over two kinds that only its `where` ties to each other is none without it: what is refused as not linked was no mutant.
# The rules whose number is odd or even, in a copy of the library of their own.
half() { # 0|1
  library=$work/library-$1
  cp -R stdlib "$library"
  number=0
  while read -r file rule; do
    number=$((number + 1))
    [ $((number % 2)) -eq "$1" ] || continue
    for how in silent loud; do
      mutant $how "$rule" "$file" > "$library/${file#stdlib/}" || continue
      echo "$how" >> "$work/tried-$1"
      noticed "$library" "$rule" "$file" && continue
      grep -q "loop-not-linked" "$library.out" || echo "$rule: nothing fails when it is $how"
    done
    cp "$file" "$library/${file#stdlib/}"
  done < "$work/rules"
}

find stdlib -name '*.isms' -exec grep -HE "^rule ${RULE:-[^ ]+} " {} + | sed 's/^\([^:]*\):rule \([^ ]*\) .*/\1 \2/' | sort > "$work/rules"
[ -s "$work/rules" ] || { echo "there is no rule ${RULE:-}"; exit 1; }
half 0 > "$work/survivors-0" &
half 1 > "$work/survivors-1"
wait
cat "$work"/survivors-*
echo "$(wc -l < "$work/rules") rules, $(cat "$work"/tried-* | wc -l) mutants, $(cat "$work"/survivors-* | wc -l) not noticed"
[ ! -s "$work/survivors-0" ] && [ ! -s "$work/survivors-1" ]
