#!/usr/bin/env bash
# The figures that nobody is credited for, with their place and their sentence: examples/uncredited.sh seeds/
set -euo pipefail
reconcile extract "$@" |
  jq -r 'select(.source == null) | (if .quantity.unit == "people" then .category else .quantity.unit end) as $whom
    | "\(.report):\(.evidence.line)\t\(.label) \($whom) \(.outcome)\t\(.evidence.sentence)"'
