#!/usr/bin/env bash
# Compares the findings of a build with a baseline and fails when there are new ones.
#
#   new-findings.sh BASELINE SARIF...            exit 1 and print what is new
#   new-findings.sh --accept BASELINE SARIF...   write the baseline
#
# A finding is its rule, its file and its message without line numbers: code that merely moves makes no new finding, and a second leak of
# the same kind in the same file does.
set -euo pipefail

accept=false
if [ "${1:-}" = --accept ]; then
    accept=true
    shift
fi

if [ $# -lt 2 ]; then
    echo "usage: new-findings.sh [--accept] BASELINE SARIF..." >&2
    exit 2
fi

baseline=$1
shift

findings() {
    # Suppressed findings and advice do not count. A file that is compiled for several frameworks is told once for each: the run is part of the line
    # only until the duplicates are gone.
    jq -r --arg root "file://$PWD/" '
        .runs[].results[]
        | select(.ruleId | startswith("DDI"))
        | select((.suppressions // []) | length == 0)
        | select(.level != "note")
        | [.ruleId,
           (.locations[0].physicalLocation.artifactLocation.uri // "" | ltrimstr($root)),
           (.locations[0].physicalLocation.region.startLine | tostring),
           (.locations[0].physicalLocation.region.startColumn | tostring),
           (.message.text | gsub("line [0-9]+"; "line"))]
        | @tsv' "$@" | LC_ALL=C sort -u | cut -f 1,2,5 | LC_ALL=C sort
}

# Not in a process substitution: a SARIF file that cannot be read must fail here.
now=$(findings "$@")

if $accept; then
    printf '%s' "${now:+$now$'\n'}" > "$baseline"
    echo "$(wc -l < "$baseline") findings accepted."
    exit 0
fi

new=$(LC_ALL=C comm -13 "$baseline" <(printf '%s' "${now:+$now$'\n'}"))
if [ -n "$new" ]; then
    echo "New findings:"
    echo "$new"
    exit 1
fi

echo "No new findings."
