using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using TorchSharp;
using static TorchSharp.torch;
using Reduce = EdgeDeep.Compiler.Ops.Reduce;
using TorchNorm = TorchSharp.Modules.LayerNorm;

namespace EdgeDeep.Training.Networks;

/// <summary>Writes a trained <see cref="TorchNetwork"/> as a float <see cref="Graph"/> that ends in softmax.</summary>
public sealed class GraphBuilder
{
    private static readonly long[] UpdateFirst = [1, 0, 2];

    private readonly Graph _graph;

    private GraphBuilder(Graph graph) => _graph = graph;

    /// <summary>
    /// Builds the graph: input "input" [1,h,w,c] or [1,t,c], or one input for each branch under the branch's name; output
    /// "probabilities" [1,classes]; batch normalizations folded.
    /// </summary>
    /// <param name="network">The trained network.</param>
    public static Graph Build(TorchNetwork network)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        GraphBuilder builder = new(new Graph(network.Network.Name));
        Value x = network.Network.Branches.Count == 0
            ? builder.Input("input", network.Network.InputShape)
            : builder.Add("fused", new Concatenation(1), [.. network.Network.Branches.Select((branch, i) =>
                builder.Append(network.BranchSteps[i], branch.Layers, builder.Input(branch.Name, branch.InputShape), $"{branch.Name}/"))]);
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
                (DenseBlock block, Dense dense) => AddDense(name, block, x, dense.Relu),
                (_, GlobalAverage) => Add(name, new Reduce(ReduceKind.Mean, x.Rank == 4 ? [1, 2] : [1], false), x),
                (RecurrentBlock block, _) => AddRecurrent(name, block, x),
                (_, RowsToTokens) => Add(name, Reshape.To(1, x.Shape[1], x.Shape[2] * x.Shape[3]), x),
                (PositionBlock block, _) => Add(name, new Binary(BinaryKind.Add, Clamp.None), x, Constant($"{name}/embedding", block.Embedding)),
                (TorchNorm block, _) => AddNorm(name, block, x),
                (AttentionBlock block, SelfAttention attention) => AddAttention(name, block, x, attention.Heads),
                (FeedForwardBlock block, _) => AddFeedForward(name, block, x),
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

    private Value AddDense(string name, DenseBlock block, Value x, bool relu = false) => Add(
        name, new FullyConnected(x.Rank > 2, relu ? Clamp.Relu : Clamp.None), x,
        Constant($"{name}/weights", block.Weights), Constant($"{name}/bias", block.Bias));

    private Value AddNorm(string name, TorchNorm norm, Value x) => Add(
        name, new Compiler.Ops.LayerNorm((float)norm.eps), x, Constant($"{name}/gamma", norm.weight!), Constant($"{name}/beta", norm.bias!));

    private Value AddAttention(string name, AttentionBlock block, Value x, int heads)
    {
        int tokens = x.Shape[1], width = x.Shape[2] / heads;
        Value normal = AddNorm($"{name}/norm", block.Norm, x);
        Value Heads(string part, DenseBlock dense)
        {
            Value split = Add($"{name}/{part}/split", Reshape.To(1, tokens, heads, width), AddDense($"{name}/{part}", dense, normal));
            return Add($"{name}/{part}/heads", new Transpose([0, 2, 1, 3]), split);
        }

        Value scores = Add(
            $"{name}/scores", new BatchMatMul(false, true, (float)(1 / Math.Sqrt(width))), Heads("query", block.Query), Heads("key", block.Key));
        Value mixed = Add(
            $"{name}/mixed", new BatchMatMul(false, false), Add($"{name}/weights", new Softmax(1), scores), Heads("value", block.Value));
        Value joined = Add($"{name}/joined", Reshape.To(1, tokens, heads * width), Add($"{name}/tokens", new Transpose([0, 2, 1, 3]), mixed));
        return Add(name, new Binary(BinaryKind.Add, Clamp.None), x, AddDense($"{name}/output", block.Output, joined));
    }

    private Value AddFeedForward(string name, FeedForwardBlock block, Value x)
    {
        Value wide = AddDense($"{name}/wide", block.Wide, AddNorm($"{name}/norm", block.Norm, x));
        Value narrow = AddDense($"{name}/narrow", block.Narrow, Add($"{name}/gelu", new Unary(UnaryKind.Gelu), wide));
        return Add(name, new Binary(BinaryKind.Add, Clamp.None), x, narrow);
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
