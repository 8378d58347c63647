using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Kernels;

namespace EdgeDeep.Compiler.Ops;

/// <summary>The 256 results of a function between two int8 scales.</summary>
internal static class LookupTable
{
    /// <summary>The stored results for the stored operands -128 to 127; infinite results saturate.</summary>
    /// <remarks>
    /// Arithmetic: the table that TensorFlow Lite Micro prepares for ELU, with scales and rounding in single precision; its
    /// integer arithmetic for ABS. Its RSQRT, which rounds several times, is not reproduced: results here are the nearest.
    /// </remarks>
    public static sbyte[] Of(Unary function, Quantization input, Quantization output)
    {
        sbyte[] table = new sbyte[256];
        float inverseScale = 1 / output.Scale;
        for (int i = 0; i < table.Length; i++)
        {
            int offset = i + sbyte.MinValue - input.ZeroPoint;
            if (function.Kind == UnaryKind.Abs)
            {
                table[i] = Abs(offset, input, output);
                continue;
            }

            float result = (float)UnaryFunction.EvaluateNearest(function, input.Scale * offset);
            float stored = MathF.Round(result * inverseScale, MidpointRounding.AwayFromZero) + output.ZeroPoint;
            table[i] = float.IsNaN(stored) ? (sbyte)output.ZeroPoint : (sbyte)Math.Clamp(stored, sbyte.MinValue, sbyte.MaxValue);
        }

        return table;
    }

    private static sbyte Abs(int offset, Quantization input, Quantization output)
    {
        int magnitude = Math.Abs(offset);
        if (input.Scale != output.Scale)
        {
            (int multiplier, int shift) = Multipliers.Quantize(input.Scale / output.Scale);
            magnitude = FixedPoint.MultiplyByQuantizedMultiplier(magnitude, multiplier, shift);
        }

        return (sbyte)Math.Clamp((long)magnitude + output.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);
    }
}
