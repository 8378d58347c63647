namespace EdgeDeep.Perception.Learning;

/// <summary>How a last layer learns.</summary>
public sealed record TeachOptions
{
    /// <summary>Passes over the examples, at least 0; with 0 new classes are known by their prototypes alone.</summary>
    public int Passes { get; init; } = 10;

    /// <summary>How much of its error an example of mean energy corrects in the first pass, 0 to 1; it falls to 0 in the last.</summary>
    public double Rate { get; init; } = 0.2;
}
