using System.Diagnostics;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Models;

/// <summary>Runs a model with one output on tensors. Not safe for several threads at once: each has its own.</summary>
/// <param name="isBinary">Whether the only output is the probability of the second of two classes.</param>
internal abstract class Classifier(bool isBinary)
{
    /// <summary>Time of the inferences so far, without reading and pre-processing files.</summary>
    public TimeSpan InferenceTime { get; private set; }

    /// <summary>Runs the model and returns its class scores as real numbers.</summary>
    /// <param name="inputs">One tensor for each input, as real numbers.</param>
    public float[] Classify(float[][] inputs)
    {
        long start = Stopwatch.GetTimestamp();
        float[] scores = Run(inputs);
        InferenceTime += Stopwatch.GetElapsedTime(start);
        return isBinary ? [1 - scores[0], scores[0]] : scores;
    }

    private protected abstract float[] Run(float[][] inputs);
}

/// <summary>Runs an int8 model in EdgeDeep's runtime.</summary>
internal sealed class SessionClassifier : Classifier
{
    private readonly IReadOnlyList<PreprocessingSpec?> _specs;
    private readonly IndexInputs _indices;

    public SessionClassifier(Model model, IReadOnlyList<PreprocessingSpec?> specs, bool isBinary)
        : base(isBinary)
    {
        Session = new Session(model);
        _specs = specs;
        _indices = new IndexInputs(model.Plan);
    }

    /// <summary>Whether a model with state goes on with each sample where the one before ended; otherwise each starts anew.</summary>
    public bool KeepsState { get; init; }

    /// <summary>The session, for its profiler.</summary>
    public Session Session { get; }

    /// <summary>Fills the inputs for one run; a run uses their memory for other things.</summary>
    public void SetInputs(float[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            _indices.Check(i, inputs[i]);
            Session.SetInput(i, inputs[i], _specs[i]?.Rounding ?? InputRounding.Nearest);
        }
    }

    private protected override float[] Run(float[][] inputs)
    {
        SetInputs(inputs);
        if (!KeepsState)
        {
            Session.Reset();
        }

        Session.Run();
        float[] scores = new float[Session.OutputInfo(0).Elements];
        Session.GetOutput(0, scores);
        return scores;
    }
}

/// <summary>Runs a float model in ONNX Runtime; the runner may be shared by threads.</summary>
internal sealed class FloatClassifier(FloatRunner runner, bool isBinary) : Classifier(isBinary)
{
    private protected override float[] Run(float[][] inputs) => runner.Run(inputs)[0];
}

/// <summary>What a model's class scores say.</summary>
internal static class Scores
{
    /// <summary>Index of the highest score; the first of equal ones.</summary>
    public static int Best(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    /// <summary>Whether the scores can be read as probabilities: none outside 0 to 1, together 1 but for rounding.</summary>
    public static bool AreProbabilities(float[] scores) =>
        scores.Length > 1 && Array.TrueForAll(scores, score => score is >= 0 and <= 1) && Math.Abs(scores.Sum() - 1) < 0.05;
}
