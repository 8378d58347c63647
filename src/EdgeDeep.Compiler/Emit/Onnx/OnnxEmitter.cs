using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Runtime.Plans;
using Google.Protobuf;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Writes float graphs as ONNX models (operator set 17) that ONNX Runtime runs, whatever format they came from.</summary>
public static class OnnxEmitter
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    /// <summary>Writes a graph. Tensors carry the names of their values.</summary>
    /// <param name="graph">A graph of float operators; nothing in it is quantized.</param>
    /// <param name="extraOutputs">Values inside the graph to add behind its outputs, such as for calibration.</param>
    /// <returns>The bytes of the .onnx file.</returns>
    /// <exception cref="ModelException">The graph is quantized or holds an operator without a float form.</exception>
    public static byte[] Emit(Graph graph, IReadOnlyCollection<Value>? extraOutputs = null)
    {
        if (graph.States.Count > 0)
        {
            throw new ModelException($"{graph.Name} keeps state between inferences, which has no form in ONNX; quantize it before conversion or give the model without state.");
        }

        Value[] outputs = [.. graph.Outputs, .. (extraOutputs ?? []).Where(value => !value.IsConstant).Except(graph.Outputs).Except(graph.Inputs)];
        EmitContext context = new(graph.Inputs.Concat(outputs));
        foreach (Value input in graph.Inputs)
        {
            context.Graph.Input.Add(Describe(context, input));
        }

        foreach (Node node in graph.Nodes)
        {
            RequireFloat(node);
            EmitFunction emit = OnnxEmitters.Table.GetValueOrDefault(node.Op.GetType())
                ?? throw node.Error("it has no float form in ONNX, so the graph cannot be run for calibration");
            context.Bind(node.Output, emit(node, context));
        }

        foreach (Value output in outputs)
        {
            if (output.IsConstant)
            {
                context.Tensor(output);
            }

            context.Graph.Output.Add(Describe(context, output));
        }

        context.Graph.Name = graph.Name;
        ModelProto model = new() { IrVersion = IrVersion, ProducerName = "EdgeDeep", Graph = context.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.MetadataProps.AddRange(graph.Metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model.ToByteArray();
    }

    private static void RequireFloat(Node node)
    {
        Value? quantized = node.Inputs.OfType<Value>().Concat(node.Outputs)
            .FirstOrDefault(value => value.Quantization is not null || value.Type is ElementType.Int8 or ElementType.Int16);
        if (quantized is not null)
        {
            throw node.Error($"'{quantized.Name}' is quantized, and only float graphs can be written as float ONNX; start from the float model");
        }
    }

    private static ValueInfoProto Describe(EmitContext context, Value value)
    {
        TypeProto.Types.Tensor type = new() { ElemType = EmitContext.TypeOf(value), Shape = new TensorShapeProto() };
        type.Shape.Dim.AddRange(value.Shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = context.NameOf(value), Type = new TypeProto { TensorType = type } };
    }
}
