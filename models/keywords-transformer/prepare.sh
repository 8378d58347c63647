#!/usr/bin/env bash
# The training clips of the model keywords serve this one too. tools/train.sh calls it.
exec "$(dirname "${BASH_SOURCE[0]}")/../keywords/prepare.sh" "$@"
