/* What a board gives to runner.c: its start-up code calls main() and implements these functions. */
#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

/** Lowest and first address behind the highest of the stack; from the linker script. */
extern uint32_t board_stack_limit[];
extern uint32_t board_stack_top[];

/** Asks the host for a service: Arm's semihosting specification, "Semihosting for AArch32 and AArch64". */
int32_t board_semihost(int32_t operation, const void *arguments);

/** Starts the count of executed instructions at 0. */
void board_count_start(void);

/** The count in ticks; BoardTable.cs says how many instructions one is. */
uint64_t board_count_stop(void);

#endif
