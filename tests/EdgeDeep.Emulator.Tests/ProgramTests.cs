using EdgeDeep.Emulator.Boards;
using EdgeDeep.Emulator.Building;
using EdgeDeep.Emulator.Testing;

namespace EdgeDeep.Emulator.Tests;

/// <summary>Programs that are no model, and programs that fail.</summary>
public class ProgramTests
{
    [BoardFact("cortex-m3")]
    public void A_step_may_need_further_inputs_before_it_has_an_answer()
    {
        using Board board = Start("cortex-m3", Programs.Of(
            "sum = (uint8_t)(sum + sample_in[0]); sample_out[0] = sum; return (++steps % 3) == 0;", "static uint8_t sum; static int steps;"));
        Assert.Null(board.Step([10]));
        Assert.Null(board.Step([20]));
        Assert.Equal([[33]], board.Step([3]));
        Assert.Contains("needs further inputs", Assert.Throws<EmulatorException>(() => board.Invoke([1])).Message, StringComparison.Ordinal);
    }

    [BoardFact("cortex-m3")]
    public void The_stack_of_a_step_is_measured()
    {
        using Board board = Start("cortex-m3", Programs.Of(
            "volatile uint8_t memory[3000]; for (int i = 0; i < 3000; i++) { memory[i] = 1; } sample_out[0] = memory[sample_in[0]]; return true;"));
        board.Invoke([0]);
        Assert.InRange(board.StackBytes, 3000, 3200);
    }

    [BoardTheory("cortex-m3")]
    [InlineData("*(volatile uint32_t *)0xF0000000 = 1; return true;", "stopped at a fault")]
    [InlineData("volatile uint8_t memory[70000]; for (int i = 0; i < 70000; i++) { memory[i] = 1; } return memory[1] == 1;", "the stack is too small")]
    public void A_program_that_fails_says_why(string step, string reason)
    {
        using Board board = Start("cortex-m3", Programs.Of(step));
        Assert.Contains(reason, Assert.Throws<EmulatorException>(() => board.Invoke([1])).Message, StringComparison.Ordinal);
        Assert.Contains("ended early", Assert.Throws<EmulatorException>(() => board.Invoke([1])).Message, StringComparison.Ordinal);
    }

    [BoardFact("cortex-m3")]
    public void A_program_that_is_too_large_is_refused_with_what_is_missing()
    {
        BoardProgram program = Programs.Of("sample_out[0] = memory[sample_in[0]]; memory[0] = 1; return true;", "static uint8_t memory[5000000];");
        string message = Assert.Throws<EmulatorException>(() => Start("cortex-m3", program)).Message;
        Assert.Matches("^sample is too large for cortex-m3: mps2-an385 lacks 80\\d,\\d{3} bytes of RAM; ", message);
    }

    [BoardFact("cortex-m0")]
    public void A_program_too_large_for_the_first_machine_runs_on_the_next()
    {
        using Board small = Start("cortex-m0", Programs.Of("sample_out[0] = sample_in[0]; return true;"));
        Assert.Equal("microbit", small.Image.Machine.Name);
        Assert.Equal([5], small.Invoke([5]));
        using Board large = Start("cortex-m0", Programs.Of("memory[0] = sample_in[0]; sample_out[0] = memory[0]; return true;", "static volatile uint8_t memory[20000];"));
        Assert.Equal("mps2-an385", large.Image.Machine.Name);
        Assert.Equal([5], large.Invoke([5]));
    }

    [BoardFact("cortex-m0")]
    public void Code_of_a_Cortex_M0_faults_at_unaligned_access_on_a_larger_core_too()
    {
        using Board board = Start("cortex-m0", Programs.Of("sample_out[0] = (uint8_t)*(volatile uint32_t *)(memory + sample_in[0]); return true;", "static volatile uint8_t memory[20000] __attribute__((aligned(4)));"));
        Assert.Equal([0], board.Invoke([4]));
        Assert.Contains("fault", Assert.Throws<EmulatorException>(() => board.Invoke([1])).Message, StringComparison.Ordinal);
    }

    [BoardFact("cortex-m3")]
    public void A_program_that_does_not_compile_is_refused_with_the_compilers_words() => Assert.Contains(
        "sample.c:6:", Assert.Throws<EmulatorException>(() => Start("cortex-m3", Programs.Of("nonsense;"))).Message, StringComparison.Ordinal);

    private static Board Start(string board, BoardProgram program) =>
        Board.Start((Microcontroller)EmulatedBoardTable.Find(board), program, cancellationToken: TestContext.Current.CancellationToken);
}
