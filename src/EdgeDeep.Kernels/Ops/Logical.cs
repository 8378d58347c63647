namespace EdgeDeep.Kernels;

/// <summary>Elementwise logic on truth values, 0 or 1, with broadcasting.</summary>
public static class Logical
{
    /// <summary>Both.</summary>
    public const int And = 0;

    /// <summary>At least one.</summary>
    public const int Or = 1;

    /// <summary>Exactly one.</summary>
    public const int Xor = 2;

    /// <summary>bool in, bool out; the limits are not used.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and what is computed.</param>
    public static void UInt8(
        byte[] input1, int input1At, byte[] input2, int input2At, byte[] output, int outputAt, in BinaryParameters p)
    {
        RowCursor cursor = default;
        RowWalk.SetBroadcast(
            ref cursor, p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4,
            p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4);
        cursor.AAt = input1At;
        cursor.BAt = input2At;
        int outAt = outputAt;
        for (int row = 0; row < cursor.Rows; row++)
        {
            int a = cursor.AAt;
            int b = cursor.BAt;
            for (int i = 0; i < cursor.Length; i++)
            {
                output[outAt + i] = Element(input1[a], input2[b], p.Kind);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    private static byte Element(byte a, byte b, int kind)
    {
        switch (kind)
        {
            case And: return (byte)(a & b);
            case Or: return (byte)(a | b);
            default: return (byte)(a ^ b);
        }
    }
}
