#!/usr/bin/env bash
# Speaks the material of the wake word into CACHE/wakeword/spoken, once. tools/train.sh calls it.
set -euo pipefail
target=${1:?say prepare.sh CACHE}/wakeword/spoken
[ -d "$target" ] && exit 0
packages=(espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "prepare.sh: install the packages ${packages[*]}" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
echo "prepare.sh: speaking about 4,000 clips into $target" >&2
rm -rf "$target.part"
mkdir -p "$(dirname "$target")"
"$(dirname "${BASH_SOURCE[0]}")/synthesize.sh" parts "$target.part"
mv "$target.part" "$target"
