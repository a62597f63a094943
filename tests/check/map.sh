#!/bin/sh
# Every source file of the compiler has its line in compiler/README.md, and every line its file.
set -u
cd "$(dirname "$0")/../.." || exit 2
status=0
for file in $(git ls-files 'compiler/*.c' 'compiler/*.h'); do
  name=$(basename "$file") stem=$(basename "${file%.*}")
  grep -Eq "^- \`($name|$stem\.h)\`" compiler/README.md || { echo "compiler/README.md does not name $file"; status=1; }
done
for name in $(sed -n 's/^- `\([a-z_]*\.[ch]\)`.*/\1/p' compiler/README.md); do
  [ -n "$(git ls-files "compiler/*/$name" "compiler/*/*/$name")" ] || { echo "compiler/README.md names $name, which does not exist"; status=1; }
done
exit $status
