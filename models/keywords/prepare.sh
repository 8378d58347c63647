#!/usr/bin/env bash
# Speaks the training clips into CACHE/keywords/synthesized, once. tools/train.sh calls it.
set -euo pipefail
target=${1:?say prepare.sh CACHE}/keywords/synthesized
[ -d "$target" ] && exit 0
missing=()
for package in espeak-ng:espeak-ng flite:flite festival:festival festival:festvox-kallpc16k; do
  command -v "${package%%:*}" >/dev/null || missing+=("${package##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "prepare.sh: install the packages espeak-ng flite festival festvox-kallpc16k" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends espeak-ng flite festival festvox-kallpc16k >/dev/null
fi
echo "prepare.sh: speaking about 5,000 clips into $target" >&2
rm -rf "$target.part"
mkdir -p "$(dirname "$target")"
"$(dirname "${BASH_SOURCE[0]}")/synthesize.sh" training "$target.part"
mv "$target.part" "$target"
