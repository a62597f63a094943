#!/bin/sh
# Takes the README's pictures anew, from what the compiler really prints and writes: examples/pictures/*.png. Needs chromium.
set -eu
cd "$(dirname "$0")/.."
ISMSC=$(cd "$(dirname "$ISMSC")" && pwd)/ismsc
to=$PWD/examples/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$to"

shoot() { # page width height picture
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=2 --user-data-dir="$work/profile" \
    --window-size="$2,$3" --screenshot="$to/$4.png" "file://$1" > "$work/log" 2>&1 || { tail -n 3 "$work/log"; exit 1; }
  echo "examples/pictures/$4.png"
}

# A terminal: the folder of mistakes that the picture shows stands in examples/pictures/mistakes.
if [ -d "$to/mistakes" ]; then
  "$ISMSC" check -C "$to/mistakes" --as-of "$AS_OF" --color always --width 100 > "$work/terminal" || true
  python3 tests/tools/ansi.py "ismsc check" < "$work/terminal" > "$work/terminal.html"
  lines=$(wc -l < "$work/terminal")
  shoot "$work/terminal.html" 940 $((lines * 20 + 90)) check
fi
"$ISMSC" build -C "$EXAMPLE" -o "$work/made" --emit html,svg --as-of "$AS_OF" --fail-on never > /dev/null
for name in soa risk-register; do
  page=$(find "$work/made" -name "$name.html" | head -n 1)
  [ -z "$page" ] || shoot "$page" 1280 800 $name
done
for name in residual-risk; do
  page=$(find "$work/made" -name "$name.html" | head -n 1)
  [ -z "$page" ] || shoot "$page" 900 620 $name
done
