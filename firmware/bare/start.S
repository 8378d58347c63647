/* Start of the firmware: vector table, memory, floating point, then C#. And the few instructions that C# has no words for. */
    .syntax unified
    .thumb

    .section .vectors, "a"
    .word   _estack
    .word   Reset_Handler
    .word   Fault_Handler               /* NMI */
    .word   Fault_Handler               /* hard fault */
    .word   Fault_Handler               /* memory management */
    .word   Fault_Handler               /* bus fault */
    .word   Fault_Handler               /* usage fault */
    .word   0, 0, 0, 0
    .word   Fault_Handler               /* SVC */
    .word   Fault_Handler               /* debug */
    .word   0
    .word   Fault_Handler               /* PendSV */
    .word   SysTick_Handler

    .text
    .thumb_func
    .global Reset_Handler
    .type   Reset_Handler, %function
Reset_Handler:
#if defined(__ARM_FP)
    ldr     r0, =0xE000ED88             /* CPACR: full access to the floating point unit */
    ldr     r1, [r0]
    orr     r1, r1, #(0xF << 20)
    str     r1, [r0]
    dsb
    isb
#endif
    ldr     r0, =_sdata                 /* initialised variables come from flash */
    ldr     r1, =_edata
    ldr     r2, =_sidata
    b       2f
1:  ldr     r3, [r2], #4
    str     r3, [r0], #4
2:  cmp     r0, r1
    blo     1b

    ldr     r0, =_sbss                  /* all others are zero */
    ldr     r1, =_ebss
    movs    r2, #0
    b       4f
3:  str     r2, [r0], #4
4:  cmp     r0, r1
    blo     3b

    ldr     r2, =0xA5A5A5A5             /* painted, so that the depth of the stack can be read off */
    mov     r1, sp
    b       6f
5:  str     r2, [r0], #4
6:  cmp     r0, r1
    blo     5b

    movs    r0, #0
    movs    r1, #0
    bl      __managed__Main
    b       ed_exit
    .size   Reset_Handler, . - Reset_Handler

/* Counts how often the 24 bits of SysTick ran out. */
    .thumb_func
    .type   SysTick_Handler, %function
SysTick_Handler:
    ldr     r0, =ed_systick_wraps
    ldr     r1, [r0]
    adds    r1, r1, #1
    str     r1, [r0]
    bx      lr

/* A fault of the processor, or of a program that would throw in .NET. */
    .thumb_func
    .global ed_fault
    .type   ed_fault, %function
    .thumb_func
    .type   Fault_Handler, %function
ed_fault:
Fault_Handler:
#if defined(SEMIHOSTING)
    movs    r0, #0x04                   /* SYS_WRITE0 */
    ldr     r1, =fault_text
    bkpt    #0xAB
#endif
    movs    r0, #70
    b       ed_exit

/* int ed_semihost(int operation, void *argument) */
    .thumb_func
    .global ed_semihost
    .type   ed_semihost, %function
ed_semihost:
    bkpt    #0xAB
    bx      lr

/* void ed_exit(int code): leaves the emulator or debugger, and stays here where there is none. */
    .thumb_func
    .global ed_exit
    .type   ed_exit, %function
ed_exit:
#if defined(SEMIHOSTING)
    ldr     r1, =0x20026                /* ADP_Stopped_ApplicationExit */
    push    {r0, r1}
    ldr     r2, [sp]
    str     r1, [sp]
    str     r2, [sp, #4]
    movs    r0, #0x20                   /* SYS_EXIT_EXTENDED */
    mov     r1, sp
    bkpt    #0xAB
#endif
7:  wfi
    b       7b

    .thumb_func
    .global ed_divide_signed
    .type   ed_divide_signed, %function
ed_divide_signed:
    cbz     r1, ed_fault_far
    sdiv    r0, r0, r1
    bx      lr

    .thumb_func
    .global ed_divide_unsigned
    .type   ed_divide_unsigned, %function
ed_divide_unsigned:
    cbz     r1, ed_fault_far
    udiv    r0, r0, r1
    bx      lr
ed_fault_far:
    b       ed_fault

/* Places that the linker knows. */
    .thumb_func
    .global ed_systick_wraps_at
    .type   ed_systick_wraps_at, %function
ed_systick_wraps_at:
    ldr     r0, =ed_systick_wraps
    bx      lr

    .thumb_func
    .global ed_stack_bottom
    .type   ed_stack_bottom, %function
ed_stack_bottom:
    ldr     r0, =_ebss
    bx      lr

    .thumb_func
    .global ed_stack_top
    .type   ed_stack_top, %function
ed_stack_top:
    ldr     r0, =_estack
    bx      lr

/* Names that the compiler's output refers to for a runtime that is not there. */
    .thumb_func
    .global __aeabi_unwind_cpp_pr0
    .type   __aeabi_unwind_cpp_pr0, %function
    .thumb_func
    .global RhpGcPoll
    .type   RhpGcPoll, %function
    .thumb_func
    .global __aeabi_unwind_cpp_pr1
    .type   __aeabi_unwind_cpp_pr1, %function
__aeabi_unwind_cpp_pr0:
__aeabi_unwind_cpp_pr1:
RhpGcPoll:
    bx      lr

/* 64-bit arithmetic that the compiler calls: shifts by a variable, which count modulo 64, and products. */
    .thumb_func
    .global RhpLLsh
    .type   RhpLLsh, %function
RhpLLsh:
    and     r2, r2, #63                 /* a shift of a word by 32 and more, or by less than 0, gives 0 */
    sub     r3, r2, #32
    rsb     ip, r2, #32
    lsl     r1, r1, r2
    lsl     r3, r0, r3
    orr     r1, r1, r3
    lsr     ip, r0, ip
    orr     r1, r1, ip
    lsl     r0, r0, r2
    bx      lr

    .thumb_func
    .global RhpLRsz
    .type   RhpLRsz, %function
RhpLRsz:
    and     r2, r2, #63
    sub     r3, r2, #32
    rsb     ip, r2, #32
    lsr     r0, r0, r2
    lsr     r3, r1, r3
    orr     r0, r0, r3
    lsl     ip, r1, ip
    orr     r0, r0, ip
    lsr     r1, r1, r2
    bx      lr

    .thumb_func
    .global RhpLRsh
    .type   RhpLRsh, %function
RhpLRsh:
    and     r2, r2, #63
    subs    r3, r2, #32
    rsb     ip, r2, #32
    lsr     r0, r0, r2
    ite     pl
    asrpl   r0, r1, r3
    lslmi   ip, r1, ip
    it      mi
    orrmi   r0, r0, ip
    asr     r1, r1, r2
    bx      lr

    .thumb_func
    .global RhpLMul
    .type   RhpLMul, %function
RhpLMul:
    mul     r1, r1, r2
    mla     r1, r0, r3, r1
    umull   r0, r3, r0, r2
    add     r1, r1, r3
    bx      lr

    .section .rodata
fault_text:
    .asciz  "fault\n"
    .balign 4
    .global __security_cookie
__security_cookie:
    .word   0x5EC0DE5E
    .global RhpTrapThreads
RhpTrapThreads:
    .word   0

    .section .bss
    .balign 4
ed_systick_wraps:
    .space  4

    .section .note.GNU-stack, "", %progbits
