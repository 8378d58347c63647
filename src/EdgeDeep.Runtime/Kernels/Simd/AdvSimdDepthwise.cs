using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// Sixteen values on 64-bit Arm: the products of two taps add up in 16 bits, which holds them because weights are at least -127,
/// and go from there to 32.
/// </summary>
internal readonly unsafe struct AdvSimdDepthwise : IDepthwiseBlock
{
    public static int Values => 16;

    public static int Lanes => 4;

    public static GroupKind Groups => GroupKind.SignedBytes;

    public static bool Planar => true;

    public static int WeightOrder(int lane) => lane;

    public static int ConstantOrder(int lane) => lane;

    public static int SmallestWeight => -127;

    public static bool Supports(ChannelConstants constants) => true;

    public static void Run(
        byte* data, int half, int* taps, int groups, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to)
    {
        Vector128<int> a = Vector128.Load(constants), b = Vector128.Load(constants + 4);
        Vector128<int> c = Vector128.Load(constants + 8), d = Vector128.Load(constants + 12);
        sbyte* filter = (sbyte*)weights;
        for (int pair = 0; pair < 2 * groups; pair++)
        {
            Vector128<sbyte> x = Halves(data + taps[0], half), w = Vector128.Load(filter);
            Vector128<short> low = AdvSimd.MultiplyWideningLower(x.GetLower(), w.GetLower());
            Vector128<short> high = AdvSimd.MultiplyWideningUpper(x, w);
            x = Halves(data + taps[1], half);
            w = Vector128.Load(filter + 16);
            low = AdvSimd.MultiplyWideningLowerAndAdd(low, x.GetLower(), w.GetLower());
            high = AdvSimd.MultiplyWideningUpperAndAdd(high, x, w);
            a = AdvSimd.AddWideningLower(a, low.GetLower());
            b = AdvSimd.AddWideningUpper(b, low);
            c = AdvSimd.AddWideningLower(c, high.GetLower());
            d = AdvSimd.AddWideningUpper(d, high);
            taps += 2;
            filter += 32;
        }

        Vector128<int> offset = Vector128.Create(limits.Offset);
        a = AdvSimdLanes.Rescale(a, constants, stride, general) + offset;
        b = AdvSimdLanes.Rescale(b, constants + 4, stride, general) + offset;
        c = AdvSimdLanes.Rescale(c, constants + 8, stride, general) + offset;
        d = AdvSimdLanes.Rescale(d, constants + 12, stride, general) + offset;
        Vector128<short> first = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b);
        Vector128<short> second = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(c), d);
        Vector128<sbyte> bytes = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(first), second);
        Vector128.Min(Vector128.Max(bytes, Vector128.Create((sbyte)limits.Min)), Vector128.Create((sbyte)limits.Max)).Store(to);
    }

    public static void RunRow(
        byte* data, int rowStep, int step, int count, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to) => throw new NotSupportedException("Taps are not interleaved here.");

    private static Vector128<sbyte> Halves(byte* from, int half) =>
        half == 8 ? Vector128.Load((sbyte*)from) : Vector128.Create(Vector64.Load((sbyte*)from), Vector64.Load((sbyte*)(from + half)));
}
