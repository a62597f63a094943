#!/bin/sh
# `ismsc approve`: sign-offs with fingerprints, written into sources whose layout and comments stay.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
project > project.isms
cat > kinds.isms << 'END'
kind thing "Thing" {
  size:    number?
  parts:   person*
  note:    text?
  piece:   piece*
  seal:    sign-off*
  approves size, parts, piece
}
kind piece "Piece" in thing {
  weight: number?
  remark: text?
  mark:   sign-off?
}
kind duo "Duo" {
  first: sign-off*  second: sign-off*  size: number?
  approves size
}
rule outdated warning {
  for s in sign-off
  where changed(s) is set
  report at s "{s.parent} changed: {changed(s)}"
}
END
cat > people.isms << 'END'
person jo "Jo"
person al "Al"
role ceo "CEO" { holders: jo }
role cto "CTO" { holders: al }
END
approve() { "$ISMSC" approve --as-of $AS_OF "$@"; }
checked() { "$ISMSC" check --as-of $AS_OF --format short --only outdated things.isms; }

# Where the sign-off goes, and that nothing else is touched.
cat > things.isms << 'END'
// Before.
thing bare "Bare"
thing line "Line" { size: 1 } // behind it
thing empty "Empty" { }
thing body "Body" {
  size:   2          // two
  parts:  jo, al
  // the last word
}
thing tight "Tight" { size: 3
  parts: jo }
thing long "A thing with a long title, so that its line has no room for a sign-off" { size: 4  parts: jo, al  note: "long" }
	thing tabs "Tabs" {
		size: 5
	}
END
cp things.isms before.txt
check "approve" 0 approve bare line empty body tight long tabs --by ceo --until 2027-02-28
same "approve tells where" "things.isms:2: bare approved by ceo
things.isms:3: line approved by ceo
things.isms:4: empty approved by ceo
things.isms:5: body approved by ceo
things.isms:10: tight approved by ceo
things.isms:12: long approved by ceo
things.isms:13: tabs approved by ceo" "$TMP/out"
sed 's/[0-9a-f]\{6\}/DIGEST/g' things.isms > masked.txt
same "approve, layout" '// Before.
thing bare "Bare" { seal { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" } }
thing line "Line" {
  size: 1
  seal { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" }
} // behind it
thing empty "Empty" {
  seal { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" }
}
thing body "Body" {
  size:   2          // two
  parts:  jo, al
  // the last word
  seal    { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" }
}
thing tight "Tight" { size: 3
  parts: jo
  seal { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" } }
thing long "A thing with a long title, so that its line has no room for a sign-off" {
  size: 4  parts: jo, al  note: "long"
  seal { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" }
}
	thing tabs "Tabs" {
		size: 5
		seal { by: ceo  on: 2026-03-01  until: 2027-02-28  of: "size:DIGEST parts:DIGEST piece:DIGEST" }
	}' masked.txt
check "approve, then nothing is outdated" 0 checked
cp things.isms approved.txt
check "approve, once more" 0 approve bare body --by ceo
has "approve, once more, said" 'body is approved already by ceo' "$TMP/out"
check "approve, once more, nothing written" 0 cmp approved.txt things.isms

# What changed is named; what does not count is not.
sed -i 's/size:   2 /size:   7 /; s/parts:  jo, al/parts:  al, jo/; s/note: "long"/note: "other"/; s/tight "Tight"/tight "Else"/' things.isms
check "approve, a field changed" 0 checked
has "approve, the field is named" '^things.isms:[0-9]+:[0-9]+: warning\[outdated\]: .*body.*: size$' "$TMP/out"
lacks "approve, order, texts and titles are not" 'parts|long|tight' "$TMP/out"
check "approve again" 0 approve body --by ceo --on 2026-02-20
has "approve again, said" 'body approved again by ceo' "$TMP/out"
has "approve again, renewed in its place" '^  seal    \{ by: ceo  on: 2026-02-20  until: 2027-02-28  of: "size:' things.isms
is "approve again, not twice" 7 "$(grep -c 'by: ceo' things.isms)"
check "approve again, nothing is outdated" 0 checked
lacks "approve again, nothing is said" outdated "$TMP/out"
check "approve, another role" 0 approve body --by cto --person al
is "approve, another role's stays" 8 "$(grep -c 'by: c[et]o' things.isms)"
has "approve, another role, person" '^  seal    \{ by: cto  person: al  on: 2026-03-01  of: "size:' things.isms

# Nested records: what their kind declares counts, but for texts and later sign-offs.
cat > things.isms << 'END'
thing a "A" { piece p "P" { weight: 1 } }
END
check "approve, nested" 0 approve a --by ceo
sed -i 's/weight: 1/weight: 1  remark: "heavy"  mark { by: cto  on: 2026-02-01 }/; s/"P"/"Q"/' things.isms
check "approve, nested, texts" 0 checked
lacks "approve, nested, texts do not count" outdated "$TMP/out"
sed -i 's/weight: 1/weight: 2/' things.isms
check "approve, nested, changed" 0 checked
has "approve, nested, changed" 'outdated.*: piece$' "$TMP/out"

# The canonical form never changes: these digests are what stands in people's sources.
cat > types.isms << 'END'
kind sample "Sample" {
  number: number?  percent: percent?  date: date?  duration: duration?  money: money?  text: text?  word: one of a, b/c ?
  range:  range of number ?  url: url?  names: name*  record: (thing | reference-control)*  part: part*  level: rating?
  approved: sign-off*
  approves title, number, percent, date, duration, money, text, word, range, url, names, record, part, level
}
kind part "Part" in sample { weight: number?  why: text?  who: person* }
END
cat > sample.isms << 'END'
sample s "A \"title\"" {
  number: 12_000.50  percent: 35 %  date: 2026-03-01  duration: 1 year 6 months  money: EUR 12_000  word: c  range: 1..4
  text: """
    Two
      lines
    """
  url: https://example.org/a  names: x, b  record: A.8.13, a, A.5.1  level: likely × severe
  part p1 "Title" { weight: 2  why: "no matter"  who: jo, al }
  part p2 "Title" { }
}
END
check "approve, all types" 0 approve s --by ceo
grep -o 'of: ".*"' sample.isms > "$TMP/of"
same "approve, all digests" 'of: "title:eb91c5 number:d1cb26 percent:a7c778 date:c20e9c duration:331666 money:518913 text:c07860 word:9b6405 range:fc173c url:d112df names:f3f768 record:9177d2 part:2fabe2 level:a1ba49"' "$TMP/of"
rm types.isms sample.isms

# A sign-off without a fingerprint gets one; one that is over wants a new end.
cat > things.isms << 'END'
thing a "A" { size: 1  seal { by: ceo  on: 2025-01-01 } }
thing b "B" {
  seal {
    by: ceo
    on: 2025-01-01
    until: 2026-01-01 // a year
  }
}
END
check "approve, without a fingerprint" 0 approve a --by ceo
has "approve, without a fingerprint, added" '^thing a "A" \{ size: 1  seal \{ by: ceo  on: 2026-03-01  of: "[a-z0-9: ]*" \} \}$' things.isms
cp things.isms before.txt
check "approve, over" 2 approve b --by ceo
has "approve, over, said" 'ended on 2026-01-01: say with --until' "$TMP/err"
check "approve, over, nothing written" 0 cmp before.txt things.isms
check "approve, over, until" 0 approve b --by ceo --until 2027-01-01
sed 's/[0-9a-f]\{6\}/DIGEST/g' things.isms | tail -n 8 > masked.txt
same "approve, over, until, layout" 'thing b "B" {
  seal {
    by: ceo
    on: 2026-03-01
    until: 2027-01-01
    of: "size:DIGEST parts:DIGEST piece:DIGEST" // a year
  }
}' masked.txt

# What is about several records is signed once; line ends stay as they are.
printf 'exclude A.7.4, A.7.5 "No premises" {\r\n  review { every: 1 year }\r\n}\r\n' > things.isms
check "approve, about several" 0 approve A.7.4/exclusion A.7.5/exclusion --by ceo
is "approve, about several, once" 1 "$(grep -c 'by: ceo' things.isms)"
is "approve, line ends" 4 "$(grep -c "$(printf '\r$')" things.isms)"

# A patch in place of writing.
echo 'thing a "A" { size: 1 }' > things.isms
check "approve --diff" 0 approve a --by ceo --diff
check "approve --diff writes nothing" 0 grep -qx 'thing a "A" { size: 1 }' things.isms
approve a --by ceo --diff > change.patch
check "approve --diff applies" 0 git apply change.patch
has "approve --diff, applied" 'seal \{ by: ceo' things.isms

# Refusals: nothing is written.
cat > things.isms << 'END'
thing a "A" { size: 1 }
thing open "Open" { size: todo }
duo two "Two" { size: 1 }
duo odd "Odd" { first { by: ceo  on: 2026-01-01 } }
END
cp things.isms before.txt
refused() { # NAME PATTERN ARGUMENT…
  refused_name=$1 refused_pattern=$2
  shift 2
  check "$refused_name" 2 approve "$@"
  has "$refused_name, said" "$refused_pattern" "$TMP/err"
  check "$refused_name, nothing written" 0 cmp before.txt things.isms
}
refused "approve, unknown id" 'no record `aa`; a similar name is a$' a aa --by ceo
refused "approve, unknown role" '`ceoo` is not the id of a role; a similar name is ceo' a --by ceoo
refused "approve, no role" '`jo` is not the id of a role' a --by jo
refused "approve, unknown person" '`ceo` is not the id of a person' a --by ceo --person ceo
refused "approve, library" 'A.8.13 stands in the library' A.8.13 --by ceo
refused "approve, kind" 'ceo is a role: its kind names nothing that could be approved' a ceo --by ceo
refused "approve, open" 'open cannot be approved while its `size` is open' open --by ceo
refused "approve, several fields" 'several fields for sign-offs: say which with --field: first, second' two --by ceo
refused "approve, no such field" 'has no sign-offs in `third`, but in first, second' two --by ceo --field third
refused "approve, order of days" 'until lies before' a --by ceo --until 2026-02-28
refused "approve, no day" 'on: `yesterday` is not a day' a --by ceo --on yesterday
refused "approve of nothing" 'takes the ids' --by ceo
refused "approve by nobody" '--by ROLE' a
check "approve, a field" 0 approve two --by ceo --field second
has "approve, a field, written" '^duo two "Two" \{ size: 1  second \{' things.isms
cp before.txt things.isms
echo 'thing broken { "' > broken.isms
refused "approve, syntax errors" 'nothing was written: the ISMS has syntax errors' a --by ceo
rm broken.isms
if [ "$(id -u)" != 0 ]; then # root may write everywhere
  chmod a-w .
  refused "approve, no right to write" 'cannot write' a --by ceo
  chmod u+w .
fi
