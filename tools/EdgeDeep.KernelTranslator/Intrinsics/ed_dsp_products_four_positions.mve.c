    /* Sixteen values of two positions against both filters of a row; then the sums of four positions in a vector. */
    const uint32x4_t places = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)channels);
    const int8_t *row = (const int8_t *)weights;
    for (int32_t channel = 0; channel < channels; channel += 2)
    {
        int32_t firsts[4];
        int32_t seconds[4];
        for (int32_t half = 0; half < 4; half += 2)
        {
            const int8_t *w = row;
            const int8_t *x = (const int8_t *)columns + (half * depth);
            const int8_t *y = x + depth;
            int32_t a0 = constants[0];
            int32_t a1 = a0;
            int32_t b0 = constants[4];
            int32_t b1 = b0;
            for (int32_t block = depth >> 4; block > 0; block--)
            {
                int8x16x2_t both = vld2q_s8(w);
                int8x16_t second = vsubq_s8(both.val[1], vshrq_n_s8(both.val[0], 7));
                int8x16_t values = vld1q_s8(x);
                a0 = vmladavaq_s8(a0, values, both.val[0]);
                b0 = vmladavaq_s8(b0, values, second);
                values = vld1q_s8(y);
                a1 = vmladavaq_s8(a1, values, both.val[0]);
                b1 = vmladavaq_s8(b1, values, second);
                w += 32;
                x += 16;
                y += 16;
            }

            if ((depth & 8) != 0)
            {
                int16x8_t both = vreinterpretq_s16_s8(vld1q_s8(w));
                int16x8_t first = vmovlbq_s8(vreinterpretq_s8_s16(both));
                int16x8_t second = vshrq_n_s16(vsubq_s16(both, first), 8);
                int16x8_t values = vldrbq_s16(x);
                a0 = vmladavaq_s16(a0, values, first);
                b0 = vmladavaq_s16(b0, values, second);
                values = vldrbq_s16(y);
                a1 = vmladavaq_s16(a1, values, first);
                b1 = vmladavaq_s16(b1, values, second);
            }

            firsts[half] = a0;
            firsts[half + 1] = a1;
            seconds[half] = b0;
            seconds[half + 1] = b1;
        }

        int32x4_t scaled = vqrdmulhq_n_s32(vld1q_s32(firsts), constants[1]);
        scaled = vaddq_s32(vaddq_s32(scaled, scaled), vshrq_n_s32(scaled, 31));
        scaled = vshlq_r_s32(vaddq_n_s32(scaled, constants[2]), -constants[3]);
        int16x8_t narrow = vqmovnbq_s32(vreinterpretq_s16_s32(scaled), scaled);
        int8x16_t bytes = vqmovnbq_s16(vreinterpretq_s8_s16(narrow), narrow);
        vstrbq_scatter_offset_s32(&output[channel], places, vreinterpretq_s32_s8(bytes));
        if (channel + 1 < channels)
        {
            scaled = vqrdmulhq_n_s32(vld1q_s32(seconds), constants[5]);
            scaled = vaddq_s32(vaddq_s32(scaled, scaled), vshrq_n_s32(scaled, 31));
            scaled = vshlq_r_s32(vaddq_n_s32(scaled, constants[6]), -constants[7]);
            narrow = vqmovnbq_s32(vreinterpretq_s16_s32(scaled), scaled);
            bytes = vqmovnbq_s16(vreinterpretq_s8_s16(narrow), narrow);
            vstrbq_scatter_offset_s32(&output[channel + 1], places, vreinterpretq_s32_s8(bytes));
        }

        row += 2 * depth;
        constants += 8;
    }
