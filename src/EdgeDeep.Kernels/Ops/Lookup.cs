namespace EdgeDeep.Kernels;

/// <summary>Any function of one int8 as a table of its 256 results.</summary>
/// <remarks>
/// The compiler computes the table from the function and both scales, so nothing is rounded here. The output may be the
/// input. Source of the semantics: TensorFlow Lite Micro, reference ELU, int8.
/// </remarks>
public static class Lookup
{
    /// <summary>int8 in, int8 out.</summary>
    /// <param name="input">p.Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="table">256 results, that of -128 first.</param>
    /// <param name="tableAt">Index of the first result.</param>
    /// <param name="output">p.Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int8(
        sbyte[] input, int inputAt, sbyte[] table, int tableAt, sbyte[] output, int outputAt, in LookupParameters p)
    {
        int zeroAt = tableAt - sbyte.MinValue;
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = table[zeroAt + input[inputAt + i]];
        }
    }

    /// <summary>int16 in, int16 out, by interpolation.</summary>
    /// <param name="input">p.Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="table">The entries of an <see cref="InterpolatedTable"/>.</param>
    /// <param name="tableAt">Index of the first entry.</param>
    /// <param name="output">p.Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size.</param>
    public static void Int16(
        short[] input, int inputAt, short[] table, int tableAt, short[] output, int outputAt, in LookupParameters p)
    {
        for (int i = 0; i < p.Size; i++)
        {
            output[outputAt + i] = (short)InterpolatedTable.Find(input[inputAt + i], table, tableAt);
        }
    }
}
