using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Runtime;
using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Writing;

/// <summary>How well a language model foretells words.</summary>
/// <param name="Perplexity">exp of the mean loss of a word: among how many equally likely words it seems to choose.</param>
/// <param name="First">Share of words that it held for the likeliest.</param>
/// <param name="FirstThree">Share of words among its three likeliest.</param>
public sealed record WordFigures(double Perplexity, double First, double FirstThree);

/// <summary>A written language model, in float or int8: one token an inference.</summary>
/// <param name="start">Forgets everything.</param>
/// <param name="step">A token to the logits of the next one.</param>
public sealed class WordModel(Action start, Func<int, float[]> step)
{
    private const float Tolerance = 1e-3f;

    /// <summary>The float model in ONNX Runtime.</summary>
    public static WordModel Of(FloatRunner runner)
    {
        FloatMemory memory = runner.NewMemory();
        return new WordModel(memory.Reset, token => runner.Run([[token]], memory)[0]);
    }

    /// <summary>The int8 model in EdgeDeep's runtime.</summary>
    public static WordModel Of(Session session) => new(session.Reset, token =>
    {
        session.Input<int>()[0] = token;
        session.Run();
        float[] logits = new float[session.OutputInfo(0).Elements];
        session.GetOutput(0, logits);
        return logits;
    });

    /// <summary>The logits after each token of a sentence that starts with the border.</summary>
    public float[][] Logits(int[] sentence)
    {
        start();
        return [.. sentence.Prepend(0).Select(step)];
    }

    /// <summary>Measures sentences, each by itself.</summary>
    public WordFigures Measure(IReadOnlyList<int[]> sentences)
    {
        double loss = 0, first = 0, three = 0, words = 0;
        foreach (int[] sentence in sentences)
        {
            float[][] logits = Logits(sentence);
            for (int i = 0; i < logits.Length; i++)
            {
                float[] row = logits[i];
                int next = i < sentence.Length ? sentence[i] : 0;

                // Of equal logits the first one is suggested first.
                int better = row.Where((logit, word) => logit > row[next] || (logit == row[next] && word < next)).Count();
                double largest = row.Max();
                loss += largest - row[next] + Math.Log(row.Sum(logit => Math.Exp(logit - largest)));
                first += better < 1 ? 1 : 0;
                three += better < 3 ? 1 : 0;
                words++;
            }
        }

        return new WordFigures(Math.Exp(loss / words), first / words, three / words);
    }

    /// <summary>Compares with the network that was trained.</summary>
    /// <returns>The largest difference of a logit over some sentences.</returns>
    /// <exception cref="ModelException">The two differ by more than rounding.</exception>
    public float Difference(WordNetwork network, IEnumerable<int[]> sentences)
    {
        using IDisposable none = no_grad();
        float worst = 0;
        foreach (int[] sentence in sentences.Take(50))
        {
            using DisposeScope scope = NewDisposeScope();
            float[] expected = network.call(tensor(sentence.Prepend(0).Select(token => (long)token).ToArray(), [1, sentence.Length + 1])).data<float>().ToArray();
            float[] actual = [.. Logits(sentence).SelectMany(row => row)];
            worst = Math.Max(worst, expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max());
        }

        return worst <= Tolerance
            ? worst
            : throw new ModelException($"next-word: ONNX Runtime and TorchSharp differ by {worst} on the same sentence; nothing was written, report this as a bug.");
    }
}
