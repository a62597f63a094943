#!/bin/sh
# Runs checks one after the other and names those that failed: sh all.sh CHECK…
# The chroot waits for packages most of its time: it runs beside the others, and what it says is printed at the end.
set -u
failed=
case " $* " in *" chroot "*)
  { $MAKE check-chroot; echo $? > "$BUILD/chroot.code"; } > "$BUILD/chroot.log" 2>&1 &
esac
for check; do
  echo "== $check"
  began=$(date +%s)
  if [ "$check" = chroot ]; then
    wait
    cat "$BUILD/chroot.log"
    [ "$(cat "$BUILD/chroot.code")" = 0 ]
  else
    $MAKE "check-$check"
  fi || failed="$failed $check"
  echo "== $check took $(($(date +%s) - began)) s"
done
[ -z "$failed" ] || { echo "checks that failed:$failed"; exit 1; }
echo "all checks passed: $*"
