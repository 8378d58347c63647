namespace EdgeDeep.Perception.Preprocessing;

/// <summary>A number for each column of a table's input, in the order of the input; equal where all numbers are.</summary>
/// <param name="values">The numbers.</param>
public sealed class PerColumn(IEnumerable<double> values) : IEquatable<PerColumn>
{
    private readonly double[] _values = [.. values];

    /// <summary>Number of columns.</summary>
    public int Count => _values.Length;

    /// <summary>The numbers.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <inheritdoc/>
    public bool Equals(PerColumn? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PerColumn);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(_values.Length, HashCode.Combine);
}
