using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>
/// Writes a trained <see cref="StreamingNetwork"/> as a float <see cref="Graph"/> that takes one frame at a time: every
/// convolution along time keeps the frames before the newest one as a state.
/// </summary>
public sealed class StreamingGraph
{
    private readonly Graph _graph;

    private StreamingGraph(string name) => _graph = new Graph(name);

    /// <summary>Builds the graph: input "frame" [1,1,1,features], output "probability" [1,1], batch normalizations folded.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="silence">What the features of silence are: the past before the first frame. Deeper layers start as zeros.</param>
    public static Graph Build(StreamingNetwork network, float silence)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        StreamingGraph builder = new(network.GetName());
        Value x = new("frame", ElementType.Float32, 1, 1, 1, network.Features);
        builder._graph.Inputs.Add(x);
        for (int i = 0; i < network.Blocks.Count; i++)
        {
            x = builder.AddConvolution($"convolution{i}", network.Blocks[i], x, i == 0 ? silence : 0);
        }

        x = builder.Add("newest", Reshape.To(1, x.Elements), x);
        x = builder.Add(
            "logit", new FullyConnected(false, Clamp.None), x, Constant("logit/weights", network.Head.Weights), Constant("logit/bias", network.Head.Bias));
        builder._graph.Outputs.Add(builder.Add("probability", new Unary(UnaryKind.Logistic), x));
        return builder._graph;
    }

    private Value AddConvolution(string name, ConvolutionBlock block, Value x, float before)
    {
        (Tensor weights, Tensor bias) = block.Folded();
        Clamp clamp = block.Layer.Relu ? Clamp.Relu : Clamp.None;
        Value window = block.Layer.KernelHeight > 1 ? WithPast(name, block.Layer.KernelHeight - 1, x, before) : x;
        Operator op = block.IsDepthwise
            ? new DepthwiseConv2D(1, 1, 1, 1, default, clamp)
            : new Conv2D(1, 1, 1, 1, default, 1, clamp);

        // OIHW becomes OHWI, and depthwise O1HW becomes 1HWO.
        Tensor order = block.IsDepthwise ? weights.permute(1, 2, 3, 0) : weights.permute(0, 2, 3, 1);
        return Add(name, op, window, Constant($"{name}/weights", order), Constant($"{name}/bias", bias));
    }

    /// <summary>The last frames and the newest one; what is kept for the next inference leaves the oldest out.</summary>
    private Value WithPast(string name, int frames, Value x, float before)
    {
        int channels = x.Shape[3];
        Value past = new($"{name}/past", ElementType.Float32, 1, frames, 1, channels);
        Value window = Add($"{name}/window", new Concatenation(1), past, x);
        Value next = Add($"{name}/next", new StridedSlice([0, 1, 0, 0], [1, frames, 1, channels], [1, 1, 1, 1]), window);
        float[] initial = new float[past.Elements];
        Array.Fill(initial, before);
        _graph.States.Add(new State(past, next, MemoryMarshal.AsBytes(initial.AsSpan()).ToArray()));
        return window;
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
