using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Tests;

/// <summary>Tables of numbers, and the neuron that learns from them.</summary>
public sealed class Tables : IDisposable
{
    private static readonly TableSpec Spec = new() { Columns = "a:b", Label = "answer" };

    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-table").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_become_numbers_and_classes()
    {
        TableData data = TableData.Read(Write("a,b,answer\n1,2,no\n3,4,yes\n"), Spec, ["no", "yes"]);
        Assert.Equal([[1f, 2f], [3f, 4f]], data.Inputs);
        Assert.Equal([0, 1], data.Labels);
        Assert.Contains("'maybe'", Assert.Throws<InputException>(() => TableData.Read(Write("a,b,answer\n1,2,maybe\n"), Spec, ["no", "yes"])).Message, StringComparison.Ordinal);
        Assert.Contains("'answer'", Assert.Throws<InputException>(() => TableData.Read(Write("a,b\n1,2\n"), Spec, ["no", "yes"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_in_one_part_and_equal_rows_in_the_same()
    {
        TableData all = Random(400);
        TableData[] parts = [.. Enum.GetValues<Part>().Select(part => all.Of(part, 10, 25))];
        Assert.Equal(400, parts.Sum(part => part.Labels.Count));
        Assert.InRange(parts[(int)Part.Test].Labels.Count, 60, 140);
        HashSet<string>[] rows = [.. parts.Select(part => part.Inputs.Select(row => string.Join(' ', row)).ToHashSet())];
        Assert.Empty(rows[0].Intersect(rows[1].Concat(rows[2])));
    }

    [Fact]
    public void Folding_the_normalization_changes_nothing()
    {
        float[][] rows = [[1, 100], [3, 100], [8, 100]];
        Normalization normalization = Normalization.Of(rows);
        Assert.Equal(4, normalization.Mean[0], 1e-12);
        Assert.Equal(Math.Sqrt((9 + 1 + 16) / 3.0), normalization.Deviation[0], 1e-12);
        Assert.Equal(1, normalization.Deviation[1]);
        Assert.Equal(1, Normalization.Of([.. Enumerable.Repeat(new[] { 0.1f }, 37)]).Deviation[0]);
        (float[] weights, float bias) = normalization.Fold([0.7f, -0.2f], 0.1f);
        float[] row = [5.5f, 98], normal = normalization.Apply(row);
        Assert.Equal((0.7f * normal[0]) - (0.2f * normal[1]) + 0.1f, (weights[0] * row[0]) + (weights[1] * row[1]) + bias, 1e-5f);
    }

    [Fact]
    public void The_neuron_finds_the_border_and_is_written_as_it_is()
    {
        TableData all = Random(400);
        (LogisticNeuron neuron, History history) = LogisticNeuron.Train(all, all, new TrainingOptions { Epochs = 300, LearningRate = 0.1, Threads = 1 });
        Assert.True(history.Epochs[^1].TrainAccuracy > 0.97, $"{history.Epochs[^1].TrainAccuracy}");
        Assert.InRange(neuron.Weights[0] / neuron.Weights[1], -12, -8);
        using FloatRunner runner = FloatRunner.ForGraph(neuron.ToGraph("neuron"));
        Assert.All(all.Inputs.Take(20), row => Assert.Equal(neuron.Probability(row), runner.Run([row])[0][0], 1e-5f));
    }

    /// <summary>Class 1 where b is larger than 10 a + 20.</summary>
    private static TableData Random(int count)
    {
        Random chance = new(4);
        float[][] rows = [.. Enumerable.Range(0, count).Select(_ => new[] { chance.Next(0, 9), (float)chance.Next(0, 120) })];
        return new TableData(rows, [.. rows.Select(row => row[1] > (10 * row[0]) + 20 ? 1 : 0)]);
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "t.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
