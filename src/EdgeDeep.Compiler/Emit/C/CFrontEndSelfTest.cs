using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>The self-test of a model with an audio front end: sound in pieces, a reset on the way, and all answers compared.</summary>
internal static class CFrontEndSelfTest
{
    private const int Answers = 3, AnswersBeforeReset = 2, LargestPiece = 64;

    /// <summary>Sound, expected outputs and the function that compares; without a main program.</summary>
    /// <param name="text">Receives them.</param>
    /// <param name="name">Prefix of all symbols.</param>
    /// <param name="source">The plan, which the runtime runs.</param>
    /// <returns>How many answers are compared.</returns>
    public static int Append(StringBuilder text, string name, Plan source)
    {
        FrameSchedule schedule = FrameSchedule.Of(source)!;
        int piece = Math.Min(LargestPiece, schedule.InferenceSamples);
        (short[] sound, int resetAt, byte[][] outputs) = Record(source, schedule, piece);
        text.Append(CultureInfo.InvariantCulture, $"\nstatic const int16_t samples[{sound.Length}] = ");
        CValues.AppendArray(text, ElementType.Int16, MemoryMarshal.AsBytes<short>(sound));
        text.Append(";\n");
        CSelfTestWriter.Arrays(text, source, source.Outputs, outputs, "expected", Answers);
        text.Append(CultureInfo.InvariantCulture, $$"""

            int {{name}}_selftest(void)
            {
                int different = 0;
                int32_t answer = 0;
                {{name}}_init();
                for (int32_t at = 0; at < {{sound.Length}}; at += {{piece}})
                {
                    if (at == {{resetAt}})
                    {
                        {{name}}_reset();
                    }

                    if ({{name}}_feed(&samples[at], {{piece}}) > 0)
                    {

            """);
        CSelfTestWriter.Comparisons(text, name, source, "answer", "            ");
        text.Append(CultureInfo.InvariantCulture, $"            answer++;\n        }}\n    }}\n\n    return different + (answer == {Answers} ? 0 : 1);\n}}\n");
        return Answers;
    }

    /// <summary>Feeds a rising tone in noise in pieces until there are answers enough.</summary>
    private static (short[] Sound, int ResetAt, byte[][] Outputs) Record(Plan plan, FrameSchedule schedule, int piece)
    {
        FrontEndSession session = new(new Model(plan));
        List<byte>[] outputs = [.. plan.Outputs.Select(_ => new List<byte>())];
        List<short> sound = [];
        Random random = new(1);
        int answers = 0, resetAt = -1;
        while (answers < Answers)
        {
            if (answers == AnswersBeforeReset && resetAt < 0)
            {
                resetAt = sound.Count;
                session.Reset();
            }

            short[] next = [.. Enumerable.Range(sound.Count, piece).Select(i => Sample(i, schedule.SampleRate, random))];
            sound.AddRange(next);
            int taken = session.Feed(next, out bool hasAnswer);
            for (int i = 0; i < outputs.Length && hasAnswer; i++)
            {
                outputs[i].AddRange(session.Session.OutputBytes(i));
            }

            answers += hasAnswer ? 1 : 0;

            // What is left of the piece cannot complete another inference.
            session.Feed(next.AsSpan(taken), out _);
        }

        return ([.. sound], resetAt, [.. outputs.Select(bytes => bytes.ToArray())]);
    }

    // A sine from a polynomial: the last bit of Math.Sin is the platform's.
    private static short Sample(int i, int rate, Random random)
    {
        double time = (double)i / rate, turns = time * (200 + (1500 * time)), x = (turns - Math.Floor(turns) - 0.5) * 2;
        return (short)((9000 * 4 * x * (1 - Math.Abs(x))) + random.Next(-400, 400));
    }
}
