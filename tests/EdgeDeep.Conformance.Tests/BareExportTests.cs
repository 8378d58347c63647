using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Models exported as C# without a runtime give the bytes of TensorFlow Lite Micro on an emulated Cortex-M.</summary>
public class BareExportTests
{
    public static TheoryData<string> Others => ["vww_96_int8", "ic_resnet8_int8", "person_detect", "micro_speech_quantized", "sww_str_ww_ref_model_int8"];

    [Theory]
    [InlineData("kws_ref_model_int8", 14_000_000)]
    [InlineData("ad01_int8", 1_952_000)]
    public void Outputs_are_the_same_bytes_on_the_M4(string name, int instructions) => Compare(name, "mps2-an386", instructions);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Others))]
    public void Outputs_of_other_models_are_the_same_bytes_on_the_M4(string name) => Compare(name, "mps2-an386", int.MaxValue);

    /// <summary>Without floating point and without the DSP instructions, and a core that has both.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("mps2-an385")]
    [InlineData("mps2-an500")]
    public void Outputs_are_the_same_bytes_on_other_cores(string board) => Compare("kws_ref_model_int8", board, int.MaxValue);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("kws_ref_model_int8", 43_000_000)]
    [InlineData("ad01_int8", 1_952_000 * 2)]
    [InlineData("ic_resnet8_int8", 107_400_000)]
    public void Loops_in_plain_CSharp_give_the_same_bytes(string name, int instructions) =>
        Compare(name, "mps2-an386", instructions, "--no-leaves");

    /// <summary>Floating point at the edges, and a softmax in it.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("ad01_quant_fullint_floatio")]
    [InlineData("mnist_valid_q")]
    [InlineData("mnist_lstm_int8")]
    [InlineData("3in3out_model_swaps_input_2_and_0")]
    public void Outputs_of_models_of_another_kind_are_the_same_bytes(string name) => Compare(name, "mps2-an386", int.MaxValue);

    /// <summary>All that the project ships: recurrent layers, attention, states, draws of random numbers.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(CExportTests.Shipped), MemberType = typeof(CExportTests))]
    public void The_sample_program_of_a_shipped_model_finds_the_answers_of_the_runtime(string name)
    {
        string path = Path.Combine(CExportTests.Repository(), "models", name, $"{name}.edge");
        using BareProject project = new(PlanReader.Read(File.ReadAllBytes(path)), name, "mps2-an386", BareProgram.Sample);
        project.Build();
        Assert.Contains("2 calls, the answers are those of the .NET runtime", project.Start());
    }

    private static void Compare(string name, string board, int instructions, params string[] options)
    {
        Golden golden = Golden.Open(name);
        using BareProject project = new(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath)), board, BareProgram.RawFiles, options);
        Golden.Case[] cases = [.. golden.SingleCases];
        Assert.NotEmpty(cases);
        (byte[][] outputs, BareRun run) = project.Run(Joined(cases.Select(item => item.Inputs)));
        Assert.Equal(Joined(cases.Select(item => item.Outputs)), outputs);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name} {board}: {run}, {run.Instructions} instructions");
        Assert.InRange(run.Instructions, 1, instructions);
    }

    /// <summary>The values of each tensor, one inference after the other.</summary>
    private static byte[][] Joined(IEnumerable<byte[][]> inferences)
    {
        byte[][][] all = [.. inferences];
        return [.. all[0].Select((_, tensor) => (byte[])[.. all.SelectMany(inference => inference[tensor])])];
    }
}
