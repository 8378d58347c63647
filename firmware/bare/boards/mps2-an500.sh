# Read by build.sh.
title="Arm MPS2, Cortex-M7, in QEMU"
family=mps2
cpu=cortex-m7
fpu=fpv5-d16
has_dsp=1
has_semihosting=1
emulator="qemu-system-arm -M mps2-an500 -display none -serial stdio -semihosting -icount shift=0"
