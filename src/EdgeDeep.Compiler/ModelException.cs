namespace EdgeDeep.Compiler;

/// <summary>
/// A model or its data cannot be used. The message is one sentence for the user: what is wrong, where (node, operator,
/// file) and what to do.
/// </summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ModelException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
