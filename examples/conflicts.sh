#!/usr/bin/env bash
# What does not agree, a line for each quoted figure, as tab-separated values: examples/conflicts.sh seeds/
set -euo pipefail
reconcile report "$@" --format jsonl |
  jq -r '.findings[] | select(.severity != "info" and .reviewed == null)
    | . as $finding | .quotes[]
    | [$finding.severity, $finding.message, "\(.report):\(.line)", .label, .source // "no credit", .sentence] | @tsv'
