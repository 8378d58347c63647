using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Comparing;

/// <summary>
/// Runs a float graph in ONNX Runtime beside the plan that was made of it, step by step, and compares every result that both
/// have. Memory holds the tensors of one sample and sums, however many samples there are.
/// </summary>
public static class QualityMeter
{
    /// <summary>Compares both models.</summary>
    /// <param name="floatGraph">The graph that was quantized, after <see cref="Quantizing.FloatToInt8.Run"/>.</param>
    /// <param name="plan">The int8 model.</param>
    /// <param name="data">Typical inputs.</param>
    /// <param name="limit">At most so many samples, the first ones.</param>
    /// <param name="matches">Names in the float graph by names in the plan: <see cref="TensorMatching"/>; null where names are the same.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <exception cref="ModelException">There is no sample, or one does not fit the model.</exception>
    public static ModelQuality Measure(
        Graph floatGraph, Plan plan, ICalibrationData data, int limit = int.MaxValue,
        IReadOnlyDictionary<string, string>? matches = null, CancellationToken cancellation = default)
    {
        Session session = new(new Model(plan));
        Dictionary<string, Value> reals = floatGraph.Nodes.SelectMany(node => node.Outputs)
            .Where(value => value.Type == ElementType.Float32).ToDictionary(value => value.Name);
        Pair[] results = [.. Outputs(floatGraph, plan, reals)];
        Pair[] pairs = [.. Pairs(plan, reals, matches).ExceptBy(results.Select(pair => pair.Name), pair => pair.Name), .. results];
        using FloatRunner runner = FloatRunner.ForGraph(floatGraph, [.. pairs.Select(pair => reals[pair.Name])], threads: 0);
        Dictionary<string, int> position = runner.OutputNames.Select((name, i) => (name, i)).ToDictionary(output => output.name, output => output.i);
        float[][] expected = new float[runner.OutputNames.Count][];
        FloatMemory memory = runner.NewMemory();
        int samples = 0;
        foreach (IEnumerable<float[][]> sequence in data.Sequences())
        {
            memory.Reset();
            session.Reset();
            foreach (float[][] sample in sequence.Take(limit - samples))
            {
                cancellation.ThrowIfCancellationRequested();
                runner.Run(sample, memory, (index, values) => expected[index] = values.ToArray());
                Compare(session, plan, sample, pairs, pair => expected[position[pair.Name]]);
                samples++;
            }
        }

        if (samples == 0)
        {
            throw new ModelException($"There is no sample to compare {floatGraph.Name} on; give at least one.");
        }

        LayerQuality[] layers = [.. pairs.Select(pair => pair.Meter.Result(pair.Name, pair.Op))];
        return new ModelQuality(samples, layers, layers[^results.Length..]);
    }

    /// <summary>The outputs; they may be other views of what a step has written.</summary>
    private static IEnumerable<Pair> Outputs(Graph graph, Plan plan, Dictionary<string, Value> reals) =>
        graph.Outputs.Select((output, i) => (output, i)).Where(pair => reals.ContainsKey(pair.output.Name))
            .Select(pair => new Pair(plan.Steps.Count - 1, plan.Outputs[pair.i], pair.output.Name, Writer(plan, plan.Outputs[pair.i]), new TensorMeter(plan.Tensors[plan.Outputs[pair.i]])));

    /// <summary>The kernel that writes a tensor's memory last.</summary>
    private static OpCode Writer(Plan plan, int tensor) =>
        plan.Steps.LastOrDefault(step => step.Outputs.Any(output => output == tensor
            || (plan.Tensors[output].Storage == plan.Tensors[tensor].Storage && plan.Tensors[output].Offset == plan.Tensors[tensor].Offset)))?.Op ?? OpCode.Copy;

    private static IEnumerable<Pair> Pairs(Plan plan, Dictionary<string, Value> reals, IReadOnlyDictionary<string, string>? matches)
    {
        for (int step = 0; step < plan.Steps.Count; step++)
        {
            foreach (int index in plan.Steps[step].Outputs)
            {
                PlanTensor tensor = plan.Tensors[index];
                string name = matches is null ? tensor.Name : matches.GetValueOrDefault(tensor.Name, string.Empty);
                if (reals.TryGetValue(name, out Value? real) && real.Elements == tensor.Elements && tensor.Storage != Storage.Constant)
                {
                    yield return new Pair(step, index, name, plan.Steps[step].Op, new TensorMeter(tensor));
                }
            }
        }
    }

    private static void Compare(Session session, Plan plan, float[][] sample, Pair[] pairs, Func<Pair, float[]> expected)
    {
        for (int i = 0; i < sample.Length; i++)
        {
            session.SetInput(i, sample[i]);
        }

        int next = 0;
        for (int step = 0; step < plan.Steps.Count; step++)
        {
            session.Run(step, 1);
            for (; next < pairs.Length && pairs[next].Step == step; next++)
            {
                Pair pair = pairs[next];
                if (!pair.Meter.TryAdd(expected(pair), session.TensorBytes(pair.Tensor)))
                {
                    throw new ModelException($"'{pair.Name}' of the float model becomes infinite or not a number; check the pre-processing and the model.");
                }
            }
        }
    }

    /// <summary>A result that both models have.</summary>
    private sealed record Pair(int Step, int Tensor, string Name, OpCode Op, TensorMeter Meter);
}
