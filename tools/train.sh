#!/usr/bin/env bash
# Trains a model of the zoo:     tools/train.sh RECIPE [options]     (tools/train.sh --help)
# Trains on data of your own:    tools/train.sh sounds|pictures --data FOLDER --name NAME --out DIR
#                               tools/train.sh table --data FILE.csv --label COLUMN --name NAME --out DIR
# Tests the training program:    tools/train.sh --test
#
# libtorch needs a C++ library with GLIBCXX_3.4.32 (Debian 13, Ubuntu 24.04 or newer). Where it is older, and the script is
# run as root on Debian, the program runs inside a small Debian 13 root that is made once in
# ${XDG_CACHE_HOME:-$HOME/.cache}/edgedeep/debian13 (30 s, 250 MB). What it mounts there disappears with the program.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/edgedeep
root=$cache/debian13
# Threads of libtorch that wait for each other shall not take the cores from other programs.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1 EDGEDEEP_CACHE=$cache

fail() { echo "train.sh: $1" >&2; exit 1; }

has_new_libstdcxx() {
  local library
  library=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 /{ print $NF; exit }')
  [ -n "$library" ] && grep -q 'GLIBCXX_3\.4\.32' "$library"
}

# The machine's own package source: the first Debian archive that apt uses here.
mirror() {
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep -m1 '/debian/\?$' ||
    fail "finds no Debian archive in apt's sources; add one, or run on Debian 13, Ubuntu 24.04 or newer"
}

make_root() {
  [ -e "$root/usr/bin/flac" ] && return
  [ "$(id -u)" -eq 0 ] || fail "this system's libstdc++ is too old for libtorch; run as root once to create a Debian 13 root, or use Debian 13, Ubuntu 24.04 or newer"
  command -v apt-get >/dev/null || fail "this system's libstdc++ is too old for libtorch and there is no apt to get Debian 13 with; use Debian 13, Ubuntu 24.04 or newer"
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; } ||
    fail "cannot install debootstrap; install it and try again"
  echo "train.sh: making a Debian 13 root in $root" >&2
  rm -rf "$root.part"
  mkdir -p "$cache"
  debootstrap --variant=minbase --include=libstdc++6,libgomp1,flac trixie "$root.part" "$(mirror)" >"$cache/debootstrap.log" 2>&1 ||
    fail "debootstrap failed; see $cache/debootstrap.log"
  mv "$root.part" "$root"
}

# Replaces every path option's value by a full path and notes it in `folders`, to be mounted at the same place.
arguments=() folders=("$repository" "$cache")
path_of() { # OPTION VALUE: sets `full`
  local folder
  full=$(realpath -m -- "$2")
  folder=$full
  if [ "$1" = --out ]; then
    # The program creates what is missing, when it has something to write.
    while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
    [ "$folder" != / ] || fail "$full cannot be created in /; name a folder within another one with --out"
  fi
  [ -e "$folder" ] || fail "$folder does not exist; check the value of $1"
  if [ -d "$folder" ]; then folders+=("$folder"); else folders+=("$(dirname "$folder")"); fi
}

resolve() {
  local previous="" full
  for argument in "$@"; do
    case $previous in
      --data | --out | --teacher | --trunk)
        path_of "$previous" "$argument"
        argument=$full
        ;;
    esac
    case $argument in
      --data=* | --out=* | --teacher=* | --trunk=*)
        path_of "${argument%%=*}" "${argument#*=}"
        argument=${argument%%=*}=$full
        ;;
    esac
    arguments+=("$argument")
    previous=$argument
  done
}

run_in_root() {
  local dotnet
  # The SDK's folder says where .NET lies; the command may be a link or a script.
  dotnet=$(dotnet --list-sdks | sed -n 's|.*\[\(.*\)/sdk\]$|\1|p' | tail -n 1)
  # A mount namespace of its own: nothing has to be unmounted, whatever ends the program.
  exec unshare --mount --propagation private bash -c '
    set -e
    root=$1 dotnet=$2 count=$3
    shift 3
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    for folder in "$dotnet" "${@:1:count}"; do
      mkdir -p "$root$folder"
      mount --bind "$folder" "$root$folder"
    done
    shift "$count"
    exec chroot "$root" /usr/bin/env -i OMP_WAIT_POLICY="$OMP_WAIT_POLICY" ORT_DISABLE_TELEMETRY=1 HOME=/root PATH=/usr/bin:/bin TERM="${TERM:-dumb}" EDGEDEEP_CACHE="$EDGEDEEP_CACHE" \
      DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$dotnet/dotnet" "$@"
  ' train.sh "$root" "$dotnet" "${#folders[@]}" "${folders[@]}" "$program" "${arguments[@]}"
}

if ! command -v dotnet >/dev/null || [ -z "$(dotnet --list-sdks)" ]; then
  fail "the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download"
fi
[ "$(uname -s)" = Linux ] || fail "runs on Linux only (on Windows in WSL); elsewhere try 'dotnet run -c Release --project tools/EdgeDeep.Training -- $*'"
resolve "$@"
shared=$repository/../shared/data
if [ -d "$shared" ]; then folders+=("$(realpath "$shared")"); fi

mkdir -p "$cache"
prepare=$repository/models/${1:-}/prepare.sh
if [ -n "${1:-}" ] && [ -x "$prepare" ]; then "$prepare" "$cache" >&2; fi

project=tools/EdgeDeep.Training program=EdgeDeep.Training/release/edgedeep-train.dll
if [ "${1:-}" = --test ]; then
  project=tests/EdgeDeep.Training.Tests program=EdgeDeep.Training.Tests/release/EdgeDeep.Training.Tests.dll
  arguments=("${arguments[@]:1}")
fi
dotnet build -c Release --nologo -v quiet "$repository/$project" >&2 || fail "$project does not build"
program=$repository/artifacts/bin/$program
if has_new_libstdcxx; then
  exec dotnet "$program" "${arguments[@]}"
fi

make_root
run_in_root
