using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Quantizing.Tuning;

/// <summary>
/// A convolution, depthwise convolution or fully connected layer as sums of products: every result of an output channel is the
/// scalar product of its weights with the <see cref="Taps"/> numbers of the data that lie under the filter, its patch.
/// </summary>
internal sealed record LayerGeometry
{
    private readonly int _batches, _height, _width, _channels, _filterHeight, _filterWidth, _outputHeight, _outputWidth;
    private readonly (int Height, int Width) _stride = (1, 1), _dilation = (1, 1);
    private readonly Padding _pad;
    private readonly bool _isDepthwise;

    private LayerGeometry(Node layer)
    {
        int[] input = layer.Input(0).Shape, weights = layer.Input(1).Shape, output = layer.Output.Shape;
        Outputs = weights[layer.Op.Weights!.ChannelAxis];
        if (layer.Op is FullyConnected)
        {
            (_batches, _height, _width, _channels, _filterHeight, _filterWidth, _outputHeight, _outputWidth) = (layer.Input(0).Elements / weights[1], 1, 1, weights[1], 1, 1, 1, 1);
            return;
        }

        (_batches, _height, _width, _channels) = (input[0], input[1], input[2], input[3]);
        (_filterHeight, _filterWidth, _outputHeight, _outputWidth) = (weights[1], weights[2], output[1], output[2]);
        (_stride, _dilation, _pad, Groups) = layer.Op switch
        {
            Conv2D op => ((op.StrideHeight, op.StrideWidth), (op.DilationHeight, op.DilationWidth), op.Pad, op.Groups),
            DepthwiseConv2D op => ((op.StrideHeight, op.StrideWidth), (op.DilationHeight, op.DilationWidth), op.Pad, _channels),
            _ => throw layer.Error("it is no layer of sums of products"),
        };
        _isDepthwise = layer.Op is DepthwiseConv2D;
    }

    /// <summary>Number of output channels.</summary>
    public int Outputs { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; } = 1;

    /// <summary>Products in the sum of one result.</summary>
    public int Taps => PatchElements / Groups;

    /// <summary>Numbers under the filter, of all groups.</summary>
    public int PatchElements => _filterHeight * _filterWidth * _channels;

    /// <summary>Positions of the filter in one inference.</summary>
    public int Positions => _batches * _outputHeight * _outputWidth;

    /// <summary>The geometry of a layer with constant float weights; null for every other node.</summary>
    public static LayerGeometry? Of(Node node) =>
        node.Op is Conv2D or DepthwiseConv2D or FullyConnected && ScaleGroups.IsActivation(node.Input(0)) && node.Input(1).IsConstant ? new LayerGeometry(node) : null;

    /// <summary>The group of an output channel.</summary>
    public int GroupOf(int output) => output / (Outputs / Groups);

    /// <summary>Index in the patch of a tap of a group.</summary>
    public int PatchIndex(int group, int tap)
    {
        int channels = _channels / Groups;
        return (tap / channels * _channels) + (group * channels) + (tap % channels);
    }

    /// <summary>Index in the weights of a tap of an output channel.</summary>
    public int WeightIndex(int output, int tap) => _isDepthwise ? (tap * Outputs) + output : (output * Taps) + tap;

    /// <summary>Copies the numbers under the filter; zeros outside the image.</summary>
    /// <param name="data">The layer's data, in its row-major order.</param>
    /// <param name="position">Position of the filter, below <see cref="Positions"/>.</param>
    /// <param name="patch">Receives <see cref="PatchElements"/> numbers: rows, columns, channels.</param>
    public void CopyPatch(ReadOnlySpan<float> data, int position, Span<float> patch)
    {
        int x = position % _outputWidth, y = position / _outputWidth % _outputHeight, batch = position / (_outputWidth * _outputHeight);
        patch.Clear();
        for (int row = 0; row < _filterHeight; row++)
        {
            int top = (y * _stride.Height) - _pad.Top + (row * _dilation.Height);
            for (int column = 0; column < _filterWidth && top >= 0 && top < _height; column++)
            {
                int left = (x * _stride.Width) - _pad.Left + (column * _dilation.Width);
                if (left >= 0 && left < _width)
                {
                    data.Slice(((((batch * _height) + top) * _width) + left) * _channels, _channels).CopyTo(patch[(((row * _filterWidth) + column) * _channels)..]);
                }
            }
        }
    }
}
