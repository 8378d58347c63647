using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Evaluates nodes whose operands are all constants: movement of any type, arithmetic on floats and integers.</summary>
public static class ConstantFolding
{
    /// <summary>The largest constant that is computed, in elements; a damaged model could ask for any size.</summary>
    internal const int LargestResult = 1 << 24;

    /// <summary>Evaluates a node whose shapes are inferred.</summary>
    /// <returns>False, with nothing changed, where an operand is not constant or the operator has no rule here.</returns>
    public static bool TryEvaluate(Node node)
    {
        if (node.Outputs.Count != 1 || node.Output.Elements > LargestResult || node.Inputs.Any(input => input is not { IsConstant: true }))
        {
            return false;
        }

        Value output = node.Output, input = node.Input(0);
        output.Data = node.Op switch
        {
            Movement => MovementEvaluator.Evaluate(node),
            Binary { Activation.IsNone: true } binary => Arithmetic(node, binary.Kind),
            Unary unary when input.Type == ElementType.Float32 => Map(input.Floats, value => (float)UnaryFunction.Evaluate(unary, value)),
            Activate activate when input.Type == ElementType.Float32 => Map(
                input.Floats, value => Math.Min(Math.Max(value, activate.Activation.Min), activate.Activation.Max)),
            _ => ConstantLogic.Evaluate(node),
        };
        if (node.Op is Movement && output.Data is not null)
        {
            output.Quantization = MovementEvaluator.Moved(node, input.Quantization);
        }

        return output.Data is not null;
    }

    /// <summary>
    /// What a reshape or transpose of dequantized weights does to the stored weights, so that the dequantization can come
    /// after it.
    /// </summary>
    /// <param name="node">The reshape or transpose.</param>
    /// <param name="stored">The stored integers.</param>
    /// <returns>The moved constant; null where that cannot be done.</returns>
    public static Value? MoveStored(Node node, Value stored)
    {
        if (node.Op is not (Reshape or Transpose) || !stored.IsConstant)
        {
            return null;
        }

        Node moved = new(node.Name, node.Op, [stored], [new Value($"{stored.Name}/{node.Op.Name}", stored.Type)]);
        moved.Op.InferShapes(moved);
        return stored.Quantization is { IsPerChannel: true } channels && MovementEvaluator.Moved(moved, channels) is null
            ? null
            : TryEvaluate(moved) ? moved.Output : null;
    }

    /// <summary>A constant under another element type.</summary>
    /// <exception cref="ModelException">One of the types has no conversion.</exception>
    public static Value Cast(Value value, ElementType type)
    {
        double[] numbers = value.Type switch
        {
            ElementType.Float32 => Widen<float>(value, element => element),
            ElementType.Int64 => Widen<long>(value, element => element),
            ElementType.Int32 => Widen<int>(value, element => element),
            ElementType.Int16 => Widen<short>(value, element => element),
            ElementType.Int8 => Widen<sbyte>(value, element => element),
            _ => Widen<byte>(value, element => element),
        };
        byte[] data = type switch
        {
            ElementType.Float32 => Narrow(numbers, number => (float)number),
            ElementType.Int64 => Narrow(numbers, number => (long)number),
            ElementType.Int32 => Narrow(numbers, number => (int)number),
            ElementType.Bool => Narrow(numbers, number => (byte)(number == 0 ? 0 : 1)),
            _ => throw new ModelException(
                $"The constant '{value.Name}' is cast to {ElementTypes.NameOf(type)}, which is not supported; use int32, int64 or float."),
        };
        return new Value($"{value.Name}/{ElementTypes.NameOf(type)}", type, value.Shape) { Data = data };
    }

    private static double[] Widen<T>(Value value, Func<T, double> convert)
        where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(value.Data).ToArray().Select(convert)];

    private static byte[] Narrow<T>(double[] numbers, Func<double, T> convert)
        where T : unmanaged => MemoryMarshal.AsBytes<T>([.. numbers.Select(convert)]).ToArray();

    private static byte[] Map(ReadOnlySpan<float> values, Func<float, float> function) =>
        MemoryMarshal.AsBytes<float>([.. values.ToArray().Select(function)]).ToArray();

    private static byte[]? Arithmetic(Node node, BinaryKind kind)
    {
        Value a = node.Input(0), b = node.Input(1);
        if (a.Type != b.Type || (a.Type == ElementType.Int8 && a.Quantization is not null))
        {
            return null;
        }

        int[] shape = node.Output.Shape, left = Broadcast(a, shape), right = Broadcast(b, shape);
        switch (a.Type)
        {
            case ElementType.Float32:
                float[] floats = new float[left.Length];
                for (int i = 0; i < floats.Length; i++)
                {
                    floats[i] = Compute(kind, a.Floats[left[i]], b.Floats[right[i]]);
                }

                return MemoryMarshal.AsBytes<float>(floats).ToArray();
            case ElementType.Int32 or ElementType.Int64:
                return Integers(node, kind, left, right);
            default:
                return null;
        }
    }

    private static byte[]? Integers(Node node, BinaryKind kind, int[] left, int[] right)
    {
        int[] a = node.Input(0).AsInts(), b = node.Input(1).AsInts();
        long[] result = new long[left.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = IntegerArithmetic.Apply(kind, a[left[i]], b[right[i]]) ?? throw node.Error("it divides a constant by zero");
        }

        return node.Input(0).Type == ElementType.Int64
            ? MemoryMarshal.AsBytes<long>(result).ToArray()
            : MemoryMarshal.AsBytes<int>([.. result.Select(value => checked((int)value))]).ToArray();
    }

    private static float Compute(BinaryKind kind, float x, float y) => kind switch
    {
        BinaryKind.Add => x + y,
        BinaryKind.Sub => x - y,
        BinaryKind.Mul => x * y,
        BinaryKind.Div => x / y,
        BinaryKind.Maximum => Math.Max(x, y),
        BinaryKind.Minimum => Math.Min(x, y),
        BinaryKind.Pow => MathF.Pow(x, y),
        BinaryKind.SquaredDifference => (x - y) * (x - y),
        BinaryKind.FloorDiv => MathF.Floor(x / y),
        BinaryKind.FloorMod => x - (y * MathF.Floor(x / y)),
        _ => x % y,
    };

    /// <summary>For every element of a shape the index of the element of a value that broadcasts to it.</summary>
    internal static int[] Broadcast(Value value, int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int i = 1; i <= value.Rank; i++)
        {
            strides[^i] = value.Shape[^i] == 1 ? 0 : stride;
            stride *= value.Shape[^i];
        }

        return MovementEvaluator.Indices(shape, strides, 0);
    }
}
