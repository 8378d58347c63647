using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// Integer arithmetic that a model does on shapes. Shapes are known while importing, so its results are constants.
/// </summary>
internal static class ShapeArithmetic
{
    private const int Largest = 4096;

    /// <summary>SHAPE: the data's shape as integers.</summary>
    public static void Shape(OperatorImport op)
    {
        int[] shape = op.Input(0).Shape;
        bool wide = op.Options(OptionsType.Shape).Int8(0) == (int)TensorType.Int64;
        op.Fold(0, [shape.Length], Bytes([.. shape.Select(d => (long)d)], wide ? ElementType.Int64 : ElementType.Int32));
    }

    /// <summary>CAST.</summary>
    public static void Cast(OperatorImport op)
    {
        Value data = op.PlainInput(0);
        Value result = op.Define(0);
        if (IsShape(data) && result.Type is ElementType.Int32 or ElementType.Int64 or ElementType.Float32)
        {
            long[] numbers = Numbers(data);
            result.Shape = data.Shape;
            result.Data = result.Type == ElementType.Float32
                ? MemoryMarshal.AsBytes<float>([.. numbers.Select(n => (float)n)]).ToArray()
                : Bytes(numbers, result.Type);
            return;
        }

        if (data.Quantization is not null || result.Quantization is not null)
        {
            throw op.Error($"casts of quantized tensors, here from {ElementTypes.NameOf(data.Type)} to {ElementTypes.NameOf(result.Type)}, are not supported; use QUANTIZE or DEQUANTIZE");
        }

        op.AddDefined(new Cast(result.Type), result, data);
    }

    /// <summary>FLOOR_DIV and FLOOR_MOD: the quotient is rounded down, the remainder has the divisor's sign.</summary>
    public static Action<OperatorImport> Floor(bool remainder) => op =>
        op.Add(new Binary(remainder ? BinaryKind.FloorMod : BinaryKind.FloorDiv, Clamp.None), op.Input(0), op.Input(1));

    /// <summary>REDUCE_PROD of floats, or of constants over all elements.</summary>
    public static void Product(OperatorImport op)
    {
        Value data = op.Input(0);
        if (data.Type == ElementType.Float32)
        {
            ElementwiseOperators.Reduce(ReduceKind.Product)(op);
            return;
        }

        if (!IsShape(data) || data.Rank != 1)
        {
            throw op.Error("it is supported on floats and lists of integer constants only; fold it into the model before importing");
        }

        bool keep = op.Options(OptionsType.Reducer).Bool(0);
        op.Fold(0, keep ? [1] : [], Bytes([Numbers(data).Aggregate(1L, (x, y) => unchecked(x * y))], data.Type));
    }

    /// <summary>FILL: shape, value; both constants.</summary>
    public static void Fill(OperatorImport op)
    {
        int[] shape = op.Ints(0);
        Value value = op.Input(1);
        if (!Limits.IsLegal(shape) || value is not { IsConstant: true, Elements: 1 })
        {
            throw op.Error("its shape or its value is not known while importing; fold it into the model before");
        }

        long count = shape.Aggregate(1L, (product, size) => product * size);
        op.Spend(count * value.Data!.Length);
        op.Fold(0, shape, [.. Enumerable.Repeat(value.Data, (int)count).SelectMany(bytes => bytes)]);
    }

    /// <summary>ZEROS_LIKE: zeros of the data's shape.</summary>
    public static void ZerosLike(OperatorImport op)
    {
        Value data = op.Input(0);
        long bytes = (long)data.Elements * ElementTypes.SizeOf(data.Type);
        op.Spend(bytes);
        op.Fold(0, data.Shape, new byte[bytes]);
    }

    /// <summary>RANK: the number of dimensions.</summary>
    public static void Rank(OperatorImport op) => op.Fold(0, [], Bytes([op.Input(0).Rank], ElementType.Int32));

    /// <summary>RANGE of integer constants: start, limit, step.</summary>
    public static void Range(OperatorImport op)
    {
        int start = op.Int(0), limit = op.Int(1), step = op.Int(2);
        long count = step == 0 ? 0 : Math.Max(0, (long)Math.Ceiling((limit - (double)start) / step));
        if (count is 0 or > Largest)
        {
            throw op.Error($"from {start} to {limit} in steps of {step} there are no or too many numbers");
        }

        op.Fold(0, [(int)count], Bytes([.. Enumerable.Range(0, (int)count).Select(i => start + ((long)i * step))], op.Input(0).Type));
    }

    /// <summary>The result of a node whose operands are all short integer constants; null for any other node.</summary>
    public static byte[]? Evaluate(Node node)
    {
        if (node.Inputs.Count == 0 || node.Output.Elements > Largest || !node.Inputs.All(IsShape))
        {
            return null;
        }

        long[] first = Numbers(node.Input(0));
        return node.Op switch
        {
            Reshape => Bytes(first, node.Output.Type),
            Concatenation { Axis: 0 } => Bytes([.. node.Inputs.SelectMany(value => Numbers(value!))], node.Output.Type),
            StridedSlice slice => Bytes(Slice(slice, node.Input(0).Shape, first), node.Output.Type),
            Gather when node.Input(0).Rank == 1 => Bytes([.. Numbers(node.Input(1)).Select(index => first[index])], node.Output.Type),
            Binary { Activation.IsNone: true } binary => Combine(node, binary.Kind),
            _ => null,
        };
    }

    /// <summary>Elementwise arithmetic on equal shapes, or with a single number on one side; null where it divides by zero.</summary>
    private static byte[]? Combine(Node node, BinaryKind kind)
    {
        long[] a = Numbers(node.Input(0)), b = Numbers(node.Input(1));
        int count = node.Output.Elements;
        if ((a.Length != count && a.Length != 1) || (b.Length != count && b.Length != 1))
        {
            return null;
        }

        long?[] result = [.. Enumerable.Range(0, count).Select(i => IntegerArithmetic.Apply(kind, a[i % a.Length], b[i % b.Length]))];
        return result.Contains(null) ? null : Bytes([.. result.Select(n => n!.Value)], node.Output.Type);
    }

    private static long[] Slice(StridedSlice slice, int[] shape, long[] numbers)
    {
        // Axis by axis, outermost first: positions in the data of the elements picked so far, in the result's order.
        IEnumerable<int> picked = [0];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int at = axis;
            picked = picked.SelectMany(position => Enumerable.Range(0, slice.Size[at])
                .Select(i => (position * shape[at]) + slice.Begin[at] + (i * slice.Stride[at])));
        }

        return [.. picked.Select(position => numbers[position])];
    }

    private static bool IsShape(Value? value) =>
        value is { IsConstant: true, Type: ElementType.Int32 or ElementType.Int64, Quantization: null, Elements: <= Largest };

    private static long[] Numbers(Value value) => value.Type == ElementType.Int64
        ? MemoryMarshal.Cast<byte, long>(value.Data).ToArray()
        : [.. value.Int32s.ToArray().Select(n => (long)n)];

    private static byte[] Bytes(long[] numbers, ElementType type) => type == ElementType.Int64
        ? MemoryMarshal.AsBytes<long>(numbers).ToArray()
        : MemoryMarshal.AsBytes<int>([.. numbers.Select(n => unchecked((int)n))]).ToArray();
}
