using System.Diagnostics;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>Runs a model with one input and one output on files. Not safe for several threads at once: each has its own.</summary>
internal abstract class Classifier
{
    private readonly Preprocessor _preprocessor;

    private protected Classifier(PreprocessingSpec spec, int[] inputShape)
    {
        _preprocessor = Preprocessor.Create(spec, inputShape);
        Input = new float[_preprocessor.ElementCount];
    }

    /// <summary>Time of the inferences so far, without reading and pre-processing files.</summary>
    public TimeSpan InferenceTime { get; private set; }

    /// <summary>The pre-processed file.</summary>
    private protected float[] Input { get; }

    /// <summary>Reads a file, runs the model and returns its output as real numbers.</summary>
    public float[] Classify(string path)
    {
        _preprocessor.FileToTensor(path, Input);
        long start = Stopwatch.GetTimestamp();
        float[] scores = Run();
        InferenceTime += Stopwatch.GetElapsedTime(start);
        return scores;
    }

    private protected abstract float[] Run();
}

/// <summary>Runs an int8 model in EdgeDeep's runtime.</summary>
internal sealed class SessionClassifier : Classifier
{
    private readonly InputRounding _rounding;

    public SessionClassifier(Model model, PreprocessingSpec spec)
        : base(spec, model.Plan.Tensors[model.Plan.Inputs[0]].Shape)
    {
        Session = new Session(model);
        _rounding = spec.Rounding;
        PlanTensor input = Session.InputInfo(0);
        if (input.Type != ElementType.Float32 && input.Scale <= 0)
        {
            throw new CommandException($"Input '{input.Name}' holds {ElementTypes.NameOf(input.Type)} without a scale, so that files cannot become its numbers; give tensors with --raw-input.");
        }
    }

    /// <summary>The session, for its profiler.</summary>
    public Session Session { get; }

    private protected override float[] Run()
    {
        Session.SetInput(0, Input, _rounding);

        // A streaming model starts anew with each file.
        Session.Reset();
        Session.Run();
        float[] scores = new float[Session.OutputInfo(0).Elements];
        Session.GetOutput(0, scores);
        return scores;
    }
}

/// <summary>Runs a float model in ONNX Runtime; the runner may be shared by threads.</summary>
internal sealed class FloatClassifier(FloatRunner runner, int[] inputShape, PreprocessingSpec spec) : Classifier(spec, inputShape)
{
    private protected override float[] Run() => runner.Run([Input])[0];
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
