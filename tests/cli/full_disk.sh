#!/bin/sh
# A disk that becomes full: exit code 2, the message says so, and neither half-written files nor temporary ones stay, whichever artefact it hits. Needs root, for a small file system.
. "$TESTS/lib.sh"
cd "$TMP" || exit 2
mkdir disk isms
if ! mount -t tmpfs -o size=64k tmpfs disk 2> "$TMP/why"; then
  skip "full disk" "cannot mount a small file system: $(head -n 1 "$TMP/why")"
  exit 0
fi
trap 'umount "$TMP/disk"' EXIT
cp -R "$TESTS/../examples/acme/." isms/ 2>/dev/null || { project; printf 'role r "R"\n'; } > isms/main.isms
build="$ISMSC build -C isms --as-of $AS_OF --fail-on never"

for format in $(artefact_formats); do
  $build -o "$TMP/whole-$format" --emit $format > /dev/null 2>&1
  size=$(du -s --apparent-size -B1 "$TMP/whole-$format" 2>/dev/null | cut -f1)
  if [ "${size:-0}" -le 70000 ]; then
    head -c $((65536 - 4096)) /dev/zero > disk/filler # leaves one page
  fi
  check "full disk, $format" 2 $build -o disk/out --emit $format
  has "full disk, $format, said" 'No space left' "$TMP/err"
  is "full disk, $format, nothing stays" "" "$(find disk -type f ! -name filler)"
  rm -rf disk/*
done
# What was there before stays as it was.
mkdir disk/out && echo old > disk/out/soa.csv && head -c $((65536 - 8192)) /dev/zero > disk/filler
check "full disk, over an older build" 2 $build -o disk/out --emit csv,md
is "the older build is untouched" old "$(cat disk/out/soa.csv)"
rm -rf disk/*
head -c 65536 /dev/zero > disk/filler 2>/dev/null
others=
yes 'role r "R"' 2>/dev/null | head -n 200 > isms/more.isms
for format in $(finding_formats); do
  check "full disk, report $format" 2 "$ISMSC" check -C isms --as-of $AS_OF --fail-on never --report $format=disk/out
  has "full disk, report $format, said" 'cannot write disk/out: No space left' "$TMP/err"
  is "full disk, report $format, nothing stays" "" "$(find disk -type f ! -name filler)"
  others="$others --report $format=$TMP/$format.other"
done
# Of several reports none is written.
check "full disk, the last of several reports" 2 "$ISMSC" check -C isms --as-of $AS_OF --fail-on never $others --report text=disk/out
is "the others are not there, either" "" "$(find "$TMP" -name '*.other')"
# The summary of a step is appended whole or not at all.
rm -f disk/filler && printf 'before\n' > disk/summary && head -c $((65536 - 4096)) /dev/zero > disk/filler 2>/dev/null
GITHUB_STEP_SUMMARY=disk/summary && export GITHUB_STEP_SUMMARY
check "full disk, the summary of a step" 2 "$ISMSC" check -C isms --as-of $AS_OF --fail-on never --format github
is "the summary is as it was" before "$(cat disk/summary)"
