using EdgeDeep.Kernels;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Scales and the table that the recurrent layers' gates share.</summary>
internal static class GateTables
{
    /// <summary>Of a gate's argument: 12 fractional bits.</summary>
    public const float ArgumentScale = 1f / 4096;

    /// <summary>Of a gate, and of anything else in [-1, 1): 15 fractional bits.</summary>
    public const float Scale = 1f / 32768;

    /// <summary>
    /// logistic(i / 24) * 2^16, which <see cref="SigmoidTable"/> interpolates. Each entry is moved against the curve's bend by a
    /// sixteenth of its second difference, which halves the largest error of the interpolation; the last one is the limit.
    /// </summary>
    public static int[] Sigmoid()
    {
        static double Exact(int i) => 65536 / (1 + Math.Exp(-i / 24.0));
        static double Bend(int i) => Exact(i + 1) - (2 * Exact(i)) + Exact(i - 1);
        return [.. Enumerable.Range(0, SigmoidTable.Size - 1).Select(i => (int)Math.Round(Exact(i) - (Bend(i) / 16))), ushort.MaxValue];
    }
}
