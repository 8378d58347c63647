using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Generating;

/// <summary>
/// Judges whether a picture [n,1,28,28] is a real one of its class [n,10]: three convolutions with spectral normalization,
/// a sum over the maps, and a linear score plus the product of the features with a vector of the class (projection
/// discriminator, Miyato and Koyama 2018). It is needed for training only.
/// </summary>
public sealed class DigitDiscriminator : nn.Module<Tensor, Tensor, Tensor>
{
    private const int Features = 64;

    private readonly SpectralConvolution _first = new(1, 16), _second = new(16, 32), _third = new(32, Features);
    private readonly Linear _score = nn.Linear(Features, 1), _classes = nn.Linear(DigitGenerator.Classes, Features, hasBias: false);
    private readonly SpectralNorm _scoreNorm = new(1), _classNorm = new(Features);

    /// <summary>Creates the module with random weights.</summary>
    public DigitDiscriminator()
        : base("discriminator")
    {
        RegisterComponents();
        register_buffer("score_left", _scoreNorm.Left);
        register_buffer("class_left", _classNorm.Left);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor picture, Tensor digit)
    {
        Tensor features = _third.call(_second.call(_first.call((picture * 2) - 1))).sum([2, 3]);
        Tensor score = nn.functional.linear(features, _scoreNorm.Apply(_score.weight, training), _score.bias).squeeze(1);
        Tensor vector = nn.functional.linear(digit, _classNorm.Apply(_classes.weight, training));
        return score + (features * vector).sum(1);
    }
}
