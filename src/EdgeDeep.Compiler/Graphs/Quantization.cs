namespace EdgeDeep.Compiler.Graphs;

/// <summary>
/// How stored integers stand for real numbers: real = scale * (stored - zeroPoint), per tensor or per channel.
/// </summary>
/// <param name="Scales">One scale, or one for each index of <paramref name="Axis"/>.</param>
/// <param name="ZeroPoints">As many zero points as scales.</param>
/// <param name="Axis">The channel axis; meaningless with a single scale.</param>
public sealed record Quantization(float[] Scales, int[] ZeroPoints, int Axis = 0)
{
    /// <summary>Per-tensor quantization.</summary>
    public Quantization(float scale, int zeroPoint)
        : this([scale], [zeroPoint])
    {
    }

    /// <summary>Whether channels have scales of their own.</summary>
    public bool IsPerChannel => Scales.Length > 1;

    /// <summary>The scale of the whole tensor (of channel 0 where channels differ).</summary>
    public float Scale => Scales[0];

    /// <summary>The zero point of the whole tensor (of channel 0 where channels differ).</summary>
    public int ZeroPoint => ZeroPoints[0];

    /// <summary>Whether two per-tensor quantizations give the same real number to every stored integer.</summary>
    public bool SameAs(Quantization? other) =>
        other is not null && Scales.AsSpan().SequenceEqual(other.Scales) && ZeroPoints.AsSpan().SequenceEqual(other.ZeroPoints);
}

/// <summary>Zeros added around the two inner image axes.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Right">Columns on the right.</param>
public readonly record struct Padding(int Top, int Left, int Bottom, int Right);

/// <summary>The range that a fused activation leaves, in real numbers.</summary>
/// <param name="Min">Lowest value; negative infinity where there is no bound.</param>
/// <param name="Max">Highest value; positive infinity where there is no bound.</param>
public readonly record struct Clamp(float Min, float Max)
{
    /// <summary>No activation.</summary>
    public static Clamp None { get; } = new(float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>max(x, 0).</summary>
    public static Clamp Relu { get; } = new(0, float.PositiveInfinity);

    /// <summary>min(max(x, 0), 6).</summary>
    public static Clamp Relu6 { get; } = new(0, 6);

    /// <summary>min(max(x, -1), 1).</summary>
    public static Clamp ReluN1To1 { get; } = new(-1, 1);

    /// <summary>Whether nothing is clamped.</summary>
    public bool IsNone => float.IsNegativeInfinity(Min) && float.IsPositiveInfinity(Max);

    /// <summary>This clamp followed by another one.</summary>
    public Clamp Then(Clamp next) => new(
        Math.Min(Math.Max(Min, next.Min), next.Max), Math.Max(Math.Min(Max, next.Max), next.Min));
}
