namespace EdgeDeep.Compiler.Calibrate;

/// <summary>The real numbers that a tensor takes on. Quantization needs zero to be among them: see <see cref="WithZero"/>.</summary>
/// <param name="Min">Lowest number.</param>
/// <param name="Max">Highest number, not below <paramref name="Min"/>.</param>
public readonly record struct ValueRange(float Min, float Max)
{
    /// <summary>The smallest range that holds this one and zero.</summary>
    public ValueRange WithZero() => new(Math.Min(Min, 0), Math.Max(Max, 0));

    /// <summary>The smallest range that holds both.</summary>
    public ValueRange Union(ValueRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}
