using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// The nodes of a float graph that stay float when it is quantized: those whose operator has no kernel on stored integers, and
/// what follows them as long as it needs nothing else, so that numbers are not stored as integers in between.
/// </summary>
public static class FloatIslands
{
    /// <summary>Finds them.</summary>
    internal static HashSet<Node> Find(Graph graph)
    {
        HashSet<Node> islands = [];
        HashSet<Value> floats = [];
        foreach (Node node in graph.Nodes)
        {
            Value[] operands = [.. node.Inputs.OfType<Value>().Where(ScaleGroups.IsActivation)];
            bool isReal = operands.Length > 0 || node.Outputs.Exists(ScaleGroups.IsActivation);
            bool follows = node.Op.HasFloatKernel && operands.Length > 0 && Array.TrueForAll(operands, floats.Contains);
            if (isReal && (node.Op.IsFloatOnly || follows))
            {
                islands.Add(node);
                floats.UnionWith(node.Outputs.Where(ScaleGroups.IsActivation));
            }
        }

        return islands;
    }

    /// <summary>One sentence about the steps of a plan that compute in floating point, or null where there are none.</summary>
    /// <param name="plan">The plan of a model that is meant to run on integers.</param>
    public static string? Warning(Plan plan)
    {
        // Conversions at the edges and plain movement cost nothing to speak of.
        PlanStep[] steps = [.. plan.Steps.Where(step => step.Op is OpCode.BinaryFloat or OpCode.UnaryFloat or OpCode.ReduceFloat or OpCode.CompareFloat
            or OpCode.SelectFloat or OpCode.ResizeBilinearFloat or OpCode.ArgMaxFloat or OpCode.ArgMinFloat or OpCode.TopKFloat or OpCode.SoftmaxFloat
            or OpCode.LogSoftmaxFloat)];
        if (steps.Length == 0)
        {
            return null;
        }

        const int Named = 8;
        string names = string.Join(", ", steps.Take(Named).Select(step => $"'{step.Name}' ({step.Op}, {Cost(plan, step)} numbers)"));
        string others = steps.Length > Named ? $" and {steps.Length - Named} more" : string.Empty;
        return $"{steps.Length} {(steps.Length == 1 ? "step runs" : "steps run")} in floating point, {steps.Sum(step => Cost(plan, step))} numbers for each inference: {names}{others}; "
            + "on a processor without a floating-point unit, take them out of the model and do them where there is one.";
    }

    /// <summary>Numbers that a step reads or writes, whichever are more.</summary>
    private static long Cost(Plan plan, PlanStep step) => Math.Max(
        step.Inputs.Max(index => (long)plan.Tensors[index].Elements), step.Outputs.Max(index => (long)plan.Tensors[index].Elements));
}
