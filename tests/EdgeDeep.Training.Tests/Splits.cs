using EdgeDeep.TestSupport;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Tests;

/// <summary>Nobody is in two parts, and parts never move.</summary>
public sealed class Splits
{
    [Theory]
    [InlineData("down/0bac8a71_nohash_3.wav", "0bac8a71")]
    [InlineData("_unknown_/backward_0c540988_nohash_0.wav", "0c540988")]
    [InlineData("_unknown_/backward_0cb74144_nohash_2.wav.flac", "0cb74144")]
    [InlineData("_silence_/1024.flac", "1024")]
    public void The_speaker_is_read_from_the_name(string path, string speaker) => Assert.Equal(speaker, SpeakerSplit.SpeakerOf(path));

    [Fact]
    public void The_hash_is_FNV_with_a_final_mix()
    {
        // 64-bit FNV-1a of "a" is af63dc4c8601ec8c; mixed and taken modulo 100 by hand.
        ulong hash = 0xaf63dc4c8601ec8c;
        hash ^= hash >> 33;
        hash = unchecked(hash * 0xff51afd7ed558ccd);
        hash ^= hash >> 33;
        Assert.Equal((int)(hash % 100), StableHash.Percent("a"));
    }

    [Fact]
    public void No_speaker_of_the_recordings_is_in_two_parts()
    {
        string[] files = Directory.GetFiles(SharedData.PathOf("speech"), "*_nohash_*", SearchOption.AllDirectories);
        Assert.All(files.GroupBy(SpeakerSplit.SpeakerOf), speaker => Assert.Single(speaker.Select(SpeakerSplit.Of).Distinct()));
        foreach (Part part in Enum.GetValues<Part>())
        {
            Assert.InRange(files.Count(file => SpeakerSplit.Of(file) == part), files.Length / 20, files.Length * 8 / 10);
        }
    }
}
