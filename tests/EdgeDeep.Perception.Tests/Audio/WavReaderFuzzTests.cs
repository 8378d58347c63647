using CsCheck;
using EdgeDeep.Perception.Audio;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.Audio;

public class WavReaderFuzzTests
{
    private static readonly string[] Ids = ["fmt ", "data", "LIST"];

    private static readonly byte[] Whole = new WavBuilder()
        .Chunk("LIST", [1, 2, 3])
        .Chunk("fmt ", WavBuilder.Extensible(1, 2, 44100, 24, 24))
        .Chunk("data", WavBuilder.Integers(24, [.. Enumerable.Range(0, 40).Select(i => (long)i * 1000)]))
        .Build();

    [Fact]
    public void Random_bytes_only_throw_InputException() =>
        Gen.Byte.Array[0, 200].Check(2000, ReadsOrRefuses);

    [Fact]
    public void Random_chunks_only_throw_InputException() =>
        Gen.Select(Gen.Int[0, Ids.Length - 1], Gen.Byte.Array[0, 48], Gen.OneOf(Gen.UInt[0, 64], Gen.UInt))
            .Array[0, 5]
            .Check(2000, chunks =>
            {
                WavBuilder builder = new();
                foreach ((int id, byte[] content, uint size) in chunks)
                {
                    builder.Chunk(Ids[id], content, size);
                }

                ReadsOrRefuses(builder.Build());
            });

    [Fact]
    public void Changed_and_cut_files_only_throw_InputException() =>
        Gen.Select(Gen.Int[0, Whole.Length], Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte).Array[0, 4])
            .Check(5000, draw =>
            {
                (int length, (int, byte)[] changes) = draw;
                byte[] bytes = [.. Whole];
                foreach ((int at, byte value) in changes)
                {
                    bytes[at] = value;
                }

                ReadsOrRefuses(bytes[..length]);
            });

    [Fact]
    public void Huge_promises_allocate_little()
    {
        byte[] file = new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 65535, 16000, 8)).Chunk("data", [1, 2, 3], 0xFFFFFFFF).Build();
        byte[] cut = new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 1, 16000, 8)).Chunk("data", [1, 2, 3], 0x7FFFFE00).Build();
        ReadsOrRefuses(file);
        ReadsOrRefuses(cut);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadsOrRefuses(file);
        ReadsOrRefuses(cut);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    private static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            AudioClip clip = WavReaderTests.Read(bytes);
            Assert.InRange(clip.Samples.Length, 1, bytes.Length);
            Assert.All(clip.Samples, sample => Assert.True(float.IsFinite(sample)));
        }
        catch (InputException e)
        {
            OneSentence.About(e, "test.wav");
        }
    }
}
