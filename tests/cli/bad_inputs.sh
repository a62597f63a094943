#!/bin/sh
# Inputs that are no ISMS: each gives a clear message with its place, the code of its sort, and no artefact.
. "$TESTS/lib.sh"
cd "$TMP" || exit 2
common="--as-of $AS_OF --level all=off --format short"

# input NAME CODE: the file $TMP/NAME/bad.isms, made by the caller, is checked and built; code 1 wants just one finding in it.
input() {
  check "$1, check" "$2" "$ISMSC" check -C "$TMP/$1" $common || return
  if [ "$2" -eq 1 ]; then
    is "$1, one finding" 1 "$(grep -c ': error\[' "$TMP/out")"
    has "$1, its place" "^bad.isms:[0-9]+:[0-9]+: error\[[a-z0-9-]+\]: ." "$TMP/out"
  fi
  LC_ALL=C lacks "$1, nothing unprintable is printed" "$(printf '[\001-\010\013-\037\177]')" "$TMP/out"
  check "$1, build" "$2" "$ISMSC" build -C "$TMP/$1" -o "$TMP/$1.made" --as-of $AS_OF --level all=off
  if [ -e "$TMP/$1.made" ] && [ -n "$(find "$TMP/$1.made" -type f)" ]; then not_ok "$1, nothing is written" "$(ls "$TMP/$1.made")"; else ok "$1, nothing is written"; fi
}
new() { mkdir "$1" && project > "$1/main.isms"; }

new unreadable
echo 'role r "R"' > unreadable/bad.isms
chmod 0 unreadable/bad.isms
if [ -r unreadable/bad.isms ]; then # root reads everything: a file that cannot be read for another reason
  rm unreadable/bad.isms && ln -s bad.isms unreadable/bad.isms
fi
input unreadable 2
has "unreadable, named" 'bad\.isms' "$TMP/err"

mkdir empty
input empty 2
mkdir other && echo hello > other/notes.txt
input other 2
new folder && mkdir folder/bad.isms
check "a folder by the name of a file" 0 "$ISMSC" check -C folder $common
new fifo && mkfifo fifo/bad.isms
check "a FIFO is not read" 2 timeout 10 "$ISMSC" check -C fifo $common
has "a FIFO, named" 'bad\.isms' "$TMP/err"
new dangling && ln -s /etc/passwd dangling/bad.isms
check "a link that leaves the project" 2 "$ISMSC" check -C dangling $common
lacks "a link that leaves the project, nothing of it is shown" 'root:' "$TMP/out"

new invalid-utf8 && printf 'role r "R\377S"\n' > invalid-utf8/bad.isms
input invalid-utf8 1
new overlong && printf 'role r "R\300\257S"\n' > overlong/bad.isms
input overlong 1
new surrogate && printf 'role r "R\355\240\200S"\n' > surrogate/bad.isms
input surrogate 1
new nul && printf 'role r "R\000S"\n' > nul/bad.isms
input nul 1
new nul-outside && printf 'role r "R" {\000}\n' > nul-outside/bad.isms
input nul-outside 1
new utf16 && printf '\377\376r\000o\000l\000e\000' > utf16/bad.isms
input utf16 1
new string && printf 'role r "R\n' > string/bad.isms
input string 1
new text-block && printf 'role r "R" {\n  responsibilities: """\n    more\n}\n' > text-block/bad.isms
input text-block 1
new comment && printf 'role r "R"\n/* never closed\nrole s "S"\n' > comment/bad.isms
input comment 1
new bidi && printf 'role r\342\200\256 "R"\n' > bidi/bad.isms
input bidi 1
new escapes && printf 'role r "R\033[31mS"\n' > escapes/bad.isms
input escapes 1
new bom && printf '\357\273\277role r "R"\n' > bom/bad.isms
check "a byte order mark does no harm" 0 "$ISMSC" check -C bom $common
new crlf && printf 'role r "R"\r\nrole s "S" {\r\n}\r\n' > crlf/bad.isms
check "CR LF does no harm" 0 "$ISMSC" check -C crlf $common
new no-newline && printf 'role r "R"' > no-newline/bad.isms
check "no end of line at the end" 0 "$ISMSC" check -C no-newline $common
new zero && : > zero/bad.isms
check "an empty file" 0 "$ISMSC" check -C zero $common

# Names of files are input too.
mkdir "$TMP/names" && { project; printf 'role a "A" { reports-to: b }\n'; } > "$TMP/names/$(printf 'x\033[31m\ny.isms')"
check "a hostile file name" 1 "$ISMSC" check -C names $common
LC_ALL=C lacks "a hostile file name is shown escaped" "$(printf '\033')" "$TMP/out"
is "a hostile file name is one line" 1 "$(grep -c 'error\[' "$TMP/out")"
