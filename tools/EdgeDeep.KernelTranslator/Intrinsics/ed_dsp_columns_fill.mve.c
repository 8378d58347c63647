    int8_t *to = (int8_t *)columns + (place->Lane * place->Depth) + first;
    for (int32_t left = (count + 3) & ~3; left > 0; left -= 16)
    {
        vstrbq_p_s8(to, vdupq_n_s8((int8_t)value), vctp8q((uint32_t)left));
        to += 16;
    }
