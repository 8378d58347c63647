# Read by build.sh.
title="Arm MPS2, Cortex-M3, in QEMU"
family=mps2
cpu=cortex-m3
fpu=
has_dsp=0
has_semihosting=1
emulator="qemu-system-arm -M mps2-an385 -display none -serial stdio -semihosting -icount shift=0"
