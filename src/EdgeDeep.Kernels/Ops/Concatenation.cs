namespace EdgeDeep.Kernels;

/// <summary>Joins tensors of the same scale and zero point along one axis.</summary>
/// <remarks>
/// One call places one input; a concatenation of n inputs is n calls that together fill the output.
/// Input and output must not overlap. Source of the semantics: TensorFlow Lite Micro, CONCATENATION and PACK.
/// </remarks>
public static class Concatenation
{
    /// <summary>Places one int8 input in the output.</summary>
    /// <param name="input">OuterSize * CopySize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">OuterSize * OutputStride values, of which this call writes OuterSize * CopySize.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Where the input goes.</param>
    public static void CopyInt8(sbyte[] input, int inputAt, sbyte[] output, int outputAt, in ConcatenationParameters p)
    {
        for (int outer = 0; outer < p.OuterSize; outer++)
        {
            int from = inputAt + (outer * p.CopySize);
            int to = outputAt + (outer * p.OutputStride) + p.OutputStart;
            for (int i = 0; i < p.CopySize; i++)
            {
                output[to + i] = input[from + i];
            }
        }
    }

    /// <summary>Places one int32 input in the output.</summary>
    /// <param name="input">OuterSize * CopySize values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">OuterSize * OutputStride values, of which this call writes OuterSize * CopySize.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Where the input goes.</param>
    public static void CopyInt32(int[] input, int inputAt, int[] output, int outputAt, in ConcatenationParameters p)
    {
        for (int outer = 0; outer < p.OuterSize; outer++)
        {
            int from = inputAt + (outer * p.CopySize);
            int to = outputAt + (outer * p.OutputStride) + p.OutputStart;
            for (int i = 0; i < p.CopySize; i++)
            {
                output[to + i] = input[from + i];
            }
        }
    }
}
