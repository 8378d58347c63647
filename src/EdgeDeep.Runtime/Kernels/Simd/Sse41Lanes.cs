using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Four sums in 128 bits for x64 without AVX2; pmaddwd multiplies pairs of 16-bit numbers.</summary>
/// <remarks>
/// There is no shift by a different number of bits in every lane: the upper half of a product with a power of two takes its
/// place, which wants right shifts of at least 2.
/// </remarks>
internal readonly unsafe struct Sse41Lanes : ILanes<Vector128<int>>
{
    public static int Count => 4;

    public static GroupKind Groups => GroupKind.Shorts;

    public static int SmallestWeight => -255;

    public static bool Supports(ChannelConstants constants) => constants.ShiftsByTwo;

    public static Vector128<int> Load(int* from) => Vector128.Load(from);

    public static void Save(Vector128<int> a, int* to) => a.Store(to);

    public static Vector128<int> Repeat(byte* group) => Vector128.Create(*(int*)group);

    public static Vector128<int> Dot(Vector128<int> sums, Vector128<int> data, Vector128<int> weights) =>
        sums + Sse2.MultiplyAddAdjacent(data.AsInt16(), weights.AsInt16());

    public static Vector128<int> Widen(sbyte* from) => Sse41.ConvertToVector128Int32(from);

    public static Vector128<int> All(int value) => Vector128.Create(value);

    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    public static Vector128<int> Subtract(Vector128<int> a, Vector128<int> b) => a - b;

    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) => a * b;

    public static Vector128<int> ShiftLeft(Vector128<int> a, int bits) => a << bits;

    public static Vector128<int> Rescale(Vector128<int> sums, int* constants, int stride, bool general)
    {
        Vector128<int> twice = sums + sums;
        Vector128<long> even = Sse41.Multiply(twice, Load(constants + (ChannelConstants.Multiplier * stride)))
            + Load(constants + (ChannelConstants.EvenNudge * stride)).AsInt64();
        Vector128<long> odd = Sse41.Multiply((twice.AsInt64() >>> 32).AsInt32(), Load(constants + (ChannelConstants.OddMultiplier * stride)))
            + Load(constants + (ChannelConstants.OddNudge * stride)).AsInt64();
        Vector128<int> high = UpperHalves(even, odd) + (sums >> 31);
        Vector128<int> powers = Load(constants + (ChannelConstants.ShiftPower * stride));
        return UpperHalves(Sse41.Multiply(high, powers), Sse41.Multiply((high.AsInt64() >>> 32).AsInt32(), (powers.AsInt64() >>> 32).AsInt32()));
    }

    public static void Store(Vector128<int> a, in OutputLimits limits, sbyte* to)
    {
        a += Vector128.Create(limits.Offset);
        Vector128<short> shorts = Sse2.PackSignedSaturate(a, a);
        *(int*)to = Limit(Sse2.PackSignedSaturate(shorts, shorts), in limits).AsInt32().ToScalar();
    }

    public static void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        for (int row = 0; row < rows; row++)
        {
            Store(Rescale(Load(sums), constants, stride, general), in limits, to);
            sums += 4;
            if (both)
            {
                Store(Rescale(Load(sums), constants + 4, stride, general), in limits, to + 4);
                sums += 4;
            }

            to += step;
        }
    }

    internal static Vector128<sbyte> Limit(Vector128<sbyte> bytes, in OutputLimits limits) =>
        Vector128.Min(Vector128.Max(bytes, Vector128.Create((sbyte)limits.Min)), Vector128.Create((sbyte)limits.Max));

    private static Vector128<int> UpperHalves(Vector128<long> even, Vector128<long> odd) =>
        Sse41.Blend(Sse2.Shuffle(even.AsInt32(), 0xF5).AsInt16(), odd.AsInt16(), 0xCC).AsInt32();
}
