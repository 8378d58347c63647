namespace EdgeDeep.Devices.Wyoming;

/// <summary>Hears wake words in one stream of sound; made anew for each stream.</summary>
public interface IWakeWordStream
{
    /// <summary>Samples a second that <see cref="Accept"/> takes.</summary>
    int SampleRate { get; }

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Mono sound, -1..1.</param>
    /// <param name="heard">Receives the words that were heard.</param>
    void Accept(ReadOnlySpan<float> samples, ICollection<string> heard);
}

/// <summary>What a wake word engine offers.</summary>
/// <param name="Version">Version of the program, for people.</param>
/// <param name="Words">The words and phrases that it hears, as people say them.</param>
/// <param name="Create">Makes a listener for a new stream of sound.</param>
public sealed record WakeWordEngine(string Version, IReadOnlyList<string> Words, Func<IWakeWordStream> Create)
{
    /// <summary>A word as clients name it: lower case, underscores for spaces.</summary>
    /// <param name="word">As people say it.</param>
    public static string NameOf(string word) => word.Trim().ToLowerInvariant().Replace(' ', '_');
}
