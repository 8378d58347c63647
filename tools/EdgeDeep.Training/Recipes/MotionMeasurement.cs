using System.Globalization;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>The figures of all runs of a motion recipe.</summary>
/// <param name="labels">Class names.</param>
/// <param name="console">Told each run's figure.</param>
public sealed class MotionMeasurement(IReadOnlyList<string> labels, IAnsiConsole console)
{
    private readonly List<(string Method, int Seed, MotionRound Round, int[,] Confusion)> _runs = [];
    private readonly List<(MotionRound Round, int Correct, int Count)> _int8 = [];
    private readonly List<(double First, double Last)> _gaps = [];

    /// <summary>Evaluates a network on the recordings that were held out.</summary>
    /// <param name="method">How it was trained.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="round">What was held out.</param>
    /// <param name="network">The network.</param>
    /// <param name="held">Windows of the recordings that were held out.</param>
    public void Add(string method, int seed, MotionRound round, TorchNetwork network, MotionWindows held)
    {
        Evaluation figures = Evaluation.Of(network, new BatchReader(held, network.Network.InputElements, labels.Count, 1), labels.Count);
        _runs.Add((method, seed, round, figures.Confusion));
        console.WriteLine(Invariant($"seed {seed}, {round.Name}, {method}: {figures.Correct}/{figures.Count} = {figures.Accuracy:0.0000}"));
    }

    /// <summary>Evaluates an int8 model on the recordings that were held out.</summary>
    /// <param name="round">What was held out.</param>
    /// <param name="model">The model.</param>
    /// <param name="held">Windows of the recordings that were held out.</param>
    public void AddInt8(MotionRound round, Int8Model model, MotionWindows held) => _int8.Add((round, model.Correct(held), held.Count));

    /// <summary>Notes how well gaps were filled.</summary>
    /// <param name="errors">Mean squared errors of the first and the last pass.</param>
    public void AddGaps((double First, double Last) errors) => _gaps.Add(errors);

    /// <summary>Everything in lines.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Invariant($"gaps: mean squared error {_gaps.Average(gap => gap.First):0.0000} g^2 in the first pass, {_gaps.Average(gap => gap.Last):0.0000} in the last");
        foreach (string round in (string[])["cross validation", "other session"])
        {
            foreach (string method in _runs.Select(run => run.Method).Distinct())
            {
                int[][,] seeds = [.. _runs.Where(run => run.Method == method && run.Round.IsPart == (round == "cross validation")).GroupBy(run => run.Seed).Select(Sum)];
                if (seeds.Length > 0)
                {
                    yield return $"{round}, {method}: accuracy {Spread(seeds, Accuracy)}, mean of the classes' recalls {Spread(seeds, MeanRecall)}";
                }
            }
        }

        int first = _runs[0].Seed;
        (string Method, int Seed, MotionRound Round, int[,] Confusion)[] shown = [.. _runs.Where(run => run.Method == "pre-trained" && run.Seed == first)];
        foreach ((MotionRound round, int correct, int count) in _int8)
        {
            int[,] confusion = shown.Single(run => run.Round == round).Confusion;
            yield return HeldOut(round, Correct(confusion), correct, count);
        }

        int[,] all = Sum(shown.Where(run => run.Round.IsPart));
        int int8 = _int8.Sum(part => part.Correct), windows = _int8.Sum(part => part.Count);
        yield return Invariant($"all parts, seed {first}: float {Correct(all)}/{windows} = {Accuracy(all):0.0000}, int8 {int8}/{windows} = {(double)int8 / windows:0.0000}");
        for (int i = 0; i < labels.Count; i++)
        {
            yield return $"  {labels[i],-12}{string.Concat(Enumerable.Range(0, labels.Count).Select(j => all[i, j].ToString(CultureInfo.InvariantCulture).PadLeft(5)))}";
        }
    }

    /// <summary>The line of a network and its int8 form.</summary>
    /// <param name="round">What was held out.</param>
    /// <param name="inFloat">Windows of it that the float network tells.</param>
    /// <param name="inInt8">Windows of it that the int8 model tells.</param>
    /// <param name="count">Windows of it.</param>
    public static string HeldOut(MotionRound round, int inFloat, int inInt8, int count) =>
        Invariant($"{round.Name} held out: float {inFloat}/{count} = {(double)inFloat / count:0.0000}, int8 {inInt8}/{count} = {(double)inInt8 / count:0.0000}");

    private static int[,] Sum(IEnumerable<(string Method, int Seed, MotionRound Round, int[,] Confusion)> runs)
    {
        int[][,] parts = [.. runs.Select(run => run.Confusion)];
        int[,] sum = new int[parts[0].GetLength(0), parts[0].GetLength(1)];
        for (int i = 0; i < sum.Length; i++)
        {
            (int row, int column) = (i / sum.GetLength(1), i % sum.GetLength(1));
            sum[row, column] = parts.Sum(part => part[row, column]);
        }

        return sum;
    }

    private static int Correct(int[,] confusion) => new Evaluation(0, confusion).Correct;

    private static double Accuracy(int[,] confusion) => new Evaluation(0, confusion).Accuracy;

    private static double MeanRecall(int[,] confusion)
    {
        double[] recalls = [.. Enumerable.Range(0, confusion.GetLength(0))
            .Select(i => (Hits: confusion[i, i], Count: Enumerable.Range(0, confusion.GetLength(1)).Sum(j => confusion[i, j])))
            .Where(row => row.Count > 0).Select(row => (double)row.Hits / row.Count)];
        return recalls.Average();
    }

    private static string Spread(int[][,] seeds, Func<int[,], double> figure)
    {
        double[] values = [.. seeds.Select(figure)];
        double mean = values.Average(), deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return Invariant($"{mean:0.0000} +- {deviation:0.0000} ({string.Join(", ", values.Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture)))})");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
