using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Emulator.Building;
using EdgeDeep.OperatorCases;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>The kernels with instructions of particular cores give the bytes of C# on these cores.</summary>
public class BoardCaseTests
{
    private const int InputBytes = 120_000;
    private const int AnswerBytes = 60_000;

    private static readonly OpCode[] Kernels = [OpCode.Conv2DDspInt8, OpCode.DepthwiseConv2DDspInt8, OpCode.AddDspInt8];

    [Theory]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m55")]
    public void Random_calls_give_the_same_bytes(string board) => Check(board, 120);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("cortex-m0")]
    [InlineData("cortex-m3")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m7")]
    [InlineData("cortex-m33")]
    [InlineData("cortex-m55")]
    [InlineData("riscv32")]
    public void Many_random_calls_give_the_same_bytes(string board) => Check(board, 3000);

    private static void Check(string name, int count)
    {
        Microcontroller profile = (Microcontroller)EmulatedBoardTable.Find(name);
        Assert.SkipWhen(profile.Missing() is not null, profile.Missing() ?? string.Empty);
        using Board board = Board.Start(profile, Program(), cancellationToken: TestContext.Current.CancellationToken);
        ulong seed = 1;
        while (count > 0)
        {
            List<OperatorCase> cases = [];
            while (cases.Count < count && CaseFile.Write(cases).Length < InputBytes - 20_000)
            {
                cases.Add(CaseTable.Draw(Kernels[seed % 3], seed));
                seed++;
            }

            byte[] input = new byte[InputBytes];
            CaseFile.Write(cases).CopyTo(input, 0);
            byte[] answers = board.Invoke(input);
            int at = 0;
            foreach (OperatorCase item in cases)
            {
                // What scratch holds afterwards is the kernel's own affair.
                byte[] expected = CaseRunner.Run(item)[0];
                Assert.True(answers.AsSpan(at, expected.Length).SequenceEqual(expected), $"{item} on {name}");
                at += expected.Length;
            }

            count -= cases.Count;
        }
    }

    private static BoardProgram Program() => new()
    {
        Name = "cases",
        Files =
        [
            new CFile("cases.h", $"#include <stdbool.h>\n#include <stdint.h>\nextern uint8_t cases_input[{InputBytes}], cases_answers[{AnswerBytes}];\nbool cases_run(void);\n"),
            new CFile("cases.c", Source()),
        ],
        Includes = ["cases.h"],
        Inputs = [new BoardBuffer("cases", "cases_input", InputBytes)],
        Outputs = [new BoardBuffer("answers", "cases_answers", AnswerBytes)],
        Init = string.Empty,
        Reset = string.Empty,
        Step = "return cases_run();",
        ArenaBytes = 0,
        StateBytes = 0,
    };

    private static string Source()
    {
        CKernelRow[] rows = [.. CKernelTable.All.Where(row => Kernels.Contains(row.Op))];
        StringBuilder text = new($"#include \"cases.h\"\n#include <string.h>\n\nuint8_t cases_input[{InputBytes}], cases_answers[{AnswerBytes}];\n");
        foreach (Declaration declaration in KernelSources.Library.Closure(rows.Select(row => row.Function)))
        {
            text.Append('\n').Append(declaration.Definition(declaration.Kind is DeclarationKind.Inline ? "static inline" : "static"));
        }

        text.Append("\nstatic void run_case(int32_t op, const int32_t *parameters, void **tensors)\n{\n");
        foreach (CKernelRow row in rows)
        {
            Declaration function = KernelSources.Library[row.Function];
            int pointers = function.Parameters.Count - 1;
            string arguments = string.Join(", ", Enumerable.Range(0, pointers).Select(i => $"tensors[{i}]"));
            text.Append(CultureInfo.InvariantCulture, $"    if (op == {(int)row.Op})\n    {{\n        {row.Function}({arguments}, (const void *)parameters);\n    }}\n\n");
        }

        using Stream resource = typeof(BoardCaseTests).Assembly.GetManifestResourceStream("board_cases.c")!;
        using StreamReader reader = new(resource);
        return text.Append("}\n\n").Append(reader.ReadToEnd()).ToString();
    }
}
