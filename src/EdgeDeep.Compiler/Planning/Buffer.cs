using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Planning;

/// <summary>A tensor of a plan before it has a place.</summary>
/// <param name="Name">Name in the source model.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Storage">The memory that will hold it.</param>
/// <param name="Data">Elements of a constant; initial elements of a state.</param>
/// <param name="Quantization">Scale and zero point.</param>
/// <param name="AliasOf">Index of the tensor whose memory it shares.</param>
internal sealed record Buffer(
    string Name, ElementType Type, int[] Shape, Storage Storage, byte[]? Data, Quantization? Quantization, int? AliasOf)
{
    public int Elements { get; } = Shape.Aggregate(1, (product, dimension) => checked(product * dimension));

    public int Bytes => checked(Elements * ElementTypes.SizeOf(Type));

    public PlanTensor ToTensor(int offset) =>
        new(Name, Type, Shape, Storage, offset, Quantization?.Scale ?? 0, Quantization?.ZeroPoint ?? 0);
}
