using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>16 values: two taps are interleaved as 16-bit numbers and multiplied by one vpmaddwd for every eight values.</summary>
/// <remarks>The first vector holds the values 0..3 and 8..11, the second one 4..7 and 12..15.</remarks>
internal readonly unsafe struct Avx2Depthwise : IDepthwiseBlock
{
    public static int Values => 16;

    public static int Lanes => 8;

    public static GroupKind Groups => GroupKind.Shorts;

    public static bool Planar => false;

    public static int WeightOrder(int lane) => (lane % 8 < 4 ? 0 : 8) + (lane / 8 * 4) + (lane & 3);

    public static int ConstantOrder(int lane) => WeightOrder(lane);

    public static int SmallestWeight => sbyte.MinValue;

    public static bool Supports(ChannelConstants constants) => true;

    public static void Run(
        byte* data, int half, int* taps, int groups, int* weights, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to)
    {
        Vector256<int> a = Vector256.Load(constants), b = Vector256.Load(constants + 8);
        for (int group = 0; group < groups; group++)
        {
            Vector256<short> tap0 = Halves(data + taps[0], half), tap1 = Halves(data + taps[1], half);
            a += Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(tap0, tap1), Vector256.Load(weights).AsInt16());
            b += Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(tap0, tap1), Vector256.Load(weights + 8).AsInt16());
            taps += 2;
            weights += 16;
        }

        Vector256<int> offset = Vector256.Create(limits.Offset);
        a = Avx2Lanes.Rescale(a, constants, stride, general) + offset;
        b = Avx2Lanes.Rescale(b, constants + 8, stride, general) + offset;
        Vector256<short> shorts = Avx2.PackSignedSaturate(a, b);
        Vector128<sbyte> bytes = Sse2.PackSignedSaturate(shorts.GetLower(), shorts.GetUpper());
        bytes = Vector128.Min(Vector128.Max(bytes, Vector128.Create((sbyte)limits.Min)), Vector128.Create((sbyte)limits.Max));
        bytes.Store(to);
    }

    private static Vector256<short> Halves(byte* from, int half) =>
        Vector256.Create(Vector128.Load((short*)from), Vector128.Load((short*)(from + half)));

    public static void RunRow(
        byte* data, int rowStep, int step, int count, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to) => throw new NotSupportedException("Pairs of taps do not form columns of three.");
}
