using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>Arithmetic on each element, softmax, reductions, and changes of the element type.</summary>
internal static class ElementwiseOperators
{
    /// <summary>ADD, SUB, MUL and DIV, which can have a fused activation.</summary>
    public static Action<OperatorImport> Binary(BinaryKind kind, OptionsType options) =>
        op => Binary(op, kind, op.Activation(op.Options(options).Int8(0)));

    /// <summary>MAXIMUM, MINIMUM and others without attributes.</summary>
    public static Action<OperatorImport> Binary(BinaryKind kind) => op => Binary(op, kind, Clamp.None);

    /// <summary>SQUARE: the product of the data with itself.</summary>
    public static void Square(OperatorImport op) => op.Add(new Binary(BinaryKind.Mul, Clamp.None), op.Input(0), op.Input(0));

    /// <summary>Functions without attributes.</summary>
    public static Action<OperatorImport> Unary(UnaryKind kind) => op => op.Add(new Unary(kind), op.Input(0));

    /// <summary>ELU, whose alpha is 1.</summary>
    public static void Elu(OperatorImport op) => op.Add(new Unary(UnaryKind.Elu, 1), op.Input(0));

    /// <summary>GELU, by the error function or by tanh.</summary>
    public static void Gelu(OperatorImport op) => op.Add(
        new Unary(op.Options(OptionsType.Gelu).Bool(0) ? UnaryKind.GeluTanh : UnaryKind.Gelu), op.Input(0));

    /// <summary>Rectifiers as operators of their own.</summary>
    public static Action<OperatorImport> Activate(Clamp clamp) => op => op.Add(new Activate(clamp), op.Input(0));

    /// <summary>LEAKY_RELU.</summary>
    public static void LeakyRelu(OperatorImport op) =>
        op.Add(new LeakyRelu(Finite(op, op.Options(OptionsType.LeakyRelu).Float(0), "the slope")), op.Input(0));

    /// <summary>PRELU: data, slopes.</summary>
    public static void PRelu(OperatorImport op)
    {
        Value data = op.Input(0);
        Value slopes = data.Type == ElementType.Float32 ? Real.Constant(op, op.Input(1), "slopes") : op.Input(1);
        SameType(op, data, slopes);
        op.Add(new PRelu(), data, slopes);
    }

    /// <summary>SOFTMAX along the last axis.</summary>
    public static void Softmax(OperatorImport op)
    {
        if (op.Input(0).Rank == 0)
        {
            throw op.Error("its data is a single number without dimensions");
        }

        op.Add(new Softmax(Finite(op, op.Options(OptionsType.Softmax).Float(0), "beta")), op.Input(0));
    }

    /// <summary>LOG_SOFTMAX along the last axis.</summary>
    public static void LogSoftmax(OperatorImport op)
    {
        if (op.Input(0).Rank == 0)
        {
            throw op.Error("its data is a single number without dimensions");
        }

        op.Add(new LogSoftmax(), op.Input(0));
    }

    /// <summary>MEAN, SUM and REDUCE_MAX: data, axes; axes may be negative.</summary>
    public static Action<OperatorImport> Reduce(ReduceKind kind) => op =>
    {
        Value data = op.Input(0);
        int[] axes = [.. op.Ints(1).Select(axis => op.Axis(axis, data.Rank)).Distinct().Order()];
        op.Add(new Reduce(kind, axes, op.Options(OptionsType.Reducer).Bool(0)), data);
    };

    /// <summary>ARG_MAX: data, axis.</summary>
    public static void ArgMax(OperatorImport op) =>
        op.Add(new ArgMax(op.Axis(op.Int(1), op.Input(0).Rank), KeepDimensions: false), op.Input(0));

    /// <summary>QUANTIZE: float to integer, or integer to integer at another scale.</summary>
    public static void Quantize(OperatorImport op) => op.Add(new Quantize(), op.Input(0));

    /// <summary>DEQUANTIZE; of a constant (half-precision or integer weights) it leaves a float constant.</summary>
    public static void Dequantize(OperatorImport op)
    {
        Value data = op.Input(0);
        if (!data.IsConstant)
        {
            op.Add(new Dequantize(), data);
        }
        else
        {
            op.Fold(0, data.Shape, data.Type == ElementType.Float32 ? data.Data! : Real.Bytes(op, data));
        }
    }

    private static void Binary(OperatorImport op, BinaryKind kind, Clamp activation)
    {
        Value a = op.Input(0), b = op.Input(1);
        SameType(op, a, b);
        op.Add(new Binary(kind, activation), a, b);
    }

    private static void SameType(OperatorImport op, Value a, Value b)
    {
        if (a.Type != b.Type)
        {
            throw op.Error($"its operands are {ElementTypes.NameOf(a.Type)} and {ElementTypes.NameOf(b.Type)} and must be of one type");
        }
    }

    private static float Finite(OperatorImport op, float value, string what) =>
        float.IsFinite(value) ? value : throw op.Error($"{what} is no number");
}
