using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Float to integer, or integer to integer at another scale. The output's type and quantization are set by whoever adds
/// the node.
/// </summary>
public sealed record Quantize : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Quantize);

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, node.Output.Type, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0), output = node.Output;
        if (output.Quantization is not { IsPerChannel: false, Scale: > 0 } outputQ)
        {
            throw node.Error($"tensor '{output.Name}' needs one positive scale for all its elements");
        }

        int[] operands = [plan.Index(input)], results = [plan.Index(output)];
        if (input.Type == ElementType.Float32 && output.Type is ElementType.Int8 or ElementType.Int16 or ElementType.UInt8)
        {
            OpCode quantize = output.Type == ElementType.Int16 ? OpCode.QuantizeInt16 : output.Type == ElementType.UInt8 ? OpCode.QuantizeUInt8 : OpCode.QuantizeInt8;
            plan.Step(
                quantize, node, operands, results,
                [input.Elements, BitConverter.SingleToInt32Bits(outputQ.Scale), outputQ.ZeroPoint]);
            return;
        }

        OpCode op = (input.Type, output.Type) switch
        {
            (ElementType.Int8, ElementType.Int8) => OpCode.RequantizeInt8,
            (ElementType.UInt8, ElementType.Int8) => OpCode.RequantizeUInt8ToInt8,
            (ElementType.Int8, ElementType.UInt8) => OpCode.RequantizeInt8ToUInt8,
            (ElementType.Int16, ElementType.Int8) => OpCode.RequantizeInt16ToInt8,
            (ElementType.Int8, ElementType.Int16) => OpCode.RequantizeInt8ToInt16,
            (ElementType.Int16, ElementType.Int32) => OpCode.RequantizeInt16ToInt32,
            (ElementType.Int16, ElementType.Int16) => OpCode.RequantizeInt16,
            (ElementType.Int32, ElementType.Int16) => OpCode.RequantizeInt32ToInt16,
            (ElementType.Int32, ElementType.Int8) => OpCode.RequantizeInt32ToInt8,
            (ElementType.Int8, ElementType.Int32) => OpCode.RequantizeInt8ToInt32,
            _ => throw node.Error($"there is no kernel from {ElementTypes.NameOf(input.Type)} to {ElementTypes.NameOf(output.Type)}"),
        };
        Quantization inputQ = input.Quantization ?? throw node.Error($"tensor '{input.Name}' has no scale");
        (int multiplier, int shift) = Multipliers.Quantize((double)inputQ.Scale / outputQ.Scale);
        plan.Step(op, node, operands, results, [input.Elements, -inputQ.ZeroPoint, outputQ.ZeroPoint, multiplier, shift]);
    }
}

/// <summary>Integer to float.</summary>
public sealed record Dequantize : Operator
{
    /// <inheritdoc/>
    public override string Name => nameof(Dequantize);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override void InferShapes(Node node) => Shapes.Set(node, ElementType.Float32, node.Input(0).Shape);

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        OpCode op = input.Type switch
        {
            ElementType.Int8 => OpCode.DequantizeInt8,
            ElementType.UInt8 => OpCode.DequantizeUInt8,
            ElementType.Int16 => OpCode.DequantizeInt16,
            _ => throw node.Error($"there is no kernel from {ElementTypes.NameOf(input.Type)} to float32"),
        };
        Quantization quantization = Lowering.PerTensor(node, input);
        plan.Step(
            op, node, [plan.Index(input)], [plan.Index(node.Output)],
            [input.Elements, BitConverter.SingleToInt32Bits(quantization.Scale), -quantization.ZeroPoint]);
    }
}
