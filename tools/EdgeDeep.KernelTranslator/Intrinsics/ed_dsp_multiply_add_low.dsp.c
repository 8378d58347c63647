    __asm__ volatile ("smlabb %0, %1, %2, %0" : "+r" (sum) : "r" (a), "r" (b));
    return sum;
