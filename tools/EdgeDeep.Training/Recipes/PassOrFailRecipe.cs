using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>The smallest model: one neuron that tells from hours studied and attendance whether a student passes.</summary>
public sealed class PassOrFailRecipe : Recipe
{
    private const int ValidationPercent = 10, TestPercent = 25;

    private static readonly TableSpec Spec = new() { Columns = "hours:attendance", Label = "result" };
    private static readonly string[] Labels = ["fail", "pass"];

    /// <inheritdoc/>
    public override string Name => "pass-or-fail";

    /// <inheritdoc/>
    public override string Summary => "one neuron on hours studied and attendance, the first tutorial";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on a made-up table";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 400, LearningRate = 0.05 };

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        if (resume)
        {
            throw new InputException("pass-or-fail learns in a second and keeps no checkpoint; leave out --resume.");
        }

        string file = Path.Combine(call.Data ?? Path.Combine(Folders.Repository, "models", Name), "students.csv");
        TableData all = TableData.Read(file, Spec, Labels);
        TableData train = all.Of(Part.Train, ValidationPercent, TestPercent), validation = all.Of(Part.Validation, ValidationPercent, TestPercent), test = all.Of(Part.Test, ValidationPercent, TestPercent);
        if (train.Labels.Count == 0 || validation.Labels.Count == 0 || test.Labels.Count == 0)
        {
            throw new InputException($"{file}: has too few different rows for a training, a validation and a test part; add some.");
        }

        ModelFolder folder = new(output, Name);
        if (call.IsMeasuredOnly)
        {
            Int8Model written = folder.Open();
            using FloatRunner runner = new(File.ReadAllBytes(folder.FloatModel), folder.FloatModel);
            folder.FindMetrics(Figures([train, validation, test], row => runner.Run([row])[0][0], written), console);
            return;
        }

        (LogisticNeuron neuron, History history) = LogisticNeuron.Train(train, validation, call.Options);
        Graph graph = neuron.ToGraph(Name);
        float[][][] samples = [.. train.Inputs.Select(row => new[] { row })];
        float difference = ModelComparison.Largest(graph, samples, inputs => [neuron.Probability(inputs[0])]);
        console.WriteLine(FormattableString.Invariant($"largest difference between the formula and ONNX Runtime {difference:0.0e+0}"));
        Int8Model int8 = folder.Write(graph, samples, new ModelFacts(Licence, Spec.ToString(), Labels));
        folder.WriteCurves(history);
        folder.WriteMetrics(
        [
            FormattableString.Invariant($"weight of hours {neuron.Weights[0]:0.000000}, weight of attendance {neuron.Weights[1]:0.000000}, bias {neuron.Bias:0.000000}"),
            .. Figures([train, validation, test], neuron.Probability, int8),
        ], console);
    }

    private static IEnumerable<string> Figures(TableData[] parts, Func<float[], float> inFloat, Int8Model int8) =>
        ((string[])["training", "validation", "test"]).Zip(parts, (name, part) => Figures(name, part, inFloat, int8));

    private static string Figures(string name, TableData data, Func<float[], float> inFloat, Int8Model int8)
    {
        int Correct(Func<float[], float> probability) => Enumerable.Range(0, data.Labels.Count).Count(i => probability(data.Inputs[i]) > 0.5f == (data.Labels[i] == 1));
        int right = Correct(inFloat), inInt8 = Correct(row => int8.Run(row)[0]);
        double largest = data.Inputs.Max(row => Math.Abs(inFloat(row) - int8.Run(row)[0]));
        double n = data.Labels.Count;
        return FormattableString.Invariant($"{name}: float {right}/{n} = {right / n:0.0000}, int8 {inInt8}/{n} = {inInt8 / n:0.0000}, largest difference of a probability {largest:0.000}");
    }
}
