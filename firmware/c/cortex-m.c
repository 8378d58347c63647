/* Start-up, semihosting trap and instruction count of the Cortex-M boards. */
#include "board.h"
#include "semihosting.h"

#define SYST_CSR (*(volatile uint32_t *)0xE000E010)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018)
#define CCR (*(volatile uint32_t *)0xE000ED14)
#define CPACR (*(volatile uint32_t *)0xE000ED88)

#define COUNT_MASK 0xFFFFFFu
#define UNALIGN_TRP (1u << 3)

extern uint32_t board_data_load[];
extern uint32_t board_data_start[];
extern uint32_t board_data_end[];
extern uint32_t board_bss_start[];
extern uint32_t board_bss_end[];

int main(void);

static volatile uint32_t wraps;

int32_t board_semihost(int32_t operation, const void *arguments)
{
    register int32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void board_count_start(void)
{
    SYST_CSR = 0;
    SYST_RVR = COUNT_MASK;
    SYST_CVR = 0;
    wraps = 0;
    SYST_CSR = 7; /* the core's clock, interrupt on wrap, on */

    /* The counter reads 0 up to its first tick. */
    while (SYST_CVR == 0)
    {
    }
}

uint64_t board_count_stop(void)
{
    uint32_t before;
    uint32_t count;
    do
    {
        before = wraps;
        count = SYST_CVR;
    } while (before != wraps);

    SYST_CSR = 0;
    return ((uint64_t)before << 24) + (COUNT_MASK - count);
}

static void count_wraps(void)
{
    wraps = wraps + 1;
}

static void fault(void)
{
    semihosting_fail("the processor stopped at a fault");
}

static void start(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    CPACR |= 0xFu << 20;
    __asm__ volatile("dsb\n\tisb" : : : "memory");
#endif
#if defined(__ARM_ARCH_6M__)
    /* A Cortex-M0 faults at unaligned accesses; so must its code on a larger core. */
    CCR |= UNALIGN_TRP;
#endif
    volatile uint32_t *to = board_data_start;
    for (const uint32_t *from = board_data_load; to < board_data_end; from++)
    {
        *to++ = *from;
    }

    for (to = board_bss_start; to < board_bss_end;)
    {
        *to++ = 0;
    }

    main();
}

typedef void (*handler)(void);

typedef struct
{
    uint32_t *stack;
    handler handlers[15];
} vector_table;

extern const vector_table board_vectors;

/** Initial stack pointer, reset, NMI, faults 3 to 14, SysTick. */
__attribute__((section(".vectors"), used)) const vector_table board_vectors = {
    board_stack_top,
    {start, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, count_wraps},
};
