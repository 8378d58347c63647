    int32_t byte = (k & ~3) + ((k & 1) * 2) + ((k >> 1) & 1);
    ((int8_t *)columns)[(place->Lane * place->Depth) + byte] = (int8_t)value;
