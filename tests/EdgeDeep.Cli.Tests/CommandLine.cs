using System.Text.Json;
using EdgeDeep.Cli;

namespace EdgeDeep.Cli.Tests;

/// <summary>What a command line did.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Outcome(int Code, string Out, string Error)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>Runs the tool in this process.</summary>
internal static class CommandLine
{
    public static Outcome Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = Cli.Run(args, output, error);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static Outcome Succeed(params string[] args)
    {
        Outcome outcome = Run(args);
        Assert.True(outcome.Code == 0, outcome.Error);
        return outcome;
    }

    /// <summary>Runs a command that must fail with exactly one line of error, which holds all the given words.</summary>
    public static Outcome Fail(int code, string[] args, params string[] words)
    {
        Outcome outcome = Run(args);
        string error = Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.Equal(code, outcome.Code);
        Assert.Empty(outcome.Out);
        return outcome;
    }
}
