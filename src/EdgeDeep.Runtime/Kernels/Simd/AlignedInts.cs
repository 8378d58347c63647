namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Integers that never move in memory, at a multiple of 64 bytes, with 64 readable bytes behind them.</summary>
internal sealed unsafe class AlignedInts
{
    private readonly int[] _array;

    /// <summary>Allocates zeros.</summary>
    public AlignedInts(int count)
    {
        _array = GC.AllocateArray<int>(count + 32, pinned: true);
        nuint start = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[0]);
        Pointer = (int*)((start + 63) & ~(nuint)63);
    }

    /// <summary>The first one; valid while this object is referenced.</summary>
    public int* Pointer { get; }
}
