using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Runtime;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Models on emulated boards give the bytes of TensorFlow Lite Micro.</summary>
public class EmulatedBoardTests
{
    public static TheoryData<string, string> Small => Pairs(EmulatedBoardTable.Microcontrollers, "kws_ref_model_int8", "ad01_int8");

    public static TheoryData<string, string> Others =>
    [
        .. Pairs(EmulatedBoardTable.Microcontrollers, "vww_96_int8", "ic_resnet8_int8", "person_detect", "micro_speech_quantized", "sww_str_ww_ref_model_int8"),
        .. Pairs(EmulatedBoardTable.All.OfType<RaspberryPi>(), [.. TfLiteMicroTests.Anchors.Select(row => row.Data)]),
    ];

    public static TheoryData<string> Boards => [.. EmulatedBoardTable.All.Select(board => board.Name)];

    [Theory]
    [MemberData(nameof(Small))]
    public void Outputs_are_the_same_bytes(string model, string board) => Check(model, board);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Others))]
    public void Outputs_of_larger_models_are_the_same_bytes(string model, string board) => Check(model, board);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Boards))]
    public void A_streaming_model_keeps_its_state_and_forgets_it_on_reset(string board)
    {
        Golden golden = Golden.Open("v2_okay_nabu");
        using Board running = Start(golden, board);
        foreach (Golden.Sequence sequence in golden.Sequences)
        {
            running.Reset();
            List<byte> answers = [];
            byte[][] frames = [.. sequence.Inputs[0].Chunk(running.Inputs[0].Bytes)];
            for (int i = 0; i < frames.Length; i++)
            {
                if (i == sequence.ResetBefore)
                {
                    running.Reset();
                }

                answers.AddRange(running.Invoke(frames[i]));
            }

            Assert.Equal(sequence.Outputs[0], answers);
        }
    }

    private static void Check(string model, string name)
    {
        Golden golden = Golden.Open(model);
        using Board board = Start(golden, name);
        Golden.Case[] cases = [.. golden.SingleCases];
        Assert.NotEmpty(cases);
        Assert.All(cases, item => Assert.Equal(item.Outputs, board.Invoke(item.Inputs)));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{model} {name} ({board.Image.Machine.Name}): {board.Instructions} instructions, RAM {board.RamBytes} (arena {board.ArenaBytes}, stack {board.StackBytes}), flash {board.FlashBytes}");
    }

    private static Board Start(Golden golden, string name)
    {
        string? missing = EmulatedBoardTable.Find(name).Missing();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        return Board.Start(name, new Model(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath))), cancellationToken: TestContext.Current.CancellationToken);
    }

    private static TheoryData<string, string> Pairs(IEnumerable<EmulatedBoard> boards, params string[] models)
    {
        TheoryData<string, string> pairs = [];
        foreach (string board in boards.Select(board => board.Name))
        {
            Array.ForEach(models, model => pairs.Add(model, board));
        }

        return pairs;
    }
}
