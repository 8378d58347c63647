/* Runs the cases of a file and writes the bytes of all results; the file is described in CaseFile.cs. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int run_case(int32_t op, const int32_t *parameters, void **tensors, const int32_t *types);

static const unsigned char *cursor;

static int32_t read_int(void)
{
    int32_t value;
    memcpy(&value, cursor, sizeof value);
    cursor += sizeof value;
    return value;
}

static int run_next(FILE *answer)
{
    int32_t op = read_int();
    int32_t count = read_int();
    int32_t parameters[64];
    void *tensors[16];
    int32_t types[16] = {0};
    int32_t sizes[16];
    for (int32_t i = 0; i < count; i++)
    {
        parameters[i] = read_int();
    }

    int32_t inputs = read_int();
    int32_t all = inputs + read_int();
    for (int32_t i = 0; i < all; i++)
    {
        /* Memory of the exact size, so that the address sanitizer sees the first byte outside. */
        types[i] = read_int();
        sizes[i] = read_int();
        tensors[i] = malloc((size_t)sizes[i]);
        memcpy(tensors[i], cursor, (size_t)sizes[i]);
        cursor += (sizes[i] + 3) & ~3;
    }

    int known = run_case(op, parameters, tensors, types);
    for (int32_t i = 0; i < all; i++)
    {
        if (i >= inputs)
        {
            fwrite(tensors[i], 1, (size_t)sizes[i], answer);
        }

        free(tensors[i]);
    }

    if (!known)
    {
        fprintf(stderr, "kernel %d is unknown\n", (int)op);
    }

    return known;
}

int main(int argc, char **argv)
{
    if (argc != 3)
    {
        return 2;
    }

    FILE *file = fopen(argv[1], "rb");
    FILE *answer = fopen(argv[2], "wb");
    if (file == NULL || answer == NULL)
    {
        return 3;
    }

    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    unsigned char *content = malloc(size);
    int ok = fread(content, 1, size, file) == size;
    cursor = content;
    for (int32_t left = read_int(); ok && left > 0; left--)
    {
        ok = run_next(answer);
    }

    free(content);
    fclose(file);
    fclose(answer);
    return ok ? 0 : 1;
}
