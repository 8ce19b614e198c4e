#!/usr/bin/env bash
# From cron: what came (>) and went (<) since the last run; exit status 1 while figures differ: examples/watch.sh seeds/ kept/
set -euo pipefail
mkdir -p "$2"
status=0
reconcile report "$1" --format json --fail-on caution --output "$2/today.json" || status=$?
[ "$status" -lt 2 ] || exit "$status"
[ -e "$2/yesterday.json" ] || cp "$2/today.json" "$2/yesterday.json"
for day in yesterday today; do
  jq -r '
    def who: if .quantity.unit == "people" then .category else .quantity.unit end;
    (.figures[] | [.report, "\(.label) \(who) \(.outcome)", .evidence.sentence]),
    (.findings[] | select(.severity != "info" and .reviewed == null) | [.severity, .message, .reason])
    | @tsv' "$2/$day.json" >"$2/$day.tsv"
done
diff "$2/yesterday.tsv" "$2/today.tsv" | grep '^[<>]' || true
mv "$2/today.json" "$2/yesterday.json"
exit "$status"
