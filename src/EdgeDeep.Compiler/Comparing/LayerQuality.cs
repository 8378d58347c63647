using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Comparing;

/// <summary>How well one result inside an int8 model follows the float model.</summary>
public sealed record LayerQuality
{
    /// <summary>Name of the result, the same in both models.</summary>
    public required string Name { get; init; }

    /// <summary>The kernel that computes it.</summary>
    public required OpCode Op { get; init; }

    /// <summary>How the int8 model stores it.</summary>
    public required PlanTensor Tensor { get; init; }

    /// <summary>Signal over noise; infinite where nothing differs.</summary>
    public required double Decibels { get; init; }

    /// <summary>Lowest and highest number in the float model, and zero.</summary>
    public required ValueRange Seen { get; init; }

    /// <summary>The part of the float model's numbers that the int8 model cannot represent, 0 to 1.</summary>
    public required double Clipped { get; init; }

    /// <summary>How the float model's numbers spread over <see cref="Seen"/>: counts in equal parts of it, without exact zeros.</summary>
    public required IReadOnlyList<double> Histogram { get; init; }

    /// <summary>The channels (last axis) that follow worst, the worst one first, without silent ones; empty for a single channel.</summary>
    public required IReadOnlyList<ChannelQuality> WorstChannels { get; init; }
}

/// <summary>How well one channel follows.</summary>
/// <param name="Channel">Index in the last axis.</param>
/// <param name="Decibels">Signal over noise.</param>
public sealed record ChannelQuality(int Channel, double Decibels);

/// <summary>How well an int8 model follows the float model that it was made from.</summary>
/// <param name="Samples">How many samples both computed.</param>
/// <param name="Layers">Results that both models have, in the order of computation.</param>
/// <param name="Outputs">The model's outputs among them.</param>
public sealed record ModelQuality(int Samples, IReadOnlyList<LayerQuality> Layers, IReadOnlyList<LayerQuality> Outputs)
{
    /// <summary>Signal over noise of the worst output; infinite where there is none.</summary>
    public double Decibels => Outputs.Select(output => output.Decibels).DefaultIfEmpty(double.PositiveInfinity).Min();
}
