using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Quantizing.Tuning;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>How to quantize a float graph.</summary>
public sealed record QuantizeOptions
{
    /// <summary>Gives every output channel of convolution weights a scale of its own; otherwise one for the tensor.</summary>
    public bool PerChannel { get; init; } = true;

    /// <summary>
    /// The same for fully connected layers, where <see cref="PerChannel"/> is on. The TFLite specification has one scale for
    /// them; some other runtimes take nothing else.
    /// </summary>
    public bool PerChannelFullyConnected { get; init; } = true;

    /// <summary>
    /// Shares the ranges of channels between neighbouring layers before anything else: <see cref="Passes.EqualizeChannels"/>.
    /// It helps where channels of one layer differ much in size, as after depthwise convolutions without a rectifier.
    /// </summary>
    public bool Equalize { get; init; }

    /// <summary>
    /// Gives every output channel of convolutions and fully connected layers the mean that it has in the float network, by its
    /// bias: <see cref="LayerTuning"/>.
    /// </summary>
    public bool CorrectBias { get; init; }

    /// <summary>Rounds the weights of these layers so that their results change least on typical data: <see cref="ErrorRounding"/>.</summary>
    public bool RoundByError { get; init; }

    /// <summary>
    /// Names of values that are kept in 16 bits, as in the 16x8 scheme of TensorFlow Lite: the operators that compute and take
    /// them run on int16. An input of that name becomes int16; outputs stay int8.
    /// </summary>
    public IReadOnlySet<string> Int16 { get; init; } = new HashSet<string>();

    /// <summary>Ranges that outputs are clamped to, by name: <see cref="Passes.LimitOutputs"/>.</summary>
    public IReadOnlyDictionary<string, Clamp> OutputLimits { get; init; } = new Dictionary<string, Clamp>();

    /// <summary>Keeps the graph's inputs float and quantizes them inside.</summary>
    public bool FloatInputs { get; init; }

    /// <summary>Keeps the graph's outputs float.</summary>
    public bool FloatOutputs { get; init; }

    /// <summary>How the ranges were found, for the metadata: <see cref="Calibrate.CalibratedRanges.Summary"/>.</summary>
    public string? Calibration { get; init; }

    /// <summary>What replaces rounding to the nearest integer, by layers of the float graph.</summary>
    internal IReadOnlyDictionary<Node, LayerAdjustment> Adjustments { get; init; } = new Dictionary<Node, LayerAdjustment>();
}
