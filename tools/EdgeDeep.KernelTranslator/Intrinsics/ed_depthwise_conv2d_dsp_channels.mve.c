    /* Eight channels as 16-bit lanes, their sums as the even and the odd ones; then single channels. */
    const uint32x4_t ints = vidupq_n_u32(0, 8);
    const int32_t channels = taps->RunLength;
    const int32_t tapStep = taps->InputTapStep;
    const int16_t offset = (int16_t)inputOffset;
    int32_t channel = 0;
    for (; channel + 8 <= channels; channel += 8)
    {
        int32x4_t even = vldrwq_gather_shifted_offset_s32(constants, ints);
        int32x4_t odd = vldrwq_gather_shifted_offset_s32(&constants[4], ints);
        const int8_t *x = &input[taps->InputAt + channel];
        const int8_t *w = &weights[taps->WeightsAt + channel];
        if (taps->Runs == 3)
        {
            for (int32_t tapRow = taps->Rows; tapRow > 0; tapRow--)
            {
                int16x8_t filters = vldrbq_s16(w);
                int16x8_t values = vaddq_n_s16(vldrbq_s16(x), offset);
                even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                filters = vldrbq_s16(&w[channels]);
                values = vaddq_n_s16(vldrbq_s16(&x[tapStep]), offset);
                even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                filters = vldrbq_s16(&w[2 * channels]);
                values = vaddq_n_s16(vldrbq_s16(&x[2 * tapStep]), offset);
                even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                x += taps->InputRowStep;
                w += taps->WeightsRowStep;
            }
        }
        else
        {
            for (int32_t tapRow = taps->Rows; tapRow > 0; tapRow--)
            {
                const int8_t *from = x;
                const int8_t *filter = w;
                for (int32_t run = taps->Runs; run > 0; run--)
                {
                    int16x8_t filters = vldrbq_s16(filter);
                    int16x8_t values = vaddq_n_s16(vldrbq_s16(from), offset);
                    even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                    odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                    from += tapStep;
                    filter += channels;
                }

                x += taps->InputRowStep;
                w += taps->WeightsRowStep;
            }
        }

        even = vqrdmulhq_s32(even, vldrwq_gather_shifted_offset_s32(&constants[1], ints));
        odd = vqrdmulhq_s32(odd, vldrwq_gather_shifted_offset_s32(&constants[5], ints));
        even = vaddq_s32(vaddq_s32(even, even), vshrq_n_s32(even, 31));
        odd = vaddq_s32(vaddq_s32(odd, odd), vshrq_n_s32(odd, 31));
        even = vaddq_s32(even, vldrwq_gather_shifted_offset_s32(&constants[2], ints));
        odd = vaddq_s32(odd, vldrwq_gather_shifted_offset_s32(&constants[6], ints));
        even = vshlq_s32(even, vnegq_s32(vldrwq_gather_shifted_offset_s32(&constants[3], ints)));
        odd = vshlq_s32(odd, vnegq_s32(vldrwq_gather_shifted_offset_s32(&constants[7], ints)));
        int16x8_t narrow = vqmovntq_s32(vqmovnbq_s32(vreinterpretq_s16_s32(even), even), odd);
        int8x16_t bytes = vqmovnbq_s16(vreinterpretq_s8_s16(narrow), narrow);
        vstrbq_s16(&output[channel], vreinterpretq_s16_s8(bytes));
        constants += 32;
    }

    for (; channel < channels; channel++)
    {
        int32_t sum = constants[0];
        for (int32_t tapRow = 0; tapRow < taps->Rows; tapRow++)
        {
            const int8_t *x = &input[taps->InputAt + channel + (tapRow * taps->InputRowStep)];
            const int8_t *w = &weights[taps->WeightsAt + channel + (tapRow * taps->WeightsRowStep)];
            for (int32_t run = 0; run < taps->Runs; run++)
            {
                sum += w[run * channels] * (x[run * tapStep] + inputOffset);
            }
        }

        output[channel] = (int8_t)ed_dsp_requantize(sum, constants[1], constants[2], constants[3]);
        constants += 4;
    }
