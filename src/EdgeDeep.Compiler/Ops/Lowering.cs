using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Checks and helpers that the lowering of several operators shares.</summary>
internal static class Lowering
{
    /// <summary>Demands int8 values with one scale each and returns their quantizations.</summary>
    public static Quantization Int8(Node node, Value value)
    {
        if (value.Type != ElementType.Int8)
        {
            throw node.Error(
                $"there is no kernel for {ElementTypes.NameOf(value.Type)} tensors such as '{value.Name}'; quantize the model first");
        }

        return PerTensor(node, value);
    }

    /// <summary>Demands int8 or int16 values with one scale each and returns their quantizations.</summary>
    public static Quantization Integer(Node node, Value value) => value.Type == ElementType.Int16 ? PerTensor(node, value) : Int8(node, value);

    /// <summary>Demands int8 values, or int16 values around zero as the 16x8 scheme of TensorFlow Lite has them.</summary>
    public static Quantization Symmetric16(Node node, Value value)
    {
        Quantization quantization = Integer(node, value);
        return value.Type != ElementType.Int16 || quantization.ZeroPoint == 0
            ? quantization
            : throw node.Error($"'{value.Name}' is int16 with zero point {quantization.ZeroPoint}, and must have zero point 0; convert the model again");
    }

    /// <summary>The kernel for the type of the data, which operands and result must have in common.</summary>
    public static OpCode ByType(Node node, OpCode int8, OpCode int16)
    {
        ElementType type = node.Input(0).Type;
        return node.Output.Type == type
            ? type == ElementType.Int16 ? int16 : int8
            : throw node.Error($"its data is {ElementTypes.NameOf(type)} and its result {ElementTypes.NameOf(node.Output.Type)}, and must be of one type");
    }

    /// <summary>Demands one scale for all elements of an integer tensor of any type.</summary>
    public static Quantization PerTensor(Node node, Value value) => value.Quantization is { IsPerChannel: false, Scale: > 0 } quantization
        ? quantization
        : throw node.Error($"tensor '{value.Name}' needs one positive scale for all its elements");

    /// <summary>Demands operands of one type.</summary>
    public static void SameType(Node node, Value a, Value b)
    {
        if (a.Type != b.Type)
        {
            throw node.Error($"its operands are {ElementTypes.NameOf(a.Type)} and {ElementTypes.NameOf(b.Type)} and must be of one type");
        }
    }

    /// <summary>Demands that results keep the stored values of an operand, as moving operators do.</summary>
    public static void SameQuantization(Node node, Value a, Value b)
    {
        if (a.Type is ElementType.Int8 or ElementType.Int16 && a.Quantization is not null && !Integer(node, a).SameAs(Integer(node, b)))
        {
            throw node.Error($"tensors '{a.Name}' and '{b.Name}' must have the same scale and zero point");
        }
    }

    /// <summary>The quantization of constant int8 weights, per tensor or per channel.</summary>
    public static Quantization Weights(Node node, int input, int axis)
    {
        Value weights = node.Input(input);
        if (weights.Type != ElementType.Int8 || !weights.IsConstant || weights.Quantization is not { } quantization)
        {
            throw node.Error("its weights must be int8 constants with a scale; quantize the model first");
        }

        if (quantization.IsPerChannel && quantization.Scales.Length != weights.Shape[axis])
        {
            throw node.Error($"its weights have {quantization.Scales.Length} scales for {weights.Shape[axis]} channels");
        }

        return quantization;
    }

    /// <summary>Minus the zero point of every channel's weights.</summary>
    public static int[] WeightsOffsets(Quantization weights, int channels) =>
        [.. Enumerable.Range(0, channels).Select(channel => -weights.ZeroPoints[weights.IsPerChannel ? channel : 0])];

    /// <summary>Demands weights whose zero points are 0.</summary>
    public static Quantization SymmetricWeights(Node node, int input, int axis)
    {
        Quantization quantization = Weights(node, input, axis);
        return Array.TrueForAll(quantization.ZeroPoints, zeroPoint => zeroPoint == 0)
            ? quantization
            : throw node.Error("its weights must be symmetric (zero point 0)");
    }

    /// <summary>Tensor index of a bias; zeros where there is none.</summary>
    public static int Bias(Node node, int input, int channels, Planning.PlanBuilder plan)
    {
        if (node.OptionalInput(input) is not { } bias)
        {
            return plan.Table("zero bias", new int[channels]);
        }

        if (bias.Type != ElementType.Int32 || !bias.IsConstant || bias.Elements != channels)
        {
            throw node.Error($"its bias must be a constant of {channels} int32 values");
        }

        return plan.Index(bias);
    }

    /// <summary>
    /// Kernel and bias of a layer with int16 data: with a bias of 64 bits sums have 64 bits and are rounded once; without a
    /// bias, or with one of 32 bits, sums have 32 bits and are rounded twice, as in TensorFlow Lite Micro.
    /// </summary>
    /// <param name="node">The layer.</param>
    /// <param name="input">Index of the bias.</param>
    /// <param name="channels">Number of output channels.</param>
    /// <param name="plan">Where zeros are added.</param>
    /// <param name="wide">The kernel with 64-bit sums.</param>
    /// <param name="narrow">The kernel with 32-bit sums; null where there is none.</param>
    public static (OpCode Op, int Bias) Bias16(Node node, int input, int channels, Planning.PlanBuilder plan, OpCode wide, OpCode? narrow)
    {
        if (node.OptionalInput(input) is { Type: ElementType.Int64 } bias)
        {
            return bias.IsConstant && bias.Elements == channels ? (wide, plan.Index(bias)) : throw node.Error($"its bias must be a constant of {channels} values");
        }

        return narrow is { } op ? (op, Bias(node, input, channels, plan))
            : node.OptionalInput(input) is null ? (wide, plan.Table("zero bias", new long[channels]))
            : throw node.Error("with int16 data its bias must be int64; convert the model again");
    }

    /// <summary>The real numbers of an optional constant operand, float or int8; a number repeated where it is absent.</summary>
    public static double[] Reals(Node node, int input, int count, double absent)
    {
        if (node.OptionalInput(input) is not { } value)
        {
            return [.. Enumerable.Repeat(absent, count)];
        }

        return value switch
        {
            { IsConstant: true, Type: ElementType.Float32 } => [.. value.Floats.ToArray().Select(real => (double)real)],
            { IsConstant: true, Type: ElementType.Int8, Quantization: { IsPerChannel: false } q } =>
                [.. value.Int8s.ToArray().Select(stored => (stored - q.ZeroPoint) * (double)q.Scale)],
            _ => throw node.Error($"'{value.Name}' must be a constant; fold it into the model before importing"),
        };
    }
}
