using System.Runtime.CompilerServices;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Element by element sum, difference or product of two tensors of the same shape.</summary>
internal sealed unsafe class SumOrProduct<T, V> : PackedStep
    where T : struct, ILanes<V>
    where V : struct
{
    // Larger operands than 255 * 2^22 leave the range in which the arithmetic is exact.
    private const int LargestShift = 22;

    private readonly int _size;
    private readonly Operation _operation;
    private readonly int _leftShift;
    private readonly int _offset1;
    private readonly int _offset2;
    private readonly ChannelConstants? _scale1;
    private readonly ChannelConstants? _scale2;
    private readonly ChannelConstants _result;
    private readonly OutputLimits _limits;
    private readonly bool _general;
    private readonly bool _halves1;
    private readonly bool _halves2;

    private SumOrProduct(
        int size, Operation operation, int leftShift, int offset1, int offset2,
        ChannelConstants? scale1, ChannelConstants? scale2, ChannelConstants result, OutputLimits limits)
    {
        (_size, _operation, _leftShift, _offset1, _offset2) = (size, operation, leftShift, offset1, offset2);
        (_scale1, _scale2, _result, _limits) = (scale1, scale2, result, limits);
        _general = result.General;
        // The operand of the larger scale is halved, which is a shift by one bit less.
        (_halves1, _halves2) = (Halves(scale1, leftShift), Halves(scale2, leftShift));
    }

    /// <summary>What is computed.</summary>
    internal enum Operation
    {
        /// <summary>a + b.</summary>
        Add,

        /// <summary>a - b.</summary>
        Subtract,

        /// <summary>a * b.</summary>
        Multiply,
    }

    // Three pieces of a vector each: the ends of both operands and of the result.
    public override int ScratchBytes => 3 * 64;

    /// <summary>Takes over a step; null where shapes differ or vector arithmetic would not be exact.</summary>
    public static PackedStep? TryPack(Plan plan, PlanStep step, Operation operation) => operation == Operation.Multiply
        ? Product(plan, step, MulParameters.Load(step.Parameters, 0))
        : Sum(plan, step, AddParameters.Load(step.Parameters, 0), operation);

    private static SumOrProduct<T, V>? Sum(Plan plan, PlanStep step, in AddParameters p, Operation operation)
    {
        bool same = p.Input1Dim0 == p.Input2Dim0 && p.Input1Dim1 == p.Input2Dim1 && p.Input1Dim2 == p.Input2Dim2
            && p.Input1Dim3 == p.Input2Dim3 && p.Input1Dim4 == p.Input2Dim4;
        long size = TensorSizes.Product(p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4);
        OutputLimits limits = new(p.OutputOffset, p.ActivationMin, p.ActivationMax);
        if (!same || p.LeftShift is < 0 or > LargestShift || !Fits(plan, step, size, p.Input1Offset, p.Input2Offset, limits))
        {
            return null;
        }

        long bound = 255L << p.LeftShift;
        ChannelConstants scale1 = Uniform(p.Input1Multiplier, p.Input1Shift, bound);
        ChannelConstants scale2 = Uniform(p.Input2Multiplier, p.Input2Shift, bound);
        // Rescaling never makes an operand larger, because its exponent is at most 0.
        ChannelConstants result = Uniform(p.Multiplier, p.Shift, 2 * bound);
        bool shrinks = p.Input1Shift <= 0 && p.Input2Shift <= 0;
        return shrinks && UsableOperand(scale1, p.LeftShift) && UsableOperand(scale2, p.LeftShift) && Usable(result)
            ? new SumOrProduct<T, V>(
                (int)size, operation, p.LeftShift, p.Input1Offset, p.Input2Offset, scale1, scale2, result, limits)
            : null;
    }

    private static SumOrProduct<T, V>? Product(Plan plan, PlanStep step, in MulParameters p)
    {
        bool same = p.Input1Dim0 == p.Input2Dim0 && p.Input1Dim1 == p.Input2Dim1 && p.Input1Dim2 == p.Input2Dim2
            && p.Input1Dim3 == p.Input2Dim3 && p.Input1Dim4 == p.Input2Dim4;
        long size = TensorSizes.Product(p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4);
        OutputLimits limits = new(p.OutputOffset, p.ActivationMin, p.ActivationMax);
        ChannelConstants result = Uniform(p.Multiplier, p.Shift, 255 * 255);
        return same && Fits(plan, step, size, p.Input1Offset, p.Input2Offset, limits) && Usable(result)
            ? new SumOrProduct<T, V>(
                (int)size, Operation.Multiply, 0, p.Input1Offset, p.Input2Offset, null, null, result, limits)
            : null;
    }

    /// <summary>Whether all three tensors are large enough and the zero points are those of bytes.</summary>
    private static bool Fits(Plan plan, PlanStep step, long size, int offset1, int offset2, OutputLimits limits) =>
        limits.AreBytes && offset1 is >= -127 and <= 128 && offset2 is >= -127 and <= 128
        && TensorSizes.Hold(plan, step, size, size) && TensorSizes.Holds(plan.Tensors[step.Inputs[1]], ElementType.Int8, size);

    public override void Run(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        fixed (sbyte* first = &a.Int8[a.At], second = &b.Int8[b.At], to = &output.Int8[output.At])
        {
            int whole = _size / T.Count * T.Count;
            Span(first, second, to, whole);
            int left = _size - whole;
            if (left > 0)
            {
                sbyte* spare = (sbyte*)step.Scratch;
                Buffer.MemoryCopy(first + whole, spare, left, left);
                Buffer.MemoryCopy(second + whole, spare + 64, left, left);
                Span(spare, spare + 64, spare + 128, T.Count);
                Buffer.MemoryCopy(spare + 128, to + whole, left, left);
            }
        }
    }

    private static ChannelConstants Uniform(int multiplier, int shift, long bound)
    {
        ChannelConstants constants = new(T.Count, T.Count);
        for (int i = 0; i < T.Count; i++)
        {
            constants.Set(i, 0, multiplier, shift, bound);
        }

        return constants;
    }

    private static bool Halves(ChannelConstants? scale, int leftShift) =>
        scale is not null && leftShift > 0 && scale.Values[ChannelConstants.Multiplier * scale.Stride] == 1 << 30
        && scale.Values[ChannelConstants.RightShift * scale.Stride] == 0 && scale.Values[ChannelConstants.LeftShift * scale.Stride] == 0;

    private static bool UsableOperand(ChannelConstants scale, int leftShift) =>
        scale.Fits && (Halves(scale, leftShift) || T.Supports(scale));

    private static bool Usable(ChannelConstants constants) => constants.Fits && T.Supports(constants);

    private void Span(sbyte* first, sbyte* second, sbyte* to, int count)
    {
        if (_operation == Operation.Multiply)
        {
            Products(first, second, to, count);
        }
        else if (_halves1 && _halves2)
        {
            Sums(first, second, to, count, halves1: true, halves2: true);
        }
        else if (_halves1)
        {
            Sums(first, second, to, count, halves1: true, halves2: false);
        }
        else if (_halves2)
        {
            Sums(first, second, to, count, halves1: false, halves2: true);
        }
        else
        {
            Sums(first, second, to, count, halves1: false, halves2: false);
        }
    }

    private void Products(sbyte* first, sbyte* second, sbyte* to, int count)
    {
        OutputLimits limits = _limits;
        V offset1 = T.All(_offset1), offset2 = T.All(_offset2);
        int* result = _result.Values;
        bool general = _general;
        for (int i = 0; i < count; i += T.Count)
        {
            V product = T.Multiply(T.Add(T.Widen(first + i), offset1), T.Add(T.Widen(second + i), offset2));
            T.Store(T.Rescale(product, result, T.Count, general), in limits, to + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sums(sbyte* first, sbyte* second, sbyte* to, int count, bool halves1, bool halves2)
    {
        OutputLimits limits = _limits;
        V offset1 = T.All(_offset1), offset2 = T.All(_offset2);
        int* scale1 = _scale1!.Values;
        int* scale2 = _scale2!.Values;
        int* result = _result.Values;
        bool general1 = _scale1.General, general2 = _scale2.General, general = _general;
        int shift = _leftShift;
        bool subtract = _operation == Operation.Subtract;
        for (int i = 0; i < count; i += T.Count)
        {
            V a = T.Add(T.Widen(first + i), offset1), b = T.Add(T.Widen(second + i), offset2);
            a = halves1 ? T.ShiftLeft(a, shift - 1) : T.Rescale(T.ShiftLeft(a, shift), scale1, T.Count, general1);
            b = halves2 ? T.ShiftLeft(b, shift - 1) : T.Rescale(T.ShiftLeft(b, shift), scale2, T.Count, general2);
            V sum = subtract ? T.Subtract(a, b) : T.Add(a, b);
            T.Store(T.Rescale(sum, result, T.Count, general), in limits, to + i);
        }
    }
}
