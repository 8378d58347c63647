using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Walks the nodes of a parsed model and builds the graph, still in the model's own layout.</summary>
internal static class GraphReader
{
    /// <summary>Builds the graph of a model.</summary>
    public static Graph Read(string fileName, ModelProto model, ImportOptions options)
    {
        Graph graph = new(fileName);
        foreach (StringStringEntryProto entry in model.MetadataProps)
        {
            graph.Metadata[entry.Key] = entry.Value;
        }

        int opset = (int)model.OpsetImport.First(set => set.Domain is "" or "ai.onnx").Version;
        ImportContext context = new(graph, opset, CountUses(model.Graph));
        ReadInitializers(model.Graph, context);
        InputReader.Read(model.Graph, context, options);
        ReadAllNodes(model.Graph, context);
        ReadOutputs(model.Graph, context);
        return graph;
    }

    /// <summary>Adds the nodes of a branch to the graph; names are unique in a model and all its branches.</summary>
    /// <returns>The branch's results.</returns>
    public static IReadOnlyList<Value> ReadBranch(GraphProto branch, ImportContext context)
    {
        ReadInitializers(branch, context);
        for (int i = 0; i < branch.Node.Count; i++)
        {
            ReadNode(branch.Node[i], i, context);
        }

        return
        [
            .. branch.Output.Select(output => context.Lookup(output.Name)
                ?? throw new ModelException($"Output '{output.Name}' of the branch '{branch.Name}' is computed by no node.")),
        ];
    }

    private static void ReadInitializers(GraphProto graph, ImportContext context)
    {
        foreach (TensorProto initializer in graph.Initializer)
        {
            context.Define(initializer.Name, TensorReader.Read(initializer));
        }
    }

    /// <summary>
    /// Adds all nodes. After one that cannot be imported it goes on where the model states what that node's results are, so
    /// that every such node is found.
    /// </summary>
    private static void ReadAllNodes(GraphProto graph, ImportContext context)
    {
        ProblemList problems = new();
        for (int i = 0; i < graph.Node.Count; i++)
        {
            NodeProto node = graph.Node[i];
            int index = i;
            bool isBlocked = node.Input.Any(context.IsBlocked);

            // Behind an unknown operand only the operator itself can be looked at.
            bool isDone = problems.Try(() => _ = isBlocked ? Importer(node, index, context) : null) && !isBlocked && problems.Try(() => ReadNode(node, index, context));
            if (!isDone)
            {
                StandIns(graph, node, context);
            }
        }

        problems.ThrowIfAny();
    }

    /// <summary>Defines results of a node that cannot be imported by what the model says about them.</summary>
    private static void StandIns(GraphProto graph, NodeProto node, ImportContext context)
    {
        foreach (string name in node.Output.Where(name => name.Length > 0 && !context.IsDefined(name)))
        {
            ValueInfoProto? info = graph.ValueInfo.Concat(graph.Output).FirstOrDefault(info => info.Name == name);
            if (info is not null && InputReader.Stated(info) is { Type: ElementType.Float32 } value)
            {
                context.Define(name, value);
            }
            else
            {
                context.Block(name);
            }
        }
    }

    private static Dictionary<string, int> CountUses(GraphProto graph) =>
        NamesIn(graph).Where(name => name.Length > 0).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>Every use of a name, in branches too.</summary>
    private static IEnumerable<string> NamesIn(GraphProto graph) =>
        graph.Node.SelectMany(node => node.Input.Concat(node.Attribute.Where(attribute => attribute.G is not null).SelectMany(attribute => NamesIn(attribute.G))))
            .Concat(graph.Output.Select(output => output.Name));

    private static void ReadNode(NodeProto proto, int index, ImportContext context)
    {
        OnnxNode node = new(proto, index, context);
        IReadOnlyList<Value> results = Importer(proto, index, context)(node);
        node.RefuseUnknownAttributes();
        for (int i = 0; i < proto.Output.Count; i++)
        {
            string name = proto.Output[i];
            if (i < results.Count)
            {
                context.Define(name, results[i]);
            }
            else if (context.Uses(name) > 0)
            {
                throw node.Error($"its output {i} ('{name}') is not supported; remove what uses it");
            }
        }
    }

    private static ImportFunction Importer(NodeProto proto, int index, ImportContext context)
    {
        string key = proto.Domain is "" or "ai.onnx" ? proto.OpType : $"{proto.Domain}.{proto.OpType}";
        string name = new OnnxNode(proto, index, context).Name;
        return OnnxOperators.Table.GetValueOrDefault(key) ?? throw new ModelException(
            $"Node '{name}' uses the operator {key}, which is not supported; replace it, or cut the model before it.")
        {
            Problems = [new ModelProblem(name, key, "the operator is not supported; replace it, or cut the model before it")],
        };
    }

    /// <summary>Outputs keep the model's names and types; an output that is also something else gets a copy of its own.</summary>
    private static void ReadOutputs(GraphProto graph, ImportContext context)
    {
        foreach (ValueInfoProto info in graph.Output)
        {
            Value value = context.Lookup(info.Name) ?? throw new ModelException($"Output '{info.Name}' is computed by no node.");
            if (info.Type?.TensorType?.ElemType == TensorProto.Types.DataType.Uint8 && value.Quantization is { } quantization && value.Type == ElementType.Int8)
            {
                Value bytes = new(info.Name, ElementType.UInt8, value.Shape) { Quantization = new(quantization.Scale, quantization.ZeroPoint + 128) };
                value = context.Append(new Node(info.Name, new Quantize(), [value], [bytes]));
            }
            else if (context.Graph.Inputs.Contains(value) || context.Graph.Outputs.Contains(value) || value.IsConstant)
            {
                Value copy = new(info.Name, value.Type, value.Shape) { Quantization = value.Quantization };
                value = context.Append(new Node(info.Name, Reshape.To(value.Shape), [value], [copy]));
            }

            value.Name = info.Name;
            context.Graph.Outputs.Add(value);
        }
    }
}
