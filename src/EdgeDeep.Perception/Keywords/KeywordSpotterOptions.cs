namespace EdgeDeep.Perception.Keywords;

/// <summary>When a keyword counts as heard.</summary>
public sealed record KeywordSpotterOptions
{
    /// <summary>Seconds between two looks at the last window of sound, above 0.</summary>
    public double StepSeconds { get; init; } = 0.1;

    /// <summary>How many successive looks a probability is averaged over, at least 1.</summary>
    public int AveragedSteps { get; init; } = 3;

    /// <summary>The averaged probability that a word needs, above 0 to 1.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>Seconds after a detection in which nothing is detected, so that one word counts once.</summary>
    public double RefractorySeconds { get; init; } = 0.9;

    /// <summary>Classes that are no keywords.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = ["_silence_", "_unknown_"];

    /// <summary>What is wrong with the options, or null.</summary>
    public string? Problem() => this switch
    {
        { StepSeconds: not (> 0 and <= 10) } => "the step must be above 0 and at most 10 seconds",
        { AveragedSteps: < 1 } => "at least one step must be averaged",
        { Threshold: not (> 0 and <= 1) } => "the threshold must be above 0 and at most 1",
        { RefractorySeconds: not >= 0 } => "the refractory time cannot be negative",
        _ => null,
    };
}

/// <summary>A keyword that was heard.</summary>
/// <param name="Label">The word.</param>
/// <param name="Seconds">The middle of the sound that decided it, counted from the first sample.</param>
/// <param name="Probability">The averaged probability at that moment.</param>
public readonly record struct KeywordDetection(string Label, double Seconds, float Probability);
