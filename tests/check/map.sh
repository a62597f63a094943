#!/bin/sh
# Every source file of the compiler has its line in compiler/README.md (a source beside its header that of the header), and every line its file.
set -u
cd "$(dirname "$0")/../.." || exit 2
{ sed -n 's/^- `\([a-z0-9_]*\.[ch]\)`.*/named \1/p' compiler/README.md; git ls-files 'compiler/*.c' 'compiler/*.h' | sed 's/^/there /'; } | awk '
  { name = $2; sub(/.*\//, "", name) }
  $1 == "named" { named[name] = 1; next }
  { there[name] = 1; header = name; sub(/[.]c$/, ".h", header) }
  !(name in named) && !(header in named) { print "compiler/README.md does not name " $2; bad = 1 }
  END { for (name in named) if (!(name in there)) { print "compiler/README.md names " name ", which does not exist"; bad = 1 }
        exit bad }'
