/* Runs the cases of a buffer and gathers the bytes of each first result; the buffer is described in CaseFile.cs. */
static int32_t tensor_memory[40000];
static const uint8_t *cursor;

static int32_t read_int(void)
{
    int32_t value;
    memcpy(&value, cursor, sizeof value);
    cursor += sizeof value;
    return value;
}

static uint8_t *run_next(uint8_t *answer)
{
    int32_t op = read_int();
    int32_t count = read_int();
    int32_t parameters[64];
    void *tensors[16];
    int32_t sizes[16] = {0};
    int32_t *memory = tensor_memory;
    for (int32_t i = 0; i < count; i++)
    {
        parameters[i] = read_int();
    }

    int32_t inputs = read_int();
    int32_t all = inputs + read_int();
    for (int32_t i = 0; i < all; i++)
    {
        read_int();
        sizes[i] = read_int();
        tensors[i] = memory;
        memcpy(tensors[i], cursor, (size_t)sizes[i]);
        cursor += (sizes[i] + 3) & ~3;
        memory += (sizes[i] + 3) / 4;
    }

    run_case(op, parameters, tensors);
    memcpy(answer, tensors[inputs], (size_t)sizes[inputs]);
    return answer + sizes[inputs];
}

bool cases_run(void)
{
    uint8_t *answer = cases_answers;
    cursor = cases_input;
    for (int32_t left = read_int(); left > 0; left--)
    {
        answer = run_next(answer);
    }

    return true;
}
