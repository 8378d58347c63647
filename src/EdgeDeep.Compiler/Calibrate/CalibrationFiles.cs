using System.IO.Compression;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Calibration samples in files of numbers: <c>.npy</c> and <c>.npz</c> of NumPy, and <c>.bin</c> with float32 elements in
/// little-endian order. Files are read sample by sample and never held whole.
/// </summary>
public static class CalibrationFiles
{
    /// <summary>The file name extensions that <see cref="Open"/> reads, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".npy", ".npz", ".bin"];

    /// <summary>Opens a file, or all files of a folder in ordinal order of their names, one after the other.</summary>
    /// <param name="path">
    /// A file or a folder. An archive of arrays feeds every input: arrays are matched by the inputs' names, or by their order
    /// where no name fits; for a model of one input the only array that fits it does. Other files feed a model of one input. An array's shape is [N, input shape] or the input's shape
    /// with N times its first dimension; raw files hold whole samples. For a graph with state, [N, T, input shape] are N
    /// sequences of T consecutive inferences with the state reset before each of them, and every other file is one sequence.
    /// </param>
    /// <param name="graph">The model that the samples are for.</param>
    /// <exception cref="ModelException">There is no such file, it cannot be read, it is empty or it does not fit the model.</exception>
    public static ICalibrationData Open(string path, Graph graph)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                return File.Exists(path)
                    ? OpenFile(path, graph)
                    : throw new ModelException($"There is no calibration file '{path}'; give a {string.Join(", ", Extensions)} file or a folder of them.");
            }

            string[] files = [.. Directory.EnumerateFiles(path).Where(IsSupported).Order(StringComparer.Ordinal)];
            return files.Length > 0
                ? new Sequence([.. files.Select(file => OpenFile(file, graph))])
                : throw new ModelException($"Folder '{path}' holds no {string.Join(", ", Extensions)} file; put calibration samples there.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(path, error);
        }
    }

    private static bool IsSupported(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    private static Arrays OpenFile(string path, Graph graph)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".npz")
        {
            return new Arrays(path, Archive(path, graph));
        }

        if (!IsSupported(path))
        {
            throw new ModelException($"'{path}' is no file of numbers; give a {string.Join(", ", Extensions)} file.");
        }

        if (graph.Inputs.Count != 1)
        {
            throw new ModelException($"{graph.Name} takes {graph.Inputs.Count} inputs and '{path}' holds one array; put all of them into one .npz archive.");
        }

        Value input = graph.Inputs[0];
        return new Arrays(path, [extension == ".bin" ? ArraySource.Raw(path, input) : ArraySource.Npy(path, input, graph.States.Count > 0, () => File.OpenRead(path))]);
    }

    private static ArraySource[] Archive(string path, Graph graph)
    {
        string[] entries;
        using (ZipArchive archive = ZipFile.OpenRead(path))
        {
            entries = [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".npy", StringComparison.Ordinal))];
        }

        string[] chosen = Choose(path, entries, graph);
        ArraySource[] sources = [.. graph.Inputs.Select((input, i) =>
            ArraySource.Npy($"{path}/{chosen[i]}", input, graph.States.Count > 0, () => new EntryStream(path, chosen[i])))];
        return Array.TrueForAll(sources, source => source.Count == sources[0].Count && source.SequenceLength == sources[0].SequenceLength)
            ? sources
            : throw new ModelException($"The arrays in '{path}' hold {string.Join(", ", sources.Select(Amount))}; give the same number for every input.");
    }

    private static string Amount(ArraySource source) => source.SequenceLength == source.Count
        ? $"{source.Count} samples"
        : $"{source.Count / source.SequenceLength} sequences of {source.SequenceLength} samples";

    /// <summary>The archive's entry for each input.</summary>
    private static string[] Choose(string path, string[] entries, Graph graph)
    {
        string[] names = [.. graph.Inputs.Select(input => input.Name + ".npy")];
        if (Array.TrueForAll(names, entries.Contains))
        {
            return names;
        }

        bool anyName = names.Any(entries.Contains);
        if (!anyName && entries.Length == names.Length)
        {
            return entries;
        }

        // Training scripts often keep labels beside the only input.
        if (!anyName && names.Length == 1 && entries.Where(entry => Fits(path, entry, graph)).ToArray() is [{ } only])
        {
            return [only];
        }

        throw new ModelException($"'{path}' holds [{string.Join(", ", entries.Select(Path.GetFileNameWithoutExtension))}] and {graph.Name} takes [{string.Join(", ", graph.Inputs.Select(input => input.Name))}]; name the arrays so.");
    }

    private static bool Fits(string path, string entry, Graph graph)
    {
        using EntryStream stream = new(path, entry);
        int[] shape = NpyHeader.Read(stream, $"{path}/{entry}").Shape, wanted = graph.Inputs[0].Shape;
        return ArraySource.SamplesOf(shape, wanted) is not null || (graph.States.Count > 0 && ArraySource.SequencesOf(shape, wanted) is not null);
    }

    internal static ModelException Unreadable(string path, Exception error) =>
        new($"'{path}' cannot be read: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; check the file.", error);

    /// <summary>The arrays of one file, side by side.</summary>
    private sealed class Arrays(string path, ArraySource[] sources) : ICalibrationData
    {
        public int? Count => sources[0].Count;

        public IEnumerable<IEnumerable<float[][]>> Sequences() =>
            sources[0].SequenceLength == sources[0].Count ? [Samples()] : Samples().Chunk(sources[0].SequenceLength);

        public IEnumerable<float[][]> Samples()
        {
            IEnumerator<float[]>[] readers = [.. sources.Select(source => source.Read().GetEnumerator())];
            try
            {
                while (Next(readers) is { } sample)
                {
                    yield return sample;
                }
            }
            finally
            {
                foreach (IEnumerator<float[]> reader in readers)
                {
                    reader.Dispose();
                }
            }
        }

        private float[][]? Next(IEnumerator<float[]>[] readers)
        {
            try
            {
                return Array.TrueForAll(readers, reader => reader.MoveNext()) ? Array.ConvertAll(readers, reader => reader.Current) : null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                throw Unreadable(path, error);
            }
        }
    }

    /// <summary>Several files, one after the other.</summary>
    private sealed class Sequence(ICalibrationData[] parts) : ICalibrationData
    {
        public int? Count => parts.Sum(part => part.Count);

        public IEnumerable<float[][]> Samples() => parts.SelectMany(part => part.Samples());

        public IEnumerable<IEnumerable<float[][]>> Sequences() => parts.SelectMany(part => part.Sequences());
    }
}
