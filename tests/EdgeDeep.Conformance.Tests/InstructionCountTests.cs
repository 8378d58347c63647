using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Runtime;

namespace EdgeDeep.Conformance.Tests;

/// <summary>
/// Instructions and memory of an inference on emulated boards, which docs/c-export.md shows, beside what TensorFlow Lite Micro
/// with CMSIS-NN takes there.
/// </summary>
public class InstructionCountTests
{
    // Compilers of other versions schedule a little differently.
    private const double Margin = 1.05;

    [Theory]
    [InlineData("kws_ref_model_int8", "cortex-m4", 4_860_000, 22_820)]
    [InlineData("ad01_int8", "cortex-m4", 345_000, 2_580)]
    [InlineData("kws_ref_model_int8", "cortex-m55", 1_880_000, 22_820)]
    [InlineData("ad01_int8", "cortex-m55", 106_000, 2_580)]
    public void Small_models_take_no_more_than_measured(string model, string board, long instructions, int arena) =>
        Check(model, board, instructions, arena);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("vww_96_int8", "cortex-m4", 14_850_000, 100_708)]
    [InlineData("ic_resnet8_int8", "cortex-m4", 16_130_000, 54_996)]
    [InlineData("person_detect", "cortex-m4", 14_190_000, 82_308)]
    [InlineData("micro_speech_quantized", "cortex-m4", 777_000, 6_836)]
    [InlineData("sww_str_ww_ref_model_int8", "cortex-m4", 1_442_000, 16_596)]
    [InlineData("vww_96_int8", "cortex-m55", 6_436_000, 100_708)]
    [InlineData("ic_resnet8_int8", "cortex-m55", 5_170_000, 54_996)]
    [InlineData("person_detect", "cortex-m55", 6_310_000, 82_308)]
    [InlineData("micro_speech_quantized", "cortex-m55", 415_000, 6_836)]
    [InlineData("sww_str_ww_ref_model_int8", "cortex-m55", 436_000, 16_596)]
    public void Larger_models_take_no_more_than_measured(string model, string board, long instructions, int arena) =>
        Check(model, board, instructions, arena);

    private static void Check(string model, string name, long instructions, int arena)
    {
        Golden golden = Golden.Open(model);
        string? missing = EmulatedBoardTable.Find(name).Missing();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        Model plan = new(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath)));
        using Board board = Board.Start(name, plan, cancellationToken: TestContext.Current.CancellationToken);
        Golden.Case item = golden.SingleCases.First();
        Assert.Equal(item.Outputs, board.Invoke(item.Inputs));
        Assert.InRange(board.Instructions, 1, (long)(instructions * Margin));
        Assert.InRange(board.ArenaBytes, 1, arena);
        Assert.InRange(board.FlashBytes - plan.Plan.Constants.Length, 1, 20 * 1024);
    }
}
