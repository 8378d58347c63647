using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>The real numbers that quantized constants stand for.</summary>
internal static class Real
{
    /// <summary>A float constant of an operand that may be stored as integers; anything else as it is.</summary>
    public static Value Constant(OperatorImport op, Value value, string suffix) =>
        value is { IsConstant: true, Quantization: not null, Type: not ElementType.Float32 }
            ? op.Constant(suffix, ElementType.Float32, value.Shape, Bytes(op, value))
            : value;

    /// <summary>Little-endian floats of a constant with scales, per tensor or per channel.</summary>
    public static byte[] Bytes(OperatorImport op, Value value)
    {
        Quantization quantization = value.Quantization
            ?? throw op.Error($"constant '{value.Name}' is {ElementTypes.NameOf(value.Type)} and has no scale");
        op.Spend((long)value.Elements * sizeof(float));
        float[] reals = new float[value.Elements];
        int inner = quantization.IsPerChannel ? value.Shape[(quantization.Axis + 1)..].Aggregate(1, (a, b) => a * b) : reals.Length;
        for (int i = 0; i < reals.Length; i++)
        {
            int channel = i / inner % quantization.Scales.Length;
            reals[i] = (Integer(op, value, i) - quantization.ZeroPoints[channel]) * quantization.Scales[channel];
        }

        return MemoryMarshal.AsBytes<float>(reals).ToArray();
    }

    /// <summary>The only real number of a constant.</summary>
    public static float Single(OperatorImport op, Value value)
    {
        if (value is not { IsConstant: true, Elements: 1 })
        {
            throw op.Error($"'{value.Name}' must be a constant of one element");
        }

        return value switch
        {
            { Type: ElementType.Float32 } => value.Floats[0],
            { Quantization: not null } => MemoryMarshal.Cast<byte, float>(Bytes(op, value))[0],
            _ => Integer(op, value, 0),
        };
    }

    private static long Integer(OperatorImport op, Value value, int index) => value.Type switch
    {
        ElementType.Int8 => (sbyte)value.Data![index],
        ElementType.UInt8 => value.Data![index],
        ElementType.Int16 => MemoryMarshal.Cast<byte, short>(value.Data)[index],
        ElementType.Int32 => value.Int32s[index],
        _ => throw op.Error($"constant '{value.Name}' of type {ElementTypes.NameOf(value.Type)} cannot be turned into real numbers"),
    };
}
