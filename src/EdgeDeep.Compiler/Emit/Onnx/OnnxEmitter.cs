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

    /// <summary>
    /// Writes a graph. Tensors carry the names of their values. A state becomes an input behind the graph's inputs and an
    /// output behind all other outputs, which the metadata pairs under <see cref="MetadataKeys.State"/>.
    /// </summary>
    /// <param name="graph">A graph of float operators; nothing in it is quantized.</param>
    /// <param name="extraOutputs">Values inside the graph to add behind its outputs, such as for calibration.</param>
    /// <returns>The bytes of the .onnx file.</returns>
    /// <exception cref="ModelException">The graph is quantized or holds an operator without a float form.</exception>
    public static byte[] Emit(Graph graph, IReadOnlyCollection<Value>? extraOutputs = null)
    {
        Value[] inputs = [.. graph.Inputs, .. graph.States.Select(state => state.Current)];
        Value[] outputs = [.. graph.Outputs, .. (extraOutputs ?? []).Where(value => !value.IsConstant).Except(graph.Outputs).Except(inputs)];
        EmitContext context = new(inputs.Concat(outputs));
        foreach (Value input in inputs)
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

        string states = StateEmit.Write(graph, context);
        context.Graph.Name = graph.Name;
        ModelProto model = new() { IrVersion = IrVersion, ProducerName = "EdgeDeep", Graph = context.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.MetadataProps.AddRange(graph.Metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        if (states.Length > 0)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = MetadataKeys.State, Value = states });
        }

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

    private static ValueInfoProto Describe(EmitContext context, Value value) => EmitContext.Describe(context.NameOf(value), value);
}
