using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>How the real numbers of a tensor are stored.</summary>
/// <param name="Type">Integer type.</param>
/// <param name="Parameters">One scale and zero point.</param>
internal sealed record StoredAs(ElementType Type, Quantization Parameters)
{
    /// <summary>Whether a value of the quantized graph is stored that way.</summary>
    public bool Fits(Value value) => value.Type == Type && Parameters.SameAs(value.Quantization);
}
