/*
 * A plugin for QEMU's user-mode emulation that counts the instructions of one thread between two marks. It declares what it
 * needs of QEMU's plugin interface (docs/devel/tcg-plugins), whose header Debian does not package. PLUGIN_VERSION is the
 * interface's version: 1 up to QEMU 8, 2 from QEMU 9 on; what is used here is the same in both.
 *
 * A mark is the system call getpriority, which fails harmlessly for its first argument: MARK starts the count at 0,
 * MARK + 1 writes it, 8 bytes little-endian, to the file named by the argument "out=PATH".
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))
#define SYS_GETPRIORITY 141 /* AArch64 */
#define MARK 0x45444745u
#define MAX_THREADS 4096

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
enum qemu_plugin_cb_flags
{
    QEMU_PLUGIN_CB_NO_REGS
};

typedef void (*translated)(qemu_plugin_id_t id, struct qemu_plugin_tb *block);
typedef void (*executed)(unsigned int thread, void *data);
typedef void (*called)(
    qemu_plugin_id_t id, unsigned int thread, int64_t number, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5,
    uint64_t a6, uint64_t a7, uint64_t a8);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, translated callback);
void qemu_plugin_register_vcpu_tb_exec_cb(
    struct qemu_plugin_tb *block, executed callback, enum qemu_plugin_cb_flags flags, void *data);
void qemu_plugin_register_vcpu_syscall_cb(qemu_plugin_id_t id, called callback);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);

EXPORT int qemu_plugin_version = PLUGIN_VERSION;

static uint64_t counts[MAX_THREADS];
static char path[4096];

static void on_executed(unsigned int thread, void *data)
{
    counts[thread % MAX_THREADS] += (uint64_t)(uintptr_t)data;
}

static void on_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_cb(block, on_executed, QEMU_PLUGIN_CB_NO_REGS, (void *)(uintptr_t)qemu_plugin_tb_n_insns(block));
}

static void on_called(
    qemu_plugin_id_t id, unsigned int thread, int64_t number, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5,
    uint64_t a6, uint64_t a7, uint64_t a8)
{
    (void)id, (void)a2, (void)a3, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
    if (number != SYS_GETPRIORITY)
    {
        return;
    }

    uint64_t count = counts[thread % MAX_THREADS];
    if ((uint32_t)a1 == MARK)
    {
        counts[thread % MAX_THREADS] = 0;
    }
    else if ((uint32_t)a1 == MARK + 1)
    {
        FILE *file = fopen(path, "wb");
        if (file != NULL)
        {
            fwrite(&count, sizeof count, 1, file);
            fclose(file);
        }
    }
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
    (void)info;
    if (argc != 1 || strncmp(argv[0], "out=", 4) != 0 || strlen(argv[0] + 4) >= sizeof path)
    {
        return 1;
    }

    strcpy(path, argv[0] + 4);
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    qemu_plugin_register_vcpu_syscall_cb(id, on_called);
    return 0;
}
