using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Eight values: two taps are interleaved as 16-bit numbers and multiplied by one pmaddwd for every four values.</summary>
internal readonly unsafe struct Sse41Depthwise : IDepthwiseBlock
{
    public static int Values => 8;

    public static int Lanes => 4;

    public static GroupKind Groups => GroupKind.Shorts;

    public static bool Planar => false;

    public static int WeightOrder(int lane) => lane;

    public static int ConstantOrder(int lane) => lane;

    public static int SmallestWeight => sbyte.MinValue;

    public static bool Supports(ChannelConstants constants) => Sse41Lanes.Supports(constants);

    public static void Run(
        byte* data, int half, int* taps, int groups, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to)
    {
        Vector128<int> a = Vector128.Load(constants), b = Vector128.Load(constants + 4);
        for (int group = 0; group < groups; group++)
        {
            Vector128<short> tap0 = Halves(data + taps[0], half), tap1 = Halves(data + taps[1], half);
            a += Sse2.MultiplyAddAdjacent(Sse2.UnpackLow(tap0, tap1), Vector128.Load(weights).AsInt16());
            b += Sse2.MultiplyAddAdjacent(Sse2.UnpackHigh(tap0, tap1), Vector128.Load(weights + 4).AsInt16());
            taps += 2;
            weights += 8;
        }

        Sse41Lanes.Store(Sse41Lanes.Rescale(a, constants, stride, general), in limits, to);
        Sse41Lanes.Store(Sse41Lanes.Rescale(b, constants + 4, stride, general), in limits, to + 4);
    }

    public static void RunRow(
        byte* data, int rowStep, int step, int count, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to) => throw new NotSupportedException("Pairs of taps do not form columns of three.");

    private static Vector128<short> Halves(byte* from, int half) =>
        Vector128.Create(Vector64.Load((short*)from), Vector64.Load((short*)(from + half)));
}
