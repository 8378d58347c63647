using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Operators on stored integers: they become their float forms between DequantizeLinear and QuantizeLinear.</summary>
internal static class QLinearImport
{
    /// <summary>QLinearConv: data, scale, zero point; weights, scale, zero point; scale and zero point of the result; bias (int32).</summary>
    public static IReadOnlyList<Value> Conv(OnnxNode node)
    {
        List<Value> operands = [Real(node, 0, 1, 2, 1), Real(node, 3, 4, 5, 0)];
        if (node.Optional(8) is { } bias)
        {
            float[] weights = node.Constant(4, "weights' scale").Floats.ToArray();
            float data = node.Constant(1, "scale").Floats[0];
            Quantization scales = new([.. weights.Select(scale => scale * data)], new int[weights.Length]);
            operands.Add(QuantizationImport.ToFloat(node, bias, scales));
        }

        return Stored(node, node.Inner("Conv", operands), 6, 7);
    }

    /// <summary>QLinearMatMul: left, scale, zero point; right, scale, zero point; scale and zero point of the result.</summary>
    public static IReadOnlyList<Value> MatMul(OnnxNode node) =>
        Stored(node, node.Inner("MatMul", [Real(node, 0, 1, 2, 0), Real(node, 3, 4, 5, 1)]), 6, 7);

    private static Value Real(OnnxNode node, int data, int scale, int zeroPoint, int axis) =>
        QuantizationImport.ToFloat(node, node.Input(data), QuantizationImport.Read(node, node.Input(data).Type, axis, scale, zeroPoint));

    private static IReadOnlyList<Value> Stored(OnnxNode node, Value real, int scale, int zeroPoint)
    {
        ElementType type = node.Constant(zeroPoint, "result's zero point").Type;
        Quantization quantization = QuantizationImport.Read(node, type, 0, scale, zeroPoint);
        Value result = new(node.Name, type == ElementType.UInt8 ? ElementType.Int8 : type) { Quantization = QuantizationImport.Signed(type, quantization) };
        return [node.Context.Append(new Node(node.Name, new Quantize(), [real], [result]))];
    }
}
