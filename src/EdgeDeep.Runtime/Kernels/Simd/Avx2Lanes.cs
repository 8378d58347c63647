using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Eight sums in 256 bits; vpmaddwd multiplies pairs of 16-bit numbers.</summary>
internal readonly unsafe struct Avx2Lanes : ILanes<Vector256<int>>
{
    public static int Count => 8;

    public static GroupKind Groups => GroupKind.Shorts;

    public static int SmallestWeight => -255;

    public static bool Supports(ChannelConstants constants) => true;

    public static Vector256<int> Load(int* from) => Vector256.Load(from);

    public static void Save(Vector256<int> a, int* to) => a.Store(to);

    public static Vector256<int> Repeat(byte* group) => Avx2.BroadcastScalarToVector256((int*)group);

    public static Vector256<int> Dot(Vector256<int> sums, Vector256<int> data, Vector256<int> weights) =>
        sums + Avx2.MultiplyAddAdjacent(data.AsInt16(), weights.AsInt16());

    public static Vector256<int> Widen(sbyte* from) => Avx2.ConvertToVector256Int32(from);

    public static Vector256<int> All(int value) => Vector256.Create(value);

    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    public static Vector256<int> Subtract(Vector256<int> a, Vector256<int> b) => a - b;

    public static Vector256<int> Multiply(Vector256<int> a, Vector256<int> b) => a * b;

    public static Vector256<int> ShiftLeft(Vector256<int> a, int bits) => a << bits;

    public static Vector256<int> Rescale(Vector256<int> sums, int* constants, int stride, bool general)
    {
        if (general)
        {
            sums = Avx2.ShiftLeftLogicalVariable(sums, Load(constants + (ChannelConstants.LeftShift * stride)).AsUInt32());
        }

        Vector256<int> twice = sums + sums;
        Vector256<int> odd = (twice.AsInt64() >>> 32).AsInt32();
        Vector256<long> even = Avx2.Multiply(twice, Load(constants + (ChannelConstants.Multiplier * stride)))
            + Load(constants + (ChannelConstants.EvenNudge * stride)).AsInt64();
        Vector256<long> other = Avx2.Multiply(odd, Load(constants + (ChannelConstants.OddMultiplier * stride)))
            + Load(constants + (ChannelConstants.OddNudge * stride)).AsInt64();
        Vector256<int> high = Avx2.Blend(Avx2.Shuffle(even.AsInt32(), 0xF5), other.AsInt32(), 0xAA);
        Vector256<int> sign = sums >> 31;
        if (general)
        {
            sign &= Load(constants + (ChannelConstants.SignMask * stride));
        }

        return Avx2.ShiftRightArithmeticVariable(
            high + sign, Load(constants + (ChannelConstants.RightShift * stride)).AsUInt32());
    }

    public static void Store(Vector256<int> a, in OutputLimits limits, sbyte* to)
    {
        a += Vector256.Create(limits.Offset);
        Vector128<short> shorts = Sse2.PackSignedSaturate(a.GetLower(), a.GetUpper());
        Vector128<sbyte> bytes = Limit(Sse2.PackSignedSaturate(shorts, shorts), in limits);
        *(long*)to = bytes.AsInt64().ToScalar();
    }

    public static void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        if (both)
        {
            FinishPairs(sums, rows, constants, stride, general, in limits, to, step);
        }
        else
        {
            FinishSingles(sums, rows, constants, stride, general, in limits, to, step);
        }
    }

    private static void FinishSingles(
        int* sums, int rows, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        Channels channels = new(constants, stride);
        Vector256<int> offset = Vector256.Create(limits.Offset);
        Vector128<sbyte> min = Vector128.Create((sbyte)limits.Min), max = Vector128.Create((sbyte)limits.Max);
        for (int row = 0; row < rows; row++)
        {
            Vector256<int> result = Load(sums);
            result = (general ? Rescale(result, constants, stride, general) : channels.Rescale(result)) + offset;
            Vector128<short> shorts = Sse2.PackSignedSaturate(result.GetLower(), result.GetUpper());
            Vector128<sbyte> bytes = Vector128.Min(Vector128.Max(Sse2.PackSignedSaturate(shorts, shorts), min), max);
            *(long*)to = bytes.AsInt64().ToScalar();
            sums += 8;
            to += step;
        }
    }

    private static void FinishPairs(
        int* sums, int rows, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        Channels low = new(constants, stride), high = new(constants + 8, stride);
        Vector256<int> offset = Vector256.Create(limits.Offset);
        Vector128<sbyte> min = Vector128.Create((sbyte)limits.Min), max = Vector128.Create((sbyte)limits.Max);
        for (int row = 0; row < rows; row++)
        {
            Vector256<int> first = Load(sums), second = Load(sums + 8);
            first = general ? Rescale(first, constants, stride, general) : low.Rescale(first);
            second = general ? Rescale(second, constants + 8, stride, general) : high.Rescale(second);
            // Packing works within halves of 128 bits: the quarters come out as 0, 2, 1, 3.
            Vector256<long> mixed = Avx2.PackSignedSaturate(first + offset, second + offset).AsInt64();
            Vector256<short> shorts = Avx2.Permute4x64(mixed, 0b11_01_10_00).AsInt16();
            Vector128<sbyte> bytes = Sse2.PackSignedSaturate(shorts.GetLower(), shorts.GetUpper());
            Vector128.Min(Vector128.Max(bytes, min), max).Store(to);
            sums += 16;
            to += step;
        }
    }

    private static Vector128<sbyte> Limit(Vector128<sbyte> bytes, in OutputLimits limits) =>
        Vector128.Min(Vector128.Max(bytes, Vector128.Create((sbyte)limits.Min)), Vector128.Create((sbyte)limits.Max));

    /// <summary>Constants of eight channels, all of which shift right, in registers.</summary>
    private readonly struct Channels
    {
        private readonly Vector256<int> _multiplier;
        private readonly Vector256<int> _oddMultiplier;
        private readonly Vector256<long> _evenNudge;
        private readonly Vector256<long> _oddNudge;
        private readonly Vector256<uint> _right;

        public Channels(int* constants, int stride)
        {
            _multiplier = Load(constants + (ChannelConstants.Multiplier * stride));
            _oddMultiplier = Load(constants + (ChannelConstants.OddMultiplier * stride));
            _evenNudge = Load(constants + (ChannelConstants.EvenNudge * stride)).AsInt64();
            _oddNudge = Load(constants + (ChannelConstants.OddNudge * stride)).AsInt64();
            _right = Load(constants + (ChannelConstants.RightShift * stride)).AsUInt32();
        }

        public Vector256<int> Rescale(Vector256<int> sums)
        {
            Vector256<int> twice = sums + sums;
            Vector256<long> even = Avx2.Multiply(twice, _multiplier) + _evenNudge;
            Vector256<long> odd = Avx2.Multiply((twice.AsInt64() >>> 32).AsInt32(), _oddMultiplier) + _oddNudge;
            Vector256<int> high = Avx2.Blend(Avx2.Shuffle(even.AsInt32(), 0xF5), odd.AsInt32(), 0xAA);
            return Avx2.ShiftRightArithmeticVariable(high + (sums >> 31), _right);
        }
    }
}
