using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Gives the bins of a spectrum one range: each is divided by the largest magnitude that calibration sees in it, and the weights
/// of the convolution behind it are multiplied by that. Low frequencies are so much louder than high ones that one int8 scale
/// leaves nothing of the latter; weights alone, as in <see cref="Passes.EqualizeChannels"/>, do not tell that.
/// </summary>
internal static class SpectrumBalance
{
    /// <summary>Balances every spectrum of a prepared float graph in place; it computes the same function.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="data">Typical inputs.</param>
    /// <param name="cancellation">Stops between two samples.</param>
    public static void Run(Graph graph, ICalibrationData data, CancellationToken cancellation)
    {
        foreach (Node spectrum in graph.Nodes.Where(node => node.Op is SpectrumMagnitude))
        {
            if (graph.Inputs.Count == 1 && graph.Inputs[0] == spectrum.Input(0) && Convolution(graph, spectrum.Output) is { } layer)
            {
                double[] factors = Factors(Loudest(spectrum, data, cancellation));
                int window = spectrum.Input(1).Shape[2];
                spectrum.Inputs[1] = Scaled(spectrum.Input(1), i => 1 / factors[i / window % factors.Length]);
                layer.Inputs[1] = Scaled(layer.Input(1), i => factors[i % factors.Length]);
            }
        }
    }

    /// <summary>The only layer that takes a spectrum, bins as channels; null where there is none.</summary>
    private static Node? Convolution(Graph graph, Value spectrum)
    {
        Value value = spectrum;
        while (!graph.Outputs.Contains(value) && graph.Nodes.Where(node => node.Inputs.Contains(value)).ToArray() is [{ } user])
        {
            if (user.Op is Conv2D { Groups: 1 } && user.Input(1).IsConstant)
            {
                return user;
            }

            if (user.Op is not Reshape || user.Output.Shape[^1] != spectrum.Shape[^1])
            {
                return null;
            }

            value = user.Output;
        }

        return null;
    }

    private static float[] Loudest(Node spectrum, ICalibrationData data, CancellationToken cancellation)
    {
        Graph part = new(spectrum.Name);
        part.Inputs.Add(spectrum.Input(0));
        part.Nodes.Add(spectrum);
        part.Outputs.Add(spectrum.Output);
        using FloatRunner runner = FloatRunner.ForGraph(part);
        float[] largest = new float[spectrum.Output.Shape[^1]];
        foreach (float[][] sample in data.Samples())
        {
            cancellation.ThrowIfCancellationRequested();
            float[] magnitudes = runner.Run(sample)[0];
            for (int i = 0; i < magnitudes.Length; i++)
            {
                largest[i % largest.Length] = Math.Max(largest[i % largest.Length], magnitudes[i]);
            }
        }

        return largest;
    }

    /// <summary>The magnitudes over their geometric mean; 1 for bins that were always silent.</summary>
    private static double[] Factors(float[] largest)
    {
        double mean = Math.Exp(largest.Where(magnitude => magnitude > 0).Select(magnitude => Math.Log(magnitude)).DefaultIfEmpty(0).Average());
        return [.. largest.Select(magnitude => magnitude > 0 && float.IsFinite(magnitude) ? magnitude / mean : 1)];
    }

    private static Value Scaled(Value weights, Func<int, double> factor) =>
        Value.Constant(weights.Name, weights.Shape, [.. weights.Floats.ToArray().Select((weight, i) => (float)(weight * factor(i)))]);
}
