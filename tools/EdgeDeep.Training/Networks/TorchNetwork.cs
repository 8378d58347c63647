using TorchSharp;
using static TorchSharp.torch;
using Padding = EdgeDeep.Compiler.Graphs.Padding;

namespace EdgeDeep.Training.Networks;

/// <summary>The trainable module of a <see cref="Network"/>: [n,h,w,c] to logits [n,classes].</summary>
public sealed class TorchNetwork : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] _steps;
    private readonly nn.Module<Tensor, Tensor>[][] _branches;
    private readonly FakeQuantizer[] _inputs;
    private bool _quantizing;

    /// <summary>Creates the module with random weights.</summary>
    /// <param name="network">The description.</param>
    public TorchNetwork(Network network)
        : base(network.Name)
    {
        Network = network;
        int width = 0;
        _branches = [.. network.Branches.Select((branch, i) =>
        {
            int[] inner = branch.InputShape;
            nn.Module<Tensor, Tensor>[] steps = Register(Build(branch.Layers, ref inner, "layer"), $"branch{i}_");
            width += inner is [int units] ? units : throw new ArgumentException($"branch '{branch.Name}' ends in [{string.Join(',', inner)}]; end it in a mean or a dense layer", nameof(network));
            return steps;
        })];
        int[] shape = network.Branches.Count == 0 ? network.InputShape : [width];
        _steps = Register(Build(network.Layers, ref shape, "layer"), string.Empty);
        _inputs = [.. Enumerable.Range(0, Math.Max(1, _branches.Length)).Select(i => new FakeQuantizer($"input{i}"))];
        for (int i = 0; i < _inputs.Length; i++)
        {
            register_module(i == 0 ? "input" : $"input{i}", _inputs[i]);
        }
    }

    /// <summary>The description.</summary>
    public Network Network { get; }

    /// <summary>The modules in the order of <see cref="Networks.Network.Layers"/>.</summary>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> Steps => _steps;

    /// <summary>For each of <see cref="Networks.Network.Branches"/>, the modules in the order of its layers.</summary>
    public IReadOnlyList<IReadOnlyList<nn.Module<Tensor, Tensor>>> BranchSteps => _branches;

    /// <summary>Turns rounding to int8 on or off, everywhere.</summary>
    public bool Quantizing
    {
        get => _quantizing;
        set
        {
            _quantizing = value;
            foreach (nn.Module module in modules())
            {
                switch (module)
                {
                    case ConvolutionBlock block:
                        block.Quantizing = value;
                        break;
                    case ResidualBlock block:
                        block.Quantizing = value;
                        break;
                    case DenseBlock block:
                        block.Quantizing = value;
                        break;
                    case TokenResidual block:
                        block.Quantizing = value;
                        break;
                    default:
                        break;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_branches.Length == 0)
        {
            return Through(_steps, Entering(input, Network.InputShape.Length, 0));
        }

        Tensor[] parts = input.split([.. Network.Branches.Select(branch => (long)branch.InputElements)], 1);
        return Through(_steps, cat([.. Network.Branches.Select((branch, i) =>
            Through(_branches[i], Entering(parts[i].reshape([-1, .. branch.InputShape.Select(side => (long)side)]), branch.InputShape.Length, i)))], 1));
    }

    /// <summary>Pictures come as [n,h,w,c]; sequences, [n,t,c], and vectors stay as they are.</summary>
    private Tensor Entering(Tensor input, int sides, int index)
    {
        Tensor x = sides == 3 ? input.permute(0, 3, 1, 2).contiguous() : input;
        return Quantizing ? _inputs[index].call(x) : x;
    }

    private static Tensor Through(IEnumerable<nn.Module<Tensor, Tensor>> steps, Tensor x) => steps.Aggregate(x, (value, step) => step.call(value));

    private nn.Module<Tensor, Tensor>[] Register(nn.Module<Tensor, Tensor>[] steps, string prefix)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            register_module($"{prefix}layer{i}", steps[i]);
        }

        return steps;
    }

    /// <summary>The class probabilities of one sample, as the written model gives them.</summary>
    /// <param name="input">Its input.</param>
    public float[] Probabilities(float[] input)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        eval();
        Tensor logits = call(tensor(input, [1, .. Network.InputShape.Select(side => (long)side)]));
        return nn.functional.softmax(logits, 1).data<float>().ToArray();
    }

    private static nn.Module<Tensor, Tensor>[] Build(IEnumerable<Layer> layers, ref int[] shape, string prefix)
    {
        List<nn.Module<Tensor, Tensor>> steps = [];
        foreach (Layer layer in layers)
        {
            steps.Add(Step(layer, ref shape, $"{prefix}{steps.Count}"));
        }

        return [.. steps];
    }

    private static nn.Module<Tensor, Tensor> Step(Layer layer, ref int[] shape, string name)
    {
        int channels = shape[^1];
        switch (layer)
        {
            case Convolution c:
                return Block(c, false, ref shape, name);
            case Depthwise d:
                return Block(new Convolution(channels, d.KernelHeight, d.KernelWidth, d.Stride, d.Relu), true, ref shape, name);
            case Residual r:
                int[] before = shape;
                ResidualBlock block = new(name, Build(r.Body, ref shape, "body"));
                return shape.AsSpan().SequenceEqual(before)
                    ? block
                    : throw new ArgumentException($"the residual body '{name}' changes the shape", nameof(layer));
            case GlobalAverage:
                bool image = shape.Length == 3;
                shape = [channels];
                return image ? nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()) : new TokenMean(name);
            case RowsToTokens:
                shape = [shape[0], shape[1] * shape[2]];
                return new RowTokens(name);
            case PositionEmbedding:
                return new PositionBlock(name, shape[0], shape[1]);
            case LayerNorm:
                return nn.LayerNorm(channels);
            case SelfAttention a:
                return new AttentionBlock(name, channels, a);
            case FeedForward f:
                return new FeedForwardBlock(name, channels, f);
            case Networks.Dropout d:
                return nn.Dropout(d.Rate);
            case Recurrent r:
                shape = r.Sequence ? [shape[0], r.Units] : [r.Units];
                return new RecurrentBlock(name, channels, r);
            case Dense d:
                shape = [.. shape[..^1], d.Units];
                return new DenseBlock(name, channels, d);
            default:
                throw new ArgumentException($"no module for {layer.GetType().Name}", nameof(layer));
        }
    }

    private static ConvolutionBlock Block(Convolution layer, bool depthwise, ref int[] shape, string name)
    {
        (int h, int w, int channels) = (shape[0], shape[1], shape[2]);
        Padding pad = SamePadding.Of(h, w, layer.KernelHeight, layer.KernelWidth, layer.Stride);
        shape = [(h + layer.Stride - 1) / layer.Stride, (w + layer.Stride - 1) / layer.Stride, layer.Filters];
        return new ConvolutionBlock(name, channels, layer, depthwise, pad);
    }
}
