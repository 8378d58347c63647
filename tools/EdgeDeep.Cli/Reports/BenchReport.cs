namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>bench</c> measured. Only ratios of one run mean anything; the times belong to this machine and this moment.</summary>
internal sealed record BenchReport
{
    public required string Model { get; init; }

    /// <summary>The instructions that the kernels use.</summary>
    public required string Kernels { get; init; }

    /// <summary>Multiply-accumulates of one inference.</summary>
    public required long Macs { get; init; }

    /// <summary>Rounds in which all were timed in turn, on one thread each.</summary>
    public required int Rounds { get; init; }

    /// <summary>The model first, then what it was compared with.</summary>
    public required IReadOnlyList<BenchRow> Results { get; init; }
}

/// <summary>One contestant.</summary>
/// <param name="Name">The model's file, and what ran it.</param>
/// <param name="MedianMicroseconds">Median over the rounds of the median run.</param>
/// <param name="FastestMicroseconds">Fastest run.</param>
/// <param name="Ratio">Time over the model's time in the same round: median over the rounds; above 1 where the model is faster.</param>
/// <param name="LowestRatio">Of any round.</param>
/// <param name="HighestRatio">Of any round.</param>
internal sealed record BenchRow(
    string Name, double MedianMicroseconds, double FastestMicroseconds, double Ratio, double LowestRatio, double HighestRatio);
