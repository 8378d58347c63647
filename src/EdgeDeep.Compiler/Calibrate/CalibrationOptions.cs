using System.Collections.ObjectModel;
using System.Globalization;
using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>How a tensor's range is taken from what it was seen to hold.</summary>
public enum CalibrationMethod
{
    /// <summary>From the lowest to the highest number.</summary>
    MinMax,

    /// <summary>Without the rarest numbers at both ends.</summary>
    Percentile,

    /// <summary>So that 256 steps have the smallest expected squared error.</summary>
    MeanSquaredError,

    /// <summary>So that 256 steps change the distribution of the numbers least (Kullback-Leibler divergence).</summary>
    Entropy,
}

/// <summary>How to calibrate.</summary>
public sealed record CalibrationOptions
{
    /// <summary>How ranges are chosen; percentiles pay with many samples, few are better taken whole.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.MinMax;

    /// <summary>For <see cref="CalibrationMethod.Percentile"/>: the part of the numbers to keep in percent, above 0 and at most 100.</summary>
    public double Percent { get; init; } = 99.99;

    /// <summary>Bins of each tensor's histogram; memory is 8 bytes a bin, whatever the number of samples.</summary>
    public int Bins { get; init; } = 2048;

    /// <summary>Threads of ONNX Runtime; 0 lets it choose.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The method in words, such as <c>percentile 99.99</c>.</summary>
    public string Description => Method switch
    {
        CalibrationMethod.MinMax => "min-max",
        CalibrationMethod.MeanSquaredError => "least squared error",
        CalibrationMethod.Entropy => "entropy",
        _ => string.Create(CultureInfo.InvariantCulture, $"percentile {Percent}"),
    };
}

/// <summary>The range of every float tensor that is computed or given, and how it was found.</summary>
public sealed class CalibratedRanges : ReadOnlyDictionary<Value, ValueRange>
{
    internal CalibratedRanges(IDictionary<Value, ValueRange> ranges, CalibrationOptions options, int samples)
        : base(ranges)
    {
        Samples = samples;
        Summary = string.Create(CultureInfo.InvariantCulture, $"{options.Description}, {samples} {(samples == 1 ? "sample" : "samples")}");
    }

    /// <summary>How many samples were seen.</summary>
    public int Samples { get; }

    /// <summary>Method and number of samples, such as <c>percentile 99.99, 280 samples</c>.</summary>
    public string Summary { get; }
}
