namespace EdgeDeep.Kernels;

/// <summary>The last frames of mel logarithms as a model's input: loudness normalization, cosine transform, quantization.</summary>
/// <remarks>
/// Rows are what <see cref="MelLog"/> made, with 9 fraction bits, perhaps followed by the peak of the frame's samples. Dividing the
/// sound by the greatest peak of all frames is a subtraction here, after which the offset of the logarithm is added by a table.
/// Sums are exact in 64 bits, results rounded once. Operands and results must not overlap.
/// </remarks>
public static class MelFeatures
{
    private const int LogBits = 9;
    private const int SampleBits = 15;
    private const int FineBits = 16;

    /// <summary>int16 logarithms to int8 features.</summary>
    /// <param name="rows">[Frames, Filters] or, with peaks, [Frames, Filters + 1].</param>
    /// <param name="rowsAt">Index of the first element.</param>
    /// <param name="cosines">[Coefficients, Filters], or one factor for logarithms that stay; they include ln 2.</param>
    /// <param name="cosinesAt">Index of the first cosine.</param>
    /// <param name="logTable">The table of <see cref="SignalLog.Log2"/>.</param>
    /// <param name="logTableAt">Index of its first value.</param>
    /// <param name="sumTable">The table of <see cref="SignalLog.Added"/>.</param>
    /// <param name="sumTableAt">Index of its first value.</param>
    /// <param name="output">Features of all frames.</param>
    /// <param name="outputAt">Index of the first feature.</param>
    /// <param name="scratch">Filters elements.</param>
    /// <param name="scratchAt">Index of the first element.</param>
    /// <param name="p">Sizes and scales.</param>
    public static void Int16ToInt8(
        short[] rows, int rowsAt, short[] cosines, int cosinesAt, short[] logTable, int logTableAt, short[] sumTable, int sumTableAt,
        sbyte[] output, int outputAt, short[] scratch, int scratchAt, in MelFeaturesParameters p)
    {
        int rowSize = p.Filters + p.HasPeak;
        int gain = p.HasPeak != 0 ? Gain(rows, rowsAt, logTable, logTableAt, in p) : 0;
        for (int frame = 0; frame < p.Frames; frame++)
        {
            int rowAt = rowsAt + (frame * rowSize);
            for (int i = 0; i < p.Filters; i++)
            {
                int value = rows[rowAt + i];
                scratch[scratchAt + i] = (short)(p.HasPeak != 0 ? WithOffset(value + gain, p.OffsetLog, sumTable, sumTableAt) : value);
            }

            Transform(scratch, scratchAt, cosines, cosinesAt, output, outputAt + (frame * p.FrameStride), in p);
        }
    }

    /// <summary>What the division by the greatest peak adds to all logarithms; nothing where the peak is 0.</summary>
    private static int Gain(short[] rows, int rowsAt, short[] logTable, int logTableAt, in MelFeaturesParameters p)
    {
        int peak = short.MinValue;
        for (int frame = 0; frame < p.Frames; frame++)
        {
            int value = rows[rowsAt + (frame * (p.Filters + 1)) + p.Filters];
            peak = value > peak ? value : peak;
        }

        if (peak == 0)
        {
            return 0;
        }

        int log2 = SignalLog.Log2(peak < 0 ? -peak : peak, logTable, logTableAt);
        int gain = (SampleBits << LogBits) - ((log2 + 16) >> (SignalLog.FractionBits - LogBits));
        return p.IsPower != 0 ? 2 * gain : gain;
    }

    private static int WithOffset(int value, int offset, short[] sumTable, int sumTableAt)
    {
        int larger = value > offset ? value : offset;
        int difference = value > offset ? value - offset : offset - value;
        int added = (SignalLog.Added(difference, sumTable, sumTableAt) + 16) >> (SignalLog.FractionBits - LogBits);
        return FixedPoint.Clamp(larger + added, short.MinValue, short.MaxValue);
    }

    private static void Transform(
        short[] row, int rowAt, short[] cosines, int cosinesAt, sbyte[] output, int outputAt, in MelFeaturesParameters p)
    {
        if (p.Coefficients == 0)
        {
            for (int i = 0; i < p.Filters; i++)
            {
                output[outputAt + (i * p.FeatureStride)] = Quantize((long)row[rowAt + i] * cosines[cosinesAt], in p);
            }

            return;
        }

        for (int k = 0; k < p.Coefficients; k++)
        {
            long sum = 0;
            int at = cosinesAt + (k * p.Filters);
            for (int i = 0; i < p.Filters; i++)
            {
                sum += row[rowAt + i] * cosines[at + i];
            }

            output[outputAt + (k * p.FeatureStride)] = Quantize(sum, in p);
        }
    }

    private static sbyte Quantize(long value, in MelFeaturesParameters p)
    {
        long fine = (value * p.Multiplier) >> p.Shift;
        if (p.IsTruncated != 0)
        {
            fine += (long)p.OutputOffset * (1 << FineBits);
        }
        else
        {
            fine += fine < 0 ? -(1 << (FineBits - 1)) : 1 << (FineBits - 1);
        }

        int whole = Whole(fine);
        return (sbyte)FixedPoint.Clamp(p.IsTruncated != 0 ? whole : whole + p.OutputOffset, sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>The whole part, toward zero, limited to 16 bits.</summary>
    private static int Whole(long fine)
    {
        long magnitude = (fine < 0 ? -fine : fine) >> FineBits;
        int limited = magnitude > short.MaxValue ? short.MaxValue : (int)magnitude;
        return fine < 0 ? -limited : limited;
    }
}
