#!/usr/bin/env bash
# Makes the packages and the .NET tool, with symbols and a bill of materials:     tools/pack.sh [FOLDER]     (artifacts/packages)
# The same sources give the same files: tools/reproduce.sh shows it.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
out=$(realpath -m -- "${1:-$repository/artifacts/packages}")
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "pack.sh: the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download" >&2; exit 1; }
mkdir -p "$out"
rm -f "$out"/*.nupkg "$out"/*.snupkg "$out"/*.cdx.json
cd "$repository"
# A folder of its own, so that no build with other settings is taken or spoilt.
dotnet pack Packages.slnf -c Release -v quiet --nologo -o "$out" \
  -p:ContinuousIntegrationBuild=true -p:ArtifactsPath="$repository/artifacts/pack" -p:GeneratePackageOnBuild=false
dotnet tool restore -v quiet >/dev/null
dotnet dotnet-CycloneDX tools/EdgeDeep.Cli/EdgeDeep.Cli.csproj -o "$out" -fn edgedeep.cdx.json -F Json -dpr -sn edgedeep -sv "$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)" >/dev/null ||
  { echo "pack.sh: the bill of materials could not be made" >&2; exit 1; }
ls "$out"
