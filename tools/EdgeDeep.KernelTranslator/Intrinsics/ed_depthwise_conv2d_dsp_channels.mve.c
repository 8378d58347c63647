    /* Eight channels as 16-bit lanes, their sums as the even and the odd ones. */
    const uint32x4_t ints = vidupq_n_u32(0, 8);
    const int32_t channels = taps->RunLength;
    for (int32_t channel = 0; channel < channels; channel += 8)
    {
        const uint32_t left = (uint32_t)(channels - channel);
        const mve_pred16_t inside = vctp16q(left);
        const mve_pred16_t isEven = vctp32q((left + 1u) >> 1);
        const mve_pred16_t isOdd = vctp32q(left >> 1);
        int32x4_t even = vldrwq_gather_shifted_offset_z_s32(constants, ints, isEven);
        int32x4_t odd = vldrwq_gather_shifted_offset_z_s32(&constants[4], ints, isOdd);
        const int8_t *x = &input[taps->InputAt + channel];
        const int8_t *w = &weights[taps->WeightsAt + channel];
        for (int32_t tapRow = taps->Rows; tapRow > 0; tapRow--)
        {
            if ((left >= 8u) && (taps->Runs == 3))
            {
                int16x8_t filters = vldrbq_s16(w);
                int16x8_t values = vaddq_n_s16(vldrbq_s16(x), (int16_t)inputOffset);
                even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                filters = vldrbq_s16(&w[channels]);
                values = vaddq_n_s16(vldrbq_s16(&x[taps->InputTapStep]), (int16_t)inputOffset);
                even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                filters = vldrbq_s16(&w[2 * channels]);
                values = vaddq_n_s16(vldrbq_s16(&x[2 * taps->InputTapStep]), (int16_t)inputOffset);
                even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
            }
            else
            {
                for (int32_t run = 0; run < taps->Runs; run++)
                {
                    int16x8_t filters = vldrbq_z_s16(&w[run * channels], inside);
                    int16x8_t stored = vldrbq_z_s16(&x[run * taps->InputTapStep], inside);
                    int16x8_t values = vaddq_n_s16(stored, (int16_t)inputOffset);
                    even = vaddq_s32(even, vmullbq_int_s16(values, filters));
                    odd = vaddq_s32(odd, vmulltq_int_s16(values, filters));
                }
            }

            x += taps->InputRowStep;
            w += taps->WeightsRowStep;
        }

        even = vqrdmulhq_s32(even, vldrwq_gather_shifted_offset_z_s32(&constants[1], ints, isEven));
        odd = vqrdmulhq_s32(odd, vldrwq_gather_shifted_offset_z_s32(&constants[5], ints, isOdd));
        even = vaddq_s32(vaddq_s32(even, even), vshrq_n_s32(even, 31));
        odd = vaddq_s32(vaddq_s32(odd, odd), vshrq_n_s32(odd, 31));
        even = vaddq_s32(even, vldrwq_gather_shifted_offset_z_s32(&constants[2], ints, isEven));
        odd = vaddq_s32(odd, vldrwq_gather_shifted_offset_z_s32(&constants[6], ints, isOdd));
        even = vshlq_s32(even, vnegq_s32(vldrwq_gather_shifted_offset_z_s32(&constants[3], ints, isEven)));
        odd = vshlq_s32(odd, vnegq_s32(vldrwq_gather_shifted_offset_z_s32(&constants[7], ints, isOdd)));
        int16x8_t narrow = vqmovntq_s32(vqmovnbq_s32(vreinterpretq_s16_s32(even), even), odd);
        int8x16_t bytes = vqmovnbq_s16(vreinterpretq_s8_s16(narrow), narrow);
        vstrbq_p_s16(&output[channel], vreinterpretq_s16_s8(bytes), inside);
        constants += 32;
    }
