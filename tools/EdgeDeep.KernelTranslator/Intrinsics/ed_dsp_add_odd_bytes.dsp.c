    int32_t result;
    __asm__ ("sxtab16 %0, %1, %2, ror #8" : "=r" (result) : "r" (pair), "r" (bytes));
    return result;
