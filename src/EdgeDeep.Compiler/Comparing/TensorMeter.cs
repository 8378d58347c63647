using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Comparing;

/// <summary>Gathers, sample after sample and in constant memory, how one tensor of two models differs.</summary>
internal sealed class TensorMeter
{
    private const int HistogramParts = 48;
    private const int MostChannels = 3;

    // Channels that carry less than this part of an average channel's energy are silent: their ratio says nothing.
    private const double Silence = 1e-4;

    private readonly PlanTensor _tensor;
    private readonly RangeHistogram _histogram = new();
    private readonly double[] _signal, _noise;
    private readonly float[] _actual;
    private readonly float _low, _high;
    private long _count, _clipped;

    public TensorMeter(PlanTensor tensor)
    {
        _tensor = tensor;
        int channels = tensor.Shape.Length == 0 ? 1 : tensor.Shape[^1];
        (_signal, _noise, _actual) = (new double[channels], new double[channels], new float[tensor.Elements]);
        (int lowest, int highest) = tensor.Type switch
        {
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.Int16 => (short.MinValue, short.MaxValue),
            _ => (int.MinValue, int.MaxValue),
        };
        // Half a step beyond the ends still rounds to them.
        bool isQuantized = tensor.Scale > 0;
        _low = isQuantized ? tensor.Scale * (lowest - tensor.ZeroPoint - 0.5f) : float.NegativeInfinity;
        _high = isQuantized ? tensor.Scale * (highest - tensor.ZeroPoint + 0.5f) : float.PositiveInfinity;
    }

    /// <summary>Compares one inference.</summary>
    /// <param name="expected">The float model's numbers.</param>
    /// <param name="stored">The int8 model's bytes.</param>
    /// <returns>False where the float model's numbers are infinite or none.</returns>
    public bool TryAdd(ReadOnlySpan<float> expected, ReadOnlySpan<byte> stored)
    {
        if (!_histogram.TryAdd(expected))
        {
            return false;
        }

        Quantized.Read(stored, _tensor, _actual);
        int channel = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double real = expected[i], difference = real - _actual[i];
            _signal[channel] += real * real;
            _noise[channel] += difference * difference;
            _clipped += expected[i] < _low || expected[i] > _high ? 1 : 0;
            channel = channel + 1 == _signal.Length ? 0 : channel + 1;
        }

        _count += expected.Length;
        return true;
    }

    public LayerQuality Result(string name, OpCode op) => new()
    {
        Name = name,
        Op = op,
        Tensor = _tensor,
        Decibels = Decibels(_signal.Sum(), _noise.Sum()),
        Seen = _histogram.MinMax,
        Clipped = _count == 0 ? 0 : (double)_clipped / _count,
        Histogram = _histogram.Parts(HistogramParts),
        WorstChannels = _signal.Length == 1 ? [] : [.. Channels().OrderBy(channel => channel.Decibels).Take(MostChannels)],
    };

    private IEnumerable<ChannelQuality> Channels()
    {
        double least = Silence * _signal.Sum() / _signal.Length;
        return Enumerable.Range(0, _signal.Length).Where(i => _signal[i] > least)
            .Select(i => new ChannelQuality(i, Decibels(_signal[i], _noise[i])));
    }

    private static double Decibels(double signal, double noise) =>
        noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
}
