using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>32 values: four taps are interleaved byte by byte and multiplied by one vpdpbusd for every eight values.</summary>
/// <remarks>
/// Interleaving works within halves of 128 bits, so vector j of the four holds the values 4 * j .. 4 * j + 3 and those 16 higher.
/// The constants' vectors lie in the order 0, 2, 1, 3: two neighbouring ones make the 512 bits whose packing needs one permutation.
/// </remarks>
internal readonly unsafe struct AvxVnniDepthwise : IDepthwiseBlock
{
    public static int Values => 32;

    public static int Lanes => 8;

    public static GroupKind Groups => GroupKind.UnsignedBytes;

    public static bool Planar => false;

    public static int WeightOrder(int lane) => Value(lane / 8, lane % 8);

    public static int ConstantOrder(int lane) => Value((lane / 8) switch { 1 => 2, 2 => 1, int other => other }, lane % 8);

    public static int SmallestWeight => sbyte.MinValue;

    public static bool Supports(ChannelConstants constants) => true;

    public static void Run(
        byte* data, int half, int* taps, int groups, int* weights, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to)
    {
        Vector256<int> a = Vector256.Load(constants), b = Vector256.Load(constants + 16);
        Vector256<int> c = Vector256.Load(constants + 8), d = Vector256.Load(constants + 24);
        for (int group = 0; group < groups; group++)
        {
            Vector256<byte> tap0 = Halves(data + taps[0], half), tap1 = Halves(data + taps[1], half);
            Vector256<byte> tap2 = Halves(data + taps[2], half), tap3 = Halves(data + taps[3], half);
            Vector256<short> low01 = Avx2.UnpackLow(tap0, tap1).AsInt16(), low23 = Avx2.UnpackLow(tap2, tap3).AsInt16();
            Vector256<short> high01 = Avx2.UnpackHigh(tap0, tap1).AsInt16(), high23 = Avx2.UnpackHigh(tap2, tap3).AsInt16();
            a = AvxVnni.MultiplyWideningAndAdd(a, Avx2.UnpackLow(low01, low23).AsByte(), Vector256.Load(weights).AsSByte());
            b = AvxVnni.MultiplyWideningAndAdd(b, Avx2.UnpackHigh(low01, low23).AsByte(), Vector256.Load(weights + 8).AsSByte());
            c = AvxVnni.MultiplyWideningAndAdd(c, Avx2.UnpackLow(high01, high23).AsByte(), Vector256.Load(weights + 16).AsSByte());
            d = AvxVnni.MultiplyWideningAndAdd(d, Avx2.UnpackHigh(high01, high23).AsByte(), Vector256.Load(weights + 24).AsSByte());
            taps += 4;
            weights += 32;
        }

        Finish(a, b, c, d, constants, stride, general, in limits, to);
    }

    public static void RunRow(
        byte* data, int rowStep, int step, int count, int* weights, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to)
    {
        Column left = new(data, rowStep), middle = new(data + step, rowStep);
        data += 2 * step;
        for (int i = 0; i < count; i++)
        {
            Column right = new(data, rowStep);
            Vector256<int> a = Vector256.Load(constants), b = Vector256.Load(constants + 16);
            Vector256<int> c = Vector256.Load(constants + 8), d = Vector256.Load(constants + 24);
            left.AddTo(ref a, ref b, ref c, ref d, weights);
            middle.AddTo(ref a, ref b, ref c, ref d, weights + 32);
            right.AddTo(ref a, ref b, ref c, ref d, weights + 64);
            Finish(a, b, c, d, constants, stride, general, in limits, to);
            left = middle;
            middle = right;
            data += step;
            to += step;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d, int* constants, int stride, bool general,
        in OutputLimits limits, sbyte* to)
    {
        if (Avx512BW.IsSupported)
        {
            Vector512<int> offset = Vector512.Create(limits.Offset);
            Vector512<int> ac = Avx512Lanes.Rescale(Vector512.Create(a, c), constants, stride, general) + offset;
            Vector512<int> bd = Avx512Lanes.Rescale(Vector512.Create(b, d), constants + 16, stride, general) + offset;
            Vector256<sbyte> bytes = Avx512BW.ConvertToVector256SByteWithSaturation(Avx512BW.PackSignedSaturate(ac, bd));
            Limit(Avx2.Permute4x64(bytes.AsInt64(), 0b11_01_10_00).AsSByte(), in limits).Store(to);
        }
        else
        {
            Vector256<int> offset = Vector256.Create(limits.Offset);
            a = Avx2Lanes.Rescale(a, constants, stride, general) + offset;
            b = Avx2Lanes.Rescale(b, constants + 16, stride, general) + offset;
            c = Avx2Lanes.Rescale(c, constants + 8, stride, general) + offset;
            d = Avx2Lanes.Rescale(d, constants + 24, stride, general) + offset;
            Limit(Avx2.PackSignedSaturate(Avx2.PackSignedSaturate(a, b), Avx2.PackSignedSaturate(c, d)), in limits).Store(to);
        }
    }

    private static Vector256<byte> Halves(byte* from, int half) => Vector256.Create(Vector128.Load(from), Vector128.Load(from + half));

    private static int Value(int vector, int lane) => (lane < 4 ? 0 : 16) + (4 * vector) + (lane & 3);

    private static Vector256<sbyte> Limit(Vector256<sbyte> bytes, in OutputLimits limits) =>
        Vector256.Min(Vector256.Max(bytes, Vector256.Create((sbyte)limits.Min)), Vector256.Create((sbyte)limits.Max));

    /// <summary>Three rows of one column of 32 channels, interleaved with zeros.</summary>
    private readonly struct Column
    {
        private readonly Vector256<byte> _a;
        private readonly Vector256<byte> _b;
        private readonly Vector256<byte> _c;
        private readonly Vector256<byte> _d;

        public Column(byte* data, int rowStep)
        {
            Vector256<byte> top = Vector256.Load(data), middle = Vector256.Load(data + rowStep);
            Vector256<byte> bottom = Vector256.Load(data + (2 * rowStep));
            Vector256<short> low = Avx2.UnpackLow(top, middle).AsInt16(), high = Avx2.UnpackHigh(top, middle).AsInt16();
            Vector256<short> lowBottom = Avx2.UnpackLow(bottom, Vector256<byte>.Zero).AsInt16();
            Vector256<short> highBottom = Avx2.UnpackHigh(bottom, Vector256<byte>.Zero).AsInt16();
            _a = Avx2.UnpackLow(low, lowBottom).AsByte();
            _b = Avx2.UnpackHigh(low, lowBottom).AsByte();
            _c = Avx2.UnpackLow(high, highBottom).AsByte();
            _d = Avx2.UnpackHigh(high, highBottom).AsByte();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddTo(ref Vector256<int> a, ref Vector256<int> b, ref Vector256<int> c, ref Vector256<int> d, int* weights)
        {
            a = AvxVnni.MultiplyWideningAndAdd(a, _a, Vector256.Load(weights).AsSByte());
            b = AvxVnni.MultiplyWideningAndAdd(b, _b, Vector256.Load(weights + 8).AsSByte());
            c = AvxVnni.MultiplyWideningAndAdd(c, _c, Vector256.Load(weights + 16).AsSByte());
            d = AvxVnni.MultiplyWideningAndAdd(d, _d, Vector256.Load(weights + 24).AsSByte());
        }
    }
}
