using System.Globalization;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>Carries out a recipe: data, training, float ONNX, calibration samples, curves, and accuracy in float and int8.</summary>
public static class RecipeRun
{
    /// <summary>Runs everything and writes into a folder: NAME.onnx, calibration.npy, curves.svg, metrics.txt.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="call">Folders and settings.</param>
    /// <param name="output">The folder.</param>
    /// <param name="resume">Continues an interrupted run.</param>
    /// <param name="console">Where progress is shown.</param>
    public static void Run(Recipe recipe, RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        Directory.CreateDirectory(output);
        DataParts data = recipe.Load(call, line => console.WriteLine(line));
        string checkpoints = Path.Combine(call.Cache, recipe.Name, $"checkpoints-{call.Options.Seed}");
        using Trainer trainer = new(recipe.Network, recipe.Labels.Count, data.Train, data.Validation, call.Options, checkpoints, resume);
        TorchNetwork network = Train(trainer, call.Options, console);
        Graph graph = ModelWriter.ToGraph(recipe, network);
        string path = Path.Combine(output, $"{recipe.Name}.onnx");
        float difference = ModelWriter.Write(graph, network, data.Calibration, path);
        console.WriteLine(Invariant($"wrote {path}; largest difference between TorchSharp and ONNX Runtime {difference:0.0e+0}"));
        WriteCalibration(data.Calibration, recipe.Network, Path.Combine(output, "calibration.npy"));
        CurveChart.Write(trainer.History, recipe.Name, Path.Combine(output, "curves.svg"));
        Measure(recipe, network, graph, data, call.Options, Path.Combine(output, "metrics.txt"), console);
    }

    private static TorchNetwork Train(Trainer trainer, TrainingOptions options, IAnsiConsole console)
    {
        TorchNetwork? network = null;
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("training", maxValue: options.Epochs * (double)trainer.StepsPerEpoch);
            network = trainer.Run(
                (epoch, step, loss) =>
                {
                    task.Value = ((epoch - 1) * (double)trainer.StepsPerEpoch) + step;
                    task.Description = Invariant($"epoch {epoch} of {options.Epochs}, loss {loss:0.000}");
                },
                e => console.WriteLine(Invariant($"epoch {e.Number}: training loss {e.TrainLoss:0.0000} accuracy {e.TrainAccuracy:0.0000}, validation loss {e.ValidationLoss:0.0000} accuracy {e.ValidationAccuracy:0.0000}")));
        });
        return network!;
    }

    private static void WriteCalibration(SampleSource samples, Network network, string path)
    {
        float[] all = [.. Enumerable.Range(0, samples.Count).SelectMany(i => ModelWriter.InputOf(samples, i, network.InputElements, out _))];
        NpyWriter.Write(path, [samples.Count, .. network.InputShape], all);
    }

    private static void Measure(
        Recipe recipe, TorchNetwork network, Graph graph, DataParts data, TrainingOptions options, string path, IAnsiConsole console)
    {
        Int8Check int8 = new(graph, data.Calibration, recipe.Labels.Count, recipe.Preprocessing);
        List<string> lines =
        [
            $"weight layers: {recipe.Network.WeightLayers}",
            $"multiply-accumulates: {int8.Macs}",
            $"int8 constants: {int8.ConstantBytes} bytes",
            $"int8 activations: {int8.ArenaBytes} bytes",
        ];
        foreach ((string name, SampleSource samples) in data.Tests.Prepend(("validation", data.Validation)))
        {
            Evaluation evaluation = Evaluation.Of(
                network, new BatchReader(samples, recipe.Network.InputElements, recipe.Labels.Count, options.Threads), recipe.Labels.Count);
            int correct = int8.Correct(samples);
            lines.Add(Invariant($"{name}: float {evaluation.Correct}/{evaluation.Count} = {evaluation.Accuracy:0.0000}, int8 {correct}/{samples.Count} = {(double)correct / samples.Count:0.0000}"));
            if (name != "validation")
            {
                lines.AddRange(Confusion(evaluation, recipe.Labels));
            }
        }

        File.WriteAllLines(path, lines);
        lines.ForEach(line => console.WriteLine(line));
    }

    private static IEnumerable<string> Confusion(Evaluation evaluation, IReadOnlyList<string> labels) =>
        labels.Select((label, i) => $"  {label,-10} {string.Join(' ', labels.Select((_, j) => evaluation.Confusion[i, j].ToString(CultureInfo.InvariantCulture).PadLeft(4)))}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
