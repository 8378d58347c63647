/*
 * What a program gives to runner.c. EdgeDeep.Emulator writes one for each model; a program of one's own (a front end before
 * the model, for instance) implements the same functions.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

/** Number of buffers that are filled before each step, and the size of each in bytes. */
extern const uint32_t program_inputs;
extern const uint32_t program_input_bytes[];

/** Number of buffers that a step which has an answer leaves filled, and the size of each in bytes. */
extern const uint32_t program_outputs;
extern const uint32_t program_output_bytes[];

/** Prepares everything; called once before anything else. */
void program_init(void);

/** Forgets all that lasts from step to step. */
void program_reset(void);

/** The buffer of an input. */
void *program_input(uint32_t index);

/** The buffer of an output. */
const void *program_output(uint32_t index);

/** Takes the inputs in; false where it needs further ones before there is an answer. */
bool program_step(void);

#endif
