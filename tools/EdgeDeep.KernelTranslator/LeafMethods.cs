using Microsoft.CodeAnalysis;

namespace EdgeDeep.KernelTranslator;

/// <summary>
/// The methods that firmware/bare has in assembly as well. A leaf computes what the method's own body computes; its symbol is
/// the method's name in the C library.
/// </summary>
internal sealed class LeafMethods
{
    private const string EveryCore = "LEAVES", DspCores = "LEAVES_DSP";

    // The conditional symbol says which cores can run the leaf.
    private static readonly Dictionary<string, string> Conditions = new()
    {
        ["EdgeDeep.Kernels.Conv2D.AddFour"] = DspCores,
        ["EdgeDeep.Kernels.Conv2D.Requantize"] = EveryCore,
        ["EdgeDeep.Kernels.DepthwiseConv2D.AddFour"] = DspCores,
        ["EdgeDeep.Kernels.DepthwiseConv2D.Requantize"] = EveryCore,
        ["EdgeDeep.Kernels.FixedPoint.MultiplyByQuantizedMultiplier"] = EveryCore,
        ["EdgeDeep.Kernels.FullyConnected.Dot"] = DspCores,
    };

    private readonly HashSet<string> _missing = [.. Conditions.Keys];

    /// <summary>The symbol of a method's leaf and the condition under which it stands for the method; null where there is none.</summary>
    public (string Symbol, string Condition)? Find(IMethodSymbol method)
    {
        string name = $"{method.ContainingType.ToDisplayString()}.{method.Name}";
        if (!Conditions.TryGetValue(name, out string? condition))
        {
            return null;
        }

        _missing.Remove(name);
        return (Naming.Of(method), condition);
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
