#!/usr/bin/env bash
# The figures that nobody is credited for, with their place and their sentence: examples/uncredited.sh seeds/
set -euo pipefail
reconcile extract "$@" |
  jq -r 'select(.source == null) | "\(.report):\(.evidence.line)\t\(.label) \(.category) \(.outcome)\t\(.evidence.sentence)"'
