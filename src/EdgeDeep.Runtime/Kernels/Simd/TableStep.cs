using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Any function of one 8-bit value, as the table of the 256 results that its portable kernel gives.</summary>
internal sealed unsafe class TableStep : PackedStep
{
    private readonly byte[] _table;
    private readonly int _size;

    private TableStep(byte[] table, int size) => (_table, _size) = (table, size);

    public override int ScratchBytes => 0;

    /// <summary>Tabulates a step; null where it is shorter than the table is worth.</summary>
    /// <param name="size">Values that the step computes.</param>
    /// <param name="tabulate">Gives the result for the stored bytes 0..255 in this order.</param>
    public static PackedStep? TryPack(int size, Func<byte[], byte[]> tabulate)
    {
        byte[] all = new byte[256];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = (byte)i;
        }

        return size < all.Length ? null : new TableStep(tabulate(all), size);
    }

    public override void Run(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        fixed (byte* from = &input.UInt8[input.At], to = &output.UInt8[output.At], table = _table)
        {
            int i = 0;
            if (Avx512Vbmi.IsSupported)
            {
                Vector512<byte> a = Vector512.Load(table), b = Vector512.Load(table + 64);
                Vector512<byte> c = Vector512.Load(table + 128), d = Vector512.Load(table + 192);
                for (; i + 64 <= _size; i += 64)
                {
                    Vector512<byte> index = Vector512.Load(from + i);
                    Vector512<byte> low = Avx512Vbmi.PermuteVar64x8x2(a, index, b), high = Avx512Vbmi.PermuteVar64x8x2(c, index, d);
                    Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(index, Vector512.Create((byte)128)), high, low).Store(to + i);
                }
            }

            for (; i < _size; i++)
            {
                to[i] = table[from[i]];
            }
        }
    }
}
