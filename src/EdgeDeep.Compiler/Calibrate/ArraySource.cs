using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>Samples of one graph input in one file, read from the first to the last.</summary>
/// <param name="Name">File, and the array in it, for messages.</param>
/// <param name="Type">Element type.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="SequenceLength">Samples of a sequence; the array holds whole ones.</param>
/// <param name="SampleElements">Elements of a sample.</param>
/// <param name="Open">Opens the stream at the first element; the reader disposes it.</param>
internal sealed record ArraySource(string Name, NpyType Type, int Count, int SequenceLength, int SampleElements, Func<Stream> Open)
{
    /// <summary>A NumPy array, by itself or as an entry of an archive.</summary>
    /// <param name="name">Name for messages.</param>
    /// <param name="input">The graph input that it is for.</param>
    /// <param name="inSequences">Whether the graph remembers, so that the array may hold several sequences.</param>
    /// <param name="open">Opens the array's file at its first byte.</param>
    /// <exception cref="ModelException">The array cannot be read or does not fit the input.</exception>
    public static ArraySource Npy(string name, Value input, bool inSequences, Func<Stream> open)
    {
        using Stream probe = open();
        NpyHeader header = NpyHeader.Read(probe, name);
        int? sequences = inSequences ? SequencesOf(header.Shape, input.Shape) : null;
        int samples = sequences is { } count ? checked(count * header.Shape[1]) : Samples(header.Shape, input, name, inSequences);
        return new ArraySource(name, header.Type, samples, sequences is null ? samples : header.Shape[1], input.Elements, () =>
        {
            Stream stream = open();
            NpyHeader.Read(stream, name);
            return stream;
        });
    }

    /// <summary>A file of float32 elements without a header.</summary>
    /// <exception cref="ModelException">It holds no whole number of samples.</exception>
    public static ArraySource Raw(string path, Value input)
    {
        long bytes = new FileInfo(path).Length, sample = 4L * input.Elements;
        if (bytes == 0 || bytes % sample != 0 || bytes / sample > int.MaxValue)
        {
            throw new ModelException($"'{path}' has {bytes} bytes and must hold one or more samples of {sample} bytes: float32 for input '{input.Name}' [{string.Join(',', input.Shape)}].");
        }

        int count = (int)(bytes / sample);
        return new ArraySource(path, NpyType.Single, count, count, input.Elements, () => File.OpenRead(path));
    }

    /// <summary>Reads the samples one by one.</summary>
    public IEnumerable<float[]> Read()
    {
        using Stream stream = Open();
        byte[] buffer = new byte[SampleElements * Size(Type)];
        for (int number = 0; number < Count; number++)
        {
            float[] sample = new float[SampleElements];
            NpyHeader.Fill(stream, buffer, Name);
            Convert(buffer, sample);
            if (sample.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                throw new ModelException($"Sample {number} of '{Name}' holds an infinite number or NaN; remove or repair it.");
            }

            yield return sample;
        }
    }

    /// <summary>
    /// The number of samples in an array of a shape: [N, input shape], [N * input batch, rest of the input shape], or one
    /// sample without its batch dimension of 1. Null where the shape does not fit.
    /// </summary>
    public static int? SamplesOf(int[] shape, int[] wanted) =>
        shape.Length == wanted.Length + 1 && shape.AsSpan(1).SequenceEqual(wanted) ? shape[0]
        : shape.Length > 0 && shape.Length == wanted.Length && shape.AsSpan(1).SequenceEqual(wanted.AsSpan(1)) && shape[0] % wanted[0] == 0
            ? shape[0] / wanted[0]
        : wanted.Length > 0 && wanted[0] == 1 && shape.AsSpan().SequenceEqual(wanted.AsSpan(1)) ? 1
        : null;

    /// <summary>The number of sequences in an array of shape [N, T, input shape]; null where the shape does not fit.</summary>
    public static int? SequencesOf(int[] shape, int[] wanted) =>
        shape.Length == wanted.Length + 2 && shape[0] > 0 && shape[1] > 0 && shape.AsSpan(2).SequenceEqual(wanted) ? shape[0] : null;

    private static int Samples(int[] shape, Value input, string name, bool inSequences) => SamplesOf(shape, input.Shape) switch
    {
        null => throw new ModelException($"'{name}' has shape [{string.Join(',', shape)}] and input '{input.Name}' needs [N,{string.Join(',', input.Shape)}]{(inSequences ? $" for N consecutive inferences or [N,T,{string.Join(',', input.Shape)}] for N sequences of T" : string.Empty)}{Hint(shape, input.Shape)}."),
        0 => throw new ModelException($"'{name}' is empty; give at least one sample of shape [{string.Join(',', input.Shape)}]."),
        int count => count,
    };

    private static string Hint(int[] shape, int[] wanted)
    {
        if (wanted.Length != 4 || shape.Length < 3)
        {
            return "; reshape it";
        }

        ReadOnlySpan<int> image = shape.AsSpan(shape.Length - 3);
        return image.SequenceEqual([wanted[3], wanted[1], wanted[2]]) ? "; move its channels to the end"
            : image.SequenceEqual([wanted[2], wanted[3], wanted[1]]) ? "; move its channels in front of the rows"
            : "; reshape it";
    }

    private static int Size(NpyType type) => type switch
    {
        NpyType.SByte or NpyType.Byte => 1,
        NpyType.Half or NpyType.Int16 => 2,
        NpyType.Single or NpyType.Int32 => 4,
        _ => 8,
    };

    private void Convert(byte[] bytes, float[] sample)
    {
        switch (Type)
        {
            case NpyType.Single:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(sample);
                break;
            case NpyType.Half:
                Each<Half>(bytes, sample, value => (float)value);
                break;
            case NpyType.Double:
                Each<double>(bytes, sample, value => (float)value);
                break;
            case NpyType.SByte:
                Each<sbyte>(bytes, sample, value => value);
                break;
            case NpyType.Byte:
                Each<byte>(bytes, sample, value => value);
                break;
            case NpyType.Int16:
                Each<short>(bytes, sample, value => value);
                break;
            case NpyType.Int32:
                Each<int>(bytes, sample, value => value);
                break;
            default:
                Each<long>(bytes, sample, value => value);
                break;
        }
    }

    private static void Each<T>(byte[] bytes, float[] sample, Func<T, float> convert)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < sample.Length; i++)
        {
            sample[i] = convert(values[i]);
        }
    }
}
