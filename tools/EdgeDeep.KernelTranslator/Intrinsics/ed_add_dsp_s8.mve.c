    const uint32_t elements = (uint32_t)p->Elements;
    const int32x4_t least = vdupq_n_s32(p->ActivationMin);
    const int32x4_t most = vdupq_n_s32(p->ActivationMax);
    for (uint32_t i = 0; i < elements; i += 4u)
    {
        const mve_pred16_t inside = vctp32q(elements - i);
        int32x4_t first = vshlq_n_s32(vldrbq_z_s32(&input1[i], inside), 20);
        int32x4_t second = vshlq_n_s32(vldrbq_z_s32(&input2[i], inside), 20);
        first = vqrdmulhq_n_s32(vaddq_n_s32(first, p->Input1Offset >> 1), p->Input1Multiplier);
        first = vaddq_s32(vaddq_s32(first, first), vshrq_n_s32(first, 31));
        first = vshlq_r_s32(vaddq_n_s32(first, p->Input1Rounding), -p->Input1Shift);
        second = vqrdmulhq_n_s32(vaddq_n_s32(second, p->Input2Offset >> 1), p->Input2Multiplier);
        second = vaddq_s32(vaddq_s32(second, second), vshrq_n_s32(second, 31));
        second = vshlq_r_s32(vaddq_n_s32(second, p->Input2Rounding), -p->Input2Shift);
        first = vqrdmulhq_n_s32(vaddq_s32(first, second), p->Multiplier);
        first = vaddq_s32(vaddq_s32(first, first), vshrq_n_s32(first, 31));
        first = vshlq_r_s32(vaddq_n_s32(first, p->Rounding), -p->Shift);
        vstrbq_p_s32(&output[i], vminq_s32(vmaxq_s32(first, least), most), inside);
    }
