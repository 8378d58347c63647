using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Models exported as C# without a runtime give the bytes of TensorFlow Lite Micro on an emulated Cortex-M.</summary>
public class BareExportTests
{
    private const string M4 = "cortex-m4-bare";

    public static TheoryData<string> Others => ["vww_96_int8", "ic_resnet8_int8", "person_detect", "micro_speech_quantized", "sww_str_ww_ref_model_int8"];

    [Theory]
    [InlineData("kws_ref_model_int8", 11_000_000)]
    [InlineData("ad01_int8", 1_000_000)]
    public void Outputs_are_the_same_bytes_on_the_M4(string name, int instructions) => Compare(name, EmulatedBoardTable.Find(M4), instructions);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Others))]
    public void Outputs_of_other_models_are_the_same_bytes_on_the_M4(string name) => Compare(name, EmulatedBoardTable.Find(M4));

    /// <summary>Without floating point and without the DSP instructions, and a core that has both.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("cortex-m3-bare")]
    [InlineData("cortex-m7-bare")]
    public void Outputs_are_the_same_bytes_on_other_cores(string board) => Compare("kws_ref_model_int8", EmulatedBoardTable.Find(board));

    /// <summary>Floating point at the edges, state, and several inputs.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("ad01_quant_fullint_floatio")]
    [InlineData("mnist_valid_q")]
    [InlineData("mnist_lstm_int8")]
    [InlineData("3in3out_model_swaps_input_2_and_0")]
    public void Outputs_of_models_of_another_kind_are_the_same_bytes(string name) => Compare(name, EmulatedBoardTable.Find(M4));

    /// <summary>Fewer instructions than the reference kernels of TensorFlow Lite Micro in C, where the model is a convolution.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("kws_ref_model_int8", 43_000_000)]
    [InlineData("ic_resnet8_int8", 107_000_000)]
    [InlineData("ad01_int8", int.MaxValue)]
    public void All_of_it_in_CSharp_gives_the_same_bytes(string name, int instructions) =>
        Compare(name, ((BareMicrocontroller)EmulatedBoardTable.Find(M4)) with { ScriptOptions = ["--no-leaves"] }, instructions);

    /// <summary>All that the project ships: recurrent layers, attention, states, draws of random numbers.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(CExportTests.Shipped), MemberType = typeof(CExportTests))]
    public void The_sample_program_of_a_shipped_model_finds_the_answers_of_the_runtime(string name)
    {
        string path = Path.Combine(CExportTests.Repository(), "models", name, $"{name}.edge");
        using BareProject project = new(PlanReader.Read(File.ReadAllBytes(path)), name, "mps2-an386");
        project.Build();
        Assert.Contains("2 calls, the answers are those of the .NET runtime", project.Start());
    }

    private static void Compare(string name, EmulatedBoard profile, long instructions = long.MaxValue)
    {
        Golden golden = Golden.Open(name);
        BareProject.RequireTools();
        using Board board = Board.Start(profile, new Model(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath))), cancellationToken: TestContext.Current.CancellationToken);
        Golden.Case[] cases = [.. golden.SingleCases];
        Assert.NotEmpty(cases);
        foreach (Golden.Case item in cases)
        {
            board.Reset();
            Assert.Equal(item.Outputs, board.Invoke(item.Inputs));
            Assert.InRange(board.Instructions, 1, instructions);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name} {profile.Name}: {board.Instructions} instructions, flash {board.FlashBytes}, RAM {board.RamBytes} (arena {board.ArenaBytes}, stack {board.StackBytes})");
    }
}
