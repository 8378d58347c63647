namespace EdgeDeep.Compiler;

/// <summary>
/// A model or its data cannot be used. The message is one sentence for the user: what is wrong, where (node, operator,
/// file) and what to do.
/// </summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the exception for one node.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public ModelException(ModelProblem problem)
        : base(problem.ToString()) => Problems = [problem];

    /// <summary>Creates the exception.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ModelException(string message, Exception cause)
        : base(message, cause) => Problems = cause is ModelException { Problems: var problems } ? problems : [];

    /// <summary>The nodes that stand in the way, each of them; empty where the fault is no node's.</summary>
    public IReadOnlyList<ModelProblem> Problems { get; init; } = [];
}
