# Sees to it that packages are there: sh packages.sh PACKAGE[:PROBE]…
# A probe is a command, or a C header (NAME.h); a package without one is asked of dpkg. What is missing is installed with apt-get,
# through sudo where we are not root; without apt-get the missing packages are named and we stop.
set -u

there() { # package probe
  case $2 in
    *.h) command -v "${CC%% *}" >/dev/null 2>&1 && printf '#include <%s>\n' "$2" | $CC -E - >/dev/null 2>&1 ;;
    "") dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
    *) command -v "$2" >/dev/null 2>&1 || [ -x "/usr/sbin/$2" ] ;;
  esac
}

CC=${CC:-gcc}
missing=
for item; do
  package=${item%%:*}
  probe=
  [ "$package" = "$item" ] || probe=${item#*:}
  there "$package" "$probe" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "These packages (Debian's names) are missing, and there is no apt-get to install them:$missing" >&2
  exit 1
fi
as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "Install these packages first (needs root):$missing" >&2; exit 1; }
  as_root=sudo
fi
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # a list of words, on purpose
$as_root apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 && exit 0
$as_root apt-get update -q >/dev/null && $as_root apt-get install -y -q --no-install-recommends $missing >/dev/null
