using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>One causal convolution along time.</summary>
/// <param name="Kernel">Frames that it looks at: the newest one and those before.</param>
/// <param name="Filters">Channels of its result.</param>
public sealed record TimeLayer(int Kernel, int Filters);

/// <summary>
/// Convolutions along time, the first one full and all others depthwise separable, and one logit a frame. Trained on whole
/// windows without padding: [n,t,features] to [n,t - Past]; <see cref="StreamingGraph"/> writes it frame by frame.
/// </summary>
public sealed class StreamingNetwork : nn.Module<Tensor, Tensor>
{
    private readonly List<ConvolutionBlock> _blocks = [];
    private readonly TorchSharp.Modules.Linear _head;

    /// <summary>Creates the module with random weights.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="features">Features of a frame.</param>
    /// <param name="layers">The convolutions.</param>
    public StreamingNetwork(string name, int features, params TimeLayer[] layers)
        : base(name)
    {
        Features = features;
        int channels = features;
        foreach (TimeLayer layer in layers)
        {
            if (_blocks.Count == 0)
            {
                Add(channels, new Convolution(layer.Filters, layer.Kernel, 1), false);
            }
            else
            {
                Add(channels, new Convolution(channels, layer.Kernel, 1), true);
                Add(channels, new Convolution(layer.Filters, 1, 1), false);
            }

            channels = layer.Filters;
        }

        Past = layers.Sum(layer => layer.Kernel - 1);
        _head = nn.Linear(channels, 1);
        register_module("head", _head);
    }

    /// <summary>Features of a frame.</summary>
    public int Features { get; }

    /// <summary>Frames before the newest one that an answer depends on.</summary>
    public int Past { get; }

    /// <summary>The convolutions in order; their kernels lie along the first axis.</summary>
    public IReadOnlyList<ConvolutionBlock> Blocks => _blocks;

    /// <summary>Weights [1,channels] and bias [1] of the last layer.</summary>
    public (Tensor Weights, Tensor Bias) Head => (_head.weight, _head.bias!);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor x = input.transpose(1, 2).unsqueeze(3).contiguous();
        foreach (ConvolutionBlock block in _blocks)
        {
            x = block.call(x);
        }

        return _head.call(x.squeeze(3).transpose(1, 2)).squeeze(2);
    }

    /// <summary>The probability of each frame of a window but the first <see cref="Past"/> ones.</summary>
    /// <param name="window">[t,features] in row-major order.</param>
    public float[] Probabilities(float[] window)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        eval();
        return call(tensor(window, [1, window.Length / Features, Features])).sigmoid().data<float>().ToArray();
    }

    private void Add(int channels, Convolution layer, bool depthwise)
    {
        ConvolutionBlock block = new($"block{_blocks.Count}", channels, layer, depthwise, default);
        _blocks.Add(block);
        register_module($"block{_blocks.Count - 1}", block);
    }
}
