#!/bin/sh
# Size: instructions and memory grow with the input and not with its square, and nothing overflows. Instructions are counted by valgrind, so that no
# figure depends on what else the machine does: a doubling may cost 2.6 times (the start-up is taken off; tables grow in steps), a square four times.
. "$TESTS/lib.sh"
cd "$TMP" || exit 2
common="--as-of $AS_OF --level all=off --format short"
generate() { awk -v n="$2" "BEGIN { $3 }" > "$1/big.isms"; }
new() { rm -rf "$1" && mkdir "$1" && project > "$1/main.isms"; }

# A compiler built with sanitizers cannot run under valgrind. With SIZES=small, where it was counted elsewhere, only the small shapes are counted.
shapes=yes
! grep -qa __asan_init "$ISMSC" || shapes=
counted=$shapes
[ "${SIZES:-}" != small ] || counted=

instructions() { # folder → $count, and the exit code in $code
  # shellcheck disable=SC2086 # a list of words
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ISMSC" check -C "$1" $common > /dev/null 2> "$1/err"
  code=$?
  count=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$1/err")
}

peak() { # folder → $peak in KiB, and the exit code in $code
  # shellcheck disable=SC2086
  "$MEASURE" "$TMP/cost" "$ISMSC" check -C "$1" $common > /dev/null 2> "$1/err"
  read -r code _ _ peak < "$TMP/cost"
}

[ -z "$counted" ] || { new nothing && instructions nothing; start=$count; }

# linear NAME N PROGRAM: awk prints an input of size n. Memory is compared for n and 2 n; instructions, which are slow to count, for a fiftieth of them.
# Where nothing is counted a tenth of the size is read.
linear() {
  if [ -z "$counted" ]; then
    new few && generate few $(($2 / 10)) "$3"
    peak few
    if [ "$code" -le 1 ]; then ok "$1"; else not_ok "$1" "exit code $code: $(head -c 300 few/err)"; fi
    rm -rf few
    return
  fi
  for size in $(($2 / 50)) $(($2 / 25)) "$2" $(($2 * 2)); do new "$size" && generate "$size" "$size" "$3"; done
  peak "$2" && once=$peak
  peak $(($2 * 2))
  if [ "$code" -gt 1 ]; then not_ok "$1" "exit code $code: $(head -c 300 "$size/err")"
  elif [ "$peak" -le $((once * 28 / 10)) ]; then ok "$1, memory"
  else not_ok "$1, memory" "$once KiB, then $peak KiB"
  fi
  instructions $(($2 / 50)) && once=$((count - start))
  instructions $(($2 / 25)) && twice=$((count - start))
  if [ "$code" -gt 1 ]; then not_ok "$1" "exit code $code: $(tail -n 3 $(($2 / 25))/err)"
  elif [ $((twice * 10)) -le $((once * 26)) ]; then ok "$1"
  else not_ok "$1" "size $(($2 / 50)): $once instructions, twice the size: $twice"
  fi
  for size in $(($2 / 50)) $(($2 / 25)) "$2" $(($2 * 2)); do rm -rf "$size"; done
}

# The same of many small shapes, parsed in one process (tests/unit/syntax/linear.c): four times the size may cost five times.
if [ -n "$shapes" ]; then
  valgrind --tool=callgrind --combine-dumps=yes --callgrind-out-file=shapes "$BUILD/unit/syntax/linear" > /dev/null 2>&1
  awk '/^desc: Trigger: Client Request: / { size = $5; shape = $6 } /^totals:/ { cost[size, shape] = $2; if (shape + 0 > last) last = shape + 0 }
    END { if (last == 0) print "not ok shapes: none was counted"
      for (i = 0; i <= last; i++) if (cost["large", i] > 5 * cost["small", i]) { printf "not ok shape %d: %d, then %d instructions\n", i, cost["small", i], cost["large", i]; bad = 1 }
      if (last && !bad) print "ok shapes" }' shapes
fi

linear "records" 30000 'for (i = 0; i < n; i++) printf "role r-%d \"Role %d\" { reports-to: r-%d }\n", i, i, (i * 7919) % n'
linear "one long token" 4000000 'printf "role "; for (i = 0; i < n / 10; i++) printf "abcdefghij"; print " \"R\""'
linear "one long string" 4000000 'printf "role r \""; for (i = 0; i < n / 10; i++) printf "abcdefghij"; print "\""'
linear "an unterminated comment" 4000000 'print "/*"; for (i = 0; i < n / 20; i++) print "role r \"R\" { *    "'
linear "an unterminated text block" 4000000 'print "role r \"\"\""; for (i = 0; i < n / 20; i++) print "role r \"R\" { *    "'
linear "unterminated strings" 50000 'for (i = 0; i < n; i++) print "role r \"R"'
linear "one long line" 200000 'for (i = 0; i < n; i++) printf "role r-%d \"R\" ", i'
linear "one long list" 300000 'for (i = 0; i < n; i++) printf "role r-%d \"R\"\n", i; printf "role x \"X\" { tags: a"; for (i = 0; i < n; i++) printf ", a%d", i; print " }"'
linear "mistakes of one sort" 100000 'for (i = 0; i < n; i++) printf "role r-%d \"R\" { reports-to: nobody-%d }\n", i, i'
linear "names to suggest from" 40000 'for (i = 0; i < n; i++) printf "role some-name-%d \"R\" { reports-to: sme-name-%d }\n", i, i'
linear "syntax errors" 50000 'for (i = 0; i < n; i++) print "role r \"R\" { = ; ]\n}"'
linear "double ids" 50000 'for (i = 0; i < n; i++) print "role same \"R\""'
linear "braces that open" 500000 'printf "role r \"R\" "; for (i = 0; i < n; i++) printf "{ "; print ""'
linear "braces that close" 500000 'for (i = 0; i < n; i++) printf "} "; print ""'
linear "stray bytes" 1000000 'for (i = 0; i < n; i++) printf "%c", 1; print ""'
linear "comments" 200000 'for (i = 0; i < n; i++) print "// comment\n/* other */"'
common="--as-of $AS_OF --only lonely --format short"
linear "a whole kind asked with each record" 200000 'for (i = 0; i < n; i++) printf "role r-%d \"R\"\n", i; print "rule lonely note { for r in role where r.tags is missing and any(x in role where x.tags is set) report at r \"{r}\" }"'
common="--as-of $AS_OF --level all=off --format short"

# Columns are counted from the start of the line: once, and not for each word.
new line && generate line 50000 'for (i = 0; i < n; i++) printf "role r-%d \"R\" ", i'
check "formatting one long line" 0 timeout 60 "$ISMSC" fmt -q -C line
is "formatting one long line, a record in each" 50000 "$(grep -c '^role r-' line/big.isms)"
rm -rf line
new braces && generate braces 1000000 'printf "role r \"R\" "; for (i = 0; i < n; i++) printf "x {"; for (i = 0; i < n; i++) printf "}"; print ""'
check "a million nested braces" 1 timeout 60 "$ISMSC" check -C braces $common
is "a million nested braces, one finding" 1 "$(grep -c 'error\[' "$TMP/out")"
rm -rf braces
new deep && generate deep 1000000 'printf "rule r error { for x in role where "; for (i = 0; i < n; i++) printf "("; print "x"'
check "a million nested parentheses" 1 timeout 60 "$ISMSC" check -C deep $common
rm -rf deep
new long && generate long 64 'printf "role r \""; for (i = 0; i < 1048576 * n / 64; i++) printf "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"; print "\" { reports-to: r2 }"'
check "a line of 64 MB" 1 timeout 60 "$ISMSC" check -C long --as-of $AS_OF --level all=off
is "a line of 64 MB is not printed whole" yes "$([ "$(wc -c < "$TMP/out")" -lt 20000 ] && echo yes)"
rm -rf long
many=100000
[ -n "$counted" ] || many=10000
new mistakes && generate mistakes $many 'for (i = 0; i < n; i++) printf "role r-%d \"R\" { reports-to: x-%d }\n", i, i'
for format in $(finding_formats); do
  check "very many mistakes, $format" 1 timeout 60 "$ISMSC" check -C mistakes --as-of $AS_OF --level all=off --format $format
done
has "very many mistakes, counted" " $many errors" "$TMP/err"
rm -rf mistakes
for big in 9999999999999999999999999 1e999 0.00000000000000000000001; do
  new numbers && printf 'role r "R" { tags: %s }\nrole s "S" { due: %s days }\n' $big $big > numbers/bad.isms
  check "number $big" 1 "$ISMSC" check -C numbers $common
done
