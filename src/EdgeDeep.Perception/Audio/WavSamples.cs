using System.Buffers.Binary;

namespace EdgeDeep.Perception.Audio;

/// <summary>Turns the bytes of WAVE blocks into mono floats.</summary>
internal static class WavSamples
{
    private interface ISample
    {
        public static abstract int Bytes { get; }

        public static abstract double Read(ReadOnlySpan<byte> bytes);
    }

    /// <summary>
    /// Decodes whole blocks; each output is the mean of the block's channels, computed in double and rounded once to float.
    /// </summary>
    /// <param name="format">Layout of a block.</param>
    /// <param name="blocks">A whole number of blocks.</param>
    /// <param name="mono">One float a block, integers divided by half their range (32768 for 16 bits).</param>
    public static void Decode(WavFormat format, ReadOnlySpan<byte> blocks, Span<float> mono)
    {
        switch (format.SampleBytes)
        {
            case 1:
                Mix<Unsigned8>(blocks, format.Channels, mono);
                break;
            case 2:
                Mix<Signed16>(blocks, format.Channels, mono);
                break;
            case 3:
                Mix<Signed24>(blocks, format.Channels, mono);
                break;
            default:
                if (format.IsFloat)
                {
                    Mix<Float32>(blocks, format.Channels, mono);
                }
                else
                {
                    Mix<Signed32>(blocks, format.Channels, mono);
                }

                break;
        }
    }

    private static void Mix<T>(ReadOnlySpan<byte> blocks, int channels, Span<float> mono)
        where T : struct, ISample
    {
        int at = 0;
        for (int i = 0; i < mono.Length; i++)
        {
            double sum = 0;
            for (int c = 0; c < channels; c++, at += T.Bytes)
            {
                sum += T.Read(blocks[at..]);
            }

            mono[i] = (float)(sum / channels);
        }
    }

    private readonly struct Unsigned8 : ISample
    {
        public static int Bytes => 1;

        public static double Read(ReadOnlySpan<byte> bytes) => (bytes[0] - 128) / 128.0;
    }

    private readonly struct Signed16 : ISample
    {
        public static int Bytes => 2;

        public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768.0;
    }

    private readonly struct Signed24 : ISample
    {
        public static int Bytes => 3;

        public static double Read(ReadOnlySpan<byte> bytes) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 8388608.0;
    }

    private readonly struct Signed32 : ISample
    {
        public static int Bytes => 4;

        public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0;
    }

    private readonly struct Float32 : ISample
    {
        public static int Bytes => 4;

        public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleLittleEndian(bytes);
    }
}
