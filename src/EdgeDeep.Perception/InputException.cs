namespace EdgeDeep.Perception;

/// <summary>
/// The one exception for input that a user can put right: a file that is missing, broken or of the wrong kind,
/// or a pre-processing text that cannot be understood. The message is one sentence that names the file or text,
/// says what is wrong with it and what to do.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: what, where, what to do.</param>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception from the error of the operating system that led to it.</summary>
    /// <param name="message">One sentence: what, where, what to do.</param>
    /// <param name="innerException">The error that led to this one.</param>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
