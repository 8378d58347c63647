using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>Quantizes weights and bias of one layer.</summary>
/// <remarks>
/// A channel's scale is a 127th of its largest weight, raised where the rest of the arithmetic would not fit: the bias
/// has the scale input * weights and must fit 32 bits with room for the sum of products, and the factor from accumulator
/// to output, input * weights / output, must not be so small that its fixed-point form is zero. Both happen to channels
/// whose weights training or batch normalization has driven to almost nothing.
/// </remarks>
internal static class WeightQuantizer
{
    /// <summary>Leaves as much again for the sum of products: 2^30 / (127 * 255) is 33,000 products of any size.</summary>
    private const double LargestBias = 1 << 30;

    /// <summary>Kernels with 64-bit sums multiply by 15 bits; 2^40 leaves room for 2^17 products of any size.</summary>
    private const long LargestWideBias = 1L << 40;

    /// <summary>Half of what is needed for a right shift of 31, the kernels' limit, is lost to rounding at most.</summary>
    private const double SmallestFactor = 1.0 / (1L << 31);

    /// <summary>The kernels shift left by 30 at most.</summary>
    private const double LargestFactor = 1 << 30;

    /// <summary>Scales of a layer's channels; a single one where <paramref name="perChannel"/> is off.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="rule">Where its weights and bias are.</param>
    /// <param name="inputScale">Scale of the data.</param>
    /// <param name="outputScale">Scale of the result.</param>
    /// <param name="perChannel">Whether channels have scales of their own.</param>
    /// <exception cref="ModelException">The output's range is too small for the weights.</exception>
    public static float[] Scales(Node node, WeightRule rule, float inputScale, float outputScale, bool perChannel)
    {
        Value weights = node.Input(rule.Input);
        double[] magnitudes = Magnitudes(weights, rule.ChannelAxis, perChannel);
        double[] biases = new double[magnitudes.Length];
        if (node.OptionalInput(rule.Bias) is { } bias)
        {
            QuantizationParameters.RangeOf(bias);
            for (int c = 0; c < bias.Elements; c++)
            {
                int index = c * biases.Length / bias.Elements;
                biases[index] = Math.Max(biases[index], Math.Abs(bias.Floats[c]));
            }
        }

        // A channel of zeros can have any scale; the smallest of its neighbours keeps its bias as exact as theirs.
        double spare = magnitudes.Where(magnitude => magnitude > 0).DefaultIfEmpty(1).Min();
        float[] scales = new float[magnitudes.Length];
        for (int c = 0; c < scales.Length; c++)
        {
            double scale = QuantizationParameters.Symmetric(magnitudes[c] > 0 ? magnitudes[c] : spare);
            scale = Math.Max(scale, biases[c] / (LargestBias * inputScale));
            scale = Math.Max(scale, SmallestFactor * outputScale / inputScale);
            scales[c] = (float)scale;
            if (!float.IsNormal(scales[c]) || scale * inputScale / outputScale >= LargestFactor)
            {
                throw node.Error("its results are almost constant next to its weights, so no scale fits; calibrate with more and more varied samples");
            }
        }

        return scales;
    }

    /// <summary>The int8 weights.</summary>
    public static Value Weights(Value weights, string name, int axis, float[] scales)
    {
        ReadOnlySpan<float> reals = weights.Floats;
        sbyte[] stored = new sbyte[reals.Length];
        int inner = weights.Shape[(axis + 1)..].Aggregate(1, (a, b) => a * b), channels = weights.Shape[axis];
        for (int i = 0; i < stored.Length; i++)
        {
            float scale = scales[scales.Length == 1 ? 0 : i / inner % channels];
            stored[i] = Math.Max(QuantizationParameters.ToInt8(reals[i], scale, 0), (sbyte)-127);
        }

        return new Value(name, ElementType.Int8, weights.Shape)
        {
            Data = MemoryMarshal.AsBytes(stored.AsSpan()).ToArray(),
            Quantization = new Quantization(scales, new int[scales.Length], axis),
        };
    }

    /// <summary>The bias at the product of both scales: int32, or int64 where the data is int16.</summary>
    public static Value Bias(Value bias, string name, float inputScale, float[] scales, ElementType data = ElementType.Int8)
    {
        long[] stored = new long[bias.Elements];
        (long low, long high) = data == ElementType.Int16 ? (-LargestWideBias, LargestWideBias) : ((long)int.MinValue, (long)int.MaxValue);
        for (int c = 0; c < stored.Length; c++)
        {
            double scale = (double)inputScale * scales[c * scales.Length / stored.Length];
            stored[c] = (long)Math.Clamp(Math.Round(bias.Floats[c] / scale, MidpointRounding.AwayFromZero), low, high);
        }

        Value result = data == ElementType.Int16
            ? Value.Constant<long>(name, ElementType.Int64, bias.Shape, stored)
            : Value.Constant<int>(name, ElementType.Int32, bias.Shape, [.. stored.Select(value => (int)value)]);
        result.Quantization = new Quantization([.. scales.Select(scale => inputScale * scale)], new int[scales.Length]);
        return result;
    }

    private static double[] Magnitudes(Value weights, int axis, bool perChannel)
    {
        QuantizationParameters.RangeOf(weights);
        int inner = weights.Shape[(axis + 1)..].Aggregate(1, (a, b) => a * b), channels = weights.Shape[axis];
        double[] magnitudes = new double[perChannel ? channels : 1];
        ReadOnlySpan<float> reals = weights.Floats;
        for (int i = 0; i < reals.Length; i++)
        {
            int index = perChannel ? i / inner % channels : 0;
            magnitudes[index] = Math.Max(magnitudes[index], Math.Abs(reals[i]));
        }

        return magnitudes;
    }
}
