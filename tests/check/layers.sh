#!/bin/sh
# No room of compiler/ includes a header of a room that stands after it in ROOMS (lowest first), and every room stands there.
set -u
cd "$(dirname "$0")/../.." || exit 2
find compiler -name '*.[ch]' ! -path 'compiler/tools/*' | sort | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null |
  awk -v rooms="$ROOMS" '
    BEGIN { n = split(rooms, list, " "); for (i = 1; i <= n; i++) rank[list[i]] = i }
    {
      split($0, part, ":")
      split(part[1], path, "/")
      match($0, /"[^"]*"/)
      split(substr($0, RSTART + 1, RLENGTH - 2), target, "/")
      from = path[2]; to = target[1]
      if (!(from in rank)) wrong = "its room stands in no list of layers"
      else if (!(to in rank)) wrong = "include by ROOM/NAME.h"
      else if (rank[to] > rank[from]) wrong = from " stands below " to
      else next
      print part[1] ":" part[2] ": " substr($0, RSTART, RLENGTH) ": " wrong
      bad++
    }
    END { if (bad) exit 1; print "layers: every include goes downwards" }'
