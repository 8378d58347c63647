using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>A few samples, kept in memory because every layer is run on them.</summary>
internal sealed class TuningSamples
{
    private readonly List<List<float[][]>> _sequences;

    private TuningSamples(List<List<float[][]>> sequences) => _sequences = sequences;

    /// <summary>Receives the data of a layer.</summary>
    public delegate void DataVisitor(ReadOnlySpan<float> data);

    /// <summary>How many there are.</summary>
    public int Count => _sequences.Sum(sequence => sequence.Count);

    /// <summary>Keeps evenly spread samples, or the start of the sequences of a network that remembers.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="data">The samples.</param>
    /// <param name="most">How many to keep.</param>
    /// <param name="count">How many there are.</param>
    public static TuningSamples Read(Graph graph, ICalibrationData data, int most, int count)
    {
        if (graph.States.Count == 0)
        {
            int step = Math.Max(1, count / most);
            return new TuningSamples([[.. data.Samples().Where((_, i) => i % step == 0).Take(most)]]);
        }

        List<List<float[][]>> sequences = [];
        foreach (IEnumerable<float[][]> sequence in data.Sequences())
        {
            int left = most - sequences.Sum(kept => kept.Count);
            if (left <= 0)
            {
                break;
            }

            sequences.Add([.. sequence.Take(left)]);
        }

        return new TuningSamples(sequences);
    }

    /// <summary>The mean patch of each layer in the float network.</summary>
    public double[][] FloatMeans(Graph graph, IReadOnlyList<(Node Node, LayerGeometry Layer)> layers, CancellationToken cancellation)
    {
        InputMoments[] moments = [.. layers.Select(layer => new InputMoments(layer.Layer, 0))];
        Value[] inputs = [.. layers.Select(layer => layer.Node.Input(0))];
        using FloatRunner runner = FloatRunner.ForGraph(
            graph, [.. inputs.Distinct().Except(graph.Outputs).Except(graph.Inputs).Except(graph.States.Select(state => state.Current))], threads: 0);
        ILookup<string, int> users = inputs.Select((value, i) => (value.Name, i)).ToLookup(pair => pair.Name, pair => pair.i);
        foreach (List<float[][]> sequence in _sequences)
        {
            FloatMemory memory = runner.NewMemory();
            foreach (float[][] sample in sequence)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int i = 0; i < graph.Inputs.Count; i++)
                {
                    Add(graph.Inputs[i].Name, sample[i]);
                }

                for (int i = 0; i < graph.States.Count; i++)
                {
                    Add(graph.States[i].Current.Name, memory.Content(i));
                }

                runner.Run(sample, memory, (index, values) => Add(runner.OutputNames[index], values));
            }
        }

        return [.. moments.Select(moment => moment.Mean)];

        void Add(string name, ReadOnlySpan<float> values)
        {
            foreach (int layer in users[name])
            {
                moments[layer].Add(values);
            }
        }
    }

    /// <summary>The outputs of a float network for each sample.</summary>
    public float[][][] FloatOutputs(Graph graph, CancellationToken cancellation)
    {
        using FloatRunner runner = FloatRunner.ForGraph(graph, threads: 0);
        List<float[][]> outputs = [];
        foreach (List<float[][]> sequence in _sequences)
        {
            FloatMemory memory = runner.NewMemory();
            foreach (float[][] sample in sequence)
            {
                cancellation.ThrowIfCancellationRequested();
                outputs.Add(runner.Run(sample, memory));
            }
        }

        return [.. outputs];
    }

    /// <summary>Shows the data that a layer of an int8 network gets, as real numbers.</summary>
    /// <param name="plan">The int8 network.</param>
    /// <param name="layer">The layer in its graph.</param>
    /// <param name="visit">Receives the data of each inference.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    public void Int8Inputs(Plan plan, Node layer, DataVisitor visit, CancellationToken cancellation)
    {
        int step = Enumerable.Range(0, plan.Steps.Count).First(i => plan.Steps[i].Name == layer.Name && plan.Tensors[plan.Steps[i].Outputs[0]].Name == layer.Output.Name);
        int index = plan.Steps[step].Inputs[0];
        float[] data = new float[plan.Tensors[index].Elements];
        Session session = new(new Model(plan));
        foreach (List<float[][]> sequence in _sequences)
        {
            session.Reset();
            foreach (float[][] sample in sequence)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int i = 0; i < sample.Length; i++)
                {
                    session.SetInput(i, sample[i]);
                }

                session.Run(0, step);
                Quantized.Read(session.TensorBytes(index), plan.Tensors[index], data);
                visit(data);

                // What a network remembers is known at the end.
                session.Run(step, plan.InitialState.Length > 0 ? plan.Steps.Count - step : 0);
            }
        }
    }
}
