    int32_t result;
    __asm__ ("smmulr %0, %1, %2" : "=r" (result) : "r" (a), "r" (b));
    return result;
