#!/usr/bin/env bash
# Builds the firmware for a board:  ./build.sh [BOARD] [--run] [--no-leaves]
#   BOARD         one of bare/boards/*.sh; mps2-an386 if it is not given
#   --run         runs it in QEMU afterwards, where the board is one that QEMU emulates
#   --no-leaves   all code from C#, also where there is assembly code for it
#   OUTPUT=semihosting in the environment sends text through the debugger instead of the UART
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "build.sh: $1" >&2; exit 1; }

board=mps2-an386 run=0 leaves=1
for argument in "$@"; do
  case "$argument" in
    --run) run=1 ;;
    --no-leaves) leaves=0 ;;
    -*) fail "unknown option $argument; the options are --run and --no-leaves" ;;
    *) board=$argument ;;
  esac
done
boards=$(cd bare/boards && ls -- *.sh | sed 's/\.sh$//' | tr '\n' ' ')
[ -f "bare/boards/$board.sh" ] || fail "unknown board $board; the boards are ${boards% }"
. "bare/boards/$board.sh"

[ "$(uname -sm)" = "Linux x86_64" ] || fail "the ahead-of-time compiler's package is for Linux on x64; build there or in such a container"
command -v dotnet > /dev/null || fail "the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download"
command -v arm-none-eabi-gcc > /dev/null || fail "arm-none-eabi-gcc is missing; install the package gcc-arm-none-eabi"
emulator_program=${emulator%% *}
if [ $run = 1 ]; then
  [ -n "$emulator" ] || fail "QEMU does not emulate $board; run one of the mps2 boards"
  command -v "$emulator_program" > /dev/null || fail "$emulator_program is missing; install the package qemu-system-arm"
fi

name=$(basename -- *.csproj .csproj)
[ -n "$fpu" ] || [ ! -d kernels/Float ] || fail "the model computes in floating point at its edges and $board has no floating-point unit; take a Cortex-M4F or M7 board, or quantize the model with int8 inputs and outputs"
constants=""
flags=(-mcpu="$cpu" -mthumb)
[ -z "$fpu" ] || flags+=(-mfpu="$fpu" -mfloat-abi=hard)
[ -n "$fpu" ] || constants+="NO_FLOAT;"
[ $leaves = 0 ] || { constants+="LEAVES;"; flags+=(-DLEAVES); }
[ $leaves = 0 ] || [ "$has_dsp" = 0 ] || { constants+="LEAVES_DSP;"; flags+=(-DLEAVES_DSP); }
[ "$has_semihosting" = 0 ] || { constants+="SEMIHOSTING;"; flags+=(-DSEMIHOSTING); }
[ "${OUTPUT:-uart}" = uart ] || constants+="SEMIHOSTING_OUTPUT;"

# One-line messages only; the semicolons are escaped for MSBuild.
dotnet build "$name.csproj" --nologo -v quiet -p:Board="$board" -p:BoardFamily="$family" -p:BoardConstants="${constants//;/%3B}" \
  > build.log 2>&1 || { cat build.log >&2; rm -f build.log; fail "C# did not compile, see above"; }
rm -f build.log

out=build/$board
mkdir -p "$out"
arm-none-eabi-gcc "${flags[@]}" -nostdlib -Wl,--gc-sections -Wl,--no-warn-mismatch -Lbare/boards/"$family" -T bare/link.ld \
  -Wl,-Map="$out/$name.map" bare/start.S bare/leaves.S "obj/$board/$name.o" -o "$out/$name.elf"
arm-none-eabi-objcopy -O binary "$out/$name.elf" "$out/$name.bin"
arm-none-eabi-size -A "$out/$name.elf" | awk -v file="$out/$name.elf" '
  $1 ~ /^\.(vectors|text|rodata|data|bss)$/ { size[$1] = $2 }
  END {
    printf "%s: flash %d bytes (code %d, constants %d, initial values %d), RAM %d bytes and the stack\n", file,
      size[".vectors"] + size[".text"] + size[".rodata"] + size[".data"], size[".vectors"] + size[".text"], size[".rodata"],
      size[".data"], size[".data"] + size[".bss"] }'
[ $run = 0 ] || exec $emulator -kernel "$out/$name.elf"
