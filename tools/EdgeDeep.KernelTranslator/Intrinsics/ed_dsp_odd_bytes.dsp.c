    int32_t result;
    __asm__ ("sxtb16 %0, %1, ror #8" : "=r" (result) : "r" (bytes));
    return result;
