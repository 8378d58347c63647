# Read by build.sh.
title="Arm MPS2, Cortex-M4, in QEMU"
family=mps2
cpu=cortex-m4
fpu=fpv4-sp-d16
has_dsp=1
has_semihosting=1
emulator="qemu-system-arm -M mps2-an386 -display none -serial stdio -semihosting -icount shift=0"
