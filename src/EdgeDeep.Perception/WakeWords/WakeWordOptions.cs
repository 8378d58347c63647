namespace EdgeDeep.Perception.WakeWords;

/// <summary>When a wake word counts as heard.</summary>
public sealed record WakeWordOptions
{
    /// <summary>How many successive probabilities are averaged, at least 1.</summary>
    public int AveragedFrames { get; init; } = 8;

    /// <summary>The averaged probability that is needed, above 0 to 1.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>Frames after a detection in which nothing is detected, so that one phrase counts once; at least 0.</summary>
    public int RefractoryFrames { get; init; } = 50;

    /// <summary>What is wrong with the options, or null.</summary>
    public string? Problem() => this switch
    {
        { AveragedFrames: < 1 } => "at least one frame must be averaged",
        { Threshold: not (> 0 and <= 1) } => "the threshold must be above 0 and at most 1",
        { RefractoryFrames: < 0 } => "the refractory time cannot be negative",
        _ => null,
    };
}

/// <summary>A wake word that was heard.</summary>
/// <param name="Seconds">End of the frame that decided it, counted from the first sample: shortly after the phrase ends.</param>
/// <param name="Probability">The averaged probability at that moment.</param>
public readonly record struct WakeWordDetection(double Seconds, float Probability);
