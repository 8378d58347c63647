namespace EdgeDeep.Kernels;

/// <summary>Elementwise arithmetic on integers that are no quantized reals, with broadcasting.</summary>
/// <remarks>
/// Results wrap at 32 bits, then they are clamped. A division by zero gives 0. The output may be an input of the same shape.
/// Source of the semantics: TensorFlow Lite, reference kernels for int32.
/// </remarks>
public static class Binary
{
    /// <summary>a + b.</summary>
    public const int Add = 0;

    /// <summary>a - b.</summary>
    public const int Sub = 1;

    /// <summary>a * b.</summary>
    public const int Mul = 2;

    /// <summary>a / b; of integers truncated towards zero.</summary>
    public const int Div = 3;

    /// <summary>max(a, b).</summary>
    public const int Maximum = 4;

    /// <summary>min(a, b).</summary>
    public const int Minimum = 5;

    /// <summary>a to the power of b; floating point only.</summary>
    public const int Pow = 6;

    /// <summary>(a - b)^2.</summary>
    public const int SquaredDifference = 7;

    /// <summary>a / b rounded down.</summary>
    public const int FloorDiv = 8;

    /// <summary>a - b * floor(a / b): the sign of b.</summary>
    public const int FloorMod = 9;

    /// <summary>a - b * trunc(a / b): the sign of a.</summary>
    public const int Mod = 10;

    /// <summary>int32 in, int32 out.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and what is computed.</param>
    public static void Int32(
        int[] input1, int input1At, int[] input2, int input2At, int[] output, int outputAt, in BinaryParameters p)
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
                output[outAt + i] = FixedPoint.Clamp(Element(input1[a], input2[b], p.Kind), p.ActivationMin, p.ActivationMax);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    private static int Element(int a, int b, int kind)
    {
        switch (kind)
        {
            case Add: return unchecked(a + b);
            case Sub: return unchecked(a - b);
            case Mul: return unchecked(a * b);
            case Maximum: return a > b ? a : b;
            case Minimum: return a < b ? a : b;
            case SquaredDifference: return unchecked((a - b) * (a - b));
            default: return Quotient(a, b, kind);
        }
    }

    /// <summary>The divisions; -2^31 / -1 wraps.</summary>
    private static int Quotient(int a, int b, int kind)
    {
        if (b == 0)
        {
            return 0;
        }

        if (b == -1)
        {
            return kind == Div || kind == FloorDiv ? unchecked(-a) : 0;
        }

        int quotient = a / b;
        int rest = a - (quotient * b);
        bool down = rest != 0 && (rest < 0) != (b < 0);
        switch (kind)
        {
            case Div: return quotient;
            case FloorDiv: return down ? quotient - 1 : quotient;
            case FloorMod: return down ? rest + b : rest;
            default: return rest;
        }
    }
}
