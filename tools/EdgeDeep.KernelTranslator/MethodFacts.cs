using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>What a method calls and which of its parameters it writes through.</summary>
internal sealed class MethodFacts
{
    private readonly KernelCompilation _kernels;
    private readonly Dictionary<IMethodSymbol, HashSet<int>> _written = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<InvocationExpressionSyntax>> _calls = new(SymbolEqualityComparer.Default);

    public MethodFacts(KernelCompilation kernels)
    {
        _kernels = kernels;
        foreach ((IMethodSymbol method, MethodDeclarationSyntax code) in kernels.Methods)
        {
            _calls[method] = [.. code.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => Target(call) is not null)];
            _written[method] = WrittenDirectly(method, code);
        }

        RefuseRecursion();
        Spread();
    }

    /// <summary>Methods of the kernels that a method calls.</summary>
    public IEnumerable<IMethodSymbol> CalledBy(IMethodSymbol method) => _calls[method].Select(call => Target(call)!);

    /// <summary>Whether the method changes what a parameter refers to.</summary>
    public bool Writes(IParameterSymbol parameter) =>
        _written[(IMethodSymbol)parameter.ContainingSymbol].Contains(parameter.Ordinal);

    /// <summary>Whether the method changes anything but its own variables.</summary>
    public bool Writes(IMethodSymbol method) => _written[method].Count > 0;

    /// <summary>The method of the kernels that a call names.</summary>
    public IMethodSymbol? Target(InvocationExpressionSyntax call) =>
        _kernels.ModelOf(call).GetSymbolInfo(call).Symbol is IMethodSymbol method && _kernels.Methods.ContainsKey(method)
            ? method : null;

    private HashSet<int> WrittenDirectly(IMethodSymbol method, MethodDeclarationSyntax code)
    {
        HashSet<int> written = [.. method.Parameters.Where(p => p.RefKind == RefKind.Ref).Select(p => p.Ordinal)];
        foreach (ExpressionSyntax target in Assigned.In(code))
        {
            if (target is ElementAccessExpressionSyntax element && ParameterOf(element.Expression) is { } array)
            {
                written.Add(array.Ordinal);
            }
        }

        return written;
    }

    private IParameterSymbol? ParameterOf(ExpressionSyntax expression) =>
        _kernels.ModelOf(expression).GetSymbolInfo(expression).Symbol as IParameterSymbol;

    /// <summary>An array that a method hands on to one that writes it is written by both.</summary>
    private void Spread()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach ((IMethodSymbol caller, List<InvocationExpressionSyntax> calls) in _calls)
            {
                foreach (InvocationExpressionSyntax call in calls)
                {
                    IMethodSymbol target = Target(call)!;
                    for (int i = 0; i < call.ArgumentList.Arguments.Count; i++)
                    {
                        changed |= target.Parameters[i].Type is IArrayTypeSymbol
                            && _written[target].Contains(i)
                            && ParameterOf(call.ArgumentList.Arguments[i].Expression) is { } own
                            && _written[caller].Add(own.Ordinal);
                    }
                }
            }
        }
    }

    private void RefuseRecursion()
    {
        foreach (IMethodSymbol method in _kernels.Methods.Keys)
        {
            HashSet<IMethodSymbol> reached = new(SymbolEqualityComparer.Default);
            Stack<IMethodSymbol> open = new(CalledBy(method));
            while (open.TryPop(out IMethodSymbol? next))
            {
                if (SymbolEqualityComparer.Default.Equals(next, method))
                {
                    throw new TranslationException(
                        _kernels.Methods[method].Identifier.GetLocation(), $"'{method.Name}' is recursive; kernels run in a known stack");
                }

                if (reached.Add(next))
                {
                    foreach (IMethodSymbol called in CalledBy(next))
                    {
                        open.Push(called);
                    }
                }
            }
        }
    }
}
