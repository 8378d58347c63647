using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Tests;

/// <summary>Recordings, windows, parts and recurrent networks of the motion recipes.</summary>
[Collection(TorchCollection.Name)]
public sealed class Motion : IDisposable
{
    private static readonly string[] Labels = ["other", "shake", "turn"];
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-motion").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(RecurrentCell.Gru)]
    [InlineData(RecurrentCell.Lstm)]
    public void The_written_graph_gives_the_answers_of_the_module(RecurrentCell cell)
    {
        random.manual_seed(5);
        using TorchNetwork network = new(new Network("cell", [9, 3], [new Recurrent(cell, 6, Sequence: true), new Recurrent(cell, 5), new Dropout(0.5), new Dense(4)]));
        network.eval();
        using FloatRunner runner = FloatRunner.ForGraph(GraphBuilder.Build(network));
        for (int i = 0; i < 8; i++)
        {
            float[] input = (randn(27) * 2).data<float>().ToArray(), expected = network.Probabilities(input), actual = runner.Run([input])[0];
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void Recordings_are_read_in_g_and_mixed_ones_have_no_label()
    {
        NpyWriter.Write(Path.Combine(_folder, "2024-01_shake.npy"), [4, 3], [0, 16384, -8192, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        NpyWriter.Write(Path.Combine(_folder, "2024-02_turn.npy"), [1, 3], [0, 0, 16384]);
        string labels = Path.Combine(_folder, "labels.csv");
        File.WriteAllLines(labels, ["\"id\",\"timeseriesUrl\",\"trend_forecast\"", "1,\"/data/3/ab12-2024-02_turn.npy.csv\",\"mixed\"", "2,\"/data/3/cd34-2024-01_shake.npy.csv\",\"shake\""]);
        IReadOnlyCollection<string> mixed = MotionRecording.ReadMixed(labels);
        IReadOnlyList<MotionRecording> recordings = MotionRecording.ReadArrays(_folder, mixed);
        Assert.Equal(["2024-02_turn"], mixed);
        Assert.Equal(["shake", null], recordings.Select(recording => recording.Label));
        Assert.Equal([0, 1, -0.5f], recordings[0].Samples.Take(3));
        Assert.Equal(4, recordings[0].Count);
    }

    [Fact]
    public void Tables_of_any_rate_become_100_samples_a_second()
    {
        string path = Path.Combine(_folder, "slow.csv");
        File.WriteAllLines(path, [",time_ms,accel_ms2_x,accel_ms2_y,accel_ms2_z", "0,5.0,0,0,9.80665", "1,25.0,9.80665,0,9.80665", "2,45.0,0,-9.80665,9.80665"]);
        MotionRecording recording = Assert.Single(MotionRecording.ReadTables(_folder));
        Assert.Equal(5, recording.Count);
        float[] expected = [0, 0, 1, 0.5f, 0, 1, 1, 0, 1, 0.5f, -0.5f, 1, 0, -1, 1];
        Assert.All(expected.Zip(recording.Samples), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        File.WriteAllLines(path, ["time_ms,x", "0,1"]);
        Assert.Contains("accel_ms2_x", Assert.Throws<InputException>(() => MotionRecording.ReadTables(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_class_is_in_every_part_and_no_recording_in_two()
    {
        MotionRecording[] recordings = [.. Enumerable.Range(0, 40).Select(i => Wave($"{(i < 9 ? "2000" : "2024")}-{i:00}", Labels[i % 4 == 0 ? 1 : i % 11 == 1 ? 2 : 0], i))];
        MotionFolds folds = new(MotionFolds.Split(recordings), []);
        Assert.Equal(40, folds.All.Distinct().Count());
        Assert.All(folds.Parts, part => Assert.Equal(Labels, part.Select(recording => recording.Label).Distinct().Order(StringComparer.Ordinal)));
        MotionRound[] rounds = [.. folds.Rounds()];
        Assert.Equal(MotionFolds.Count + 1, rounds.Length);
        Assert.All(rounds, round => Assert.Equal(40, round.Train.Concat(round.Test).Distinct().Count()));
        Assert.All(rounds[^1].Test, recording => Assert.StartsWith("2000", recording.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_are_cut_every_second_and_rare_classes_repeated()
    {
        MotionRecording[] recordings = [.. Enumerable.Range(0, 9).Select(i => Wave($"a{i}", "other", i)), Wave("b", "turn", 3), new("short", "turn", [0, 0, 1, 0, 0, 1])];
        MotionWindows windows = new(recordings, Labels), balanced = new(recordings, Labels, balance: true);
        Assert.Equal((9 * 7) + 7 + 1, windows.Count);
        Assert.Equal((9 * 7) + (3 * 8), balanced.Count);
        float[] input = windows.InputOf(1, 96), other = new float[96], again = new float[96];
        Assert.Equal(recordings[0].Samples.Skip(300).Take(30).Where((_, i) => i % 3 == 2).Average(), input[2], 1e-5f);
        windows.Fill(1, new Random(4), other, new float[3]);
        windows.Fill(1, new Random(4), again, new float[3]);
        Assert.Equal(other, again);
        Assert.NotEqual(input, other);
        Assert.All(other, value => Assert.InRange(value, -4, 4));
        Assert.All(windows.InputOf(windows.Count - 1, 96).Chunk(3), step => Assert.Equal([0, 0, 1], step));
    }

    [Fact]
    public void Gaps_are_filled_better_and_classes_are_learnt()
    {
        MotionRecording[] recordings = [.. Enumerable.Range(0, 12).Select(i => Wave($"{i}", Labels[i % 3], i))];
        TrainingOptions options = new() { Epochs = 30, BatchSize = 12, LearningRate = 0.02, AverageDecay = 0.9, Threads = 1 };
        MotionWindows windows = new(recordings, Labels);
        random.manual_seed(1);
        using TorchNetwork filler = new(new Network("gaps", [32, 3], [new Recurrent(RecurrentCell.Gru, 12, Sequence: true), new Dense(3)]));
        (double first, double last) = SequenceTraining.FillGaps(filler, windows, 3, options);
        Assert.InRange(last, 0, 0.7 * first);
        using TorchNetwork network = new(new Network("waves", [32, 3], [new Recurrent(RecurrentCell.Gru, 12), new Dense(3)]));
        network.Steps[0].load_state_dict(filler.Steps[0].state_dict());
        (TorchNetwork trained, History history) = SequenceTraining.Classify(network, windows, windows, 3, options);
        using (trained)
        {
            Assert.Equal(30, history.Epochs.Count);
            Assert.InRange(history.Epochs[^1].ValidationAccuracy, 0.9, 1);
        }
    }

    /// <summary>Ten seconds of another frequency and axis for each class.</summary>
    private static MotionRecording Wave(string name, string label, int phase)
    {
        int kind = Array.IndexOf(Labels, label);
        float[] samples = new float[3000];
        for (int i = 0; i < 1000; i++)
        {
            samples[(i * 3) + 2] = 1 + (0.2f * MathF.Sin(i * 0.05f));
            samples[(i * 3) + (kind % 2)] += kind * MathF.Sin((i * 0.03f * (kind + 1)) + phase);
        }

        return new MotionRecording(name, label, samples);
    }
}
