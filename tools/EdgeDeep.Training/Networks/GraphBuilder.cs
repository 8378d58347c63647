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
    private static readonly long[] UpdateFirst = [1, 0, 2];

    private readonly Graph _graph;

    private GraphBuilder(string name) => _graph = new Graph(name);

    /// <summary>
    /// Builds the graph: input "input" [1,h,w,c] or [1,t,c], or one input for each branch under the branch's name; output
    /// "probabilities" [1,classes]; batch normalizations folded.
    /// </summary>
    /// <param name="network">The trained network.</param>
    public static Graph Build(TorchNetwork network)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        GraphBuilder builder = new(network.Network.Name);
        Value x = network.Network.Branches.Count == 0
            ? builder.Input("input", network.Network.InputShape)
            : builder.Add("fused", new Concatenation(1), [.. network.Network.Branches.Select((branch, i) =>
                builder.Append(network.BranchSteps[i], branch.Layers, builder.Input(branch.Name, branch.InputShape), $"{branch.Name}/"))]);
        x = builder.Append(network.Steps, network.Network.Layers, x, string.Empty);
        x = builder.Add("probabilities", new Softmax(1), x);
        builder._graph.Outputs.Add(x);
        return builder._graph;
    }

    private Value Input(string name, int[] shape)
    {
        Value input = new(name, ElementType.Float32, [1, .. shape]);
        _graph.Inputs.Add(input);
        return input;
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
                (RecurrentBlock block, _) => AddRecurrent(name, block, x),
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

    /// <summary>Torch's gates of a GRU are reset, update, candidate; an LSTM's are ours: input, forget, candidate, output.</summary>
    private Value AddRecurrent(string name, RecurrentBlock block, Value x)
    {
        int units = block.Layer.Units;
        Value Zeros(string what) => Value.Constant($"{name}/{what}", [1, units], new float[units]);
        if (block.Layer.Cell == RecurrentCell.Gru)
        {
            Tensor Ordered(Tensor gates) => gates.view([3, units, .. gates.shape.Skip(1)]).index_select(0, tensor(UpdateFirst));
            return AddStates(name, block, new Gru(false, true), 2, [
                x, Constant($"{name}/weights", Ordered(block.Weights)), Constant($"{name}/recurrent", Ordered(block.RecurrentWeights)),
                Constant($"{name}/bias", Ordered(block.Bias)), Constant($"{name}/recurrent_bias", Ordered(block.RecurrentBias)), Zeros("hidden")]);
        }

        IEnumerable<Value> Gates(string what, Tensor gates) =>
            Enumerable.Range(0, 4).Select(gate => Constant($"{name}/{what}{gate}", gates.narrow(0, gate * units, units)));
        return AddStates(name, block, new Lstm(false, 0), 4, [
            x, .. Gates("weights", block.Weights), .. Gates("recurrent", block.RecurrentWeights),
            .. Gates("bias", block.Bias + block.RecurrentBias), Zeros("hidden"), Zeros("cell")]);
    }

    private Value AddStates(string name, RecurrentBlock block, Operator op, int results, Value[] inputs)
    {
        Value[] outputs = [.. Enumerable.Range(0, results).Select(i => new Value(i == 0 ? name : $"{name}/state{i}", ElementType.Float32))];
        _graph.Add(name, op, inputs, outputs);
        return outputs[block.Layer.Sequence ? 0 : 1];
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
