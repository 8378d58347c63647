using EdgeDeep.Emulator.Boards;
using EdgeDeep.Emulator.Testing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Emulator.Tests;

public class BoardTests
{
    public static TheoryData<string> Boards => [.. EmulatedBoardTable.Microcontrollers.Select(board => board.Name)];

    [Theory]
    [MemberData(nameof(Boards))]
    public void A_board_answers_as_the_runtime_does(string name)
    {
        Assert.SkipWhen(EmulatedBoardTable.Find(name).Missing() is not null, EmulatedBoardTable.Find(name).Missing() ?? string.Empty);
        Model model = Zoo.Load("pass-or-fail");
        Session session = new(model);
        using Board board = Board.Start(name, model, cancellationToken: TestContext.Current.CancellationToken);
        for (int seed = 0; seed < 3; seed++)
        {
            byte[][] inputs = Zoo.Inputs(board, seed);
            Assert.Equal(Zoo.Run(session, inputs), board.Invoke(inputs));
            Assert.InRange(board.Instructions, 20, 20_000);
        }

        Assert.InRange(board.StackBytes, 8, 1024);
        Assert.Equal(board.Image.StaticRamBytes + board.StackBytes, board.RamBytes);
        Assert.InRange(board.RamBytes, board.ArenaBytes + board.StateBytes + board.StackBytes, 4096);
        Assert.InRange(board.FlashBytes, model.Plan.Constants.Length, 16384);
    }

    [BoardFact("cortex-m4")]
    public void State_lasts_from_inference_to_inference_until_it_is_reset()
    {
        Model model = Zoo.Load("wakeword");
        Session session = new(model);
        using Board board = Board.Start("cortex-m4", model, cancellationToken: TestContext.Current.CancellationToken);
        List<byte[][]> answers = [];
        for (int i = 0; i < 3; i++)
        {
            answers.Add(board.Invoke(Zoo.Inputs(board, 1)));
            Assert.Equal(Zoo.Run(session, Zoo.Inputs(board, 1)), answers[i]);
        }

        Assert.True(board.StateBytes > 0);
        board.Reset();
        Assert.Equal(answers[0], board.Invoke(Zoo.Inputs(board, 1)));
    }

    [BoardTheory("pi4")]
    [Trait("Category", "Long")]
    [InlineData("pi-zero2")]
    [InlineData("pi4")]
    [InlineData("pi5")]
    public void A_Raspberry_Pi_answers_as_the_runtime_does(string name)
    {
        Model model = Zoo.Load("wakeword");
        Session session = new(model);
        List<long> counts = [];
        for (int run = 0; run < 2; run++)
        {
            session.Reset();
            using Board board = Board.Start(name, model, cancellationToken: TestContext.Current.CancellationToken);
            for (int seed = 0; seed < 3; seed++)
            {
                byte[][] inputs = Zoo.Inputs(board, seed);
                Assert.Equal(Zoo.Run(session, inputs), board.Invoke(inputs));
                counts.Add(board.Instructions);
            }

            board.Reset();
            session.Reset();
            Assert.Equal(Zoo.Run(session, Zoo.Inputs(board, 0)), board.Invoke(Zoo.Inputs(board, 0)));
            Assert.InRange(board.StackBytes, 100, 32_000);
            Assert.InRange(board.HeapBytes, model.Plan.Constants.Length + model.Plan.ArenaBytes, 10_000_000);
            Assert.InRange(board.FlashBytes, model.Plan.Constants.Length, 10_000_000);
        }

        Assert.Equal(counts[..3], counts[3..]);
        Assert.All(counts, count => Assert.InRange(count, 10_000, 1_000_000_000));
    }

    [BoardFact("cortex-m3")]
    public void The_count_of_instructions_is_the_same_in_every_run()
    {
        Model model = Zoo.Load("pass-or-fail");
        long[] counts = [.. Enumerable.Range(0, 2).SelectMany(_ =>
        {
            using Board board = Board.Start("cortex-m3", model, cancellationToken: TestContext.Current.CancellationToken);
            byte[][] inputs = Zoo.Inputs(board, 7);
            return Enumerable.Range(0, 3).Select(_ =>
            {
                board.Invoke(inputs);
                return board.Instructions;
            }).ToArray();
        })];
        Assert.Single(counts.Distinct());
    }

    [BoardFact("cortex-m3")]
    public void Wrong_inputs_are_refused_and_the_board_goes_on()
    {
        Model model = Zoo.Load("pass-or-fail");
        using Board board = Board.Start("cortex-m3", model, cancellationToken: TestContext.Current.CancellationToken);
        int bytes = board.Inputs[0].Bytes;
        Assert.Contains($"takes {bytes} bytes and {bytes + 1} were given", Assert.Throws<ArgumentException>(() => board.Invoke(new byte[bytes + 1])).Message, StringComparison.Ordinal);
        Assert.Contains("takes 1 inputs and 2 were given", Assert.Throws<ArgumentException>(() => board.Invoke(new byte[bytes], new byte[bytes])).Message, StringComparison.Ordinal);
        Assert.Equal(Zoo.Run(new Session(model), Zoo.Inputs(board, 1))[0], board.Invoke(Zoo.Inputs(board, 1)[0]));
    }

    [Fact]
    public void A_board_that_does_not_exist_is_named_with_those_that_do()
    {
        string message = Assert.Throws<EmulatorException>(() => Board.Start("cortex-m99", Zoo.Load("pass-or-fail"), cancellationToken: TestContext.Current.CancellationToken)).Message;
        Assert.Equal($"There is no board 'cortex-m99'; the boards are {EmulatedBoardTable.Names}.", message);
    }
}
