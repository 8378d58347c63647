using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Comparing;

namespace EdgeDeep.Cli.Reports;

/// <summary>How an int8 model follows the float model. Decibels are null where nothing differs.</summary>
/// <param name="Samples">How many samples both computed.</param>
/// <param name="Decibels">Signal over noise of the worst output.</param>
/// <param name="Layers">Every result that both have.</param>
internal sealed record QualityReport(int Samples, double? Decibels, IReadOnlyList<LayerReport> Layers)
{
    public static QualityReport Of(ModelQuality quality) => new(
        quality.Samples, Finite(quality.Decibels), [.. quality.Layers.Select(layer => new LayerReport(
            layer.Name, TensorInfo.Of(layer.Tensor), layer.Op.ToString(), quality.Outputs.Contains(layer), Finite(layer.Decibels), layer.Seen.Min, layer.Seen.Max, layer.Clipped,
            [.. layer.WorstChannels.Select(channel => new ChannelReport(channel.Channel, Finite(channel.Decibels)))], layer.Histogram))]);

    private static double? Finite(double decibels) => double.IsFinite(decibels) ? decibels : null;
}

/// <summary>One result inside the models.</summary>
/// <param name="Name">Its name in the float model.</param>
/// <param name="Tensor">Its name in the int8 model, shape, and how the int8 model stores it.</param>
/// <param name="Op">The kernel that computes it.</param>
/// <param name="IsOutput">Whether it is an output of the model.</param>
/// <param name="Decibels">Signal over noise.</param>
/// <param name="Min">Lowest number in the float model, or 0.</param>
/// <param name="Max">Highest number in the float model, or 0.</param>
/// <param name="Clipped">Part of the float model's numbers outside what the int8 model can represent.</param>
/// <param name="WorstChannels">The channels that follow worst.</param>
/// <param name="Histogram">Counts in equal parts of the range, without exact zeros.</param>
internal sealed record LayerReport(
    string Name, TensorInfo Tensor, string Op, bool IsOutput, double? Decibels, double Min, double Max, double Clipped,
    IReadOnlyList<ChannelReport> WorstChannels, IReadOnlyList<double> Histogram);

/// <summary>One channel of a result.</summary>
internal sealed record ChannelReport(int Channel, double? Decibels);
