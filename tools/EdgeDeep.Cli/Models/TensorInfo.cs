using System.Text.Json.Serialization;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>An input or output of a model as commands report it.</summary>
/// <param name="Name">Name in the source model.</param>
/// <param name="Type">Element type, for instance <c>int8</c>.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
/// <param name="Bytes">Size of the tensor.</param>
/// <param name="Scale">real = scale * (stored - zeroPoint); null where the tensor is not quantized.</param>
/// <param name="ZeroPoint">The stored value that means 0; null where the tensor is not quantized.</param>
internal sealed record TensorInfo(string Name, string Type, int[] Shape, long Bytes, float? Scale, int? ZeroPoint)
{
    /// <summary>Number of elements.</summary>
    [JsonIgnore]
    public int Elements => Shape.Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>How it stores real numbers; null where it is not int8.</summary>
    [JsonIgnore]
    public InputQuantization? Quantization => this is { Type: "int8", Scale: { } scale, ZeroPoint: { } zeroPoint } ? new(scale, zeroPoint) : null;

    /// <summary>Describes a tensor of a plan.</summary>
    public static TensorInfo Of(PlanTensor tensor) => new(
        tensor.Name, ElementTypes.NameOf(tensor.Type), tensor.Shape, tensor.Bytes,
        tensor.Scale == 0 ? null : tensor.Scale, tensor.Scale == 0 ? null : tensor.ZeroPoint);

    /// <summary>Describes a value of a graph.</summary>
    public static TensorInfo Of(Value value) => new(
        value.Name, ElementTypes.NameOf(value.Type), value.Shape, (long)value.Elements * ElementTypes.SizeOf(value.Type),
        value.Quantization?.Scale, value.Quantization?.ZeroPoint);

    /// <summary>Type and shape, and the scale where there is one: <c>int8 [1,12] scale 0.00390625 zero point -128</c>.</summary>
    public override string ToString() => Scale is { } scale
        ? $"{Type} {Words.Shape(Shape)} scale {Words.Real(scale)} zero point {ZeroPoint}"
        : $"{Type} {Words.Shape(Shape)}";
}
