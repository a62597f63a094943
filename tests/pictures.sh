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

terminal() { # title picture command…: what the command prints, as a window
  window=$1 picture=$2
  shift 2
  "$@" > "$work/terminal" || true
  "$BUILD/tests/ansi" "$window" < "$work/terminal" > "$work/terminal.html"
  shoot "$work/terminal.html" 1060 $(($(wc -l < "$work/terminal") * 20 + 90)) "$picture"
}

common="--as-of $AS_OF --color always --width 120"
# The mistakes that the first picture shows stand in tests/pictures.
terminal "ismsc check" check "$ISMSC" check -C tests/pictures $common --only decided-twice
terminal "ismsc show soa" soa sh -c '"$0" show soa -C "$@" | head -n 28' "$ISMSC" "$EXAMPLE" $common \
  --columns 'Control,Applicable,Reason: risk,Status,Implemented by'
"$ISMSC" show residual-risk -C "$EXAMPLE" --as-of "$AS_OF" --format svg > "$work/matrix.svg"
printf '<!DOCTYPE html><style>body{margin:16px}</style>' > "$work/matrix.html"
cat "$work/matrix.svg" >> "$work/matrix.html"
size=$(sed -n 's/.*<svg[^>]* width="\([0-9]*\)" height="\([0-9]*\)".*/\1 \2/p' "$work/matrix.svg" | head -n 1)
# shellcheck disable=SC2086 # two numbers
set -- ${size:-1000 700}
shoot "$work/matrix.html" $(($1 + 32)) $(($2 + 32)) residual-risk
