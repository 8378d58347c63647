    int32_t result;
    __asm__ ("ssat %0, #8, %1" : "=r" (result) : "r" (value));
    return result;
