# Read by build.sh.
title="nRF52840 development kit"
family=nrf52840
cpu=cortex-m4
fpu=fpv4-sp-d16
has_dsp=1
has_semihosting=0
emulator=""
