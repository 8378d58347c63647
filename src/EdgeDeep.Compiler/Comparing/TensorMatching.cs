using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Comparing;

/// <summary>
/// Which results of a float graph an int8 model of another origin computes too. Names decide where they are the same; otherwise
/// a result of as many elements whose numbers on one sample correlate, and which comes later than the match before.
/// </summary>
public static class TensorMatching
{
    // Quantized layers of a usable model follow far better; unrelated ones of random features stay far below.
    private const double LeastCorrelation = 0.9;

    /// <summary>Matches results.</summary>
    /// <param name="floatGraph">The float model.</param>
    /// <param name="plan">The int8 model.</param>
    /// <param name="sample">One sample of typical input.</param>
    /// <returns>Names in the float graph by names in the plan.</returns>
    /// <exception cref="ModelException">The sample does not fit the model.</exception>
    public static IReadOnlyDictionary<string, string> Match(Graph floatGraph, Plan plan, float[][] sample)
    {
        Value[] reals = [.. floatGraph.Nodes.SelectMany(node => node.Outputs).Where(value => value.Type == ElementType.Float32)];
        float[][] expected = new float[reals.Length][];
        using FloatRunner runner = FloatRunner.ForGraph(floatGraph, reals, threads: 0);
        Dictionary<string, int> position = reals.Select((value, i) => (value.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        runner.Run(sample, runner.NewMemory(), (index, values) =>
        {
            if (position.TryGetValue(runner.OutputNames[index], out int at))
            {
                expected[at] = values.ToArray();
            }
        });

        Session session = new(new Model(plan));
        for (int i = 0; i < sample.Length; i++)
        {
            session.SetInput(i, sample[i]);
        }

        Dictionary<string, string> matches = [];
        int next = 0;
        for (int step = 0; step < plan.Steps.Count; step++)
        {
            session.Run(step, 1);
            PlanTensor tensor = plan.Tensors[plan.Steps[step].Outputs[0]];
            float[] actual = new float[tensor.Elements];
            Quantized.Read(session.TensorBytes(plan.Steps[step].Outputs[0]), tensor, actual);
            int found = position.TryGetValue(tensor.Name, out int named) && expected[named].Length == actual.Length
                ? named : tensor.Scale > 0 ? Best(expected, next, actual) : -1;
            if (found >= 0)
            {
                matches[tensor.Name] = reals[found].Name;
                next = found + 1;
            }
        }

        return matches;
    }

    private static int Best(float[][] expected, int first, float[] actual)
    {
        int result = -1;
        double best = LeastCorrelation;
        for (int i = first; i < expected.Length; i++)
        {
            double correlation = expected[i].Length == actual.Length ? Correlation(expected[i], actual) : 0;
            if (correlation > best)
            {
                (result, best) = (i, correlation);
            }
        }

        return result;
    }

    private static double Correlation(float[] a, float[] b)
    {
        double meanA = a.Average(value => (double)value), meanB = b.Average(value => (double)value), ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double x = a[i] - meanA, y = b[i] - meanB;
            (ab, aa, bb) = (ab + (x * y), aa + (x * x), bb + (y * y));
        }

        return aa == 0 || bb == 0 ? 0 : ab / Math.Sqrt(aa * bb);
    }
}
