    /* Bytes, position after position; each group of four in the order of the packed weights. */
    const uint8x16_t order = {0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15};
    int8_t *to = (int8_t *)columns + (place->Lane * place->Depth) + first;
    for (; count >= 16; count -= 16)
    {
        vst1q_s8(to, vldrbq_gather_offset_s8(input, order));
        input += 16;
        to += 16;
    }

    if (count > 0)
    {
        mve_pred16_t inside = vcmphiq_u8(vdupq_n_u8((uint8_t)count), order);
        vstrbq_p_s8(to, vldrbq_gather_offset_z_s8(input, order, inside), vctp8q(((uint32_t)count + 3u) & ~3u));
    }
