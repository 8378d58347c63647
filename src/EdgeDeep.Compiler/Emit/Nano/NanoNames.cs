namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>What a model is called in C#.</summary>
/// <param name="Source">The name that the user gave or the model's file name.</param>
public sealed record NanoNames(string Source)
{
    /// <summary>Namespace of all exported models.</summary>
    public const string Namespace = "EdgeDeep.Models";

    /// <summary>The name in Pascal case, with letters and digits only: <c>wake-word</c> is <c>WakeWord</c>.</summary>
    public string Identifier { get; } = IdentifierOf(Source);

    /// <summary>Name of the assembly.</summary>
    public string Assembly => $"{Namespace}.{Identifier}";

    /// <summary>The class that makes sessions.</summary>
    public string Model => $"{Identifier}Model";

    /// <summary>The class that calls the kernels.</summary>
    public string Kernels => $"{Identifier}Kernels";

    /// <summary>The class that holds the model's bytes.</summary>
    public string Data => $"{Identifier}Data";

    private static string IdentifierOf(string source)
    {
        string[] words = string.Concat(source.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 || !char.IsAsciiLetter(name[0]) ? $"Model{name}" : name;
    }
}
