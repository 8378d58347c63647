using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Four sums in 128 bits on 64-bit Arm with dot products (Raspberry Pi 5); sdot adds four products of bytes to each.</summary>
internal readonly unsafe struct AdvSimdDotLanes : ILanes<Vector128<int>>
{
    public static int Count => 4;

    public static GroupKind Groups => GroupKind.SignedBytes;

    public static int SmallestWeight => sbyte.MinValue;

    public static bool Supports(ChannelConstants constants) => true;

    public static Vector128<int> Load(int* from) => Vector128.Load(from);

    public static void Save(Vector128<int> a, int* to) => a.Store(to);

    public static Vector128<int> Repeat(byte* group) => AdvSimd.LoadAndReplicateToVector128((int*)group);

    public static Vector128<int> Dot(Vector128<int> sums, Vector128<int> data, Vector128<int> weights) =>
        Dp.DotProduct(sums, data.AsSByte(), weights.AsSByte());

    public static Vector128<int> Widen(sbyte* from) => AdvSimdLanes.Widen(from);

    public static Vector128<int> All(int value) => Vector128.Create(value);

    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    public static Vector128<int> Subtract(Vector128<int> a, Vector128<int> b) => a - b;

    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) => a * b;

    public static Vector128<int> ShiftLeft(Vector128<int> a, int bits) => a << bits;

    public static Vector128<int> Rescale(Vector128<int> sums, int* constants, int stride, bool general) =>
        AdvSimdLanes.Rescale(sums, constants, stride, general);

    public static void Store(Vector128<int> a, in OutputLimits limits, sbyte* to) => AdvSimdLanes.Store(a, in limits, to);

    public static void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step) =>
        AdvSimdLanes.FinishRows(sums, rows, both, constants, stride, general, in limits, to, step);
}
