/* A stream of bytes to and from the host, and the end of the program, through semihosting. */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

/** Opens the emulator's standard input and output. (QEMU's semihosting console, ":tt", does not wait for input.) */
void semihosting_open(void);

/** Waits for that many bytes from the host. */
void semihosting_read(void *bytes, uint32_t count);

/** Sends that many bytes to the host. */
void semihosting_write(const void *bytes, uint32_t count);

/** Ends the program and says that it failed, with a text without line breaks. */
void semihosting_fail(const char *text);

/** Ends the program with success. */
void semihosting_exit(void);

#endif
