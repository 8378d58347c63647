#!/usr/bin/env bash
# Writes what the packages of EdgeDeep stand on, with licences, to the end of NOTICE:     tools/notices.sh
# The list is that of the lock files beside the projects that are packed; the licences are those that the packages state.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
heading="Packages that EdgeDeep's own packages and programs are built with"

fail() { echo "notices.sh: $1" >&2; exit 1; }

# NUSPEC ELEMENT: the text of an element, on one line.
element() { tr '\r\n' '  ' <"$1" | sed -n "s|.*<$2[^>]*>\([^<]*\)</$2>.*|\1|p" | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/^ *//; s/ *$//'; }

entries() {
  local id version nuspec licence
  while read -r id version; do
    nuspec=$cache/${id,,}/$version/${id,,}.nuspec
    [ -f "$nuspec" ] || fail "$id $version is not in $cache; run 'dotnet restore EdgeDeep.sln' first"
    licence=$(element "$nuspec" license)
    grep -q '<license type="expression"' "$nuspec" || licence="file $licence within the package"
    [ "$licence" != "file  within the package" ] || licence=$(element "$nuspec" licenseUrl)
    [ -n "$licence" ] || fail "$id $version states no licence; look it up and replace the package or add it to this script"
    printf '\n%s %s\n  licence    %s\n  authors    %s\n' "$id" "$version" "$licence" "$(element "$nuspec" authors)"
    if [ -n "$(element "$nuspec" copyright)" ]; then printf '  copyright  %s\n' "$(element "$nuspec" copyright)"; fi
  done
}

locked=$(awk '
  /^      "[^"]+": [{]/ { split($0, part, "\""); id = part[2]; type = "" }
  /^        "type":/ { split($0, part, "\""); type = part[4] }
  /^        "resolved":/ { split($0, part, "\""); if (type != "Project") print id, part[4] }
' src/*/packages.lock.json tools/EdgeDeep.Cli/packages.lock.json | LC_ALL=C sort -u)
[ -n "$locked" ] || fail "no packages.lock.json names a package; run 'dotnet restore EdgeDeep.sln' first"
list=$(entries <<<"$locked")
own=$(sed "/^$heading/,\$d" NOTICE)
printf '%s\n\n%s\n%s\n' "$own" "$heading" "$list" >NOTICE.part
mv NOTICE.part NOTICE
