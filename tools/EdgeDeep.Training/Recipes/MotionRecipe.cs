using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>
/// Exercises from the accelerometer of a wrist: a recurrent network, pre-trained without labels by filling gaps. Measured by
/// cross validation over recordings with and without pre-training, several seeds each.
/// </summary>
/// <param name="cell">GRU or LSTM.</param>
public sealed class MotionRecipe(RecurrentCell cell) : Recipe
{
    private const string DataFolder = "../shared/data/motion";
    private const int Seeds = 10, Units = 32, PretrainingPercent = 75, CalibrationWindows = 60;

    /// <summary>Class names in output order; the first one takes what has no name.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["other", "jumpingjack", "lunge", "squat"];

    /// <inheritdoc/>
    public override string Name => cell == RecurrentCell.Gru ? "motion" : "motion-lstm";

    /// <inheritdoc/>
    public override string Summary => $"exercises from a wrist's accelerometer, {(cell == RecurrentCell.Gru ? "GRU" : "LSTM")}, 3.2 seconds at 10 Hz";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on accelerometer recordings of emlearn-micropython (MIT) and gesture-demo (Apache-2.0)";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 40, BatchSize = 64, LearningRate = 1e-2, AverageDecay = 0.97 };

    /// <summary>The classifier.</summary>
    public Network Network { get; } = new(
        cell == RecurrentCell.Gru ? "motion" : "motion-lstm", [MotionWindows.Steps, MotionWindows.Axes],
        [new Recurrent(cell, Units), new Dropout(0.2), new Dense(Labels.Count)]);

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        if (resume)
        {
            throw new InputException($"{Name} consists of many short runs and cannot be resumed; leave out --resume.");
        }

        MotionFolds folds = MotionFolds.Read(call.Data ?? Folders.FirstThatExists(DataFolder)
            ?? throw new InputException("No motion recordings; give --data with a folder that holds exercises/ (int16 arrays [n,3] named TIME_LABEL.npy)."));
        console.WriteLine($"{folds.All.Count()} labelled recordings in {MotionFolds.Count} parts, {folds.Unlabelled.Count} without labels");
        ModelFolder folder = new(output, Name);
        if (call.IsMeasuredOnly)
        {
            folder.FindMetrics([WeightLayers, Measure(folder, folds.Rounds().Last(round => round.IsPart))], console);
            return;
        }

        TorchSharp.torch.set_num_threads(call.Options.Threads);
        MotionMeasurement measurement = new(Labels, console);
        for (int seed = call.Options.Seed; seed < call.Options.Seed + Seeds; seed++)
        {
            foreach (MotionRound round in folds.Rounds())
            {
                MotionWindows windows = new(round.Train, Labels, balance: true), held = new(round.Test, Labels);
                TrainingOptions options = call.Options with { Seed = seed };
                using TorchNetwork scratch = Train(null, windows, null, options).Network;
                measurement.Add("from scratch", seed, round, scratch, held);
                using TorchNetwork filler = Filler([.. round.Train, .. folds.Unlabelled], options, measurement);
                (TorchNetwork network, History history) = Train(filler, windows, held, options);
                measurement.Add("pre-trained", seed, round, network, held);
                if (seed == call.Options.Seed && round.IsPart)
                {
                    // The files of the last part stay.
                    Int8Model int8 = Write(folder, network, new MotionWindows(round.Train, Labels));
                    folder.WriteCurves(history);
                    measurement.AddInt8(round, int8, held);
                }

                network.Dispose();
            }
        }

        folder.WriteMetrics([WeightLayers, .. measurement.Lines()], console);
    }

    private string WeightLayers => $"weight layers: {Network.WeightLayers}";

    /// <summary>The figures of the files alone, which hold the network that never saw the last part.</summary>
    private string Measure(ModelFolder folder, MotionRound round)
    {
        MotionWindows held = new(round.Test, Labels);
        int int8 = folder.Open().Correct(held);
        using FloatRunner runner = new(File.ReadAllBytes(folder.FloatModel), folder.FloatModel);
        int inFloat = Enumerable.Range(0, held.Count).Count(i =>
        {
            float[] answer = runner.Run([held.InputOf(i, Network.InputElements)])[0];
            return Array.IndexOf(answer, answer.Max()) == held.LabelOf(i);
        });
        return MotionMeasurement.HeldOut(round, inFloat, int8, held.Count);
    }

    private (TorchNetwork Network, History History) Train(TorchNetwork? filler, MotionWindows windows, MotionWindows? shown, TrainingOptions options)
    {
        TorchSharp.torch.random.manual_seed(options.Seed);
        using TorchNetwork network = new(Network);
        if (filler is not null)
        {
            network.Steps[0].load_state_dict(filler.Steps[0].state_dict());
        }

        // Weights that know something already are changed more gently.
        TrainingOptions gentle = filler is null ? options : options with { LearningRate = options.LearningRate / 3 };
        return SequenceTraining.Classify(network, windows, shown, Labels.Count, gentle);
    }

    /// <summary>The same recurrent layer under a layer that says what lay in gaps, trained on everything but the held-out part.</summary>
    private TorchNetwork Filler(IReadOnlyList<MotionRecording> recordings, TrainingOptions options, MotionMeasurement measurement)
    {
        TorchSharp.torch.random.manual_seed(options.Seed + 1000);
        TorchNetwork filler = new(new Network("gaps", Network.InputShape, [new Recurrent(cell, Units, Sequence: true), new Dense(MotionWindows.Axes)]));
        TrainingOptions passes = options with { Epochs = Math.Max(1, options.Epochs * PretrainingPercent / 100) };
        measurement.AddGaps(SequenceTraining.FillGaps(filler, new MotionWindows(recordings, Labels), Labels.Count, passes));
        return filler;
    }

    private Int8Model Write(ModelFolder folder, TorchNetwork network, MotionWindows train)
    {
        float[][] samples = [.. Enumerable.Range(0, CalibrationWindows).Select(i => train.InputOf(i * train.Count / CalibrationWindows, Network.InputElements))];
        Graph graph = GraphBuilder.Build(network);
        ModelComparison.Largest(graph, [.. samples.Select(sample => new[] { sample })], inputs => network.Probabilities(inputs[0]));
        return folder.Write(graph, [.. samples.Select(sample => new[] { sample })], new ModelFacts(Licence, null, Labels));
    }
}
