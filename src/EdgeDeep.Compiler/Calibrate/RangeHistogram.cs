using System.Numerics.Tensors;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Minimum, maximum and distribution of a stream of numbers in constant memory. Bins are a power of two wide and start at
/// multiples of their width, so zero is always an edge and widening joins whole bins: nothing is ever counted twice or
/// split. The bins cover zero and everything seen so far; when they no longer do, neighbours are joined.
/// </summary>
/// <remarks>
/// Exact zeros are left out of the distribution. Zero is representable whatever the range is, and a rectifier's output of
/// nothing but zeros and rare peaks would otherwise lose its peaks to a percentile.
/// </remarks>
public sealed class RangeHistogram
{
    private readonly long[] _counts;
    private long _first;
    private long _total;
    private float _min = float.PositiveInfinity;
    private float _max = float.NegativeInfinity;

    /// <summary>Creates an empty histogram.</summary>
    /// <param name="bins">Number of bins, at least 2.</param>
    public RangeHistogram(int bins = 2048)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        _counts = new long[bins];
    }

    /// <summary>Number of bins; it never changes.</summary>
    public int Bins => _counts.Length;

    /// <summary>Width of a bin, a power of two; 0 until there is a number other than zero.</summary>
    public double BinWidth { get; private set; }

    /// <summary>How many numbers other than zero were added.</summary>
    public long Count => _total;

    /// <summary>Everything from the lowest to the highest number and zero.</summary>
    public ValueRange MinMax => new(Math.Min(_min, 0), Math.Max(_max, 0));

    /// <summary>Adds numbers.</summary>
    /// <returns>False, with nothing added, where one of them is infinite or not a number.</returns>
    public bool TryAdd(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
        {
            return true;
        }

        float low = TensorPrimitives.Min(values), high = TensorPrimitives.Max(values);
        if (!float.IsFinite(low) || !float.IsFinite(high))
        {
            return false;
        }

        _min = Math.Min(_min, low);
        _max = Math.Max(_max, high);
        if (low == 0 && high == 0)
        {
            return true;
        }

        Cover();
        double perUnit = 1 / BinWidth;
        long[] counts = _counts;
        int zeros = 0;
        foreach (float value in values)
        {
            if (value == 0)
            {
                zeros++;
            }
            else
            {
                counts[(int)((long)Math.Floor(value * perUnit) - _first)]++;
            }
        }

        _total += values.Length - zeros;
        return true;
    }

    /// <summary>
    /// The range that holds the given part of all numbers other than zero, cutting equally much below and above, and zero.
    /// </summary>
    /// <param name="percent">The part in percent, above 0 and at most 100.</param>
    public ValueRange Percentile(double percent)
    {
        double cut = _total * (100 - percent) / 200;
        if (_total == 0 || cut <= 0)
        {
            return MinMax;
        }

        int low = 0, high = _counts.Length - 1;
        double below = 0, above = 0;
        while (below + _counts[low] <= cut)
        {
            below += _counts[low++];
        }

        while (above + _counts[high] <= cut)
        {
            above += _counts[high--];
        }

        double from = (_first + low + ((cut - below) / _counts[low])) * BinWidth;
        double to = (_first + high + 1 - ((cut - above) / _counts[high])) * BinWidth;
        return new ValueRange(
            Math.Min(Math.Clamp((float)from, _min, _max), 0), Math.Max(Math.Clamp((float)to, _min, _max), 0));
    }

    /// <summary>The range whose 256 steps have the smallest expected squared error: <see cref="RangeSearch.LeastSquares"/>.</summary>
    public ValueRange LeastSquares() => _total == 0 ? MinMax : RangeSearch.LeastSquares(Distribution);

    /// <summary>The range whose 256 steps change the distribution least: <see cref="RangeSearch.LeastDivergence"/>.</summary>
    public ValueRange LeastDivergence() => _total == 0 ? MinMax : RangeSearch.LeastDivergence(Distribution);

    /// <summary>The distribution in equal parts of <see cref="MinMax"/>; a bin that several parts share is split evenly.</summary>
    /// <param name="parts">Number of parts, at least 1.</param>
    public double[] Parts(int parts)
    {
        double[] result = new double[parts];
        (double low, double high) = (MinMax.Min, MinMax.Max);
        double perUnit = parts / (high - low);
        for (int i = 0; i < _counts.Length && _total > 0; i++)
        {
            if (_counts[i] > 0)
            {
                double from = Math.Clamp((((_first + i) * BinWidth) - low) * perUnit, 0, parts);
                double to = Math.Clamp((((_first + i + 1) * BinWidth) - low) * perUnit, from, parts);
                Spread(result, from, to, _counts[i]);
            }
        }

        return result;
    }

    private static void Spread(double[] parts, double from, double to, double count)
    {
        int first = Math.Min((int)from, parts.Length - 1), last = Math.Min((int)to, parts.Length - 1);
        if (first == last)
        {
            parts[first] += count;
            return;
        }

        for (int part = first; part <= last; part++)
        {
            parts[part] += count * (Math.Min(to, part + 1) - Math.Max(from, part)) / (to - from);
        }
    }

    private Distribution Distribution => new([.. _counts.Select(count => (double)count)], _first, BinWidth, MinMax.Min, MinMax.Max);

    /// <summary>Widens and moves the bins until they cover zero and both extremes.</summary>
    private void Cover()
    {
        double low = Math.Min(_min, 0), high = Math.Max(_max, 0);
        if (BinWidth == 0)
        {
            BinWidth = Math.ScaleB(1, Math.ILogB((high - low) / _counts.Length));
            _first = (long)Math.Floor(low / BinWidth);
        }

        if (Math.Floor(low / BinWidth) >= _first && Math.Floor(high / BinWidth) < _first + _counts.Length)
        {
            return;
        }

        int joins = 0;
        while (Math.Floor(high / BinWidth) - Math.Floor(low / BinWidth) >= _counts.Length)
        {
            BinWidth *= 2;
            joins++;
        }

        long first = (long)Math.Floor(low / BinWidth);
        long[] old = (long[])_counts.Clone();
        Array.Clear(_counts);
        for (int i = 0; i < old.Length; i++)
        {
            // A bin without counts may lie outside the new window.
            if (old[i] != 0)
            {
                _counts[((_first + i) >> Math.Min(joins, 63)) - first] += old[i];
            }
        }

        _first = first;
    }
}
