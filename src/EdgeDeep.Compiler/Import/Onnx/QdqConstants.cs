using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Constants between real numbers and stored integers.</summary>
internal static class QdqConstants
{
    /// <summary>The real numbers of a stored constant.</summary>
    public static Value ToFloat(Value stored) => Value.Constant($"{stored.Name}/float", stored.Shape, Real(stored));

    /// <summary>Real numbers of a float constant as integers of a given scale.</summary>
    public static Value At(Value constant, ElementType type, Quantization quantization)
    {
        (int low, int high) = type == ElementType.Int16 ? (short.MinValue, short.MaxValue) : (sbyte.MinValue, sbyte.MaxValue);
        int[] stored =
        [
            .. constant.Floats.ToArray().Select(real => Runtime.Quantized.Store(
                real, quantization.Scale, quantization.ZeroPoint, low, high, Runtime.InputRounding.Nearest)),
        ];
        byte[] data = type == ElementType.Int16
            ? MemoryMarshal.AsBytes<short>([.. stored.Select(value => (short)value)]).ToArray()
            : [.. stored.Select(value => (byte)value)];
        return new Value($"{constant.Name}/{ElementTypes.NameOf(type)}", type, constant.Shape) { Data = data, Quantization = quantization };
    }

    /// <summary>A float constant as symmetric int8.</summary>
    public static Value Quantize(Value constant)
    {
        float largest = constant.Floats.ToArray().Select(MathF.Abs).DefaultIfEmpty(0).Max();
        return At(constant, ElementType.Int8, new Quantization(largest > 0 ? largest / 127 : 1, 0));
    }

    /// <summary>Depthwise weights that average a window.</summary>
    public static Value MeanFilter(string name, int height, int width, int channels)
    {
        sbyte[] ones = new sbyte[height * width * channels];
        Array.Fill(ones, (sbyte)1);
        Value value = Value.Constant<sbyte>($"{name}/mean", ElementType.Int8, [1, height, width, channels], ones);
        value.Quantization = new Quantization(1f / (height * width), 0);
        return value;
    }

    /// <summary>A bias as int32 at the scale of the accumulator: input scale times weight scale.</summary>
    /// <param name="bias">The bias as the operator sees it.</param>
    /// <param name="stored">Its stored integers, if it is dequantized.</param>
    /// <param name="input">Quantization of the data.</param>
    /// <param name="weights">Quantization of the weights.</param>
    /// <returns>The bias; null where it is not constant.</returns>
    public static Value? Bias(Value bias, Value? stored, Quantization input, Quantization weights)
    {
        Value source = stored ?? bias;
        if (!source.IsConstant)
        {
            return null;
        }

        float[] scales = [.. weights.Scales.Select(scale => (float)((double)input.Scale * scale))];
        bool fits = source.Type == ElementType.Int32 && source.Quantization is { } found
            && found.Scales.AsSpan().SequenceEqual(scales) && found.ZeroPoints.All(zeroPoint => zeroPoint == 0);
        int[] result = fits ? source.Int32s.ToArray() : Rescaled(Exact(source), input.Scale, weights.Scales);
        Value value = Value.Constant<int>($"{bias.Name}/int32", ElementType.Int32, source.Shape, result);
        value.Quantization = new Quantization(scales, new int[scales.Length]);
        return value;
    }

    private static int[] Rescaled(double[] bias, float inputScale, float[] weightScales) =>
    [
        .. bias.Select((real, i) => (int)Math.Clamp(
            Math.Round(real / ((double)inputScale * weightScales[weightScales.Length > 1 ? i : 0]), MidpointRounding.AwayFromZero),
            int.MinValue,
            int.MaxValue)),
    ];

    private static float[] Real(Value stored) => [.. Exact(stored).Select(value => (float)value)];

    private static double[] Exact(Value value)
    {
        if (value.Type == ElementType.Float32)
        {
            return [.. value.Floats.ToArray().Select(element => (double)element)];
        }

        long[] integers = value.Type switch
        {
            ElementType.Int8 => [.. value.Int8s.ToArray().Select(element => (long)element)],
            ElementType.Int16 => [.. MemoryMarshal.Cast<byte, short>(value.Data).ToArray().Select(element => (long)element)],
            _ => [.. value.Int32s.ToArray().Select(element => (long)element)],
        };
        Quantization quantization = value.Quantization!;
        int inner = 1;
        for (int axis = quantization.Axis + 1; axis < value.Rank; axis++)
        {
            inner *= value.Shape[axis];
        }

        double[] result = new double[integers.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int channel = quantization.IsPerChannel ? i / inner % quantization.Scales.Length : 0;
            result[i] = (double)quantization.Scales[channel] * (integers[i] - quantization.ZeroPoints[channel]);
        }

        return result;
    }
}
