using System.Security.Cryptography;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import;

/// <summary>Reads a trained model from a file of any format that EdgeDeep knows.</summary>
public static class ModelImporter
{
    // One row a format. A mark within the bytes decides; a format without one is chosen by the file's extension.
    private static readonly Format[] Formats =
    [
        new("TensorFlow Lite (.tflite)", ".tflite", TfLiteModel.IsTfLite, ImportTfLite),
        new("ONNX (.onnx)", ".onnx", _ => false, OnnxImporter.Import),
    ];

    private delegate bool Recognizer(ReadOnlySpan<byte> bytes);

    /// <summary>Reads a model and notes in the graph's metadata which file it came from.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="states">Pairs of an input and an output that become states, besides those that the model names itself.</param>
    /// <param name="options">What the file leaves open; nothing where null.</param>
    /// <returns>The graph; its metadata holds <see cref="MetadataKeys.Source"/> and <see cref="MetadataKeys.SourceSha256"/>.</returns>
    /// <exception cref="ModelException">The file cannot be read, is no model, or uses what is not supported.</exception>
    public static Graph Import(string path, IReadOnlyList<StatePair>? states = null, ImportOptions? options = null)
    {
        byte[] bytes = Read(path);
        string name = Path.GetFileName(path), extension = Path.GetExtension(path);
        Format format = Array.Find(Formats, format => format.Recognizes(bytes))
            ?? Array.Find(Formats, format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new ModelException($"{name} is no model in a known format; give one of {string.Join(", ", Formats.Select(format => format.Name))}.");
        options ??= new ImportOptions();
        Graph graph = format.Import(name, bytes, options);
        if (options.Batch is { } batch)
        {
            FixBatch.Run(graph, batch);
        }

        StatesFromPairs.Run(graph, states ?? []);
        graph.Metadata[MetadataKeys.Source] = name;
        graph.Metadata[MetadataKeys.SourceSha256] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return graph;
    }

    private static Graph ImportTfLite(string name, byte[] bytes, ImportOptions options) => options.Shapes.Count + options.Constants.Count == 0
        ? TfLiteImporter.Import(name, bytes)
        : throw new ModelException($"{name} is a TensorFlow Lite model, whose inputs have fixed shapes; leave out what is said about its inputs.");

    private static byte[] Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new ModelException($"{path} is a folder; give the model's file.");
        }

        try
        {
            FileInfo file = new(path);
            return file.Length switch
            {
                0 => throw new ModelException($"{path} is empty; give a trained model."),
                long length when length > Array.MaxLength =>
                    throw new ModelException($"{path} has {length} bytes and models may have at most {Array.MaxLength}; give a smaller model."),
                _ => File.ReadAllBytes(path),
            };
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{path} does not exist; check the model's path.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read ({problem.Message.TrimEnd('.')}); check its permissions.", problem);
        }
    }

    private sealed record Format(string Name, string Extension, Recognizer Recognizes, Func<string, byte[], ImportOptions, Graph> Import);
}
