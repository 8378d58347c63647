using System.IO.Compression;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>What int8 costs the digit network of the ONNX model zoo (mnist-8) on 1,500 test digits of MNIST.</summary>
public class DigitAccuracyTests
{
    private const int Pixels = 28 * 28, PicturesHeader = 16, LabelsHeader = 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DigitsLoseAFifthOfAPointAtMost(bool isTuned)
    {
        string model = SharedData.PathOf("onnx/mnist-8/model.onnx");
        float[][] training = Pictures("digits/mnist-train-images-idx3-ubyte.gz", 300), pictures = Pictures("digits/mnist-test-images-idx3-ubyte.gz", int.MaxValue);
        byte[] labels = Unpacked("digits/mnist-test-labels-idx1-ubyte.gz")[LabelsHeader..];
        Graph graph = ModelImporter.Import(model);
        QuantizeOptions options = new() { CorrectBias = isTuned, RoundByError = isTuned };
        FloatToInt8.Prepare(graph, options);
        QuantizedModel made = FloatToInt8.Run(graph, new Samples(training), null, options, null, TestContext.Current.CancellationToken);
        Session session = new(new Model(made.Plan));
        using FloatRunner runner = new(File.ReadAllBytes(model), model);
        int real = 0, int8 = 0;
        float[] scores = new float[10];
        for (int i = 0; i < pictures.Length; i++)
        {
            real += QuantizedNetwork.Best(runner.Run([pictures[i]])[0]) == labels[i] ? 1 : 0;
            session.SetInput(0, pictures[i]);
            session.Run();
            session.GetOutput(0, scores);
            int8 += QuantizedNetwork.Best(scores) == labels[i] ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"float {real}, int8 {int8} of {pictures.Length}{(isTuned ? ", rounded by error, biases corrected" : string.Empty)}");
        Assert.Equal((1500, 1500), (pictures.Length, labels.Length));
        Assert.InRange(real, 1470, 1500);
        Assert.InRange(int8, real - (0.002 * pictures.Length), pictures.Length);
    }

    private static float[][] Pictures(string file, int most) =>
        [.. Unpacked(file).Skip(PicturesHeader).Chunk(Pixels).Take(most).Select(bytes => bytes.Select(pixel => (float)pixel).ToArray())];

    private static byte[] Unpacked(string file)
    {
        using GZipStream packed = new(File.OpenRead(SharedData.PathOf(file)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Samples(float[][] pictures) : ICalibrationData
    {
        public int? Count => pictures.Length;

        IEnumerable<float[][]> ICalibrationData.Samples() => pictures.Select(picture => (float[][])[picture]);
    }
}
