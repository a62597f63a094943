#!/bin/sh
# A year of an ISMS in a git repository, in nine pull requests: tests/review/isms is how it begins. For each, tests/review/NAME.txt holds what a reviewer
# gets to see: the diff for a comment, the annotations of what the change caused, and the exit codes.
set -u
. "$TESTS/lib.sh"
unset GITHUB_STEP_SUMMARY GITHUB_ACTIONS
cp -R "$TESTS/review/isms" "$TMP/repo" && cd "$TMP/repo" || exit 2
export HOME="$TMP" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_DATE="2026-03-01T00:00:00Z" GIT_COMMITTER_DATE="2026-03-01T00:00:00Z"
git config --global user.name "A reviewer" && git config --global user.email reviewer@example.org && git config --global init.defaultBranch main || exit 2
git init -q . && git add -A && git commit -q -m "The ISMS as it is"

edit() { sed "$1" "$2" > "$TMP/edited" && ! cmp -s "$TMP/edited" "$2" && cp "$TMP/edited" "$2"; } # PROGRAM FILE: fails when it changes nothing
branch() { git checkout -q -b "$1" main; }
commit() { git add -A && git commit -q -m "$1"; }

# Runs what a forge would run for the branch, and says how it ended.
told() { # COMMAND…
  echo "\$ ismsc $*"
  "$ISMSC" "$@" 2>&1
  echo "exit code $?"
}
review() { # NAME
  {
    told diff --against git:main --exit-code --format md --as-of $AS_OF --color never
    echo
    told check --changed-only git:main --format github --as-of $AS_OF
  } > "$TMP/$1.txt"
  golden "$1" "$TMP/$1.txt" "$TESTS/review/$1.txt"
}
merge() { git checkout -q main && git merge -q --no-ff -m "Merge $1" "$1"; } # BRANCH
# unchanged NAME: there is nothing to review.
unchanged() {
  is "$1: nothing has changed in the ISMS" 0 "$(sed -n 's/^exit code //p' "$TMP/$1.txt" | head -n 1)"
  lacks "$1: no annotation" '^::(error|warning)' "$TMP/$1.txt"
}

branch risk-raised
edit 's/current:     possible × major/current:     likely × major/' risks.isms && commit "R-01 was rated too low"
review risk-raised
merge risk-raised

# Something relies on it: the annotation stands at the exclusion, and names what does.
branch control-excluded
echo 'exclude A.8.13 "The hosting company keeps everything" { approved { by: top  on: 2026-02-20 } }' >> soa.isms && commit "No backups of our own"
review control-excluded
is "control-excluded: the check fails" 1 "$(sed -n 's/^exit code //p' "$TMP/control-excluded.txt" | tail -n 1)"
has "control-excluded: at the exclusion, with the risk" '^::error file=soa.isms,line=9,.*R-02' "$TMP/control-excluded.txt"

# With the claim taken out nothing contradicts the exclusion any more; but something was in place.
branch control-given-up
edit 's/implements: A.8.26  //' controls.isms
echo 'exclude A.8.26 "We take no part in paying" { approved { by: top  on: 2026-02-20 } }' >> soa.isms && commit "The checkout is not ours"
review control-given-up
has "control-given-up: at the exclusion" '^::warning file=soa.isms,line=9,.*applied-control-excluded' "$TMP/control-given-up.txt"

branch evidence-expired
edit 's/valid: 180 days/valid: 30 days/' controls.isms && commit "Restoring is tested every month"
review evidence-expired
has "evidence-expired: it is stale" 'stale-evidence' "$TMP/evidence-expired.txt"
merge evidence-expired

branch file-renamed
git mv risks.isms register.isms && commit "The register has its name"
review file-renamed
unchanged file-renamed
merge file-renamed

# R-02 and R-03 get a file of their own, in another order.
branch records-moved
sed -n '/^risk R-03/,$p' register.isms > operations.isms && sed -n '/^risk R-02/,/^}/p' register.isms >> operations.isms &&
  sed '/^risk R-02/,$d' register.isms > "$TMP/first" && cp "$TMP/first" register.isms && commit "Risks of operations in one file"
review records-moved
unchanged records-moved
merge records-moved

# Two branches from one commit, merged one after the other: the review of the merge shows what both bring, each once.
git branch -q before main
branch one
edit 's/current:     possible × moderate/current:     unlikely × moderate/' operations.isms && commit "R-02: backups are offline"
git checkout -q -b other before
edit 's/owner: shop-lead  status: implemented/owner: ciso  status: implemented/' controls.isms && commit "The security officer updates"
git checkout -q -b merged main && git merge -q --no-ff -m "Merge one" one && git merge -q --no-ff -m "Merge other" other
review merged
merge merged

branch formatted
sed 's/^  /      /; s/: */:   /' register.isms > "$TMP/edited" && cp "$TMP/edited" register.isms && commit "Another layout"
review formatted
unchanged formatted

# What is caused shows up in files that were not touched, told where the change is.
branch owner-deleted
edit '/^role accountant/d' organisation.isms && commit "The accountant has left"
review owner-deleted
is "owner-deleted: the check fails" 1 "$(sed -n 's/^exit code //p' "$TMP/owner-deleted.txt" | tail -n 1)"
has "owner-deleted: at the removal, with what names it" '^::error file=organisation.isms,line=17,.*%0Asee assets.isms:13: found here%0A' "$TMP/owner-deleted.txt"

# A shallow clone lacks the commit to compare with, and says what to do.
git clone -q --depth 1 --branch owner-deleted "file://$TMP/repo" "$TMP/shallow" && cd "$TMP/shallow" || exit 2
check "shallow" 2 "$ISMSC" diff --against git:main --as-of $AS_OF
has "shallow: what to do" 'git fetch' "$TMP/err"
exit 0
