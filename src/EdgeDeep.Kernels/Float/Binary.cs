using System;

namespace EdgeDeep.Kernels.Float;

/// <summary>Elementwise arithmetic with broadcasting, in single precision.</summary>
/// <remarks>What is computed is one of the constants of <see cref="EdgeDeep.Kernels.Binary"/>. The output may be an input of the same shape.</remarks>
public static class Binary
{
    /// <summary>float32 in, float32 out.</summary>
    /// <param name="input1">Values of the first shape.</param>
    /// <param name="input1At">Index of its first value.</param>
    /// <param name="input2">Values of the second shape.</param>
    /// <param name="input2At">Index of its first value.</param>
    /// <param name="output">Values of the broadcast shape.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Shapes and what is computed.</param>
    public static void Float32(
        float[] input1, int input1At, float[] input2, int input2At, float[] output, int outputAt, in BinaryParameters p)
    {
        float low = SingleBits.ToAnySingle(p.ActivationMin);
        float high = SingleBits.ToAnySingle(p.ActivationMax);
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
                output[outAt + i] = Clamp(Element(input1[a], input2[b], p.Kind), low, high);
                a += cursor.AStep;
                b += cursor.BStep;
            }

            outAt += cursor.Length;
            RowWalk.Advance(ref cursor);
        }
    }

    private static float Clamp(float value, float low, float high)
    {
        if (value < low)
        {
            return low;
        }

        return value > high ? high : value;
    }

    private static float Element(float a, float b, int kind)
    {
        switch (kind)
        {
            case EdgeDeep.Kernels.Binary.Add: return a + b;
            case EdgeDeep.Kernels.Binary.Sub: return a - b;
            case EdgeDeep.Kernels.Binary.Mul: return a * b;
            case EdgeDeep.Kernels.Binary.Div: return a / b;
            case EdgeDeep.Kernels.Binary.Maximum: return a > b ? a : b;
            case EdgeDeep.Kernels.Binary.Minimum: return a < b ? a : b;
            case EdgeDeep.Kernels.Binary.Pow: return (float)Math.Pow(a, b);
            case EdgeDeep.Kernels.Binary.SquaredDifference: return (a - b) * (a - b);
            case EdgeDeep.Kernels.Binary.FloorDiv: return (float)Math.Floor(a / b);
            case EdgeDeep.Kernels.Binary.FloorMod: return a - (b * (float)Math.Floor(a / b));
            default: return a - (b * Truncate(a / b));
        }
    }

    private static float Truncate(float value) => value < 0f ? (float)Math.Ceiling(value) : (float)Math.Floor(value);
}
