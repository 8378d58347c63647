using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Arithmetic and activations, element by element.</summary>
internal static class ElementwiseImport
{
    /// <summary>An operator of two operands.</summary>
    public static ImportFunction Binary(BinaryKind kind) => node => [Apply(node, kind, node.Input(0), node.Input(1))];

    /// <summary>An operator of one or more operands, applied from left to right.</summary>
    public static ImportFunction Variadic(BinaryKind kind) => node =>
    {
        Value result = node.Input(0);
        for (int i = 1; i < node.InputCount; i++)
        {
            result = Apply(node, kind, result, node.Input(i));
        }

        return [result];
    };

    /// <summary>A function of one operand.</summary>
    public static ImportFunction Unary(UnaryKind kind) => node => [node.Add(new Unary(kind), node.Input(0))];

    /// <summary>Relu.</summary>
    public static IReadOnlyList<Value> Relu(OnnxNode node) => [node.Add(new Activate(Clamp.Relu), node.Input(0))];

    /// <summary>Clip; bounds are attributes before operator set 11 and inputs since.</summary>
    public static IReadOnlyList<Value> Clip(OnnxNode node)
    {
        Clamp clamp = new(
            node.FloatFrom(1, "min", float.NegativeInfinity), node.FloatFrom(2, "max", float.PositiveInfinity));
        clamp = new Clamp(
            clamp.Min == float.MinValue ? float.NegativeInfinity : clamp.Min,
            clamp.Max == float.MaxValue ? float.PositiveInfinity : clamp.Max);
        return clamp.IsNone ? [node.Input(0)]
            : clamp.Min <= clamp.Max ? [node.Add(new Activate(clamp), node.Input(0))]
            : throw node.Error($"its lower bound {clamp.Min} exceeds its upper bound {clamp.Max}");
    }

    /// <summary>LeakyRelu.</summary>
    public static IReadOnlyList<Value> LeakyRelu(OnnxNode node) =>
        [node.Add(new LeakyRelu(node.Float("alpha", 0.01f)), node.Input(0))];

    /// <summary>PRelu; slopes align with the data's last axes.</summary>
    public static IReadOnlyList<Value> PRelu(OnnxNode node) => [node.Add(new PRelu(), node.Input(0), node.Input(1))];

    /// <summary>HardSigmoid: max(0, min(1, alpha * x + beta)).</summary>
    public static IReadOnlyList<Value> HardSigmoid(OnnxNode node) =>
        [node.Add(new Unary(UnaryKind.HardSigmoid, node.Float("alpha", 0.2f), node.Float("beta", 0.5f)), node.Input(0))];

    /// <summary>Elu.</summary>
    public static IReadOnlyList<Value> Elu(OnnxNode node) => [node.Add(new Unary(UnaryKind.Elu, node.Float("alpha", 1)), node.Input(0))];

    /// <summary>Gelu of operator set 20, by the error function or by tanh.</summary>
    public static IReadOnlyList<Value> Gelu(OnnxNode node) => node.Text("approximate", "none") switch
    {
        "none" => [node.Add(new Unary(UnaryKind.Gelu), node.Input(0))],
        "tanh" => [node.Add(new Unary(UnaryKind.GeluTanh), node.Input(0))],
        string other => throw node.Error($"its attribute approximate is '{other}' and must be 'none' or 'tanh'"),
    };

    /// <summary>QuickGelu: x * sigmoid(alpha * x).</summary>
    public static IReadOnlyList<Value> QuickGelu(OnnxNode node) =>
        [node.Add(new Unary(UnaryKind.Silu, node.Float("alpha", 1.702f)), node.Input(0))];

    /// <summary>Celu.</summary>
    public static IReadOnlyList<Value> Celu(OnnxNode node) => [node.Add(new Unary(UnaryKind.Celu, node.Float("alpha", 1)), node.Input(0))];

    /// <summary>Selu.</summary>
    public static IReadOnlyList<Value> Selu(OnnxNode node) =>
        [node.Add(new Unary(UnaryKind.Selu, node.Float("alpha", 1.67326319217681884765625f), node.Float("gamma", 1.05070102214813232421875f)), node.Input(0))];

    /// <summary>ThresholdedRelu.</summary>
    public static IReadOnlyList<Value> ThresholdedRelu(OnnxNode node) =>
        [node.Add(new Unary(UnaryKind.ThresholdedRelu, node.Float("alpha", 1)), node.Input(0))];

    /// <summary>Shrink.</summary>
    public static IReadOnlyList<Value> Shrink(OnnxNode node) =>
        [node.Add(new Unary(UnaryKind.Shrink, node.Float("lambd", 0.5f), node.Float("bias", 0)), node.Input(0))];

    /// <summary>Swish of operator set 24: x * sigmoid(alpha * x).</summary>
    public static IReadOnlyList<Value> Swish(OnnxNode node) => [node.Add(new Unary(UnaryKind.Silu, node.Float("alpha", 1)), node.Input(0))];

    /// <summary>Mod: the divisor's sign, or the data's where fmod is set.</summary>
    public static IReadOnlyList<Value> Mod(OnnxNode node) =>
        [Apply(node, node.Int("fmod", 0) != 0 ? BinaryKind.Mod : BinaryKind.FloorMod, node.Input(0), node.Input(1))];

    /// <summary>Pow; a constant exponent of one number makes it a function of one operand.</summary>
    public static IReadOnlyList<Value> Pow(OnnxNode node)
    {
        Value data = node.Input(0), exponent = node.Input(1);
        if (exponent is not { IsConstant: true, Elements: 1 })
        {
            return [Apply(node, BinaryKind.Pow, data, exponent)];
        }

        float power = exponent switch
        {
            { Type: ElementType.Float32, Elements: 1 } => exponent.Floats[0],
            { Type: ElementType.Int32 or ElementType.Int64, Elements: 1 } => exponent.AsInts()[0],
            _ => throw node.Error("its exponent must be one number"),
        };
        return power switch
        {
            1 => [data],
            2 => [Apply(node, BinaryKind.Mul, data, data)],
            0.5f => [node.Add(new Unary(UnaryKind.Sqrt), data)],
            -0.5f => [node.Add(new Unary(UnaryKind.Rsqrt), data)],
            _ => [node.Add(new Unary(UnaryKind.Power, power), data)],
        };
    }

    /// <summary>LayerNormalization; several normalized axes are seen as one.</summary>
    public static IReadOnlyList<Value> LayerNormalization(OnnxNode node)
    {
        node.Demand("stash_type", 1);
        Value data = node.Input(0);
        int axis = node.Axis(node.Int("axis", -1), data.Rank);
        int depth = data.Shape[axis..].Aggregate(1, (a, b) => a * b);
        Value rows = axis == data.Rank - 1 ? data : node.Reshape(data, [.. data.Shape[..axis], depth]);
        Value gamma = node.Reshape(node.Constant(1, "scale"), depth);
        Value? beta = node.Optional(2) is null ? null : node.Reshape(node.Constant(2, "bias"), depth);
        return [node.Reshape(node.Add(new LayerNorm(node.Float("epsilon", 1e-5f)), rows, gamma, beta), data.Shape)];
    }

    /// <summary>BatchNormalization as it is at inference.</summary>
    public static IReadOnlyList<Value> BatchNormalization(OnnxNode node)
    {
        node.Ignore("momentum");
        node.Demand("training_mode", 0);
        node.Demand("spatial", 1);
        Value data = node.Input(0);
        BatchNorm op = new(node.Float("epsilon", 1e-5f));
        for (int i = 1; i <= 4; i++)
        {
            if (data.Rank < 2 || node.Constant(i, "statistics").Elements != data.Shape[1])
            {
                throw node.Error($"its input {i} must hold one number for each channel");
            }
        }

        Value[] statistics = [node.Input(1), node.Input(2), node.Input(3), node.Input(4)];
        return data.Rank switch
        {
            2 => [node.Add(op, [data, .. statistics])],
            3 or 4 => [node.FromNhwc(node.Add(op, [node.ToNhwc(data), .. statistics]), data.Rank)],
            _ => throw node.Error($"its input has {data.Rank} dimensions, and at most 4 are supported"),
        };
    }

    /// <summary>Softmax on one axis; before operator set 13 on everything from the axis on.</summary>
    public static IReadOnlyList<Value> Softmax(OnnxNode node) => AlongAxis(node, new Softmax(1));

    /// <summary>LogSoftmax on the axis or axes of <see cref="Softmax"/>.</summary>
    public static IReadOnlyList<Value> LogSoftmax(OnnxNode node) => AlongAxis(node, new LogSoftmax());

    private static IReadOnlyList<Value> AlongAxis(OnnxNode node, Operator op)
    {
        Value data = node.Input(0);
        int rank = data.Rank, axis = node.Axis(node.Int("axis", node.Opset < 13 ? 1 : -1), rank);
        if (node.Opset < 13)
        {
            int inner = data.Shape[axis..].Aggregate(1, (a, b) => a * b);
            Value rows = inner == data.Shape[^1] && axis == rank - 1 ? data : node.Reshape(data, data.Elements / inner, inner);
            return [node.Reshape(node.Add(op, rows), data.Shape)];
        }

        int[] swap = [.. Enumerable.Range(0, rank)];
        (swap[axis], swap[^1]) = (swap[^1], swap[axis]);
        return [node.Transpose(node.Add(op, node.Transpose(data, swap)), swap)];
    }

    private static Value Apply(OnnxNode node, BinaryKind kind, Value a, Value b) => a.Type == b.Type
        ? node.Add(new Binary(kind, Clamp.None), a, b)
        : throw node.Error($"its operands have types {ElementTypes.NameOf(a.Type)} and {ElementTypes.NameOf(b.Type)}");

    private static Value Scalar(OnnxNode node, string name, float number) =>
        Value.Constant($"{node.Name}/{name}", [], [number]);
}
