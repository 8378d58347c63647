using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Eight sums in 256 bits; vpdpbusd adds four products of bytes to each.</summary>
internal readonly unsafe struct AvxVnniLanes : ILanes<Vector256<int>>
{
    public static int Count => 8;

    public static GroupKind Groups => GroupKind.UnsignedBytes;

    public static int SmallestWeight => sbyte.MinValue;

    public static bool Supports(ChannelConstants constants) => true;

    public static Vector256<int> Load(int* from) => Vector256.Load(from);

    public static void Save(Vector256<int> a, int* to) => a.Store(to);

    public static Vector256<int> Repeat(byte* group) => Avx2.BroadcastScalarToVector256((int*)group);

    public static Vector256<int> Dot(Vector256<int> sums, Vector256<int> data, Vector256<int> weights) =>
        AvxVnni.MultiplyWideningAndAdd(sums, data.AsByte(), weights.AsSByte());

    public static Vector256<int> Widen(sbyte* from) => Avx2.ConvertToVector256Int32(from);

    public static Vector256<int> All(int value) => Vector256.Create(value);

    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    public static Vector256<int> Subtract(Vector256<int> a, Vector256<int> b) => a - b;

    public static Vector256<int> Multiply(Vector256<int> a, Vector256<int> b) => a * b;

    public static Vector256<int> ShiftLeft(Vector256<int> a, int bits) => a << bits;

    public static Vector256<int> Rescale(Vector256<int> sums, int* constants, int stride, bool general) =>
        Avx2Lanes.Rescale(sums, constants, stride, general);

    public static void Store(Vector256<int> a, in OutputLimits limits, sbyte* to) => Avx2Lanes.Store(a, in limits, to);

    public static void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step) =>
        Avx2Lanes.FinishRows(sums, rows, both, constants, stride, general, in limits, to, step);
}
