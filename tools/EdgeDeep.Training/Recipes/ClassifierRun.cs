using System.Globalization;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>Trains a classifier, writes the model's folder, and measures accuracy in float and int8.</summary>
public static class ClassifierRun
{
    /// <summary>Runs everything and writes the model's folder; or only measures what the folder holds.</summary>
    /// <param name="task">What to train on what.</param>
    /// <param name="call">Folders and settings.</param>
    /// <param name="output">The folder.</param>
    /// <param name="resume">Continues an interrupted run.</param>
    /// <param name="console">Where progress is shown.</param>
    public static void Run(ClassifierTask task, RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        if (call.IsMeasuredOnly)
        {
            ModelFolder folder = new(output, task.Name);
            folder.CompareMetrics([.. Figures(task, folder, folder.Open())], console);
            return;
        }

        string checkpoints = Path.Combine(call.Cache, task.Checkpoints, $"checkpoints-{call.Options.Seed}");
        TrunkFeatures? features = task.Trunk is { } trunk ? TrunkFeatures.Of(trunk, task.Data, call.Options) : null;
        using Trainer trainer = new(
            task.Network, task.Labels.Count, features?.Train ?? task.Data.Train, features?.Validation ?? task.Data.Validation, call.Options, checkpoints, resume);
        using TorchNetwork network = Train(trainer, call.Options, console);
        Graph graph = features is null ? GraphBuilder.Build(network) : task.Trunk!.WithHead(task.Name, features.OnRawFeatures(network));
        Func<float[], float[]> trained = features is null ? network.Probabilities : input => network.Probabilities(task.Trunk!.Describe(input));
        Write(task, graph, trained, trainer.History, output, console);
    }

    /// <summary>Trains with a progress bar.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="console">Where progress is shown.</param>
    /// <returns>The network with the weights of the best epoch.</returns>
    public static TorchNetwork Train(Trainer trainer, TrainingOptions options, IAnsiConsole console)
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
            task.Value = task.MaxValue;
        });
        return network!;
    }

    /// <summary>Writes the folder of a trained classifier and measures it.</summary>
    /// <param name="task">What was trained on what.</param>
    /// <param name="graph">The trained network.</param>
    /// <param name="trained">What was trained computes: an input to its probabilities.</param>
    /// <param name="history">Figures of the run.</param>
    /// <param name="output">The folder.</param>
    /// <param name="console">Told the figures.</param>
    public static void Write(
        ClassifierTask task, Graph graph, Func<float[], float[]> trained, History history, string output, IAnsiConsole console)
    {
        ModelFolder folder = new(output, task.Name);
        SampleSource calibration = task.Data.Calibration;
        float[][] samples = [.. Enumerable.Range(0, calibration.Count).Select(i => calibration.InputOf(i, task.InputElements))];
        float difference = ModelComparison.Largest(graph, [.. samples.Take(64).Select(task.Network.Split)], inputs => trained([.. inputs.SelectMany(input => input)]));
        console.WriteLine(Invariant($"largest difference between TorchSharp and ONNX Runtime {difference:0.0e+0}"));
        int[] classes = [.. Enumerable.Range(0, calibration.Count).Select(calibration.LabelOf)];
        Int8Model int8 = folder.Write(graph, [.. samples.Select(task.Network.Split)], task.Facts, classes);
        folder.WriteCurves(history);
        foreach ((string name, IReadOnlyList<string> lines) in task.Files)
        {
            File.WriteAllLines(folder.PathOf(name), lines);
        }

        folder.WriteMetrics([.. Figures(task, folder, int8)], console);
    }

    private static IEnumerable<string> Figures(ClassifierTask task, ModelFolder folder, Int8Model int8)
    {
        using FloatRunner runner = new(File.ReadAllBytes(folder.FloatModel), folder.FloatModel);
        yield return $"weight layers{(task.Trunk is null ? string.Empty : " of the head")}: {task.Network.WeightLayers}";
        foreach (string note in task.Notes)
        {
            yield return note;
        }

        foreach ((string name, SampleSource part) in task.Data.Tests.Prepend(("validation", task.Data.Validation)))
        {
            int[,] confusion = new int[task.Labels.Count, task.Labels.Count];
            foreach (int i in Enumerable.Range(0, part.Count))
            {
                float[] answer = runner.Run(task.Network.Split(part.InputOf(i, task.InputElements)))[0];
                confusion[part.LabelOf(i), Array.IndexOf(answer, answer.Max())]++;
            }

            Evaluation evaluation = new(0, confusion);
            int correct = int8.Correct(part);
            yield return Invariant($"{name}: float {evaluation.Correct}/{evaluation.Count} = {evaluation.Accuracy:0.0000}, int8 {correct}/{part.Count} = {(double)correct / part.Count:0.0000}");
            foreach (string row in name == "validation" ? [] : Confusion(confusion, task.Labels))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<string> Confusion(int[,] confusion, IReadOnlyList<string> labels)
    {
        int width = Math.Max(10, labels.Max(label => label.Length));
        return labels.Select((label, i) =>
            $"  {label.PadRight(width)} {string.Join(' ', labels.Select((_, j) => confusion[i, j].ToString(CultureInfo.InvariantCulture).PadLeft(4)))}");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
