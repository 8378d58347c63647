using TorchSharp.Modules;
using static TorchSharp.torch;
using Padding = EdgeDeep.Compiler.Graphs.Padding;

namespace EdgeDeep.Training.Networks;

/// <summary>Convolution, batch normalization and ReLU, with or without fake quantization.</summary>
public sealed class ConvolutionBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly FakeQuantizer _output;
    private readonly long[] _pad;

    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="layer">The description of a full convolution; for depthwise ones, its kernel and stride.</param>
    /// <param name="depthwise">Whether each channel is convolved by itself.</param>
    /// <param name="pad">Zeros around the input.</param>
    public ConvolutionBlock(string name, int inputChannels, Convolution layer, bool depthwise, Padding pad)
        : base(name)
    {
        Layer = layer;
        IsDepthwise = depthwise;
        Pad = pad;
        _pad = [pad.Left, pad.Right, pad.Top, pad.Bottom];
        _conv = nn.Conv2d(
            inputChannels, layer.Filters, (layer.KernelHeight, layer.KernelWidth), (layer.Stride, layer.Stride), (0L, 0L),
            groups: depthwise ? inputChannels : 1, bias: false);
        _norm = nn.BatchNorm2d(layer.Filters);
        _output = new FakeQuantizer("output");
        nn.init.kaiming_normal_(_conv.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        RegisterComponents();
    }

    /// <summary>Filters, kernel, stride and ReLU.</summary>
    public Convolution Layer { get; }

    /// <summary>Whether each channel is convolved by itself.</summary>
    public bool IsDepthwise { get; }

    /// <summary>Zeros around the input.</summary>
    public Padding Pad { get; }

    /// <summary>Whether weights and results are rounded to int8 as the runtime does.</summary>
    public bool Quantizing { get; set; }

    /// <summary>Weights [o,c,kh,kw] (depthwise [o,1,kh,kw]) with the batch normalization multiplied in, and the bias [o].</summary>
    public (Tensor Weights, Tensor Bias) Folded()
    {
        Tensor factor = _norm.weight! / (_norm.running_var! + _norm.eps).sqrt();
        return (_conv.weight * factor.view(-1, 1, 1, 1), _norm.bias! - (_norm.running_mean! * factor));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor padded = _pad.Any(side => side > 0) ? nn.functional.pad(input, _pad) : input;
        if (!Quantizing)
        {
            Tensor plain = _norm.call(_conv.call(padded));
            return Layer.Relu ? nn.functional.relu(plain) : plain;
        }

        (Tensor weights, Tensor bias) = Folded();
        Tensor result = nn.functional.conv2d(
            padded, FakeQuantizer.Weights(weights), bias, [Layer.Stride, Layer.Stride], groups: _conv.groups);
        return _output.call(Layer.Relu ? nn.functional.relu(result) : result);
    }
}
