#!/usr/bin/env bash
# Builds with warnings as errors, checks the formatting and runs all tests.
#   ./test.sh              everything but the long sweeps
#   ./test.sh --training   the training program as well, which a plain build leaves out: it downloads libtorch
#   ./test.sh --long       the long sweeps and the training program as well
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1

if ! command -v dotnet >/dev/null; then
  echo "test.sh: the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download" >&2
  exit 1
fi

filter=(--filter-not-trait Category=Long)
if [ "${1:-}" = "--long" ]; then
  filter=()
  export EDGEDEEP_FUZZ_SEED=${EDGEDEEP_FUZZ_SEED:-$(date +%s)}
fi

dotnet build EdgeDeep.sln -c Release --nologo -v quiet || exit 1
dotnet format EdgeDeep.sln --no-restore --verify-no-changes --exclude-diagnostics IDE0005 || {
  echo "test.sh: run 'dotnet format' and commit the result" >&2
  exit 1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution EdgeDeep.sln -c Release --no-build --no-progress "${filter[@]+"${filter[@]}"}" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { awk -v key="$1:" '$1 == key { n = $2 } END { print n + 0 }' "$log"; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  failed=1
fi
if [ "$passed" -eq 0 ]; then
  echo "test.sh: no test ran" >&2
  failed=$((failed + 1))
fi
if [ "${1:-}" = "--long" ] || [ "${1:-}" = "--training" ]; then
  tools/train.sh --test 2>&1 | tee "$log"
  training=$(sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\).*/\1 \2 \3 \4/p' "$log")
  if [ -z "$training" ]; then
    echo "test.sh: the training program's tests did not run" >&2
    failed=$((failed + 1))
  else
    read -r total errors broken left <<<"$training"
    passed=$((passed + total - broken - left)) failed=$((failed + errors + broken)) skipped=$((skipped + left))
  fi
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
