#!/bin/sh
# Which files count as there: regular ones below the project's folder, also behind a link that stays in it, and no others.
. "$TESTS/lib.sh"
mkdir -p "$TMP/p/evidence/deep" "$TMP/outside" && cd "$TMP/p" || exit 2
echo x | tee evidence/report.txt evidence/deep/log.txt "$TMP/outside/secret.txt" > evidence/'with blank.txt'
ln -s report.txt evidence/same-folder
ln -s deep/log.txt evidence/further-down
ln -s deep evidence/folder
ln -s ../../outside/secret.txt evidence/leaves
ln -s ../../outside evidence/leaves-by-folder
ln -s nowhere evidence/dangling
ln -s loop evidence/loop
mkfifo evidence/pipe
{
  project
  cat << 'ISMS'
rule missing note {
  for e in evidence
  where not e.file.exists
  report at e "missing {e}"
}
rule there note {
  for e in evidence
  where e.file.exists
  report at e "there {e}"
}
ISMS
} > main.isms

# file ID PATH: evidence that names the path.
file() { printf 'evidence %s "E" { file: "%s"  collected: 2026-01-01 }\n' "$1" "$2" >> main.isms; }
file plain         evidence/report.txt
file blank         'evidence/with blank.txt'
file dot           ./evidence/report.txt
file deep          evidence/deep/log.txt
file link          evidence/same-folder
file link-deep     evidence/further-down
file link-folder   evidence/folder/log.txt
file source        main.isms
there="there blank|there deep|there dot|there link|there link-deep|there link-folder|there plain|there source"

file nothing       evidence/report.pdf
file folder        evidence
file folder-slash  evidence/report.txt/
file upwards       ../outside/secret.txt
file around        "../$(basename "$TMP/p")/evidence/report.txt"
file up-and-down   evidence/../evidence/report.txt
file absolute      "$TMP/p/evidence/report.txt"
file leaves        evidence/leaves
file leaves-folder evidence/leaves-by-folder/secret.txt
file dangling      evidence/dangling
file loop          evidence/loop
file pipe          evidence/pipe
file nul           'evidence/report.txt\u{0}.pdf'
file empty         ''
missing="missing absolute|missing around|missing dangling|missing empty|missing folder|missing folder-slash|missing leaves"
missing="$missing|missing leaves-folder|missing loop|missing nothing|missing nul|missing pipe|missing up-and-down|missing upwards"

says() { sed -n 's/.*note\[[a-z]*\]: //p' "$TMP/out" | sort | paste -sd '|'; }
check "files that records name" 0 timeout 20 "$ISMSC" check --only missing,there --format short --as-of $AS_OF
is "what is there, and what is not" "$missing|$there" "$(says)"
check "the same from a folder below" 0 sh -c "cd evidence && '$ISMSC' check --only missing,there --format short --as-of $AS_OF"
is "paths begin at the project, not where we stand" "$missing|$there" "$(says)"
