using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using TorchSharp;
using static TorchSharp.torch;
using Reduce = EdgeDeep.Compiler.Ops.Reduce;

namespace EdgeDeep.Training.Networks;

/// <summary>Writes a trained <see cref="TorchNetwork"/> as a float <see cref="Graph"/> that ends in softmax.</summary>
public sealed class GraphBuilder
{
    private readonly Graph _graph;

    private GraphBuilder(Graph graph) => _graph = graph;

    /// <summary>Builds the graph: input "input" [1,h,w,c], output "probabilities" [1,classes], batch normalizations folded.</summary>
    /// <param name="network">The trained network.</param>
    public static Graph Build(TorchNetwork network)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        GraphBuilder builder = new(new Graph(network.Network.Name));
        Value x = new("input", ElementType.Float32, [1, .. network.Network.InputShape]);
        builder._graph.Inputs.Add(x);
        builder.Finish(network, x, string.Empty);
        return builder._graph;
    }

    /// <summary>Adds a trained head behind a value; its softmax becomes the output "probabilities".</summary>
    /// <param name="graph">The graph that ends in the value.</param>
    /// <param name="features">What the head takes.</param>
    /// <param name="head">The trained head.</param>
    /// <param name="prefix">What names of its nodes begin with.</param>
    public static void Append(Graph graph, Value features, TorchNetwork head, string prefix)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        new GraphBuilder(graph).Finish(head, features, prefix);
    }

    private void Finish(TorchNetwork network, Value x, string prefix)
    {
        x = Append(network.Steps, network.Network.Layers, x, prefix);
        _graph.Outputs.Add(Add("probabilities", new Softmax(1), x));
    }

    private Value Append(IReadOnlyList<nn.Module<Tensor, Tensor>> steps, IReadOnlyList<Layer> layers, Value x, string prefix)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            string name = $"{prefix}{layers[i].GetType().Name.ToLowerInvariant()}{i}";
            x = (steps[i], layers[i]) switch
            {
                (ConvolutionBlock block, _) => AddConvolution(name, block, x),
                (ResidualBlock block, Residual residual) => Add(
                    name, new Binary(BinaryKind.Add, Clamp.Relu), x, Append(block.Body, residual.Body, x, $"{name}/")),
                (DenseBlock block, Dense dense) => Add(
                    name, new FullyConnected(false, dense.Relu ? Clamp.Relu : Clamp.None), x,
                    Constant($"{name}/weights", block.Weights), Constant($"{name}/bias", block.Bias)),
                (_, GlobalAverage) => Add(name, new Reduce(ReduceKind.Mean, [1, 2], false), x),
                (_, Dropout) => x,
                _ => throw new ArgumentException($"no operator for {layers[i].GetType().Name}", nameof(layers)),
            };
        }

        return x;
    }

    private Value AddConvolution(string name, ConvolutionBlock block, Value x)
    {
        (Tensor weights, Tensor bias) = block.Folded();
        Clamp clamp = block.Layer.Relu ? Clamp.Relu : Clamp.None;
        int stride = block.Layer.Stride;
        Operator op = block.IsDepthwise
            ? new DepthwiseConv2D(stride, stride, 1, 1, block.Pad, clamp)
            : new Conv2D(stride, stride, 1, 1, block.Pad, 1, clamp);

        // OIHW becomes OHWI, and depthwise O1HW becomes 1HWO.
        Tensor order = block.IsDepthwise ? weights.permute(1, 2, 3, 0) : weights.permute(0, 2, 3, 1);
        return Add(name, op, x, Constant($"{name}/weights", order), Constant($"{name}/bias", bias));
    }

    private Value Add(string name, Operator op, params Value[] inputs)
    {
        Value output = new(name, ElementType.Float32);
        _graph.Add(name, op, inputs, output);
        return output;
    }

    private static Value Constant(string name, Tensor tensor) => Value.Constant(
        name, [.. tensor.shape.Select(side => (int)side)], tensor.detach().contiguous().data<float>().ToArray().AsSpan());
}
