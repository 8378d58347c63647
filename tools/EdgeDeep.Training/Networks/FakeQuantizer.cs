using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>
/// Rounds activations to the 256 values that int8 can hold, per tensor with a zero point, and lets gradients pass as if it
/// did not (straight-through). The range follows a moving average of what was seen while training.
/// </summary>
public sealed class FakeQuantizer : nn.Module<Tensor, Tensor>
{
    private const float Momentum = 0.05f;

    private readonly Tensor _range; // lowest and highest value, both 0 before anything was seen

    /// <summary>Creates the module.</summary>
    /// <param name="name">Name of its buffer in checkpoints.</param>
    public FakeQuantizer(string name)
        : base(name)
    {
        _range = zeros(2);
        register_buffer("range", _range);
    }

    /// <summary>Symmetric int8 weights, a scale for each output channel (axis 0), rounded half away from zero.</summary>
    /// <param name="weights">Weights, output channels first.</param>
    public static Tensor Weights(Tensor weights)
    {
        Tensor scale = (weights.detach().abs().flatten(1).amax([1L]) / 127).clamp_min(1e-12).view([-1, .. Enumerable.Repeat(1L, (int)weights.dim() - 1)]);
        return Straight(weights, Round(weights.detach() / scale).clamp(-127, 127) * scale);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (training)
        {
            Observe(input);
        }

        float low = Math.Min(_range[0].item<float>(), 0), high = Math.Max(_range[1].item<float>(), 0);
        float scale = Math.Max((high - low) / 255, 1e-12f);
        float zeroPoint = MathF.Round(-128 - (low / scale), MidpointRounding.AwayFromZero);
        Tensor stored = (Round(input.detach() / scale) + zeroPoint).clamp(-128, 127);
        Tensor inside = input.clamp((-128 - zeroPoint) * scale, (127 - zeroPoint) * scale);
        return Straight(inside, (stored - zeroPoint) * scale);
    }

    private void Observe(Tensor input)
    {
        using IDisposable none = no_grad();
        float low = input.min().item<float>(), high = input.max().item<float>();
        bool first = _range.abs().sum().item<float>() == 0;
        float step = first ? 1 : Momentum;
        _range[0] = _range[0] + ((low - _range[0]) * step);
        _range[1] = _range[1] + ((high - _range[1]) * step);
    }

    /// <summary>The runtime rounds halves away from zero; torch.round would round them to even.</summary>
    private static Tensor Round(Tensor value) => value.sign() * (value.abs() + 0.5).floor();

    private static Tensor Straight(Tensor value, Tensor rounded) => value + (rounded - value).detach();
}
