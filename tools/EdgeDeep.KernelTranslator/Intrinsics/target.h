/*
 * Instructions that kernels use where the compiler has them: ED_MVE for the vectors of Cortex-M55, ED_DSP for
 * the pairs of Cortex-M4, M7 and M33. Define them as 0 to do without.
 */
#ifndef ED_MVE
#if defined(__ARM_FEATURE_MVE) && defined(__GNUC__)
#define ED_MVE 1
#else
#define ED_MVE 0
#endif
#endif
#ifndef ED_DSP
#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_SAT) && defined(__GNUC__)
#define ED_DSP 1
#else
#define ED_DSP 0
#endif
#endif
#if ED_MVE
#include <arm_mve.h>
#endif
#if defined(__BYTE_ORDER__) && defined(__ORDER_LITTLE_ENDIAN__)
#define ED_LITTLE_ENDIAN (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
#else
#define ED_LITTLE_ENDIAN 0
#endif
#include <string.h>
