using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>The method being translated and what its translation turned out to use.</summary>
internal sealed class MethodContext
{
    private readonly HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);

    public MethodContext(KernelCompilation kernels, MethodFacts facts, SemanticModel model, SyntaxNode code)
    {
        Kernels = kernels;
        Facts = facts;
        Model = model;
        foreach (ExpressionSyntax target in Assigned.In(code))
        {
            if (model.GetSymbolInfo(target).Symbol is { } symbol)
            {
                _assigned.Add(symbol);
            }
        }
    }

    public KernelCompilation Kernels { get; }

    public MethodFacts Facts { get; }

    public SemanticModel Model { get; }

    /// <summary>Names of the declarations used.</summary>
    public SortedSet<string> Needs { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the C library's mathematical functions are used.</summary>
    public bool NeedsMath { get; set; }

    /// <summary>Whether the method changes a variable or parameter.</summary>
    public bool Assigns(ISymbol symbol) => _assigned.Contains(symbol);

    /// <summary>Whether the symbol is the index of an array's first element and always 0 in C.</summary>
    public bool IsAlwaysZero(ISymbol? symbol) =>
        symbol is IParameterSymbol parameter && OffsetFlow.IsOffset(parameter) && !Assigns(parameter);

    /// <summary>Notes that a declaration is used and returns its name.</summary>
    public string Use(string name)
    {
        Needs.Add(name);
        return name;
    }
}
