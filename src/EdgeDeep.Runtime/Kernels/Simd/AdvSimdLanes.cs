using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// Four sums in 128 bits on every 64-bit Arm. The sum of two products of bytes fits 16 bits, because weights are at least -127.
/// </summary>
internal readonly unsafe struct AdvSimdLanes : ILanes<Vector128<int>>
{
    public static int Count => 4;

    public static GroupKind Groups => GroupKind.SignedBytes;

    public static int SmallestWeight => -127;

    public static bool Supports(ChannelConstants constants) => true;

    public static Vector128<int> Load(int* from) => Vector128.Load(from);

    public static void Save(Vector128<int> a, int* to) => a.Store(to);

    public static Vector128<int> Repeat(byte* group) => AdvSimd.LoadAndReplicateToVector128((int*)group);

    public static Vector128<int> Dot(Vector128<int> sums, Vector128<int> data, Vector128<int> weights)
    {
        Vector128<short> low = AdvSimd.MultiplyWideningLower(data.AsSByte().GetLower(), weights.AsSByte().GetLower());
        Vector128<short> high = AdvSimd.MultiplyWideningUpper(data.AsSByte(), weights.AsSByte());
        return AdvSimd.AddPairwiseWideningAndAdd(sums, AdvSimd.Arm64.AddPairwise(low, high));
    }

    public static Vector128<int> Widen(sbyte* from) =>
        AdvSimd.SignExtendWideningLower(AdvSimd.SignExtendWideningLower(Vector64.CreateScalar(*(int*)from).AsSByte()).GetLower());

    public static Vector128<int> All(int value) => Vector128.Create(value);

    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    public static Vector128<int> Subtract(Vector128<int> a, Vector128<int> b) => a - b;

    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) => a * b;

    public static Vector128<int> ShiftLeft(Vector128<int> a, int bits) => a << bits;

    // sqrdmulh is the first rounding; ssra adds the sign; srshl with a negative count is the second rounding.
    public static Vector128<int> Rescale(Vector128<int> sums, int* constants, int stride, bool general)
    {
        Vector128<int> left = -Load(constants + (ChannelConstants.RightShift * stride));
        Vector128<int> multiplier = Load(constants + (ChannelConstants.Multiplier * stride));
        if (!general)
        {
            Vector128<int> high = AdvSimd.MultiplyRoundedDoublingSaturateHigh(sums, multiplier);
            return AdvSimd.ShiftArithmeticRounded(AdvSimd.ShiftRightArithmeticAdd(high, sums, 31), left);
        }

        sums = AdvSimd.ShiftArithmetic(sums, Load(constants + (ChannelConstants.LeftShift * stride)));
        Vector128<int> sign = (sums >> 31) & Load(constants + (ChannelConstants.SignMask * stride));
        return AdvSimd.ShiftArithmeticRounded(AdvSimd.MultiplyRoundedDoublingSaturateHigh(sums, multiplier) + sign, left);
    }

    public static void Store(Vector128<int> a, in OutputLimits limits, sbyte* to)
    {
        Vector64<short> shorts = AdvSimd.ExtractNarrowingSaturateLower(a + Vector128.Create(limits.Offset));
        Vector64<sbyte> bytes = AdvSimd.ExtractNarrowingSaturateLower(Vector128.Create(shorts, shorts));
        *(int*)to = Limit(bytes, in limits).AsInt32().ToScalar();
    }

    public static void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step)
    {
        if (!both || general)
        {
            FinishOneByOne(sums, rows, both, constants, stride, general, in limits, to, step);
            return;
        }

        Vector128<int> multiplier0 = Load(constants + (ChannelConstants.Multiplier * stride));
        Vector128<int> multiplier1 = Load(constants + (ChannelConstants.Multiplier * stride) + 4);
        Vector128<int> shift0 = -Load(constants + (ChannelConstants.RightShift * stride));
        Vector128<int> shift1 = -Load(constants + (ChannelConstants.RightShift * stride) + 4);
        Vector128<int> offset = Vector128.Create(limits.Offset);
        Vector64<sbyte> min = Vector64.Create((sbyte)limits.Min), max = Vector64.Create((sbyte)limits.Max);
        for (int row = 0; row < rows; row++)
        {
            Vector128<int> a = Load(sums), b = Load(sums + 4);
            Vector128<int> high0 = AdvSimd.ShiftRightArithmeticAdd(AdvSimd.MultiplyRoundedDoublingSaturateHigh(a, multiplier0), a, 31);
            Vector128<int> high1 = AdvSimd.ShiftRightArithmeticAdd(AdvSimd.MultiplyRoundedDoublingSaturateHigh(b, multiplier1), b, 31);
            Vector64<short> low = AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.ShiftArithmeticRounded(high0, shift0) + offset);
            Vector128<short> all = AdvSimd.ExtractNarrowingSaturateUpper(low, AdvSimd.ShiftArithmeticRounded(high1, shift1) + offset);
            Vector64.Min(Vector64.Max(AdvSimd.ExtractNarrowingSaturateLower(all), min), max).Store(to);
            sums += 8;
            to += step;
        }
    }

    private static void FinishOneByOne(
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

    private static Vector64<sbyte> Limit(Vector64<sbyte> bytes, in OutputLimits limits) =>
        Vector64.Min(Vector64.Max(bytes, Vector64.Create((sbyte)limits.Min)), Vector64.Create((sbyte)limits.Max));
}
