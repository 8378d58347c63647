# Read by build.sh.
title="STM32F4 discovery kit (STM32F407VG)"
family=stm32f4
cpu=cortex-m4
fpu=fpv4-sp-d16
has_dsp=1
has_semihosting=0
emulator=""
