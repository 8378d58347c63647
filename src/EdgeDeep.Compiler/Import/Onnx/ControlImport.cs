using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Decisions that are made while importing: shapes and constant inputs are all they may depend on.</summary>
internal static class ControlImport
{
    /// <summary>If: the nodes of the branch that the condition chooses.</summary>
    public static IReadOnlyList<Value> If(OnnxNode node)
    {
        Value condition = node.Constant(0, "condition");
        if (condition is not { Type: ElementType.Bool, Elements: 1 })
        {
            throw node.Error("its condition must be one truth value");
        }

        GraphProto then = node.Branch("then_branch"), otherwise = node.Branch("else_branch");
        return GraphReader.ReadBranch(condition.Data![0] != 0 ? then : otherwise, node.Context);
    }
}
