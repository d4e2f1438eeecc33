#!/usr/bin/env bash
# Checks the Promela models of the lock protocols with spin: the models must hold, and each mutant must fail. Small sizes, under a minute.
# usage: tests/run-models.sh            small sizes
#        tests/run-models.sh --large    the sizes of a nightly run as well (minutes)
set -euo pipefail
cd "$(dirname "$0")/Runtime.Tests/Models"

if ! command -v spin >/dev/null; then
  apt-get update -qq && apt-get install -y -qq spin >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# check <holds|fails> <model> <definitions...>
check() {
  local expected=$1 model=$2
  shift 2
  local here="$work/$model-${*//[^A-Za-z0-9]/_}"
  mkdir -p "$here"
  cp "$model.pml" "$here/"
  if ! (cd "$here" && spin -a "$@" "$model.pml" && cc -O1 -DSAFETY -DCOLLAPSE -DMEMLIM=4000 -w -o pan pan.c && ./pan -m1000000) >"$here/out" 2>&1; then
    cat "$here/out"
    failures=$((failures + 1))
    return
  fi
  local actual=fails
  if grep -q "errors: 0" "$here/out" && ! grep -q "error: max search depth" "$here/out"; then
    actual=holds
  fi
  local states
  states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$here/out" | head -1)
  if [[ $actual == "$expected" ]]; then
    printf 'ok    %-9s %-60s %s, %s states\n' "$model" "$*" "$actual" "$states"
  else
    printf 'WRONG %-9s %-60s %s instead of %s\n' "$model" "$*" "$actual" "$expected"
    failures=$((failures + 1))
  fi
  rm -rf "$here"
}

check holds pushlock -DTHREADS=2 -DROUNDS=2
check holds pushlock -DTHREADS=2 -DROUNDS=3 -DPORTABLE
check holds pushlock -DTHREADS=3 -DROUNDS=1 -DWRITERS=1
check holds pushlock -DTHREADS=3 -DROUNDS=1 -DPORTABLE -DWRITERS=2
check fails pushlock -DTHREADS=2 -DROUNDS=2 -DNO_BARRIER
check fails pushlock -DTHREADS=2 -DROUNDS=2 -DNO_RECHECK
check fails pushlock -DTHREADS=2 -DROUNDS=2 -DNO_RETRACT
check fails pushlock -DTHREADS=2 -DROUNDS=2 -DNO_REFUSAL
check fails pushlock -DTHREADS=2 -DROUNDS=2 -DNO_RELEASE_WAKE
check fails pushlock -DTHREADS=3 -DROUNDS=1 -DWRITERS=1 -DNO_REREAD_HEAD

if [[ ${1:-} == --large ]]; then
  check holds pushlock -DTHREADS=2 -DROUNDS=3
  check holds pushlock -DTHREADS=3 -DROUNDS=1 -DWRITERS=2
  check holds pushlock -DTHREADS=3 -DROUNDS=1 -DWRITERS=3
  check holds pushlock -DTHREADS=3 -DROUNDS=1 -DPORTABLE
fi

exit $((failures > 0))
