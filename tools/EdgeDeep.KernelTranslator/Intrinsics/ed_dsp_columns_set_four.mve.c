    int8_t *to = (int8_t *)columns + (place->Lane * place->Depth) + first;
    to[0] = (int8_t)bytes;
    to[1] = (int8_t)(bytes >> 16);
    to[2] = (int8_t)(bytes >> 8);
    to[3] = (int8_t)(bytes >> 24);
