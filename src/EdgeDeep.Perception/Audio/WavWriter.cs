using System.Buffers.Binary;
using System.Text;

namespace EdgeDeep.Perception.Audio;

/// <summary>Writes wav files: 16-bit PCM, one channel.</summary>
public static class WavWriter
{
    private const int HeaderBytes = 44, PcmFormat = 1, SampleBytes = 2;

    /// <summary>Writes a whole file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="samples">-1..1; what lies beyond is cut off.</param>
    /// <param name="sampleRate">Samples a second.</param>
    public static void Write(Stream stream, ReadOnlySpan<float> samples, int sampleRate)
    {
        byte[] file = new byte[HeaderBytes + (samples.Length * SampleBytes)];
        Text(0, "RIFF");
        Number(4, file.Length - 8);
        Text(8, "WAVEfmt ");
        Number(16, 16);
        Short(20, PcmFormat);
        Short(22, 1);
        Number(24, sampleRate);
        Number(28, sampleRate * SampleBytes);
        Short(32, SampleBytes);
        Short(34, 8 * SampleBytes);
        Text(36, "data");
        Number(40, samples.Length * SampleBytes);
        for (int i = 0; i < samples.Length; i++)
        {
            Short(HeaderBytes + (i * SampleBytes), (short)Math.Clamp(MathF.Round(samples[i] * 32768f), short.MinValue, short.MaxValue));
        }

        stream.Write(file);

        void Text(int at, string text) => Encoding.ASCII.GetBytes(text, file.AsSpan(at));
        void Number(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        void Short(int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);
    }
}
