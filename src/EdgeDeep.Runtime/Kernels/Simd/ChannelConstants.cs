using EdgeDeep.Kernels;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// Bias and scale of every output channel, laid out for vectors: planes of <see cref="Stride"/> integers each.
/// </summary>
/// <remarks>
/// With x a sum, m a significand and e a right shift of at least 1, TensorFlow Lite Micro's double rounding is
/// (((x * m + 2^30) >> 31) + 2^(e-1) - (x &lt; 0)) >> e: the sign of x may stand for that of the first result, because the
/// two differ only where that result is 0 and e is at least 1. Doubling x puts the first result into the upper half of a
/// 64-bit product, and the second nudge moves into the first: 2 * x * m + 2^31 + 2^(e+31). All of it is exact while
/// |x| &lt; 2^30, which <see cref="Fits"/> says from the weights.
/// </remarks>
internal sealed unsafe class ChannelConstants
{
    /// <summary>Number of planes.</summary>
    public const int Planes = 9;

    /// <summary>Plane of the biases.</summary>
    public const int Bias = 0;

    /// <summary>Plane of the significands.</summary>
    public const int Multiplier = 1;

    /// <summary>Plane of the significands of odd lanes, moved to the even ones.</summary>
    public const int OddMultiplier = 2;

    /// <summary>Plane of the 64-bit nudges of even lanes.</summary>
    public const int EvenNudge = 3;

    /// <summary>Plane of the 64-bit nudges of odd lanes.</summary>
    public const int OddNudge = 4;

    /// <summary>Plane of the right shifts, 0..31.</summary>
    public const int RightShift = 5;

    /// <summary>Plane of the left shifts, 0..30.</summary>
    public const int LeftShift = 6;

    /// <summary>Plane of masks: all bits set where the right shift is at least 1.</summary>
    public const int SignMask = 7;

    /// <summary>Plane of 2^(32 - right shift), where that is a number; 0 elsewhere.</summary>
    public const int ShiftPower = 8;

    private readonly AlignedInts _values;
    private readonly long[] _bound;

    /// <summary>Makes room for channels; unused ones stay 0.</summary>
    public ChannelConstants(int channels, int lanes)
    {
        Stride = (channels + lanes - 1) / lanes * lanes;
        _values = new AlignedInts(Planes * Stride);
        _bound = new long[Stride];
    }

    /// <summary>Integers in a plane: the channels, rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>Whether some channel shifts left, or not at all.</summary>
    public bool General { get; private set; }

    /// <summary>Whether no sum can leave the range in which the vector arithmetic is exact.</summary>
    public bool Fits => Array.TrueForAll(_bound, bound => bound < 1L << 30);

    /// <summary>Whether every right shift is at least 2, as instruction sets without variable shifts need it.</summary>
    public bool ShiftsByTwo { get; private set; } = true;

    /// <summary>The planes, from the first channel on.</summary>
    public int* Values => _values.Pointer;

    /// <summary>Sets a channel of a layer with weights.</summary>
    /// <param name="place">Place in every plane.</param>
    /// <param name="geometry">The layer.</param>
    /// <param name="kind">What groups of data hold.</param>
    /// <param name="operands">Biases and scales.</param>
    /// <param name="channel">The channel's index in these.</param>
    /// <param name="sumOfWeights">Sum of the channel's weights.</param>
    /// <param name="absoluteSum">Sum of their absolute values.</param>
    public void SetChannel(
        int place, in WindowGeometry geometry, GroupKind kind, in WeightOperands operands, int channel, int sumOfWeights, long absoluteSum)
    {
        int bias = operands.Bias[channel], multiplier = operands.Multipliers[channel], shift = operands.Shifts[channel];
        if (absoluteSum == 0)
        {
            SetConstant(place, bias, multiplier, shift);
        }
        else
        {
            Set(
                place, unchecked(bias + geometry.Correction(kind, sumOfWeights)), multiplier, shift,
                (absoluteSum * geometry.LargestValue) + Math.Abs((long)bias));
        }
    }

    /// <summary>
    /// Sets a channel whose weights are all 0, as networks with dead channels have them, often with biases beyond the exact range:
    /// a small bias and a simple scale give the same byte.
    /// </summary>
    /// <param name="channel">Place in every plane.</param>
    /// <param name="bias">The channel's bias.</param>
    /// <param name="multiplier">Q31 significand.</param>
    /// <param name="shift">-31..30; negative shifts right.</param>
    private void SetConstant(int channel, int bias, int multiplier, int shift)
    {
        // Beyond this the output saturates whatever its zero point is; a quarter of four times a number is the number.
        const int Far = 1000;
        int result = Math.Clamp(FixedPoint.MultiplyByQuantizedMultiplier(bias, multiplier, shift), -Far, Far);
        Set(channel, 4 * result, 1 << 30, -1, 4 * Far);
    }

    /// <summary>Sets a channel.</summary>
    /// <param name="channel">Place in every plane.</param>
    /// <param name="bias">What a sum starts with, the correction for the data's offset included.</param>
    /// <param name="multiplier">Q31 significand.</param>
    /// <param name="shift">-31..30; negative shifts right.</param>
    /// <param name="bound">Largest absolute value that the sum may reach, its bias included.</param>
    public void Set(int channel, int bias, int multiplier, int shift, long bound)
    {
        int right = shift < 0 ? -shift : 0, left = shift > 0 ? shift : 0;
        long nudge = (1L << 31) + (right > 0 ? 1L << (right + 31) : 0);
        int* plane = Values + channel;
        plane[Bias * Stride] = bias;
        plane[Multiplier * Stride] = multiplier;
        plane[RightShift * Stride] = right;
        plane[LeftShift * Stride] = left;
        plane[SignMask * Stride] = right > 0 ? -1 : 0;
        plane[ShiftPower * Stride] = right >= 2 ? 1 << (32 - right) : 0;
        int pair = channel & ~1;
        if ((channel & 1) == 1)
        {
            Values[(OddMultiplier * Stride) + pair] = multiplier;
        }

        int nudges = (channel & 1) == 1 ? OddNudge : EvenNudge;
        *(long*)(Values + (nudges * Stride) + pair) = nudge;
        General |= right == 0;
        ShiftsByTwo &= right >= 2;
        bool normal = multiplier == 0 || multiplier >= 1 << 30;
        _bound[channel] = normal && shift is >= -31 and <= 30 ? bound << left : long.MaxValue;
    }
}
