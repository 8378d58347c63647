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

    /// <summary>Demands one scale for all elements of an integer tensor of any type.</summary>
    public static Quantization PerTensor(Node node, Value value) => value.Quantization is { IsPerChannel: false, Scale: > 0 } quantization
        ? quantization
        : throw node.Error($"tensor '{value.Name}' needs one positive scale for all its elements");

    /// <summary>Demands that results keep the stored values of an operand, as moving operators do.</summary>
    public static void SameQuantization(Node node, Value a, Value b)
    {
        if (a.Type == ElementType.Int8 && !Int8(node, a).SameAs(Int8(node, b)))
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
