using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// Models that compute in uint8. They become int8 models: 128 is taken from every stored value and zero point, so that every
/// real number stays the same. Inputs and outputs keep their bytes.
/// </summary>
internal static class UnsignedModels
{
    /// <summary>What is taken from stored values and zero points.</summary>
    public const int Difference = 128;

    /// <summary>Operators that take uint8 because they change the element type, or do not look at elements.</summary>
    private static readonly HashSet<string> AtEdges = ["QUANTIZE", "DEQUANTIZE", "CAST", "SHAPE"];

    /// <summary>Whether an operator other than those at the edges computes with scaled uint8 values.</summary>
    public static bool ComputesInBytes(TfLiteModel model) => model.Operators.Any(op => !AtEdges.Contains(op.Name)
        && op.Inputs.Take(1).Concat(op.Outputs).Any(i => i >= 0 && i < model.Tensors.Length
            && model.Tensors[i] is { Type: TensorType.UInt8, Scales.Length: > 0 }));

    /// <summary>Stored uint8 values as stored int8 values.</summary>
    public static byte[] Signed(ReadOnlySpan<byte> values)
    {
        byte[] result = values.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            result[i] ^= Difference;
        }

        return result;
    }

    /// <summary>The graph's input for an input tensor of the file.</summary>
    public static Value Input(Graph graph, TfLiteModel model, TensorTable tensors, int index)
    {
        Value value = tensors.Input(index);
        if (model.Tensors[index].Type != TensorType.UInt8 || value.Type != ElementType.Int8)
        {
            return value;
        }

        Value bytes = new(value.Name, ElementType.UInt8, value.Shape) { Quantization = Unsigned(value.Quantization!) };
        value.Name = tensors.Unique($"{value.Name}/int8");
        graph.Add(value.Name, new Quantize(), [bytes], value);
        return bytes;
    }

    /// <summary>The graph's output for an output tensor of the file.</summary>
    public static Value Output(Graph graph, TfLiteModel model, TensorTable tensors, int index)
    {
        Value value = tensors.Use(index);
        if (model.Tensors[index].Type != TensorType.UInt8 || value.Type != ElementType.Int8)
        {
            return value;
        }

        Value bytes = new(value.Name, ElementType.UInt8, value.Shape) { Quantization = Unsigned(value.Quantization!) };
        Node producer = graph.Nodes.Last(node => node.Outputs.Contains(value));
        value.Name = tensors.Unique($"{value.Name}/int8");
        producer.Name = producer.Output.Name;
        graph.Add(bytes.Name, new Quantize(), [value], bytes);
        return bytes;
    }

    private static Quantization Unsigned(Quantization signed) => new(signed.Scale, signed.ZeroPoint + Difference);
}
