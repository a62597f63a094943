#!/bin/sh
# Twice the same bytes: the compiler, built here and in another folder, and the example's artefacts, built by them in other folders, locales and time zones.
set -eu
cd "$(dirname "$0")/../.."
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
one=$there/one two=$there/a/longer/path/with\ a\ blank
mkdir -p "$one/build" "$two" "$there/two"
cp "$BUILD/ismsc" "$one/build/"
cp -R Makefile VERSION LICENSE compiler grammar stdlib examples "$there/two/"
(cd "$there/two" && unset MAKEFLAGS && LC_ALL=C TZ=Pacific/Kiritimati make -j2 BUILD=build > /dev/null)
cmp "$one/build/ismsc" "$there/two/build/ismsc"
echo "reproducible: the compiler"

cp -R "$EXAMPLE" "$there/example"
cp -R "$EXAMPLE" "$two/example"
formats=$(sed -n 's/^ *{"\([a-z]*\)",.*/\1/p' compiler/render/artefacts/formats.c | paste -sd, -)
artefacts() { # compiler folder out
  (cd "$2" && "$1" build -o "$3" --as-of "$AS_OF" --revision r1 --fail-on never --emit "$formats" > "$3.out")
}
other=$(locale -a 2>/dev/null | grep -iE '^(tr_TR|de_DE|fr_FR)' | head -n 1)
LC_ALL=C TZ=UTC artefacts "$one/build/ismsc" "$there/example" "$there/made-1"
LC_ALL=${other:-C.UTF-8} LANG=de_DE.UTF-8 TZ=America/St_Johns HOME=/nonexistent COLUMNS=40 \
  artefacts "$there/two/build/ismsc" "$two/example" "$there/made-2"
diff -r "$there/made-1" "$there/made-2"
# The order in which the system lists a folder must not matter: the same files, made in the opposite order.
mkdir "$there/turned"
(cd "$there/example" && find . -type d | (cd "$there/turned" && xargs mkdir -p) && find . -type f | sort -r > ../files)
while read -r file; do cp "$there/example/$file" "$there/turned/$file"; done < "$there/files"
artefacts "$one/build/ismsc" "$there/turned" "$there/made-3"
diff -r "$there/made-1" "$there/made-3"
sed "s/made-1/made-3/" "$there/made-1.out" | cmp - "$there/made-3.out"
echo "reproducible: $(find "$there/made-1" -type f | wc -l) artefacts"
