using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>What keeps a float graph from being quantized.</summary>
internal static class Int8Support
{
    /// <summary>Checks every node.</summary>
    /// <exception cref="ModelException">The first node that cannot be quantized, and why; it carries the problems of all others.</exception>
    public static void Check(Graph graph)
    {
        HashSet<Node> islands = FloatIslands.Find(graph);
        ProblemList problems = new();
        foreach (Node node in graph.Nodes)
        {
            problems.Try(() => Check(node, islands.Contains(node)));
        }

        problems.ThrowIfAny();
    }

    private static void Check(Node node, bool isIsland)
    {
        if (node.Inputs.OfType<Value>().Concat(node.Outputs).Any(value => value.Quantization is not null))
        {
            throw node.Error("it is quantized already; give the float model, or convert this one as it stands");
        }

        if (isIsland)
        {
            if (!node.Op.HasFloatKernel)
            {
                throw node.Error("there is neither an int8 nor a float kernel for it; replace it in the model or keep it out of the exported part");
            }

            return;
        }

        if (Missing(node.Op) is { } problem)
        {
            throw node.Error(problem);
        }

        if (node.Op.Weights is { } rule)
        {
            CheckConstants(node, rule);
            CheckBias(node, rule);
        }

        foreach (WeightRule gate in RecurrentQuantizer.Rules(node.Op))
        {
            CheckConstants(node, gate);
        }
    }

    private static string? Missing(Operator op) => op switch
    {
        BatchNorm => "batch normalization must be folded before quantization; run the float passes first",
        Quantize or Dequantize => "the model mixes float and quantized parts; give the float model it was made from",
        _ => null,
    };

    private static void CheckConstants(Node node, WeightRule rule)
    {
        foreach (int index in new[] { rule.Input, rule.Bias })
        {
            Value? value = index == rule.Bias ? node.OptionalInput(index) : node.Input(index);
            if (value is not null && (!value.IsConstant || value.Type != ElementType.Float32))
            {
                throw node.Error($"'{value.Name}' must be a float constant; freeze the model before exporting it");
            }
        }
    }

    private static void CheckBias(Node node, WeightRule rule)
    {
        if (node.OptionalInput(rule.Bias) is { } bias && bias.Elements != node.Input(rule.Input).Shape[rule.ChannelAxis])
        {
            throw node.Error($"its bias '{bias.Name}' has {bias.Elements} elements and the weights have {node.Input(rule.Input).Shape[rule.ChannelAxis]} channels");
        }
    }
}
