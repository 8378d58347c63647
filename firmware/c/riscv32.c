/* Start-up, semihosting trap and instruction count of the RISC-V board. */
#include "board.h"
#include "semihosting.h"

#define STRINGIFY(text) #text
#define READ_CSR(name, value) __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrr %0, " STRINGIFY(name) "\n\t.option pop" : "=r"(value) : : "memory")

extern uint32_t board_data_load[];
extern uint32_t board_data_start[];
extern uint32_t board_data_end[];
extern uint32_t board_bss_start[];
extern uint32_t board_bss_end[];

int main(void);
void board_start(void);
void board_fault(void);

static uint64_t count_start;

int32_t board_semihost(int32_t operation, const void *arguments)
{
    register int32_t a0 __asm__("a0") = operation;
    register const void *a1 __asm__("a1") = arguments;

    /* The three instructions mark the call; they must not be compressed and must lie in one page. */
    __asm__ volatile(
        ".option push\n\t"
        ".option norvc\n\t"
        ".balign 16\n\t"
        "slli zero, zero, 0x1f\n\t"
        "ebreak\n\t"
        "srai zero, zero, 7\n\t"
        ".option pop"
        : "+r"(a0)
        : "r"(a1)
        : "memory");
    return a0;
}

static uint64_t executed(void)
{
    uint32_t high;
    uint32_t low;
    uint32_t again;
    do
    {
        READ_CSR(minstreth, high);
        READ_CSR(minstret, low);
        READ_CSR(minstreth, again);
    } while (high != again);

    return ((uint64_t)high << 32) | low;
}

void board_count_start(void)
{
    count_start = executed();
}

uint64_t board_count_stop(void)
{
    return executed() - count_start;
}

__attribute__((aligned(4))) void board_fault(void)
{
    semihosting_fail("the processor stopped at a fault");
}

void board_start(void)
{
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

/* The first instructions: global pointer, stack and trap vector. */
__asm__(
    ".section .vectors, \"ax\"\n"
    ".option push\n"
    ".option arch, +zicsr\n"
    ".option norelax\n"
    ".globl board_vectors\n"
    "board_vectors:\n"
    "    la gp, __global_pointer$\n"
    "    la sp, board_stack_top\n"
    "    la t0, board_fault\n"
    "    csrw mtvec, t0\n"
    "    j board_start\n"
    ".option pop\n"
    ".text\n");
