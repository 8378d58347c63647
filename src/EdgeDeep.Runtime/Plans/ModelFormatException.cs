namespace EdgeDeep.Runtime.Plans;

/// <summary>The bytes are no .edge file that this runtime can run. The message is one sentence that says why.</summary>
public sealed class ModelFormatException(string message, Exception? cause = null) : Exception(message, cause);
