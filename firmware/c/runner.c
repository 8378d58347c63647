/*
 * Runs a program step by step for the host: 'I' and the bytes of all inputs make one step, 'R' forgets the state, 'Q' ends.
 * The answer to a step is 'A' with outputs or 'N' without, the executed instructions in ticks (8 bytes), the stack that the
 * step used (4 bytes), and the bytes of all outputs. A program that fails answers 'F' and a text. Numbers are little-endian.
 */
#include "board.h"
#include "program.h"
#include "semihosting.h"

#define PAINT 0xA5C3E187u

/** Words between the frame of this file's functions and the painted stack; a step overwrites them all. */
#define UNPAINTED 16

static uint32_t *stack_pointer(void)
{
    return (uint32_t *)__builtin_frame_address(0);
}

/** Paints the free part of the stack; a function of its own, so that its frame lies where a step's would. */
static void __attribute__((noinline)) paint(void)
{
    uint32_t *top = stack_pointer() - UNPAINTED;
    for (volatile uint32_t *word = board_stack_limit; word < top; word++)
    {
        *word = PAINT;
    }
}

/** The lowest word of the stack that is not painted. */
static uint32_t *lowest_used(void)
{
    uint32_t *word = board_stack_limit;
    while (*(volatile uint32_t *)word == PAINT)
    {
        word++;
    }

    return word;
}

static void step(void)
{
    struct
    {
        uint8_t ticks[8];
        uint8_t stack[4];
    } cost;
    for (uint32_t i = 0; i < program_inputs; i++)
    {
        semihosting_read(program_input(i), program_input_bytes[i]);
    }

    paint();
    uint32_t *top = stack_pointer();
    board_count_start();
    bool is_answer = program_step();
    uint64_t ticks = board_count_stop();
    uint32_t *lowest = lowest_used();
    if (lowest == board_stack_limit)
    {
        semihosting_fail("the stack is too small for the model");
    }

    uint32_t stack = (uint32_t)(uintptr_t)top - (uint32_t)(uintptr_t)lowest;
    for (uint32_t i = 0; i < 8; i++)
    {
        cost.ticks[i] = (uint8_t)(ticks >> (8 * i));
        cost.stack[i & 3] = (uint8_t)(stack >> (8 * (i & 3)));
    }

    semihosting_write(is_answer ? "A" : "N", 1);
    semihosting_write(&cost, sizeof cost);
    for (uint32_t i = 0; is_answer && (i < program_outputs); i++)
    {
        semihosting_write(program_output(i), program_output_bytes[i]);
    }
}

int main(void)
{
    semihosting_open();
    program_init();
    for (;;)
    {
        uint8_t command = 0;
        semihosting_read(&command, 1);
        switch (command)
        {
            case 'I':
                step();
                break;
            case 'R':
                program_reset();
                break;
            default:
                semihosting_exit();
                break;
        }
    }
}
