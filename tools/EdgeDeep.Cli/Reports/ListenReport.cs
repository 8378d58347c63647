using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>listen</c> heard.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Recording">The sound file.</param>
/// <param name="Seconds">Playing time.</param>
/// <param name="Threshold">The averaged probability that a word needed.</param>
/// <param name="Words">The words in order.</param>
/// <param name="Looks">How many times the model ran.</param>
/// <param name="RealTimeFactor">Time of computing divided by playing time, pre-processing included.</param>
internal sealed record ListenReport(
    string Model, string Recording, double Seconds, float Threshold, IReadOnlyList<HeardWord> Words, int Looks, double RealTimeFactor)
{
    /// <summary>Looks that were left out because nobody spoke; null without a gate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SkippedLooks { get; init; }

    /// <summary>The comparison with the words that were spoken, where they were named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListenScore? Score { get; init; }
}

/// <summary>A word that was heard.</summary>
/// <param name="Seconds">The middle of the sound that decided it.</param>
/// <param name="Label">The word.</param>
/// <param name="Probability">The averaged probability.</param>
internal sealed record HeardWord(double Seconds, string Label, float Probability);

/// <summary>Words heard against words spoken.</summary>
/// <param name="Spoken">Keywords in the recording.</param>
/// <param name="Hits">Keywords heard where they were spoken.</param>
/// <param name="Misses">Keywords not heard.</param>
/// <param name="FalseAlarms">Words heard where they were not spoken.</param>
internal sealed record ListenScore(int Spoken, int Hits, int Misses, int FalseAlarms);
