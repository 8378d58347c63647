using EdgeDeep.Perception.Audio;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.Audio;

public class WavReaderTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void Integers_are_divided_by_half_their_range(int bits)
    {
        long half = 1L << (bits - 1);
        long[] samples = [0, 1, -1, half - 1, -half, half / 2, (-half / 2) + 1];
        byte[] file = new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 1, 22050, bits)).Chunk("data", WavBuilder.Integers(bits, samples)).Build();

        AudioClip clip = Read(file);

        Assert.Equal(22050, clip.SampleRate);
        Assert.Equal(1, clip.SourceChannels);
        Assert.Equal(samples.Select(s => (float)((double)s / half)), clip.Samples);
    }

    [Fact]
    public void Floats_come_back_as_they_are()
    {
        float[] samples = [0, 0.1f, -1, 1.5f, float.Epsilon];
        byte[] data = [.. samples.SelectMany(BitConverter.GetBytes)];

        Assert.Equal(samples, Read(new WavBuilder().Chunk("fmt ", WavBuilder.Format(3, 1, 48000, 32)).Chunk("data", data).Build()).Samples);
    }

    [Theory]
    [InlineData(1, 16, 16)]
    [InlineData(1, 24, 24)]
    [InlineData(1, 32, 24)]
    [InlineData(3, 32, 32)]
    public void Extensible_formats_are_read(int tag, int container, int valid)
    {
        byte[] data = tag == 3 ? [.. new[] { 0.5f, -0.25f }.SelectMany(BitConverter.GetBytes)] : WavBuilder.Integers(container, 1L << (container - 2), -1L << (container - 3));

        byte[] file = new WavBuilder().Chunk("fmt ", WavBuilder.Extensible(tag, 1, 16000, container, valid)).Chunk("data", data).Build();

        Assert.Equal([0.5f, -0.25f], Read(file).Samples);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(1000)]
    public void Channels_are_averaged(int channels)
    {
        long[] samples = [.. Enumerable.Range(0, 100 * channels).Select(i => (long)((i * 7919 % 65536) - 32768))];
        byte[] file = new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, channels, 16000, 16)).Chunk("data", WavBuilder.Integers(16, samples)).Build();

        AudioClip clip = Read(file);

        Assert.Equal(channels, clip.SourceChannels);
        Assert.Equal(samples.Chunk(channels).Select(block => (float)(block.Sum() / 32768.0 / channels)), clip.Samples);
    }

    [Fact]
    public void Other_chunks_odd_sizes_and_any_order_are_accepted()
    {
        byte[] format = WavBuilder.Format(1, 1, 16000, 8);
        byte[] data = WavBuilder.Integers(8, 1, 2, 3);
        float[] expected = [1 / 128f, 2 / 128f, 3 / 128f];
        WavBuilder[] orders =
        [
            new WavBuilder().Chunk("LIST", [1, 2, 3]).Chunk("fmt ", format).Chunk("fact", [0, 0, 0, 0]).Chunk("data", data).Chunk("LIST", [9]),
            new WavBuilder().Chunk("data", data).Chunk("junk", [1]).Chunk("fmt ", format),
            new WavBuilder().Chunk("fmt ", [.. format, 0, 0]).Chunk("data", data),
        ];
        Assert.All(orders, order => Assert.Equal(expected, Read(order.Build()).Samples));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x80000000u)]
    public void Streamed_sizes_read_to_the_end(uint size)
    {
        byte[] file = new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 2, 16000, 16)).Chunk("data", [.. WavBuilder.Integers(16, 100, 200, 300, 500), 7], size).Build();

        Assert.Equal([150 / 32768f, 400 / 32768f], Read(file).Samples);
    }

    [Fact]
    public void Streams_that_cannot_seek_and_that_start_later_are_read()
    {
        byte[] file = WavBuilder.Pcm16(16000, [.. Enumerable.Range(0, 200_000).Select(i => (long)(short)i)]);
        using MemoryStream later = new([1, 2, 3, .. file]);
        later.Position = 3;
        using OneWayStream oneWay = new(file);

        float[] expected = Read(file).Samples;

        Assert.Equal(200_000, expected.Length);
        Assert.Equal(expected, WavReader.Read(later, "later").Samples);
        Assert.Equal(expected, WavReader.Read(oneWay, "pipe").Samples);
    }

    [Fact]
    public void Truncated_files_name_file_and_byte()
    {
        byte[] whole = WavBuilder.Pcm16(16000, [.. Enumerable.Repeat(5L, 100)]);
        using TempFolder folder = new();
        string path = folder.Add("cut.wav", whole[..^50]);

        InputException e = Assert.Throws<InputException>(() => WavReader.Read(path));

        OneSentence.About(e, path, "byte 44", "200 bytes", "byte 194");
    }

    [Fact]
    public void Broken_headers_are_told_apart()
    {
        byte[] pcm = WavBuilder.Format(1, 1, 16000, 16);
        (byte[] File, string Word)[] cases =
        [
            ([], "is empty"),
            ([.. "fLaC"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0], "FLAC"),
            ([.. "OggS"u8, 0], "Ogg"),
            ([.. "ID3"u8, 0], "MP3"),
            ([.. "hello, this is a text"u8], "byte 0"),
            (new WavBuilder().Build(), "'fmt '"),
            (new WavBuilder().Chunk("fmt ", pcm).Build(), "'data'"),
            (new WavBuilder().Chunk("fmt ", pcm[..10]).Chunk("data", [1, 2]).Build(), "10 bytes where 16"),
            (new WavBuilder().Chunk("fmt ", pcm).Chunk("data", []).Build(), "no sound"),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(6, 1, 8000, 8)).Chunk("data", [1, 2]).Build(), "A-law"),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(0x55, 1, 8000, 0)).Chunk("data", [1, 2]).Build(), "MPEG"),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 0, 8000, 16)).Chunk("data", [1, 2]).Build(), "0 channels"),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 1, 0, 16)).Chunk("data", [1, 2]).Build(), "0 Hz"),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 1, 16000, 64)).Chunk("data", [1, 2]).Build(), "64 bits"),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(1, 2, 16000, 16, 3)).Chunk("data", [1, 2]).Build(), "3 for 2 channels".Replace("3 for", "3 bytes for", StringComparison.Ordinal)),
            (new WavBuilder().Chunk("fmt ", WavBuilder.Format(3, 1, 16000, 32)).Chunk("data", BitConverter.GetBytes(float.NaN)).Build(), "byte 44 is not a finite"),
        ];
        Assert.All(cases, row => OneSentence.About(Assert.Throws<InputException>(() => Read(row.File)), "test.wav", row.Word));
    }

    [Fact]
    public void Missing_files_and_folders_are_named()
    {
        using TempFolder folder = new();
        string missing = Path.Combine(folder.Root, "no.wav");

        OneSentence.About(Assert.Throws<InputException>(() => WavReader.Read(missing)), missing, "no such file");
        OneSentence.About(Assert.Throws<InputException>(() => WavReader.Read(folder.Root)), folder.Root, "folder");
        OneSentence.About(Assert.Throws<InputException>(() => WavReader.Read(Path.Combine(missing, "a.wav"))), missing);
        OneSentence.About(Assert.Throws<InputException>(() => WavReader.Read(string.Empty)));
    }

    [Theory]
    [InlineData("tflite-micro/wav/yes_1000ms.wav", 1, 16000)]
    [InlineData("mlperf-tiny/sww_short_wav_easy10s.wav", 2, 160000)]
    public void Recordings_agree_with_their_raw_bytes(string file, int channels, int length)
    {
        byte[] bytes = SharedData.Read(file);
        AudioClip clip = WavReader.Read(SharedData.PathOf(file));

        int data = bytes.AsSpan().IndexOf("data"u8) + 8;
        Assert.Equal(channels, clip.SourceChannels);
        Assert.InRange(clip.Samples.Length, length * 9 / 10, length * 11 / 10);
        for (int i = 0; i < clip.Samples.Length; i++)
        {
            double sum = 0;
            for (int c = 0; c < channels; c++)
            {
                sum += BitConverter.ToInt16(bytes, data + (2 * ((i * channels) + c)));
            }

            Assert.Equal((float)(sum / channels / 32768), clip.Samples[i]);
        }
    }

    internal static AudioClip Read(byte[] file)
    {
        using MemoryStream stream = new(file);
        return WavReader.Read(stream, "test.wav");
    }

    /// <summary>Like a pipe: no seeking, and a few bytes at a time.</summary>
    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 777));
    }
}
