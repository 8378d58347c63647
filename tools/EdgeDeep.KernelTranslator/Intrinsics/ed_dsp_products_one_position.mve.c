    const int8_t *row = (const int8_t *)weights;
    for (int32_t channel = 0; channel < channels; channel += 2)
    {
        const int8_t *w = row;
        const int8_t *x = (const int8_t *)columns;
        int32_t a = constants[0];
        int32_t b = constants[4];
        for (int32_t block = depth >> 4; block > 0; block--)
        {
            int8x16x2_t both = vld2q_s8(w);
            int8x16_t second = vsubq_s8(both.val[1], vshrq_n_s8(both.val[0], 7));
            int8x16_t values = vld1q_s8(x);
            a = vmladavaq_s8(a, values, both.val[0]);
            b = vmladavaq_s8(b, values, second);
            w += 32;
            x += 16;
        }

        if ((depth & 8) != 0)
        {
            int16x8_t both = vreinterpretq_s16_s8(vld1q_s8(w));
            int16x8_t first = vmovlbq_s8(vreinterpretq_s8_s16(both));
            int16x8_t second = vshrq_n_s16(vsubq_s16(both, first), 8);
            int16x8_t values = vldrbq_s16(x);
            a = vmladavaq_s16(a, values, first);
            b = vmladavaq_s16(b, values, second);
        }

        output[channel] = (int8_t)ed_dsp_requantize(a, constants[1], constants[2], constants[3]);
        if (channel + 1 < channels)
        {
            output[channel + 1] = (int8_t)ed_dsp_requantize(b, constants[5], constants[6], constants[7]);
        }

        row += 2 * depth;
        constants += 8;
    }
