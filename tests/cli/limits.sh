#!/bin/sh
# Size: time and memory grow with the input and not with its square, and nothing overflows. A doubling may cost 2.8 times (and the start-up is taken off),
# a square would cost four times; each figure is the least of three runs.
. "$TESTS/lib.sh"
cd "$TMP" || exit 2
common="--as-of $AS_OF --level all=off --format short"
generate() { awk -v n="$2" "BEGIN { $3 }" > "$1/big.isms"; }
new() { rm -rf "$1" && mkdir "$1" && project > "$1/main.isms"; }

cost() { # folder → microseconds of processor time; the exit code goes to $code
  "$MEASURE" -n 3 "$TMP/cost" "$ISMSC" check -C "$1" $common > /dev/null 2> "$TMP/err"
  read -r code cpu _ peak < "$TMP/cost"
}

new nothing
cost nothing
start=$cpu

# linear NAME N PROGRAM: awk prints an input of size n; checked with n and with 2 n.
linear() {
  new "$1-1" && generate "$1-1" "$2" "$3"
  new "$1-2" && generate "$1-2" $(($2 * 2)) "$3"
  cost "$1-1"
  once=$((cpu - start)) once_peak=$peak
  cost "$1-2"
  twice=$((cpu - start))
  if [ "$code" -gt 1 ]; then not_ok "$1" "exit code $code: $(head -c 300 "$TMP/err")"
  elif [ $once -lt 2000 ]; then ok "$1 (too quick to measure)"
  elif [ $((twice * 10)) -le $((once * 28)) ]; then ok "$1"
  else not_ok "$1" "$2: $once µs, twice as much: $twice µs"
  fi
  [ "$peak" -le $((once_peak * 28 / 10)) ] || not_ok "$1, memory" "$once_peak KiB, then $peak KiB"
  rm -rf "$1-1" "$1-2"
}

linear "records" 30000 'for (i = 0; i < n; i++) printf "role r-%d \"Role %d\" { reports-to: r-%d }\n", i, i, (i * 7919) % n'
linear "one long token" 4000000 'printf "role "; for (i = 0; i < n / 10; i++) printf "abcdefghij"; print " \"R\""'
linear "one long string" 4000000 'printf "role r \""; for (i = 0; i < n / 10; i++) printf "abcdefghij"; print "\""'
linear "an unterminated comment" 4000000 'print "/*"; for (i = 0; i < n / 20; i++) print "role r \"R\" { *    "'
linear "an unterminated text block" 4000000 'print "role r \"\"\""; for (i = 0; i < n / 20; i++) print "role r \"R\" { *    "'
linear "unterminated strings" 50000 'for (i = 0; i < n; i++) print "role r \"R"'
linear "one long line" 200000 'for (i = 0; i < n; i++) printf "role r-%d \"R\" ", i'
linear "one long list" 300000 'for (i = 0; i < n; i++) printf "role r-%d \"R\"\n", i; printf "role x \"X\" { tags: a"; for (i = 0; i < n; i++) printf ", a%d", i; print " }"'
linear "mistakes of one sort" 50000 'for (i = 0; i < n; i++) printf "role r-%d \"R\" { reports-to: nobody-%d }\n", i, i'
linear "names to suggest from" 30000 'for (i = 0; i < n; i++) printf "role some-name-%d \"R\" { reports-to: sme-name-%d }\n", i, i'
linear "syntax errors" 50000 'for (i = 0; i < n; i++) print "role r \"R\" { = ; ]\n}"'
linear "double ids" 50000 'for (i = 0; i < n; i++) print "role same \"R\""'
linear "braces that open" 500000 'printf "role r \"R\" "; for (i = 0; i < n; i++) printf "{ "; print ""'
linear "braces that close" 500000 'for (i = 0; i < n; i++) printf "} "; print ""'
linear "stray bytes" 1000000 'for (i = 0; i < n; i++) printf "%c", 1; print ""'
linear "comments" 200000 'for (i = 0; i < n; i++) print "// comment\n/* other */"'

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
new mistakes && generate mistakes 100000 'for (i = 0; i < n; i++) printf "role r-%d \"R\" { reports-to: x-%d }\n", i, i'
for format in $(finding_formats); do
  check "100,000 mistakes, $format" 1 timeout 60 "$ISMSC" check -C mistakes --as-of $AS_OF --level all=off --format $format
done
has "100,000 mistakes, counted" '100,?000 errors' "$TMP/err"
rm -rf mistakes
for big in 9999999999999999999999999 1e999 0.00000000000000000000001; do
  new numbers && printf 'role r "R" { tags: %s }\nrole s "S" { due: %s days }\n' $big $big > numbers/bad.isms
  check "number $big" 1 "$ISMSC" check -C numbers $common
done
