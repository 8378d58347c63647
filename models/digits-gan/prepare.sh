#!/usr/bin/env bash
# Fetches the pictures that the recipe of the digits uses too. tools/train.sh calls it.
exec "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/../digits/prepare.sh" "$@"
