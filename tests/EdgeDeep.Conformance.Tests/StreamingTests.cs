using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Models with state give the bytes of TensorFlow Lite Micro inference after inference, also after a reset.</summary>
public class StreamingTests
{
    public static TheoryData<string, int> Models => new()
    {
        { "v1_okay_nabu", 3 }, { "v2_alexa", 3 }, { "v2_hey_jarvis", 3 }, { "v2_okay_nabu", 3 }, { "v2_vad", 3 },
        { "keyword_scrambled", 2 }, { "mnist_lstm_int8", 2 }, { "dtln_noise_suppression", 2 }, { "keras_lstm_mnist_ptq", 2 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryOutputOfASequenceIsTheSameBytes(string name, int sequences)
    {
        Golden golden = Golden.Open(name);
        Session session = new(Model.Load(EdgeWriter.Write(PlanBuilder.Build(ModelImporter.Import(golden.ModelPath)))));
        int compared = 0;
        foreach (Golden.Sequence sequence in golden.Sequences)
        {
            session.Reset();
            for (int step = 0; step < sequence.Steps; step++)
            {
                if (step == sequence.ResetBefore)
                {
                    session.Reset();
                }

                RunStep(session, sequence, step);
            }

            compared++;
        }

        Assert.Equal(sequences, compared);
    }

    private static void RunStep(Session session, Golden.Sequence sequence, int step)
    {
        for (int i = 0; i < session.InputCount; i++)
        {
            Span<byte> input = session.InputBytes(i);
            sequence.Inputs[i].AsSpan(step * input.Length, input.Length).CopyTo(input);
        }

        session.Run();
        for (int i = 0; i < session.OutputCount; i++)
        {
            ReadOnlySpan<byte> output = session.OutputBytes(i);
            Assert.True(
                output.SequenceEqual(sequence.Outputs[i].AsSpan(step * output.Length, output.Length)),
                $"{sequence.Name}: output {i} of step {step} differs from the reference");
        }
    }
}
