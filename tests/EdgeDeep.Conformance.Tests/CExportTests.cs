using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Models exported to C give the bytes of TensorFlow Lite Micro.</summary>
public class CExportTests
{
    private static readonly string[] Optimized = ["-O2"];

    public static TheoryData<string> Shipped => [.. Directory.GetDirectories(Path.Combine(Repository(), "models"))
        .Select(folder => Path.GetFileName(folder)).Where(name => File.Exists(ModelPath(name))).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Models => TfLiteMicroTests.Anchors;

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_self_test_of_a_shipped_model_passes(string name)
    {
        using ExportedModel model = new(PlanReader.Read(File.ReadAllBytes(ModelPath(name))), name, CCompiler.Sanitized);
        Assert.StartsWith($"{name.Replace('-', '_')}: 3 calls", model.SelfTest());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Outputs_are_the_same_bytes(string name)
    {
        Golden golden = Golden.Open(name);
        using ExportedModel model = new(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath)), name, Optimized);
        Golden.Case[] cases = [.. golden.SingleCases];
        Assert.NotEmpty(cases);
        Assert.Equal(Joined(cases.Select(item => item.Outputs)), model.Run(Joined(cases.Select(item => item.Inputs))));
    }

    /// <summary>State, several inputs and outputs, floats and recurrent layers.</summary>
    [Theory]
    [InlineData("v2_okay_nabu")]
    [InlineData("dtln_noise_suppression")]
    [InlineData("keras_lstm_mnist_ptq")]
    [InlineData("3in3out_model_swaps_input_2_and_0")]
    [InlineData("ad01_quant_fullint_floatio")]
    public void The_self_test_of_a_model_of_another_kind_passes(string name)
    {
        using ExportedModel model = new(PlanBuilder.Build(ModelImporter.Import(Golden.Open(name).ModelPath)), name, CCompiler.Sanitized);
        Assert.Contains("3 calls", model.SelfTest());
    }

    [Fact]
    public void A_streaming_model_keeps_its_state_and_forgets_it_on_reset()
    {
        Golden golden = Golden.Open("v2_okay_nabu");
        using ExportedModel model = new(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath)), "wake", Optimized);
        Golden.Sequence[] sequences = [.. golden.Sequences];
        Assert.NotEmpty(sequences);
        foreach (Golden.Sequence sequence in sequences)
        {
            Assert.Equal(sequence.Outputs[0], model.Run(sequence.Inputs[0], sequence.ResetBefore ?? -1));
        }
    }

    private static byte[] Joined(IEnumerable<byte[][]> tensors) => [.. tensors.SelectMany(one => one).SelectMany(bytes => bytes)];

    private static string ModelPath(string name) => Path.Combine(Repository(), "models", name, $"{name}.edge");

    internal static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
    }
}
