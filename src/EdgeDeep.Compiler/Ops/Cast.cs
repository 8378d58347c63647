using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>The same numbers under another element type; real numbers lose their fraction.</summary>
/// <param name="To">The type.</param>
public sealed record Cast(ElementType To) : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Cast);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override bool IsFloatOnly => true;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, To, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        int[] operands = [plan.Index(input)], results = [plan.Index(node.Output)];
        int one = FloatKernels.Bits(1);
        switch (input.Type, To)
        {
            case (ElementType.Int32, ElementType.Float32): plan.Step(OpCode.CastInt32ToFloat, node, operands, results, [input.Elements]); break;
            case (ElementType.Float32, ElementType.Int32): plan.Step(OpCode.CastFloatToInt32, node, operands, results, [input.Elements]); break;
            case (ElementType.UInt8 or ElementType.Bool, ElementType.Int32): plan.Step(OpCode.CastUInt8ToInt32, node, operands, results, [input.Elements]); break;
            case (ElementType.Int32, ElementType.Bool): plan.Step(OpCode.CastInt32ToBool, node, operands, results, [input.Elements]); break;
            case (ElementType.Float32, ElementType.Bool): plan.Step(OpCode.CastFloatToBool, node, operands, results, [input.Elements]); break;
            case (ElementType.UInt8 or ElementType.Bool, ElementType.Float32): plan.Step(OpCode.DequantizeUInt8, node, operands, results, [input.Elements, one, 0]); break;
            case (ElementType.Int8, ElementType.Float32) when input.Quantization is null: plan.Step(OpCode.DequantizeInt8, node, operands, results, [input.Elements, one, 0]); break;
            case (ElementType.Float32, ElementType.Float32) or (ElementType.Int32, ElementType.Int32): plan.Alias(node.Output, input); break;
            default: throw node.Error($"there is no kernel from {ElementTypes.NameOf(input.Type)} to {ElementTypes.NameOf(To)}; cast by way of int32 or float");
        }
    }
}
