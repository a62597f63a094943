#!/bin/sh
# Looks at every page and picture of the example, and at matrices with 500 risks, in a browser: light and dark, tests/web/looks.js.
# Environment: ISMSC, EXAMPLE, AS_OF.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$ISMSC" build -C "$EXAMPLE" -o "$work/example" --emit html,svg --fail-on never --as-of "$AS_OF" > "$work/log"
mkdir "$work/isms"
{
  echo 'project many "Many risks" { standards: iso27001/2022  methods: risk/six-by-six }'
  awk 'BEGIN {
    split("exceptional rare uncommon common frequent recurrent", y, " "); split("low moderate significant serious critical catastrophic", x, " ")
    for (i = 0; i < 500; i++) printf "risk R-%03d \"Risk\" { current: %d × %d }\n", i, i % 6 + 1, int(i / 6) % 6 + 1
  }'
} > "$work/isms/main.isms"
"$ISMSC" build -C "$work/isms" -o "$work/many" --emit html,svg --fail-on never --as-of "$AS_OF" > "$work/log"

# What is looked for is seen: a page with one thing wrong of each sort.
mkdir "$work/wrong"
cat > "$work/wrong/page.html" << "END"
<body><p style="color:#999">pale</p><p style="position:absolute;top:99px">over</p><p style="position:absolute;top:103px">under</p>
<table><tr><td style="position:absolute;width:9px;top:199px">wide</td></tr></table></body>
END

{
  echo '<!DOCTYPE html><meta charset="utf-8"><body><script>const pages = ['
  for file in "$work"/example/*.html "$work"/example/*.svg "$work"/many/*.svg "$work/many/current-risk.html" "$work/wrong/page.html"; do
    printf '["%s", "%s"],\n' "${file#"$work/"}" "$(base64 -w 0 "$file")"
  done
  echo ']</script><script>'
  cat tests/web/looks.js
  echo '</script>'
} > "$work/page.html"

code=0
for scheme in 0 1; do # dark, light
  chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --blink-settings=preferredColorScheme=$scheme \
    --virtual-time-budget=600000 --dump-dom "file://$work/page.html" > "$work/said" 2> "$work/log"
  grep '^looked at ' "$work/said" || { tail -n 3 "$work/log"; grep '^failed' "$work/said"; exit 1; }
  grep ": .*\"" "$work/said" > "$work/wrong/all" || true
  for sort in "does not stand out .*pale" "run into each other: .*over.*under" "leaves its box: .*wide"; do
    grep -q "^wrong/page.html: .*$sort" "$work/wrong/all" || { echo "not seen: $sort"; code=1; }
  done
  if grep -v "^wrong/" "$work/wrong/all"; then code=1; fi
done
[ "$(grep -c dark "$work/said")" -eq 0 ] || { echo "the light scheme was not shown"; code=1; }
exit $code
