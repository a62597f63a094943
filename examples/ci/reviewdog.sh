#!/bin/sh
# With reviewdog: what is found in the lines of a change becomes comments of a review, fixes become suggestions.
# `ismsc` and `reviewdog` have to be on PATH; REPORTER is one of reviewdog's (github-pr-review, gitlab-mr-discussion, local, …).
set -eu
ismsc check -C "${1:-.}" --fail-on never --format rdjson | reviewdog -f=rdjson -name=ismsc -filter-mode=added -reporter="${REPORTER:-local}"
