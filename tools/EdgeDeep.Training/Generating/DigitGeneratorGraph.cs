using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Generating;

/// <summary>Writes a trained <see cref="DigitGenerator"/> as a float <see cref="Graph"/>.</summary>
public static class DigitGeneratorGraph
{
    /// <summary>
    /// Builds the graph: inputs "latent" [1,32] and "digit" [1,10], output "picture" [1,28,28,1] in 0..1, batch
    /// normalizations folded.
    /// </summary>
    /// <param name="generator">The trained generator.</param>
    public static Graph Build(DigitGenerator generator)
    {
        using IDisposable none = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Graph graph = new("digits-gan");
        Value latent = new("latent", ElementType.Float32, 1, DigitGenerator.Latents), digit = new("digit", ElementType.Float32, 1, DigitGenerator.Classes);
        graph.Inputs.AddRange([latent, digit]);
        Value x = Add(graph, "latent_and_digit", new Concatenation(1), latent, digit);
        x = Start(graph, generator, x);
        x = Double(graph, "middle", generator.Middle, generator.MiddleNorm, x);
        x = Double(graph, "large", generator.Large, generator.LargeNorm, x);
        Conv2D paint = new(1, 1, 1, 1, new Padding(1, 1, 1, 1), 1, Clamp.None);
        x = Add(graph, "paint", paint, x, Constant("paint/weights", generator.Paint.weight.permute(0, 2, 3, 1)), Constant("paint/bias", generator.Paint.bias!));
        graph.Outputs.Add(Add(graph, "picture", new Unary(UnaryKind.Logistic), x));
        return graph;
    }

    private static Value Start(Graph graph, DigitGenerator generator, Value x)
    {
        const int Side = DigitGenerator.StartSide, Channels = DigitGenerator.StartChannels;
        (Tensor factor, Tensor bias) = Folding(generator.StartNorm);
        Tensor weights = (generator.Start.weight.view(Channels, Side, Side, -1) * factor.view(-1, 1, 1, 1)).permute(1, 2, 0, 3).reshape(Side * Side * Channels, -1);
        x = Add(graph, "start", new FullyConnected(false, Clamp.Relu), x, Constant("start/weights", weights), Constant("start/bias", bias.repeat(Side * Side)));
        return Add(graph, "maps", Reshape.To([1, Side, Side, Channels]), x);
    }

    /// <summary>A transposed 4x4 convolution that doubles the sides.</summary>
    private static Value Double(Graph graph, string name, ConvTranspose2d layer, BatchNorm2d norm, Value x)
    {
        (Tensor factor, Tensor bias) = Folding(norm);
        Tensor weights = (layer.weight * factor.view(1, -1, 1, 1)).permute(1, 2, 3, 0);
        TransposeConv2D op = new(2, 2, 1, 1, 2 * x.Shape[1], 2 * x.Shape[2], Clamp.Relu);
        return Add(graph, name, op, x, Constant($"{name}/weights", weights), Constant($"{name}/bias", bias));
    }

    private static (Tensor Factor, Tensor Bias) Folding(BatchNorm2d norm)
    {
        Tensor factor = norm.weight! / (norm.running_var! + norm.eps).sqrt();
        return (factor, norm.bias! - (norm.running_mean! * factor));
    }

    private static Value Add(Graph graph, string name, Operator op, params Value[] inputs)
    {
        Value output = new(name, ElementType.Float32);
        graph.Add(name, op, inputs, output);
        return output;
    }

    private static Value Constant(string name, Tensor tensor) => Value.Constant(
        name, [.. tensor.shape.Select(side => (int)side)], tensor.detach().contiguous().data<float>().ToArray().AsSpan());
}
