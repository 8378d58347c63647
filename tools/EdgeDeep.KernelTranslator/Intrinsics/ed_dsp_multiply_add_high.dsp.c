    __asm__ volatile ("smlatt %0, %1, %2, %0" : "+r" (sum) : "r" (a), "r" (b));
    return sum;
