namespace EdgeDeep.Compiler;

/// <summary>Why one node of a model cannot be used.</summary>
/// <param name="Node">Name of the node in the source model.</param>
/// <param name="Operator">Its operator, as the source format calls it.</param>
/// <param name="Problem">What is wrong and what to do, without a full stop.</param>
public sealed record ModelProblem(string Node, string Operator, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"Node '{Node}' ({Operator}): {Problem}.";
}
