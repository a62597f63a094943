#!/bin/sh
# Installs into an empty folder and compiles the example with what was installed, far from the sources.
set -eu
cd "$(dirname "$0")/../.."
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
$MAKE --no-print-directory BUILD="$BUILD" DESTDIR="$there" PREFIX=/usr install > /dev/null
cp -R "$EXAMPLE" "$there/example"
cd "$there/example"
"$there/usr/bin/ismsc" version
for file in man/man1/ismsc.1 bash-completion/completions/ismsc zsh/site-functions/_ismsc fish/vendor_completions.d/ismsc.fish ismsc/diagnostics.schema.json; do
  [ -s "$there/usr/share/$file" ] || { echo "$file was not installed"; exit 1; }
done
grep -q '^\.TH ISMSC 1' "$there/usr/share/man/man1/ismsc.1"
"$there/usr/bin/ismsc" build -o "$there/made" --as-of "$AS_OF" --fail-on never
[ -n "$(ls -A "$there/made")" ] || { echo "nothing was built"; exit 1; }
"$there/usr/bin/ismsc" check --stdlib "$there/usr/share/ismsc/stdlib" --as-of "$AS_OF" --fail-on never > "$there/with-folder"
"$there/usr/bin/ismsc" check --as-of "$AS_OF" --fail-on never > "$there/built-in"
cmp "$there/with-folder" "$there/built-in"
echo "install: the installed compiler builds the example; the library installed is the one compiled in"
