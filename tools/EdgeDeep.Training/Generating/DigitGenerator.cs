using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Generating;

/// <summary>
/// Makes pictures of digits: a latent vector [n,32] and a class as one-hot [n,10] become [n,1,28,28] in 0..1. One fully
/// connected layer makes 7x7 maps, two transposed convolutions of stride 2 double the sides, one convolution paints.
/// Batch normalization and ReLU stand behind every layer but the last one, which ends in the logistic function.
/// </summary>
public sealed class DigitGenerator : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Size of the latent vector.</summary>
    public const int Latents = 32;

    /// <summary>Number of classes.</summary>
    public const int Classes = 10;

    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 28;

    /// <summary>Rows and columns of the first maps.</summary>
    internal const int StartSide = 7;

    /// <summary>Channels of the first maps.</summary>
    internal const int StartChannels = 32;

    /// <summary>Creates the module with random weights.</summary>
    public DigitGenerator()
        : base("generator")
    {
        Start = nn.Linear(Latents + Classes, StartChannels * StartSide * StartSide, hasBias: false);
        StartNorm = nn.BatchNorm2d(StartChannels);
        Middle = nn.ConvTranspose2d(StartChannels, 16, (4, 4), (2, 2), (1, 1), bias: false);
        MiddleNorm = nn.BatchNorm2d(16);
        Large = nn.ConvTranspose2d(16, 16, (4, 4), (2, 2), (1, 1), bias: false);
        LargeNorm = nn.BatchNorm2d(16);
        Paint = nn.Conv2d(16, 1, (3, 3), (1, 1), (1L, 1L));
        RegisterComponents();
    }

    internal Linear Start { get; }

    internal BatchNorm2d StartNorm { get; }

    internal ConvTranspose2d Middle { get; }

    internal BatchNorm2d MiddleNorm { get; }

    internal ConvTranspose2d Large { get; }

    internal BatchNorm2d LargeNorm { get; }

    internal Conv2d Paint { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor digit)
    {
        Tensor x = Start.call(cat([latent, digit], 1)).view(-1, StartChannels, StartSide, StartSide);
        x = nn.functional.relu(StartNorm.call(x));
        x = nn.functional.relu(MiddleNorm.call(Middle.call(x)));
        x = nn.functional.relu(LargeNorm.call(Large.call(x)));
        return Paint.call(x).sigmoid();
    }

    /// <summary>One picture, as the written model gives it: 784 values, row by row.</summary>
    /// <param name="latent">The latent vector.</param>
    /// <param name="digit">The class as one-hot.</param>
    public float[] Picture(float[] latent, float[] digit)
    {
        using IDisposable none = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        eval();
        return call(tensor(latent, [1, Latents]), tensor(digit, [1, Classes])).data<float>().ToArray();
    }
}
