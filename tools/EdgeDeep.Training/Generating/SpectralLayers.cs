using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Generating;

/// <summary>
/// Weights divided by their largest singular value, which keeps a discriminator's slope bounded (spectral normalization,
/// Miyato et al. 2018). The value is followed by one step of power iteration in each training pass.
/// </summary>
internal sealed class SpectralNorm
{
    private readonly Tensor _left;

    /// <summary>Starts from a random direction.</summary>
    /// <param name="rows">Size of the weights' first axis.</param>
    public SpectralNorm(long rows) => _left = nn.functional.normalize(randn(rows), dim: 0);

    /// <summary>The left singular vector, to be kept in checkpoints.</summary>
    public Tensor Left => _left;

    /// <summary>Divided weights; gradients pass through both the weights and their norm.</summary>
    /// <param name="weights">Weights, output channels first.</param>
    /// <param name="training">Whether the direction is updated.</param>
    public Tensor Apply(Tensor weights, bool training)
    {
        Tensor matrix = weights.flatten(1);
        Tensor right;
        using (no_grad())
        {
            right = nn.functional.normalize(matrix.t().mv(_left), dim: 0);
            if (training)
            {
                _left.copy_(nn.functional.normalize(matrix.mv(right), dim: 0));
            }
        }

        return weights / _left.clone().dot(matrix.mv(right));
    }
}

/// <summary>Convolution of stride 2 with spectral normalization, then a leaky ReLU of slope 0.1.</summary>
internal sealed class SpectralConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;
    private readonly SpectralNorm _norm;

    /// <summary>Creates a 4x4 convolution of stride 2 that halves the sides.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    public SpectralConvolution(int inputs, int outputs)
        : base("spectral convolution")
    {
        _conv = nn.Conv2d(inputs, outputs, (4, 4), (2, 2), (1L, 1L));
        _norm = new SpectralNorm(outputs);
        RegisterComponents();
        register_buffer("left", _norm.Left);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.leaky_relu(
        nn.functional.conv2d(input, _norm.Apply(_conv.weight, training), _conv.bias, [2, 2], [1, 1]), 0.1);
}
