    int32_t result;
    __asm__ ("pkhbt %0, %1, %2, lsl #16" : "=r" (result) : "r" (low), "r" (high));
    return result;
