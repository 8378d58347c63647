namespace EdgeDeep.Cli;

/// <summary>The work cannot be done for a reason that the user can remove. The message is one sentence; exit code 1.</summary>
internal sealed class CommandException(string message) : Exception(message);

/// <summary>Options contradict each other or one is missing. The message is one sentence; exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
