/*
 * Inner code in assembly. Each leaf computes what the C# method of that name computes, to the bit. Those of the first part run
 * on every core; those behind LEAVES_DSP need the DSP instructions of Cortex-M4 and M7: products of 16-bit lanes, sums that
 * wrap at 32 bits, words from any address.
 */
    .syntax unified
    .thumb

#if defined(LEAVES)

/* Fields of Conv2DParameters and DepthwiseConv2DParameters. */
    .equ    Conv2D_OutputOffset, 68
    .equ    Conv2D_ActivationMin, 72
    .equ    Conv2D_ActivationMax, 76
    .equ    DepthwiseConv2D_OutputOffset, 68
    .equ    DepthwiseConv2D_ActivationMin, 72
    .equ    DepthwiseConv2D_ActivationMax, 76

/*
 * r0 = r0 * r1 / 2^31 * 2^r2 with the rounding of FixedPoint.MultiplyByQuantizedMultiplier; r1 is a significand, 2^30..2^31 - 1
 * or 0, so the product of the two smallest numbers does not occur. Changes r2, r12 and lr.
 */
    .macro  rescale
    cmp     r2, #0
    it      gt
    lslgt   r0, r0, r2
    mov     r12, #0x40000000
    mov     lr, #0
    smlal   r12, lr, r0, r1
    adds    r12, r12, r12               /* the sum shifted right by 31: its high word twice, and the bit below */
    adc     r0, lr, lr
    rsbs    r2, r2, #0
    ble     .Lno_right_shift\@
    add     r0, r0, r0, asr #31         /* ties away from zero: one less where it is negative, then half up */
    asrs    r0, r0, r2                  /* the carry is the last bit that falls out */
    adc     r0, r0, #0
.Lno_right_shift\@:
    .endm

/* sbyte Requantize(int sum, int multiplier, int shift, Parameters *p) */
    .macro  requantize offset, min, max
    push    {lr}
    rescale
    ldr     r1, [r3, #\offset]
    add     r0, r0, r1
    ldr     r1, [r3, #\min]
    ldr     r2, [r3, #\max]
    cmp     r0, r1
    it      lt
    movlt   r0, r1
    cmp     r0, r2
    it      gt
    movgt   r0, r2
    pop     {pc}
    .endm

/* int ed_fixed_point_multiply_by_quantized_multiplier(int value, int multiplier, int shift) */
    .section .text.ed_fixed_point_multiply_by_quantized_multiplier, "ax"
    .thumb_func
    .global ed_fixed_point_multiply_by_quantized_multiplier
    .type   ed_fixed_point_multiply_by_quantized_multiplier, %function
ed_fixed_point_multiply_by_quantized_multiplier:
    push    {lr}
    rescale
    pop     {pc}
    .size   ed_fixed_point_multiply_by_quantized_multiplier, . - ed_fixed_point_multiply_by_quantized_multiplier

    .section .text.ed_conv2d_requantize, "ax"
    .thumb_func
    .global ed_conv2d_requantize
    .type   ed_conv2d_requantize, %function
ed_conv2d_requantize:
    requantize Conv2D_OutputOffset, Conv2D_ActivationMin, Conv2D_ActivationMax
    .size   ed_conv2d_requantize, . - ed_conv2d_requantize

    .section .text.ed_depthwise_conv2d_requantize, "ax"
    .thumb_func
    .global ed_depthwise_conv2d_requantize
    .type   ed_depthwise_conv2d_requantize, %function
ed_depthwise_conv2d_requantize:
    requantize DepthwiseConv2D_OutputOffset, DepthwiseConv2D_ActivationMin, DepthwiseConv2D_ActivationMax
    .size   ed_depthwise_conv2d_requantize, . - ed_depthwise_conv2d_requantize

#endif

#if defined(LEAVES_DSP)

/* Fields of ConvolutionTaps. */
    .equ    InputAt, 0
    .equ    WeightsAt, 4
    .equ    Rows, 8
    .equ    Runs, 12
    .equ    RunLength, 16
    .equ    InputTapStep, 20
    .equ    InputRowStep, 24
    .equ    WeightsRowStep, 28
    .equ    FilterSize, 32

/* Fields of FullyConnectedParameters. */
    .equ    InputChannels, 4
    .equ    InputOffset, 12
    .equ    WeightsOffset, 16

/* Adds the products of four weights at `address` and the inputs in r9 (lanes 0, 2) and r10 (lanes 1, 3) to a sum. */
    .macro  four_products sum, address:vararg
    ldr     r11, \address
    sxtb16  r12, r11
    sxtb16  r11, r11, ror #8
    smlad   \sum, r9, r12, \sum
    smlad   \sum, r10, r11, \sum
    .endm

/* Adds the product of one weight and the input in r9 to a sum. */
    .macro  one_product sum, address:vararg
    ldrsb   r11, \address
    mla     \sum, r9, r11, \sum
    .endm

/*
 * void ed_conv2d_add_four(sbyte *input, sbyte *weights, int filterAt, int inputOffset, ConvolutionTaps *taps, Accumulators *sums)
 * r0 input, r1 weights of the first filter, r2 distance of filters, r3 weights of the fourth filter, r4 to r7 sums,
 * r8 offset in both halves, r9 and r10 inputs, r11 and r12 weights, lr values left in the run.
 */
    .section .text.ed_conv2d_add_four, "ax"
    .thumb_func
    .global ed_conv2d_add_four
    .type   ed_conv2d_add_four, %function
ed_conv2d_add_four:
    .equ    rows, 0
    .equ    runs, 4
    .equ    rowInput, 8
    .equ    rowWeights, 12
    .equ    runInput, 16
    .equ    taps, 56
    .equ    sums, 60
    push    {r4-r11, lr}
    sub     sp, sp, #20
    ldr     r12, [sp, #taps]
    ldr     lr, [sp, #sums]
    ldm     lr, {r4-r7}
    ldr     r9, [r12, #InputAt]
    add     r0, r0, r9
    ldr     r9, [r12, #WeightsAt]
    add     r1, r1, r9
    add     r1, r1, r2
    ldr     r2, [r12, #FilterSize]
    pkhbt   r8, r3, r3, lsl #16
    ldr     r9, [r12, #Rows]
    ldr     r10, [r12, #Runs]
    cmp     r10, #0
    ble     6f
    cmp     r9, #0
    ble     6f
1:  str     r9, [sp, #rows]
    strd    r0, r1, [sp, #rowInput]
    ldr     r9, [r12, #Runs]
2:  str     r9, [sp, #runs]
    str     r0, [sp, #runInput]
    add     r3, r1, r2, lsl #1
    add     r3, r3, r2
    ldr     lr, [r12, #RunLength]
    subs    lr, lr, #4
    blt     4f
3:  ldr     r9, [r0], #4
    sxtab16 r10, r8, r9, ror #8
    sxtab16 r9, r8, r9
    four_products r5, [r1, r2]
    four_products r6, [r1, r2, lsl #1]
    four_products r7, [r3], #4
    four_products r4, [r1], #4
    subs    lr, lr, #4
    bge     3b
4:  adds    lr, lr, #4
    beq     5f
7:  ldrsb   r9, [r0], #1
    sxtah   r9, r9, r8
    one_product r5, [r1, r2]
    one_product r6, [r1, r2, lsl #1]
    one_product r7, [r3], #1
    one_product r4, [r1], #1
    subs    lr, lr, #1
    bne     7b
5:  ldr     r12, [sp, #taps]
    ldr     r9, [sp, #runs]
    ldr     r10, [r12, #InputTapStep]
    ldr     r0, [sp, #runInput]
    add     r0, r0, r10
    subs    r9, r9, #1
    bne     2b
    ldr     r9, [sp, #rows]
    ldrd    r0, r1, [sp, #rowInput]
    ldr     r10, [r12, #InputRowStep]
    add     r0, r0, r10
    ldr     r10, [r12, #WeightsRowStep]
    add     r1, r1, r10
    subs    r9, r9, #1
    bne     1b
6:  ldr     lr, [sp, #sums]
    stm     lr, {r4-r7}
    add     sp, sp, #20
    pop     {r4-r11, pc}
    .size   ed_conv2d_add_four, . - ed_conv2d_add_four

/*
 * void ed_depthwise_conv2d_add_four(sbyte *input, sbyte *weights, int channel, int channels, int inputOffset,
 *     ConvolutionTaps *taps, Accumulators *sums)
 * r0 input, r1 weights, r2 step from tap to tap in the input, r3 the same in the weights, r4 to r7 sums, r8 offset in both
 * halves, r9 and r10 inputs, r11 and r12 weights, lr taps left in the row.
 */
    .section .text.ed_depthwise_conv2d_add_four, "ax"
    .thumb_func
    .global ed_depthwise_conv2d_add_four
    .type   ed_depthwise_conv2d_add_four, %function
ed_depthwise_conv2d_add_four:
    .equ    depthRows, 0
    .equ    depthInput, 4
    .equ    depthWeights, 8
    .equ    depthOffset, 48
    .equ    depthTaps, 52
    .equ    depthSums, 56
    push    {r4-r11, lr}
    sub     sp, sp, #12
    ldr     r12, [sp, #depthTaps]
    ldr     lr, [sp, #depthSums]
    ldm     lr, {r4-r7}
    ldr     r9, [sp, #depthOffset]
    pkhbt   r8, r9, r9, lsl #16
    ldr     r9, [r12, #InputAt]
    add     r0, r0, r2
    add     r0, r0, r9
    ldr     r9, [r12, #WeightsAt]
    add     r1, r1, r2
    add     r1, r1, r9
    ldr     r2, [r12, #InputTapStep]
    ldr     r9, [r12, #Rows]
    ldr     r10, [r12, #Runs]
    cmp     r10, #0
    ble     3f
    cmp     r9, #0
    ble     3f
1:  str     r9, [sp, #depthRows]
    str     r0, [sp, #depthInput]
    str     r1, [sp, #depthWeights]
    ldr     lr, [r12, #Runs]
2:  ldr     r9, [r0]
    ldr     r11, [r1]
    sxtab16 r10, r8, r9, ror #8
    sxtab16 r9, r8, r9
    sxtb16  r12, r11, ror #8
    sxtb16  r11, r11
    smlabb  r4, r9, r11, r4
    smlabb  r5, r10, r12, r5
    smlatt  r6, r9, r11, r6
    smlatt  r7, r10, r12, r7
    add     r0, r0, r2
    add     r1, r1, r3
    subs    lr, lr, #1
    bne     2b
    ldr     r12, [sp, #depthTaps]
    ldr     r0, [sp, #depthInput]
    ldr     r9, [r12, #InputRowStep]
    add     r0, r0, r9
    ldr     r1, [sp, #depthWeights]
    ldr     r9, [r12, #WeightsRowStep]
    add     r1, r1, r9
    ldr     r9, [sp, #depthRows]
    subs    r9, r9, #1
    bne     1b
3:  ldr     lr, [sp, #depthSums]
    stm     lr, {r4-r7}
    add     sp, sp, #12
    pop     {r4-r11, pc}
    .size   ed_depthwise_conv2d_add_four, . - ed_depthwise_conv2d_add_four

/*
 * int ed_fully_connected_dot(sbyte *input, int inputAt, sbyte *weights, int weightsAt, FullyConnectedParameters *p)
 * r0 sum, r1 input, r2 weights, r3 values left, r4 and r5 offsets in both halves, r6 to r9 inputs and weights.
 */
    .section .text.ed_fully_connected_dot, "ax"
    .thumb_func
    .global ed_fully_connected_dot
    .type   ed_fully_connected_dot, %function
ed_fully_connected_dot:
    push    {r4-r9, lr}
    ldr     r12, [sp, #28]
    add     r1, r0, r1
    add     r2, r2, r3
    ldr     r4, [r12, #InputOffset]
    pkhbt   r4, r4, r4, lsl #16
    ldr     r5, [r12, #WeightsOffset]
    pkhbt   r5, r5, r5, lsl #16
    ldr     r3, [r12, #InputChannels]
    movs    r0, #0
    subs    r3, r3, #4
    blt     2f
1:  ldr     r6, [r1], #4
    ldr     r8, [r2], #4
    sxtab16 r7, r4, r6, ror #8
    sxtab16 r6, r4, r6
    sxtab16 r9, r5, r8, ror #8
    sxtab16 r8, r5, r8
    smlad   r0, r6, r8, r0
    smlad   r0, r7, r9, r0
    subs    r3, r3, #4
    bge     1b
2:  adds    r3, r3, #4
    beq     4f
3:  ldrsb   r6, [r1], #1
    sxtah   r6, r6, r4
    ldrsb   r8, [r2], #1
    sxtah   r8, r8, r5
    mla     r0, r6, r8, r0
    subs    r3, r3, #1
    bne     3b
4:  pop     {r4-r9, pc}
    .size   ed_fully_connected_dot, . - ed_fully_connected_dot

#endif

    .section .note.GNU-stack, "", %progbits
