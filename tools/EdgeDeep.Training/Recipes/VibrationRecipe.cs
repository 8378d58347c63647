using System.Globalization;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Training.Anomalies;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// Anomalies of a fan by a variational autoencoder that has seen normal vibrations only. Every recording is divided into
/// four blocks of time; each block in turn is held out while a network learns the other three. The network that is written
/// is the one that never saw the last block.
/// </summary>
public sealed class VibrationRecipe : Recipe
{
    private const double FalseAlarms = 0.01;

    /// <inheritdoc/>
    public override string Name => "vibration";

    /// <inheritdoc/>
    public override string Summary => "tells whether a fan vibrates as it should, from a second of its acceleration";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on fan recordings of ShawnHymel/tinyml-example-anomaly-detection (Beerware)";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 150, LearningRate = 2e-3, BatchSize = 27, WeightDecay = 0.01 };

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        if (resume)
        {
            throw new InputException("vibration: a run takes a minute and cannot be taken up again; leave out --resume.");
        }

        string data = call.Data ?? Folders.FirstThatExists("../shared/data/motion/fan_vibration")
            ?? throw new InputException("vibration: the fan's recordings are missing; give --data with the folder that holds fan_0_low_0_weight and its neighbours.");
        Vibration[][] normal = [.. FanData.Speeds.Select(speed => FanData.Read(data, $"{speed}_0"))];
        Vibration[][] heavy = [.. FanData.Speeds.Select(speed => FanData.Read(data, $"{speed}_1"))];
        Vibration[] off = FanData.Read(data, "off_0");
        console.WriteLine(Invariant($"{data}: {normal.Sum(part => part.Length)} normal seconds, {heavy.Sum(part => part.Length)} with a weight, {off.Length} with the fan off"));
        if (call.IsMeasuredOnly)
        {
            ModelFolder folder = new(output, Name);
            folder.FindMetrics([Measure(folder, new VibrationParts(normal, heavy, off, FanData.Blocks - 1))], console);
            return;
        }

        string scratch = Directory.CreateTempSubdirectory("edgedeep-vibration").FullName;
        try
        {
            List<Fold> folds = [];
            for (int block = 0; block < FanData.Blocks; block++)
            {
                string folder = block == FanData.Blocks - 1 ? output : Path.Combine(scratch, Invariant($"{block}"));
                folds.Add(Learn(call.Options, new ModelFolder(folder, Name), new VibrationParts(normal, heavy, off, block)));
                console.WriteLine(Invariant($"block {block + 1} of {FanData.Blocks} held out: done"));
            }

            folds[^1].Folder.WriteCurves(folds[^1].Curves);
            folds[^1].Folder.WriteMetrics([.. Areas(folds), .. Threshold(folds), Written(folds[^1].Float, folds[^1].Int8)], console);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>The figures of the files alone, which hold the network that never saw the last block.</summary>
    private static string Measure(ModelFolder folder, VibrationParts parts)
    {
        Int8Model int8 = folder.Open();
        using FloatRunner runner = new(File.ReadAllBytes(folder.FloatModel), folder.FloatModel);
        return Written(
            parts.Score("float", sample => AutoencoderTrainer.Scores([sample], spectrum => runner.Run([spectrum])[0])[0]),
            parts.Score("int8", sample => AutoencoderTrainer.Scores([sample], spectrum => int8.Run(spectrum))[0]));
    }

    private static string Written(VibrationScores inFloat, VibrationScores inInt8) =>
        Invariant($"written network: area under the curve, held-out normal seconds against seconds with a weight, float {Area(inFloat):0.0000}, int8 {Area(inInt8):0.0000}");

    private static double Area(VibrationScores scores) => Detection.Area([.. scores.Normal.SelectMany(s => s)], [.. scores.Heavy.SelectMany(s => s)]);

    private Fold Learn(TrainingOptions options, ModelFolder folder, VibrationParts parts)
    {
        List<double> losses = [], errors = [];
        SpectrumAutoencoder model = AutoencoderTrainer.Train(parts.Training, true, options, (current, loss) =>
        {
            losses.Add(loss);
            errors.Add(AutoencoderTrainer.Scores(parts.HeldOut(0).Concat(parts.HeldOut(1)).Concat(parts.HeldOut(2)), current.Reconstruct).Average());
        });
        SpectrumAutoencoder plain = AutoencoderTrainer.Train(parts.Training, false, options, (_, _) => { });
        Graph graph = model.Build(Name);
        float[][][] calibration = [.. parts.Training.Select(spectrum => new[] { spectrum })];
        ModelComparison.Largest(graph, [.. calibration.Take(32)], inputs => model.Reconstruct(inputs[0]), 1e-3f);
        Int8Model int8 = folder.Write(graph, calibration, new ModelFacts(Licence));
        double[] loudness = [.. parts.TrainingSamples.Select(sample => sample.Loudness)];
        return new Fold(
            folder,
            parts.Score("variational, float", sample => AutoencoderTrainer.Scores([sample], model.Reconstruct)[0]),
            parts.Score("variational, int8", sample => AutoencoderTrainer.Scores([sample], spectrum => int8.Run(spectrum))[0]),
            parts.Score("plain autoencoder, float", sample => AutoencoderTrainer.Scores([sample], plain.Reconstruct)[0]),
            parts.Score("loudness, distance to the nearest seen", sample => loudness.Min(seen => Math.Abs(seen - sample.Loudness))),
            [new ChartPanel("loss of the training part", [.. losses]), new ChartPanel("mean score of the held-out part", [.. errors])]);
    }

    private static IEnumerable<string> Areas(IReadOnlyList<Fold> folds)
    {
        yield return "area under the curve, held-out normal seconds against seconds with a weight, mean of four folds (last fold)";
        for (int method = 0; method < folds[0].All.Length; method++)
        {
            VibrationScores[] scores = [.. folds.Select(fold => fold.All[method])];
            string Mean(Func<VibrationScores, double> area) => Invariant($"{scores.Average(area):0.0000} ({area(scores[^1]):0.0000})");
            string speeds = string.Join(", ", FanData.Speeds.Select((speed, i) => $"{speed} {Mean(score => Detection.Area(score.Normal[i], score.Heavy[i]))}"));
            yield return $"  {scores[0].Method}: all {Mean(Area)}, {speeds}; fan off {Mean(score => Detection.Area([.. score.Normal.SelectMany(s => s)], score.Off))}";
        }
    }

    /// <summary>The threshold comes from seconds that the other three networks held out; the written network is measured with it.</summary>
    private static IEnumerable<string> Threshold(IReadOnlyList<Fold> folds)
    {
        double threshold = Detection.Quantile(folds.SkipLast(1).SelectMany(fold => fold.Float.Normal.SelectMany(s => s)), 1 - FalseAlarms);
        yield return Invariant($"threshold for {FalseAlarms:0 %} false alarms (quantile of {folds.SkipLast(1).Sum(fold => fold.Float.Normal.Sum(s => s.Length))} seconds held out by the other networks): {threshold:0.0000}");
        foreach (VibrationScores scores in new[] { folds[^1].Float, folds[^1].Int8 })
        {
            double[] normal = [.. scores.Normal.SelectMany(s => s)];
            string speeds = string.Join(", ", FanData.Speeds.Select((speed, i) => Invariant($"{speed} {Detection.Above(scores.Heavy[i], threshold):0.000}")));
            yield return Invariant($"  {scores.Method}: false alarms {normal.Count(score => score > threshold)} of {normal.Length}, found with a weight {Detection.Above([.. scores.Heavy.SelectMany(s => s)], threshold):0.000} ({speeds}), found off {Detection.Above(scores.Off, threshold):0.000}");
            yield return Invariant($"  {scores.Method}: median score normal {Detection.Quantile(normal, 0.5):0.0000}, with a weight {Detection.Quantile(scores.Heavy.SelectMany(s => s), 0.5):0.0000}, off {Detection.Quantile(scores.Off, 0.5):0.0000}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Fold(ModelFolder Folder, VibrationScores Float, VibrationScores Int8, VibrationScores Plain, VibrationScores Loudness, ChartPanel[] Curves)
    {
        public VibrationScores[] All => [Float, Int8, Plain, Loudness];
    }
}
