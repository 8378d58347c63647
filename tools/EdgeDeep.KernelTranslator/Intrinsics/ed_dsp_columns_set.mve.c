    int32_t place = (k & ~3) + ((k & 1) * 2) + ((k >> 1) & 1);
    (void)lanes;
    ((int8_t *)columns)[(lane * depth) + place] = (int8_t)value;
