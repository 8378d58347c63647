using System.Globalization;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Explaining;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Models;

/// <summary>Explains the answers of an int8 classifier by its own arithmetic.</summary>
internal sealed class Explainer
{
    private readonly LoadedModel _loaded;
    private readonly SessionClassifier _classifier;
    private readonly IReadOnlyList<PreprocessingSpec?> _specs;
    private readonly IReadOnlyList<string> _labels;
    private readonly ClassActivationMap? _activations;

    /// <summary>Takes a model.</summary>
    /// <exception cref="CommandException">Activation maps are wanted and the network does not end as they need it.</exception>
    public Explainer(LoadedModel loaded, IReadOnlyList<PreprocessingSpec?> specs, IReadOnlyList<string> labels, bool byActivations)
    {
        (_loaded, _specs, _labels) = (loaded, specs, labels);
        Model model = loaded.Int8();
        _classifier = new SessionClassifier(model, specs, Labels.AreBinary(labels, loaded));
        if (byActivations)
        {
            _activations = loaded.Inputs.Count == 1 && InputGrid.Of(specs[0], loaded.Inputs[0].Shape).Kind is GridKind.Picture or GridKind.Spectrum or GridKind.Frames
                ? ClassActivationMap.TryCreate(model.Plan) : null;
            _ = _activations ?? throw new CommandException(
                $"{loaded.Path} does not end in a mean over a map and one fully connected layer, which class activation maps need; explain it with --method occlusion.");
        }
    }

    /// <summary>Explains one sample.</summary>
    /// <param name="name">What the sample is called.</param>
    /// <param name="inputs">One tensor for each input.</param>
    /// <param name="wanted">The class; null for the best one.</param>
    public (Explanation Explanation, float[][,] Maps) Explain(string name, float[][] inputs, string? wanted)
    {
        float[] scores = _classifier.Classify(inputs);
        int label = wanted is null ? Scores.Best(scores) : IndexOf(wanted, scores.Length);
        _classifier.SetInputs(inputs);
        float[][,] maps = _activations is { } activations ? [activations.Of(_classifier.Session, label)]
            : [.. inputs.Select((input, i) => OcclusionMap.Of(InputGrid.Of(_specs[i], _loaded.Inputs[i].Shape), input, () => _classifier.Classify(inputs)[label]))];
        return (new Explanation(name, _labels.Count > 0 ? _labels[label] : label.ToString(CultureInfo.InvariantCulture), scores[label], _activations is null ? "occlusion" : "cam", [.. maps.Select(Input)]), maps);
    }

    /// <summary>Draws the map of an input over the file that it came from; null for numbers.</summary>
    public Picture? Draw(int input, string file, float[,] map)
    {
        InputGrid grid = InputGrid.Of(_specs[input], _loaded.Inputs[input].Shape);
        return _specs[input] switch
        {
            ImageSpec spec => HeatMap.Over(ImageReader.Read(file), map, spec.Fit, grid.Columns, grid.Rows),
            SpectrogramSpec spec => HeatMap.Over(WavReader.Read(file), spec.Features, grid.Kind == GridKind.Frames ? Mean(map) : map),
            _ => null,
        };
    }

    private ExplainedInput Input(float[,] map, int index)
    {
        GridKind kind = InputGrid.Of(_specs[index], _loaded.Inputs[index].Shape).Kind;
        float[][] rows = [.. Enumerable.Range(0, map.GetLength(0)).Select(row => Enumerable.Range(0, map.GetLength(1)).Select(column => map[row, column]).ToArray())];
        IReadOnlyList<string>? columns = _specs[index] is TableSpec { Columns: { } names } && names.Split(':') is var list && list.Length == map.GetLength(1) ? list : null;
        return new ExplainedInput(_loaded.Inputs[index].Name, kind.ToString().ToLowerInvariant(), rows, columns, null);
    }

    /// <summary>One column: the mean over all that have no order.</summary>
    private static float[,] Mean(float[,] map)
    {
        float[,] mean = new float[map.GetLength(0), 1];
        for (int row = 0; row < map.GetLength(0); row++)
        {
            for (int column = 0; column < map.GetLength(1); column++)
            {
                mean[row, 0] += map[row, column] / map.GetLength(1);
            }
        }

        return mean;
    }

    private int IndexOf(string wanted, int classes)
    {
        int index = Enumerable.Range(0, _labels.Count).FirstOrDefault(i => _labels[i] == wanted, -1);
        return index >= 0 || (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < classes) ? index
            : throw new CommandException($"{_loaded.Path} has no class '{wanted}'; its classes are {Terminals.Words.List(_labels) ?? $"0 to {classes - 1}"}.");
    }
}
