using Microsoft.CodeAnalysis;

namespace EdgeDeep.KernelTranslator;

/// <summary>
/// The inner loops that firmware/bare has in assembly as well, for cores with the DSP instructions. A leaf computes what the
/// method's own body computes; its symbol is the method's name in the C library.
/// </summary>
internal sealed class LeafMethods
{
    private static readonly string[] Names =
    [
        "EdgeDeep.Kernels.Conv2D.AddFour",
        "EdgeDeep.Kernels.DepthwiseConv2D.AddFour",
        "EdgeDeep.Kernels.FullyConnected.Dot",
    ];

    private readonly HashSet<string> _missing = [.. Names];

    /// <summary>The symbol of a method's leaf; null where it has none.</summary>
    public string? Find(IMethodSymbol method)
    {
        string name = $"{method.ContainingType.ToDisplayString()}.{method.Name}";
        if (!Names.Contains(name))
        {
            return null;
        }

        _missing.Remove(name);
        return Naming.Of(method);
    }

    /// <summary>Refuses a table that names a method which is not there.</summary>
    /// <exception cref="InvalidOperationException">One is missing.</exception>
    public void RequireAllFound()
    {
        if (_missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"LeafMethods names {string.Join(" and ", _missing)}, which the kernels do not have; follow the kernel's change there and in firmware/bare/leaves.S.");
        }
    }
}
