using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>Float graphs in which one thing has been rounded to integers and back. They share everything else with the original.</summary>
internal static class RoundedGraph
{
    /// <summary>With the weights of a layer as the quantized layer has them.</summary>
    public static Graph OfWeights(Graph graph, Node node, Node quantized)
    {
        WeightRule rule = node.Op.Weights!;
        Value stored = quantized.Input(rule.Input);
        float[] scales = stored.Quantization!.Scales;
        int inner = stored.Shape[(rule.ChannelAxis + 1)..].Aggregate(1, (a, b) => a * b), channels = stored.Shape[rule.ChannelAxis];
        float[] reals = [.. stored.Int8s.ToArray().Select((integer, i) => integer * scales[scales.Length == 1 ? 0 : i / inner % channels])];
        Node rounded = new(node.Name, node.Op, node.Inputs, node.Outputs) { Inputs = { [rule.Input] = Value.Constant(stored.Name + "/rounded", stored.Shape, reals) } };
        return Copy(graph, graph.Inputs, graph.Nodes.SelectMany(other => other == node ? [rounded] : (Node[])[other]));
    }

    /// <summary>With the first result of a node as the quantized graph stores it.</summary>
    public static Graph OfResult(Graph graph, Node node, Value stored)
    {
        Value exact = Like(node.Output, "/exact");
        Node before = new(node.Name, node.Op, node.Inputs, [exact, .. node.Outputs.Skip(1)]);
        return Copy(graph, graph.Inputs, graph.Nodes.SelectMany(other => other == node ? [before, .. Rounding(exact, node.Output, stored)] : (Node[])[other]));
    }

    /// <summary>With an input as the quantized graph stores it.</summary>
    public static Graph OfInput(Graph graph, Value input, Value stored)
    {
        Value exact = Like(input, "/exact");
        return Copy(graph, graph.Inputs.Select(other => other == input ? exact : other), [.. Rounding(exact, input, stored), .. graph.Nodes]);
    }

    private static Value Like(Value value, string suffix) => new(value.Name + suffix, value.Type, value.Shape);

    private static IEnumerable<Node> Rounding(Value exact, Value rounded, Value stored)
    {
        (float scale, int zeroPoint) = (stored.Quantization!.Scale, stored.Quantization.ZeroPoint);
        (int low, int high) = stored.Type == ElementType.Int16 ? (short.MinValue, short.MaxValue) : ((int)sbyte.MinValue, (int)sbyte.MaxValue);
        Value steps = Like(exact, "/steps"), integers = Like(exact, "/integers"), limited = Like(exact, "/limited");
        yield return new Node(steps.Name, new Binary(BinaryKind.Div, Clamp.None), [exact, Value.Constant(steps.Name + "/scale", [1], [scale])], [steps]);
        yield return new Node(integers.Name, new Unary(UnaryKind.Round), [steps], [integers]);
        yield return new Node(limited.Name, new Activate(new Clamp(low - zeroPoint, high - zeroPoint)), [integers], [limited]);
        yield return new Node(exact.Name + "/reals", new Binary(BinaryKind.Mul, Clamp.None), [limited, Value.Constant(limited.Name + "/scale", [1], [scale])], [rounded]);
    }

    private static Graph Copy(Graph graph, IEnumerable<Value> inputs, IEnumerable<Node> nodes)
    {
        Graph copy = new(graph.Name);
        copy.Inputs.AddRange(inputs);
        copy.Nodes.AddRange(nodes);
        copy.Outputs.AddRange(graph.Outputs);
        copy.States.AddRange(graph.States);
        return copy;
    }
}
