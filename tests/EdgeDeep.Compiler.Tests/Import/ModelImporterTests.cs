using System.Security.Cryptography;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import;

public sealed class ModelImporterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgedeep-import");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("model.tflite")]
    [InlineData("model.bin")]
    public void RecognizesTfLiteByItsContent(string name)
    {
        byte[] bytes = SharedData.Read("tflite-micro/hello_world_int8.tflite");
        Graph graph = ModelImporter.Import(Write(name, bytes));
        Assert.Equal(3, graph.Nodes.Count);
        Assert.Equal(name, graph.Metadata[MetadataKeys.Source]);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), graph.Metadata[MetadataKeys.SourceSha256]);
    }

    [Fact]
    public void RecognizesOnnxByItsExtension()
    {
        byte[] bytes = SharedData.Read("mlperf-tiny/onnx/kws_dscnn_float.onnx");
        Graph graph = ModelImporter.Import(Write("model.ONNX", bytes));
        Assert.NotEmpty(graph.Nodes);
        Assert.Equal("model.ONNX", graph.Metadata[MetadataKeys.Source]);
    }

    [Fact]
    public void RefusesUnknownContent() => Assert.Contains(
        "no model in a known format; give one of", Refusal(Write("notes.txt", "Hello, this is a text."u8.ToArray())), StringComparison.Ordinal);

    [Fact]
    public void BelievesTheExtensionWhereTheContentHasNoMark() =>
        Assert.Contains("'TFL3'", Refusal(Write("broken.TFLITE", "Hello, this is a text."u8.ToArray())), StringComparison.Ordinal);

    [Fact]
    public void RefusesEmptyFiles() => Assert.Contains("is empty", Refusal(Write("model.tflite", [])), StringComparison.Ordinal);

    [Fact]
    public void RefusesFolders() => Assert.Contains("is a folder", Refusal(_folder.FullName), StringComparison.Ordinal);

    [Theory]
    [InlineData("missing.tflite")]
    [InlineData("missing/model.tflite")]
    public void RefusesMissingFiles(string name) =>
        Assert.Contains("does not exist", Refusal(Path.Combine(_folder.FullName, name)), StringComparison.Ordinal);

    [Fact]
    public void RefusesFilesBeyondOneArray()
    {
        string path = Path.Combine(_folder.FullName, "huge.tflite");
        using (FileStream file = File.Create(path))
        {
            // Sparse: the length is set and nothing is written.
            file.SetLength(1L << 31);
        }

        Assert.Contains("2147483648 bytes", Refusal(path), StringComparison.Ordinal);
    }

    private static string Refusal(string path)
    {
        string message = Assert.Throws<ModelException>(() => ModelImporter.Import(path)).Message;
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        return message;
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
