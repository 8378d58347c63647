using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;
using EdgeDeep.TestSupport;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Tests;

/// <summary>Decoded flac files are kept, and replaced where the flac file is newer.</summary>
public sealed class Flac : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-flac-test").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_decoded_once_and_again_when_they_change()
    {
        string source = Directory.GetFiles(SharedData.PathOf("speech/speech_commands_v0.02_more/yes"), "*.flac").Order(StringComparer.Ordinal).First();
        string copy = Path.Combine(_folder, "a.flac");
        File.Copy(source, copy);
        FlacFiles files = new(Path.Combine(_folder, "cache"));
        string decoded = files.Decode([copy, "other.wav"])[copy];
        Assert.InRange(WavReader.Read(decoded).Duration.TotalSeconds, 0.3, 1.1);
        File.WriteAllText(decoded, "mark");
        File.SetLastWriteTimeUtc(decoded, File.GetLastWriteTimeUtc(copy));
        files.Decode([copy]);
        Assert.Equal("mark", File.ReadAllText(decoded));
        File.SetLastWriteTimeUtc(copy, DateTime.UtcNow.AddHours(1));
        files.Decode([copy]);
        Assert.NotEqual("mark", File.ReadAllText(decoded)[..4]);
    }

    [Fact]
    public void A_file_that_cannot_be_decoded_is_named()
    {
        SharedData.PathOf("speech"); // flac is installed where the recordings are used
        string bad = Path.Combine(_folder, "bad.flac");
        File.WriteAllText(bad, "no flac");
        Assert.Contains(bad, Assert.Throws<InputException>(() => new FlacFiles(_folder).Decode([bad])).Message, StringComparison.Ordinal);
    }
}
