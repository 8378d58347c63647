using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Tensors that contradict themselves, each other or the network.</summary>
public sealed class TensorTests
{
    [Theory]
    [InlineData(new[] { 2, -1 })]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 65536, 65536 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue })]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void ShapesThatAreOpenOrAbsurdAreRefused(int[] shape)
    {
        ModelFile file = new();
        file.Outputs.Add(file.Input(TensorType.Float32, shape));
        Assert.Contains("fixed shape", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void ConstantsShorterThanTheirShapeAreRefused()
    {
        ModelFile file = new();
        Add(file, file.Constant(TensorType.Float32, [4], new float[3]));
        Assert.Contains("needs 16 bytes and has 12", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void ConstantsLongerThanTheirShapeKeepTheirFirstElements()
    {
        ModelFile file = new();
        Add(file, file.Constant(TensorType.Float32, [4], new float[] { 1, 2, 3, 4, 5 }));
        Assert.Equal([1f, 2, 3, 4], Import(file).Nodes[0].Input(1).Floats.ToArray());
    }

    [Fact]
    public void BuffersBeyondTheFileAreRefused()
    {
        ModelFile file = new();
        Add(file, file.Tensor(TensorType.Float32, [4], null, [], [], buffer: 99));
        Assert.Contains("buffer 99", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(-2)]
    [InlineData(int.MaxValue)]
    public void TensorsBeyondTheFileAreRefused(int tensor)
    {
        ModelFile file = new();
        Add(file, tensor);
        Assert.Contains($"tensor {tensor} ", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void OperandsThatNothingComputesAreRefused()
    {
        ModelFile file = new();
        Add(file, file.Result(TensorType.Float32, 0, 0, 4));
        Assert.Contains("nothing before computes it", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingOperandsAreRefused()
    {
        ModelFile file = new();
        Add(file, -1);
        Assert.Contains("(ADD): input 1 is missing", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsComputedTwiceAreRefused()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [4]), result = file.Result(TensorType.Float32);
        file.Operator("RELU", [data], [result]);
        file.Operator("RELU6", [data], [result]);
        file.Outputs.Add(result);
        Assert.Contains("gets a value twice", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsOfAnotherTypeThanTheFileSaysAreRefused()
    {
        ModelFile file = new();
        file.Outputs.Add(file.Result(TensorType.Int32));
        file.Operator("RELU", [file.Input(TensorType.Float32, [4])], [file.Outputs[0]]);
        Assert.Contains("would be float32, but the file says int32", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void TypesWithoutKernelsAreNamed()
    {
        ModelFile file = new();
        file.Outputs.Add(file.Input(TensorType.Complex64, [4]));
        Assert.Contains("Complex64", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { float.NaN }, new long[] { 0 })]
    [InlineData(new[] { -1f }, new long[] { 0 })]
    [InlineData(new[] { 1f, 1f }, new long[] { 0, 0, 0 })]
    [InlineData(new[] { 1f }, new[] { long.MaxValue })]
    [InlineData(new[] { 1f, 2f, 3f }, new long[] { 0, 0, 0 })]
    public void QuantizationThatFitsNoTensorIsRefused(float[] scales, long[] zeroPoints)
    {
        ModelFile file = new();
        Add(file, file.Constant(TensorType.Int8, [4], new sbyte[4], scales, zeroPoints));
        Assert.Contains("scales", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void TensorsOfOneNameGetNamesOfTheirOwn()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [2, 4]);
        file.Outputs.AddRange([file.Result(TensorType.Float32), file.Result(TensorType.Float32)]);
        file.Operator("UNPACK", [data], [.. file.Outputs], OptionsType.Unpack);
        Graph graph = Import(file);
        string[] names = [.. graph.Nodes.Select(node => node.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    /// <summary>
    /// Offsets that lead to the same vector again and again make a small file look huge: every one of many operators could
    /// have the same long list of operands.
    /// </summary>
    [Fact]
    public void SharedVectorsCannotExhaustMemory()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [4]);
        file.OperatorRepeated("RELU", [.. Enumerable.Repeat(data, 100_000)], [data], times: 100_000);
        byte[] bytes = file.Bytes();
        Assert.InRange(bytes.Length, 0, 1_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("far more memory", Assert.Throws<ModelException>(() => TfLiteImporter.Import("made.tflite", bytes)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * 1024 * 1024);
    }

    private static void Add(ModelFile file, int operand)
    {
        file.Outputs.Add(file.Result(TensorType.Float32));
        file.Operator("ADD", [file.Input(TensorType.Float32, [4]), operand], [file.Outputs[0]], OptionsType.Add);
    }

    private static Graph Import(ModelFile file) => TfLiteImporter.Import("made.tflite", file.Bytes());

    private static string Refusal(ModelFile file)
    {
        string message = Assert.Throws<ModelException>(() => Import(file)).Message;
        Assert.StartsWith("made.tflite: ", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        return message;
    }
}
