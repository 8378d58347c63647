using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Writing;

/// <summary>Writes a trained network as float ONNX, after ONNX Runtime has given the same answers as TorchSharp.</summary>
public static class ModelWriter
{
    /// <summary>Largest difference of a probability between TorchSharp and ONNX Runtime.</summary>
    public const float Tolerance = 1e-4f;

    /// <summary>The graph with labels, pre-processing and licence in its metadata.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="network">The trained network.</param>
    public static Graph ToGraph(Recipe recipe, TorchNetwork network)
    {
        Graph graph = GraphBuilder.Build(network);
        graph.Metadata[MetadataKeys.Labels] = string.Join('\n', recipe.Labels);
        graph.Metadata[MetadataKeys.Preprocessing] = recipe.Preprocessing;
        graph.Metadata[MetadataKeys.Licence] = recipe.Licence;
        return graph;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="graph">The graph of the network.</param>
    /// <param name="network">The network that it was made from.</param>
    /// <param name="samples">Inputs to compare the two with.</param>
    /// <param name="path">The .onnx file.</param>
    /// <returns>The largest difference seen.</returns>
    /// <exception cref="ModelException">The two differ by more than <see cref="Tolerance"/>.</exception>
    public static float Write(Graph graph, TorchNetwork network, SampleSource samples, string path)
    {
        byte[] onnx = OnnxEmitter.Emit(graph);
        float difference = Difference(onnx, network, samples);
        if (!(difference <= Tolerance))
        {
            throw new ModelException($"{path}: ONNX Runtime and TorchSharp differ by {difference} on the same sample; the model was not written, report this as a bug.");
        }

        File.WriteAllBytes(path, onnx);
        return difference;
    }

    private static float Difference(byte[] onnx, TorchNetwork network, SampleSource samples)
    {
        using FloatRunner runner = new(onnx, network.Network.Name);
        using IDisposable none = no_grad();
        network.eval();
        float worst = 0;
        for (int i = 0; i < Math.Min(64, samples.Count); i++)
        {
            using DisposeScope scope = NewDisposeScope();
            float[] input = InputOf(samples, i, network.Network.InputElements, out int classes);
            float[] expected = nn.functional.softmax(
                network.call(tensor(input, [1, .. network.Network.InputShape.Select(side => (long)side)])), 1).data<float>().ToArray();
            float[] actual = runner.Run([input])[0];
            for (int c = 0; c < expected.Length; c++)
            {
                worst = Math.Max(worst, Math.Abs(expected[c] - actual[c]));
            }
        }

        return worst;
    }

    /// <summary>One sample as it is.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="index">Which one.</param>
    /// <param name="elements">Values of the input.</param>
    /// <param name="label">Receives its class.</param>
    public static float[] InputOf(SampleSource samples, int index, int elements, out int label)
    {
        float[] input = new float[elements];
        samples.Fill(index, null, input, new float[256]);
        label = samples.LabelOf(index);
        return input;
    }
}
