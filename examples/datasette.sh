#!/usr/bin/env bash
# A folder's figures in Datasette, with queries; what follows the folder is Datasette's: examples/datasette.sh seeds/ --open
set -euo pipefail
reconcile report "$1" --format sqlite --output tolls.db
exec datasette tolls.db --metadata "$(dirname "$0")/metadata.yaml" "${@:2}"
