#include "semihosting.h"

#include <string.h>

#include "board.h"

enum
{
    SYS_OPEN = 0x01,
    SYS_WRITE = 0x05,
    SYS_READ = 0x06,
    SYS_EXIT = 0x18,
    MODE_READ_BINARY = 1,
    MODE_WRITE_BINARY = 5,
    APPLICATION_EXIT = 0x20026,
    RUN_TIME_ERROR = 0x20023
};

static int32_t input = -1;
static int32_t output = -1;

static int32_t open_stream(const char *name, uint32_t mode)
{
    const uint32_t arguments[3] = {(uint32_t)(uintptr_t)name, mode, (uint32_t)strlen(name)};
    return board_semihost(SYS_OPEN, arguments);
}

static void stop(uint32_t reason)
{
    for (;;)
    {
        board_semihost(SYS_EXIT, (const void *)(uintptr_t)reason);
    }
}

void semihosting_open(void)
{
    input = open_stream("/dev/stdin", MODE_READ_BINARY);
    output = open_stream("/dev/stdout", MODE_WRITE_BINARY);
}

void semihosting_read(void *bytes, uint32_t count)
{
    uint32_t missing = count;
    while (missing > 0)
    {
        uint8_t *next = (uint8_t *)bytes + (count - missing);
        const uint32_t arguments[3] = {(uint32_t)input, (uint32_t)(uintptr_t)next, missing};
        missing = (uint32_t)board_semihost(SYS_READ, arguments);
    }
}

void semihosting_write(const void *bytes, uint32_t count)
{
    uint32_t missing = count;
    while (missing > 0)
    {
        const uint8_t *next = (const uint8_t *)bytes + (count - missing);
        const uint32_t arguments[3] = {(uint32_t)output, (uint32_t)(uintptr_t)next, missing};
        missing = (uint32_t)board_semihost(SYS_WRITE, arguments);
    }
}

void semihosting_fail(const char *text)
{
    semihosting_write("F", 1);
    semihosting_write(text, (uint32_t)strlen(text));
    stop(RUN_TIME_ERROR);
}

void semihosting_exit(void)
{
    stop(APPLICATION_EXIT);
}
