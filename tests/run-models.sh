#!/usr/bin/env bash
# Checks the Promela models of the lock protocols with spin: the models must hold, and each mutant must fail. Small sizes, about a minute.
# usage: tests/run-models.sh            small sizes
#        tests/run-models.sh --large    the sizes of a nightly run as well (minutes)
set -euo pipefail
cd "$(dirname "$0")/Runtime.Tests/Models"

# Where spin is not there and cannot be had quickly (it is a Debian package), the models are skipped, and the output says so.
if ! command -v spin >/dev/null && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  timeout 100 sh -c 'apt-get update -qq && apt-get install -y -qq spin' >/dev/null 2>&1 || true
fi
if ! command -v spin >/dev/null || ! command -v cc >/dev/null; then
  echo "SKIPPED: the Promela models were not checked, because spin or a C compiler is missing (apt-get install spin gcc)"
  exit 0
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
  # The generated C of the larger model takes longer to optimise than its states take to explore.
  if ! (cd "$here" && spin -a "$@" "$model.pml" && cc -O0 -DSAFETY -DCOLLAPSE -DMEMLIM=4000 -w -o pan pan.c && ./pan -m1000000) >"$here/out" 2>&1; then
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

check holds resource -DTHREADS=2 -DROUNDS=1 -DBIAS=1
check holds resource -DTHREADS=2 -DROUNDS=2 -DKINDS=3
check holds resource -DTHREADS=2 -DROUNDS=2 -DBIAS=2 -DKINDS=4 -DFIRST=2
check holds resource -DTHREADS=2 -DROUNDS=2 -DBIAS=2
check holds resource -DTHREADS=3 -DROUNDS=1 -DKINDS=3
check fails resource -DTHREADS=2 -DROUNDS=1 -DKINDS=1 -DNO_QUEUE_BARRIER
check fails resource -DTHREADS=2 -DROUNDS=1 -DKINDS=1 -DNO_G
check fails resource -DTHREADS=2 -DROUNDS=1 -DKINDS=3 -DNO_LOW
check fails resource -DTHREADS=2 -DROUNDS=1 -DKINDS=1 -DNO_HAND_OVER
check fails resource -DTHREADS=2 -DROUNDS=1 -DBIAS=1 -DFIRST=2 -DNO_REVOKE_BARRIER
check fails resource -DTHREADS=2 -DROUNDS=1 -DBIAS=1 -DFIRST=2 -DNO_ASK_ENTER
check fails resource -DTHREADS=2 -DROUNDS=1 -DBIAS=1 -DFIRST=2 -DNO_ASK_LEAVE
check fails resource -DTHREADS=2 -DROUNDS=2 -DBIAS=2 -DKINDS=4 -DFIRST=2 -DNO_IMPORTED
check fails resource -DTHREADS=2 -DROUNDS=2 -DBIAS=2 -DKINDS=4 -DFIRST=2 -DIMPORT_TWICE
check fails resource -DTHREADS=3 -DROUNDS=1 -DKINDS=1 -DNO_HIGH
check fails resource -DTHREADS=3 -DROUNDS=1 -DKINDS=1 -DBLIND_TAKE_BACK
check fails resource -DTHREADS=3 -DROUNDS=1 -DKINDS=1 -DFORGET_DECIDER

if [[ ${1:-} == --large ]]; then
  check holds resource -DTHREADS=2 -DROUNDS=3 -DBIAS=2
  check holds resource -DTHREADS=3 -DROUNDS=1 -DBIAS=1
  check holds resource -DTHREADS=3 -DROUNDS=1 -DBIAS=2
  check holds pushlock -DTHREADS=2 -DROUNDS=3
  check holds pushlock -DTHREADS=3 -DROUNDS=1 -DWRITERS=2
  check holds pushlock -DTHREADS=3 -DROUNDS=1 -DWRITERS=3
  check holds pushlock -DTHREADS=3 -DROUNDS=1 -DPORTABLE
fi

exit $((failures > 0))
