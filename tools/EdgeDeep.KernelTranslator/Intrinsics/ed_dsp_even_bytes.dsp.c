    int32_t result;
    __asm__ ("sxtb16 %0, %1" : "=r" (result) : "r" (bytes));
    return result;
