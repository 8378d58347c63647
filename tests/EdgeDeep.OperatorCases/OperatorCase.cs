using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>One operand or result of a call.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Content">Its bytes before the call, little-endian; a result starts with bytes that it must overwrite or update.</param>
public sealed record CaseTensor(ElementType Type, byte[] Content)
{
    /// <summary>Number of elements.</summary>
    public int Elements => Content.Length / ElementTypes.SizeOf(Type);
}

/// <summary>One call of a kernel with everything it needs.</summary>
/// <param name="Op">The kernel.</param>
/// <param name="Seed">The number it was drawn from; the same number draws the same call.</param>
/// <param name="Parameters">The parameter structure in its stored form.</param>
/// <param name="Inputs">Operands in the order of a plan's step.</param>
/// <param name="Outputs">Results, then state and scratch, in the order of a plan's step.</param>
public sealed record OperatorCase(OpCode Op, ulong Seed, int[] Parameters, CaseTensor[] Inputs, CaseTensor[] Outputs)
{
    /// <summary>Whether the kernel has weights: data, weights, bias, multipliers, shifts.</summary>
    public bool Weighted => Op is OpCode.Conv2DInt8 or OpCode.DepthwiseConv2DInt8 or OpCode.FullyConnectedInt8 or OpCode.TransposeConv2DInt8;

    /// <summary>Name for messages.</summary>
    public override string ToString() => $"{Op}, seed {Seed}";
}
