namespace EdgeDeep.Training.Data;

/// <summary>A window of features with what is to be answered after each of its frames.</summary>
/// <param name="Features">[frames, features of a frame].</param>
/// <param name="Targets">For each frame 1 (the phrase has just ended), 0 (it has not) or <see cref="Ignored"/>.</param>
public sealed record FrameWindow(float[] Features, sbyte[] Targets)
{
    /// <summary>A frame that does not count: the phrase is about to end, or ended a moment ago.</summary>
    public const sbyte Ignored = -1;

    private const int Before = 10, Answer = 12, After = 26;

    /// <summary>Whether the phrase ends within the window.</summary>
    public bool HasPhrase => Targets.AsSpan().Contains((sbyte)1);

    /// <summary>The targets of a window.</summary>
    /// <param name="frames">Its frames.</param>
    /// <param name="end">The frame in which the phrase ends; null without a phrase.</param>
    public static sbyte[] TargetsOf(int frames, int? end) => [.. Enumerable.Range(0, frames).Select(frame => (frame - end) switch
    {
        >= 0 and < Answer => (sbyte)1,
        >= -Before and < After => Ignored,
        _ => (sbyte)0,
    })];
}
