    __asm__ volatile ("smlad %0, %1, %2, %0" : "+r" (sum) : "r" (a), "r" (b));
    return sum;
