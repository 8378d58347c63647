namespace EdgeDeep.Kernels;

/// <summary>Low-rank recurrent layer: each filter weighs the input, remembers the last results and weighs those over time.</summary>
/// <remarks>
/// Each filter drops its oldest result, adds the newest, and Rank filters sum into one output.
/// The feature is limited to the state type before the state zero point is added, and wraps if that exceeds it.
/// Source of the arithmetic: TensorFlow Lite Micro, reference SVDF, integer.
/// </remarks>
public static class Svdf
{
    /// <summary>int8 in, int8 time weights and state, int8 out.</summary>
    /// <param name="input">Batches * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="featureWeights">Filters * InputChannels values, zero point 0.</param>
    /// <param name="featureWeightsAt">Index of the first feature weight.</param>
    /// <param name="timeWeights">Filters * MemorySize values, zero point 0.</param>
    /// <param name="timeWeightsAt">Index of the first time weight.</param>
    /// <param name="bias">Filters / Rank values at state scale * time weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="state">Batches * Filters * MemorySize values, oldest first; read and updated.</param>
    /// <param name="stateAt">Index of the first state value.</param>
    /// <param name="output">Batches * Filters / Rank values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and scales.</param>
    public static void Int8(
        sbyte[] input, int inputAt,
        sbyte[] featureWeights, int featureWeightsAt,
        sbyte[] timeWeights, int timeWeightsAt,
        int[] bias, int biasAt,
        sbyte[] state, int stateAt,
        sbyte[] output, int outputAt,
        in SvdfParameters p)
    {
        int units = p.Filters / p.Rank;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int x = inputAt + (batch * p.InputChannels);
            for (int unit = 0; unit < units; unit++)
            {
                int sum = bias[biasAt + unit];
                for (int filter = unit * p.Rank; filter < (unit + 1) * p.Rank; filter++)
                {
                    int memoryAt = stateAt + (((batch * p.Filters) + filter) * p.MemorySize);
                    int feature = Feature(input, x, featureWeights, featureWeightsAt + (filter * p.InputChannels), in p);
                    feature = FixedPoint.Clamp(feature, sbyte.MinValue, sbyte.MaxValue);
                    PushInt8(state, memoryAt, p.MemorySize, (sbyte)(feature + p.StateOffset));
                    int timeAt = timeWeightsAt + (filter * p.MemorySize);
                    for (int i = 0; i < p.MemorySize; i++)
                    {
                        sum += timeWeights[timeAt + i] * (state[memoryAt + i] - p.StateOffset);
                    }
                }

                int result = FixedPoint.MultiplyByQuantizedMultiplier(sum, p.Multiplier, p.Shift) + p.OutputOffset;
                output[outputAt + (batch * units) + unit] =
                    (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    private static void PushInt8(sbyte[] state, int memoryAt, int memorySize, sbyte newest)
    {
        for (int i = memoryAt; i < memoryAt + memorySize - 1; i++)
        {
            state[i] = state[i + 1];
        }

        state[memoryAt + memorySize - 1] = newest;
    }

    /// <summary>int8 in, int16 time weights and state, int8 out.</summary>
    /// <param name="input">Batches * InputChannels values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="featureWeights">Filters * InputChannels values, zero point 0.</param>
    /// <param name="featureWeightsAt">Index of the first feature weight.</param>
    /// <param name="timeWeights">Filters * MemorySize values, zero point 0.</param>
    /// <param name="timeWeightsAt">Index of the first time weight.</param>
    /// <param name="bias">Filters / Rank values at state scale * time weights scale.</param>
    /// <param name="biasAt">Index of the first bias.</param>
    /// <param name="state">Batches * Filters * MemorySize values, oldest first; read and updated.</param>
    /// <param name="stateAt">Index of the first state value.</param>
    /// <param name="output">Batches * Filters / Rank values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Sizes and scales.</param>
    public static void Int8State16(
        sbyte[] input, int inputAt,
        sbyte[] featureWeights, int featureWeightsAt,
        short[] timeWeights, int timeWeightsAt,
        int[] bias, int biasAt,
        short[] state, int stateAt,
        sbyte[] output, int outputAt,
        in SvdfParameters p)
    {
        int units = p.Filters / p.Rank;
        for (int batch = 0; batch < p.Batches; batch++)
        {
            int x = inputAt + (batch * p.InputChannels);
            for (int unit = 0; unit < units; unit++)
            {
                int sum = bias[biasAt + unit];
                for (int filter = unit * p.Rank; filter < (unit + 1) * p.Rank; filter++)
                {
                    int memoryAt = stateAt + (((batch * p.Filters) + filter) * p.MemorySize);
                    int feature = Feature(input, x, featureWeights, featureWeightsAt + (filter * p.InputChannels), in p);
                    feature = FixedPoint.Clamp(feature, short.MinValue, short.MaxValue);
                    PushInt8State16(state, memoryAt, p.MemorySize, (short)(feature + p.StateOffset));
                    int timeAt = timeWeightsAt + (filter * p.MemorySize);
                    for (int i = 0; i < p.MemorySize; i++)
                    {
                        sum += timeWeights[timeAt + i] * (state[memoryAt + i] - p.StateOffset);
                    }
                }

                int result = FixedPoint.MultiplyByQuantizedMultiplier(sum, p.Multiplier, p.Shift) + p.OutputOffset;
                output[outputAt + (batch * units) + unit] =
                    (sbyte)FixedPoint.Clamp(result, sbyte.MinValue, sbyte.MaxValue);
            }
        }
    }

    private static void PushInt8State16(short[] state, int memoryAt, int memorySize, short newest)
    {
        for (int i = memoryAt; i < memoryAt + memorySize - 1; i++)
        {
            state[i] = state[i + 1];
        }

        state[memoryAt + memorySize - 1] = newest;
    }

    private static int Feature(sbyte[] input, int inputAt, sbyte[] weights, int weightsAt, in SvdfParameters p)
    {
        int sum = 0;
        for (int i = 0; i < p.InputChannels; i++)
        {
            sum += weights[weightsAt + i] * (input[inputAt + i] + p.InputOffset);
        }

        return FixedPoint.MultiplyByQuantizedMultiplier(sum, p.FeatureMultiplier, p.FeatureShift);
    }
}
