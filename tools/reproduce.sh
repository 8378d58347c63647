#!/usr/bin/env bash
# Packs the last commit from two clones in different folders and compares every file in the packages:     tools/reproduce.sh
# A package's own wrapping (times, a random name) is left out; NuGet writes it anew each time.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v unzip >/dev/null || { echo "reproduce.sh: unzip is missing; install it" >&2; exit 1; }

for clone in one another/place; do
  git clone -q "$repository" "$work/$clone"
  echo "packing $(git -C "$work/$clone" rev-parse --short HEAD) in $clone" >&2
  "$work/$clone/tools/pack.sh" "$work/$clone.packages" >/dev/null
  for package in "$work/$clone.packages"/*.nupkg "$work/$clone.packages"/*.snupkg; do
    mkdir -p "$work/files"
    rm -rf "$work/files"
    unzip -q "$package" -d "$work/files" -x '_rels/*' 'package/services/*'
    (cd "$work/files" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sed "s|\./|$(basename "$package"): |")
  done > "$work/$(basename "$clone").sums"
done

if ! diff "$work/one.sums" "$work/place.sums"; then
  echo "reproduce.sh: the two clones give different files" >&2
  exit 1
fi
echo "$(wc -l < "$work/one.sums") files in $(ls "$work/one.packages"/*.nupkg "$work/one.packages"/*.snupkg | wc -l) packages are the same from two clones"
