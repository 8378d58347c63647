#!/usr/bin/env bash
# Exports models/keywords and builds the keyword firmware:  ./build.sh [BOARD] [--run]   (boards: ../boards)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../../..
project=$root/artifacts/firmware/keywords

mkdir -p "$project"
cp "$here/Program.cs" "$project/Program.cs"
dotnet run -c Release --project "$root/tools/EdgeDeep.Cli" -- export "$root/models/keywords/keywords.edge" --to bare -o "$project" > /dev/null
exec "$project/build.sh" "$@"
