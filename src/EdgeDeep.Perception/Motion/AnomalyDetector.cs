using System.Globalization;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Motion;

/// <summary>
/// Tells what is unusual by an autoencoder that has learnt normal inputs only: the score is the mean of the squared differences between an
/// input and what the model makes of it. Not safe for several threads at once.
/// </summary>
public sealed class AnomalyDetector
{
    /// <summary>Key of the metadata that holds the threshold which was learnt for a model.</summary>
    public const string ThresholdKey = "edgedeep.anomaly.threshold";

    private readonly Session _session;
    private readonly float[] _output;

    /// <summary>Prepares a detector.</summary>
    /// <param name="model">A model from one input to one output of as many values.</param>
    /// <param name="threshold">Scores above it are anomalies; null for the one that the model carries.</param>
    /// <exception cref="InputException">The model is no autoencoder, or there is no threshold.</exception>
    public AnomalyDetector(Model model, double? threshold = null)
    {
        if (!IsAutoencoder(model.Plan))
        {
            throw new InputException("The model is no autoencoder: it has to give one output of as many values as its one input.");
        }

        Threshold = threshold ?? ThresholdOf(model.Plan)
            ?? throw new InputException("The model carries no threshold for anomalies; learn one from normal recordings, or state it.");
        _session = new Session(model);
        _output = new float[Features];
    }

    /// <summary>Number of values of an input.</summary>
    public int Features => _session.InputInfo(0).Elements;

    /// <summary>Scores above it are anomalies.</summary>
    public double Threshold { get; }

    /// <summary>Whether a model gives back what it gets.</summary>
    /// <param name="plan">The model.</param>
    public static bool IsAutoencoder(Plan plan) =>
        plan.Inputs.Count == 1 && plan.Outputs.Count == 1 && plan.Tensors[plan.Inputs[0]].Elements == plan.Tensors[plan.Outputs[0]].Elements;

    /// <summary>The threshold that a model carries; null for none.</summary>
    /// <param name="plan">The model.</param>
    /// <exception cref="InputException">What it carries is no number.</exception>
    public static double? ThresholdOf(Plan plan) => !plan.Metadata.TryGetValue(ThresholdKey, out string? text) ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold) && double.IsFinite(threshold) ? threshold
        : throw new InputException($"The model's threshold for anomalies, '{text}', is no number; learn it again.");

    /// <summary>The model with a threshold.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="threshold">Scores above it are anomalies.</param>
    public static Plan WithThreshold(Plan plan, double threshold) => plan.WithMetadata(ThresholdKey, threshold.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The threshold that a share of normal scores exceeds, interpolated between neighbours.</summary>
    /// <param name="scores">Scores of normal inputs that the model has not learnt from, at least one.</param>
    /// <param name="falseAlarms">The share, 0 to 1. It cannot be known better than one in the number of scores.</param>
    public static double Learn(IEnumerable<double> scores, double falseAlarms)
    {
        double[] sorted = [.. scores.Order()];
        double at = (1 - falseAlarms) * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>How unusual an input is: the mean of the squared differences from its reconstruction, at least 0.</summary>
    /// <param name="features"><see cref="Features"/> values.</param>
    public double Score(ReadOnlySpan<float> features)
    {
        _session.SetInput(0, features);
        _session.Run();
        _session.GetOutput(0, _output);
        return VibrationSpectrum.Score(features, _output);
    }
}
