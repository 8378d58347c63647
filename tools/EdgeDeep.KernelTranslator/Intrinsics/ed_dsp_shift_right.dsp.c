    int32_t result;
    __asm__ ("asr %0, %1, %2" : "=r" (result) : "r" (value), "r" (count));
    return result;
