using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Sixteen sums in 512 bits; vpmaddwd multiplies pairs of 16-bit numbers.</summary>
internal readonly unsafe struct Avx512Lanes : ILanes<Vector512<int>>
{
    // The upper halves of two times eight 64-bit products, in turn.
    private static Vector512<int> UpperHalves =>
        Vector512.Create(1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);

    public static int Count => 16;

    public static GroupKind Groups => GroupKind.Shorts;

    public static int SmallestWeight => -255;

    public static bool Supports(ChannelConstants constants) => true;

    public static Vector512<int> Load(int* from) => Vector512.Load(from);

    public static void Save(Vector512<int> a, int* to) => a.Store(to);

    public static Vector512<int> Repeat(byte* group) => Vector512.Create(*(int*)group);

    public static Vector512<int> Dot(Vector512<int> sums, Vector512<int> data, Vector512<int> weights) =>
        sums + Avx512BW.MultiplyAddAdjacent(data.AsInt16(), weights.AsInt16());

    public static Vector512<int> Widen(sbyte* from) => Avx512F.ConvertToVector512Int32(Vector128.Load(from));

    public static Vector512<int> All(int value) => Vector512.Create(value);

    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    public static Vector512<int> Subtract(Vector512<int> a, Vector512<int> b) => a - b;

    public static Vector512<int> Multiply(Vector512<int> a, Vector512<int> b) => a * b;

    public static Vector512<int> ShiftLeft(Vector512<int> a, int bits) => a << bits;

    public static Vector512<int> Rescale(Vector512<int> sums, int* constants, int stride, bool general)
    {
        if (general)
        {
            sums = Avx512F.ShiftLeftLogicalVariable(sums, Load(constants + (ChannelConstants.LeftShift * stride)).AsUInt32());
        }

        Vector512<int> twice = sums + sums;
        Vector512<int> odd = (twice.AsInt64() >>> 32).AsInt32();
        Vector512<long> even = Avx512F.Multiply(twice, Load(constants + (ChannelConstants.Multiplier * stride)))
            + Load(constants + (ChannelConstants.EvenNudge * stride)).AsInt64();
        Vector512<long> other = Avx512F.Multiply(odd, Load(constants + (ChannelConstants.OddMultiplier * stride)))
            + Load(constants + (ChannelConstants.OddNudge * stride)).AsInt64();
        Vector512<int> high = Avx512F.PermuteVar16x32x2(even.AsInt32(), UpperHalves, other.AsInt32());
        Vector512<int> sign = sums >> 31;
        if (general)
        {
            sign &= Load(constants + (ChannelConstants.SignMask * stride));
        }

        return Avx512F.ShiftRightArithmeticVariable(
            high + sign, Load(constants + (ChannelConstants.RightShift * stride)).AsUInt32());
    }

    public static void Store(Vector512<int> a, in OutputLimits limits, sbyte* to)
    {
        Vector128<sbyte> bytes = Avx512F.ConvertToVector128SByteWithSaturation(a + Vector512.Create(limits.Offset));
        bytes = Vector128.Min(Vector128.Max(bytes, Vector128.Create((sbyte)limits.Min)), Vector128.Create((sbyte)limits.Max));
        bytes.Store(to);
    }

    public static void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        FinishColumn(sums, both ? 32 : 16, rows, constants, stride, general, in limits, to, step);
        if (both)
        {
            FinishColumn(sums + 16, 32, rows, constants + 16, stride, general, in limits, to + 16, step);
        }
    }

    /// <summary>Rescales and writes sixteen channels of some rows, with their constants in registers.</summary>
    private static void FinishColumn(
        int* sums, int sumStep, int rows, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        Vector512<int> multiplier = Load(constants + (ChannelConstants.Multiplier * stride));
        Vector512<int> oddMultiplier = Load(constants + (ChannelConstants.OddMultiplier * stride));
        Vector512<long> evenNudge = Load(constants + (ChannelConstants.EvenNudge * stride)).AsInt64();
        Vector512<long> oddNudge = Load(constants + (ChannelConstants.OddNudge * stride)).AsInt64();
        Vector512<uint> right = Load(constants + (ChannelConstants.RightShift * stride)).AsUInt32();
        Vector512<uint> left = Load(constants + (ChannelConstants.LeftShift * stride)).AsUInt32();
        Vector512<int> mask = Load(constants + (ChannelConstants.SignMask * stride));
        Vector512<int> halves = UpperHalves, offset = Vector512.Create(limits.Offset);
        Vector128<sbyte> min = Vector128.Create((sbyte)limits.Min), max = Vector128.Create((sbyte)limits.Max);
        for (int row = 0; row < rows; row++)
        {
            Vector512<int> x = Load(sums);
            if (general)
            {
                x = Avx512F.ShiftLeftLogicalVariable(x, left);
            }

            Vector512<int> twice = x + x;
            Vector512<long> even = Avx512F.Multiply(twice, multiplier) + evenNudge;
            Vector512<long> odd = Avx512F.Multiply((twice.AsInt64() >>> 32).AsInt32(), oddMultiplier) + oddNudge;
            Vector512<int> sign = x >> 31;
            if (general)
            {
                sign &= mask;
            }

            Vector512<int> high = Avx512F.PermuteVar16x32x2(even.AsInt32(), halves, odd.AsInt32()) + sign;
            Vector512<int> result = Avx512F.ShiftRightArithmeticVariable(high, right) + offset;
            Vector128.Min(Vector128.Max(Avx512F.ConvertToVector128SByteWithSaturation(result), min), max).Store(to);
            sums += sumStep;
            to += step;
        }
    }
}
