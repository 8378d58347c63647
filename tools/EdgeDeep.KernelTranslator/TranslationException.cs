using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EdgeDeep.KernelTranslator;

/// <summary>A kernel cannot be written in C; the message starts with file, line and column.</summary>
public sealed class TranslationException : Exception
{
    /// <summary>Says what is wrong at a place in a kernel.</summary>
    public TranslationException(Location location, string problem)
        : base($"{Place(location)}: {problem}")
    {
    }

    internal TranslationException(SyntaxNode node, string problem)
        : this(node.GetLocation(), problem)
    {
    }

    private static string Place(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        LinePosition start = span.StartLinePosition;
        return $"{span.Path}({start.Line + 1},{start.Character + 1})";
    }
}
