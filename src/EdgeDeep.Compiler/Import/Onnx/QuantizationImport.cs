using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>
/// QuantizeLinear and DequantizeLinear. Unsigned bytes become signed ones: 128 is taken off the stored values and off the
/// zero point, which leaves every real number as it is.
/// </summary>
internal static class QuantizationImport
{
    /// <summary>QuantizeLinear of activations to 8 or 16 bits, per tensor.</summary>
    public static IReadOnlyList<Value> QuantizeLinear(OnnxNode node)
    {
        node.Ignore("saturate", "axis", "precision");
        node.Demand("block_size", 0);
        Value data = node.Input(0);
        Value? zeroPoint = node.Optional(2);
        ElementType stored = zeroPoint?.Type ?? node.Int("output_dtype", 0) switch
        {
            0 or 2 => ElementType.UInt8,
            3 => ElementType.Int8,
            5 => ElementType.Int16,
            _ => throw node.Error("its output type is not supported, only 8 and 16 bits"),
        };
        Quantization quantization = Read(node, stored, 0);
        if (quantization.IsPerChannel || stored is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16))
        {
            throw node.Error("only one scale for the whole tensor and 8 or 16 bits are supported");
        }

        Value result = new(node.Name, stored == ElementType.UInt8 ? ElementType.Int8 : stored) { Quantization = Signed(stored, quantization) };
        return [node.Context.Append(new Node(node.Name, new Quantize(), [data], [result]))];
    }

    /// <summary>DequantizeLinear of weights (also per channel), biases and activations.</summary>
    public static IReadOnlyList<Value> DequantizeLinear(OnnxNode node)
    {
        node.Demand("block_size", 0);
        node.Ignore("output_dtype");
        Value data = node.Input(0);
        int axis = node.Int("axis", 1);
        Quantization quantization = Read(node, data.Type, axis < 0 ? axis + data.Rank : axis);
        if (quantization.IsPerChannel && (quantization.Axis >= data.Rank || data.Shape[quantization.Axis] != quantization.Scales.Length))
        {
            throw node.Error($"{quantization.Scales.Length} scales do not fit axis {quantization.Axis} of [{string.Join(',', data.Shape)}]");
        }

        return [ToFloat(node, data, quantization)];
    }

    /// <summary>Real numbers of stored integers.</summary>
    /// <param name="node">The node that asks for them.</param>
    /// <param name="data">Stored integers; unsigned ones become signed.</param>
    /// <param name="quantization">Scale and zero point as the model has them.</param>
    public static Value ToFloat(OnnxNode node, Value data, Quantization quantization)
    {
        if (data.IsConstant)
        {
            data = new Value($"{data.Name}/stored", data.Type, data.Shape)
            {
                Data = data.Type == ElementType.UInt8 ? [.. data.Data!.Select(value => (byte)(value ^ 0x80))] : data.Data,
                Quantization = Signed(data.Type, quantization),
            };
            data.Type = data.Type == ElementType.UInt8 ? ElementType.Int8 : data.Type;
        }
        else if (data.Type == ElementType.UInt8)
        {
            data = ToSigned(node, data, quantization);
        }
        else if (node.Context.Producer(data) is { Op: Quantize } && !Matches(data, quantization))
        {
            throw node.Error("its scale or zero point differs from that of the QuantizeLinear before it; use the same");
        }
        else
        {
            SetQuantization(node, data, quantization);
        }

        return node.Context.Append(new Node(node.Name, new Dequantize(), [data], [new Value($"{node.Name}/float", ElementType.Float32)]));
    }

    private static bool Matches(Value data, Quantization quantization) => data.Quantization is { } found
        && found.Scale == quantization.Scale
        && (found.ZeroPoint == quantization.ZeroPoint || found.ZeroPoint == quantization.ZeroPoint - 128);

    /// <summary>A quantization of stored bytes as that of int8; any other one as it is.</summary>
    public static Quantization Signed(ElementType stored, Quantization quantization) => stored == ElementType.UInt8
        ? quantization with { ZeroPoints = [.. quantization.ZeroPoints.Select(zeroPoint => zeroPoint - 128)] }
        : quantization;

    private static Value ToSigned(OnnxNode node, Value data, Quantization quantization)
    {
        SetQuantization(node, data, quantization);
        if (!node.Context.Signed.TryGetValue(data, out Value? signed))
        {
            signed = new Value($"{data.Name}/int8", ElementType.Int8) { Quantization = Signed(ElementType.UInt8, quantization) };
            node.Context.Append(new Node(node.Name, new Quantize(), [data], [signed]));
            node.Context.Signed[data] = signed;
        }

        return signed;
    }

    /// <summary>Sets the quantization of integers that come from an input, back through what only moved them.</summary>
    private static void SetQuantization(OnnxNode node, Value data, Quantization quantization)
    {
        for (Value? value = data; value is { Quantization: null }; value = node.Context.Producer(value)?.Inputs[0])
        {
            value.Quantization = quantization;
        }
    }

    /// <summary>The quantization that two operands say.</summary>
    /// <param name="node">The node.</param>
    /// <param name="stored">Type of the stored integers.</param>
    /// <param name="axis">Axis of several scales.</param>
    /// <param name="scaleAt">Index of the scales.</param>
    /// <param name="zeroPointAt">Index of the zero points, which may be absent.</param>
    public static Quantization Read(OnnxNode node, ElementType stored, int axis, int scaleAt = 1, int zeroPointAt = 2)
    {
        Value scale = node.Constant(scaleAt, "scale");
        int[] zeroPoints = node.Optional(zeroPointAt) is null ? new int[scale.Elements] : Integers(node, node.Constant(zeroPointAt, "zero point"));
        zeroPoints = zeroPoints.Length == 1 && scale.Elements > 1 ? [.. Enumerable.Repeat(zeroPoints[0], scale.Elements)] : zeroPoints;
        if (scale.Type != ElementType.Float32 || scale.Rank > 1 || zeroPoints.Length != scale.Elements || scale.Elements == 0
            || scale.Floats.ToArray().Any(value => !float.IsFinite(value) || value <= 0))
        {
            throw node.Error("its scales must be positive floats, one for the tensor or one for each channel, with as many zero points");
        }

        return stored is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int32
            ? new Quantization(scale.Floats.ToArray(), zeroPoints, scale.Elements > 1 ? axis : 0)
            : throw node.Error($"stored integers of type {ElementTypes.NameOf(stored)} are not supported");
    }

    private static int[] Integers(OnnxNode node, Value value) => value.Type switch
    {
        ElementType.Int8 => [.. value.Int8s.ToArray().Select(element => (int)element)],
        ElementType.UInt8 => [.. value.Data!.Select(element => (int)element)],
        ElementType.Int16 => [.. MemoryMarshal.Cast<byte, short>(value.Data).ToArray().Select(element => (int)element)],
        ElementType.Int32 => value.AsInts(),
        _ => throw node.Error("its zero point has an element type that is not supported"),
    };
}
