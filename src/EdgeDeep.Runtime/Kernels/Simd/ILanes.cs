namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>
/// A vector of 32-bit sums on one instruction set. Matrix kernels multiply groups of 32 bits: four unsigned bytes times four
/// signed ones, four signed bytes times four signed ones, or two 16-bit numbers times two, added to one lane.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal unsafe interface ILanes<V>
    where V : struct
{
    /// <summary>Sums in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>What a group of data holds.</summary>
    static abstract GroupKind Groups { get; }

    /// <summary>Smallest weight with which <see cref="Dot"/> is exact.</summary>
    static abstract int SmallestWeight { get; }

    /// <summary>Whether <see cref="Rescale"/> can work with these constants.</summary>
    static abstract bool Supports(ChannelConstants constants);

    /// <summary>Reads <see cref="Count"/> integers.</summary>
    static abstract V Load(int* from);

    /// <summary>Writes <see cref="Count"/> integers.</summary>
    static abstract void Save(V a, int* to);

    /// <summary>Reads one group into all lanes.</summary>
    static abstract V Repeat(byte* group);

    /// <summary>sums + data * weights, group by group; wraps at 32 bits.</summary>
    static abstract V Dot(V sums, V data, V weights);

    /// <summary>Reads <see cref="Count"/> signed bytes, a lane each.</summary>
    static abstract V Widen(sbyte* from);

    /// <summary>One number in all lanes.</summary>
    static abstract V All(int value);

    /// <summary>Lane by lane sum.</summary>
    static abstract V Add(V a, V b);

    /// <summary>Lane by lane difference.</summary>
    static abstract V Subtract(V a, V b);

    /// <summary>Lane by lane product; wraps at 32 bits.</summary>
    static abstract V Multiply(V a, V b);

    /// <summary>Lane by lane shift to the left.</summary>
    static abstract V ShiftLeft(V a, int bits);

    /// <summary>
    /// What <see cref="EdgeDeep.Kernels.FixedPoint.MultiplyByQuantizedMultiplier"/> gives for every lane, from constants that
    /// <see cref="ChannelConstants"/> laid out.
    /// </summary>
    static abstract V Rescale(V sums, int* constants, int stride, bool general);

    /// <summary>Adds the output's zero point, limits and writes <see cref="Count"/> bytes.</summary>
    static abstract void Store(V a, in OutputLimits limits, sbyte* to);

    /// <summary><see cref="Rescale"/> and <see cref="Store"/> for rows of one vector or two neighbouring ones.</summary>
    /// <param name="sums">The sums, row after row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="both">Whether a row is two vectors.</param>
    /// <param name="constants">Planes of constants, at the first channel.</param>
    /// <param name="stride">Integers in a plane.</param>
    /// <param name="general">See <see cref="ChannelConstants.General"/>.</param>
    /// <param name="limits">How results become bytes.</param>
    /// <param name="to">Receives the first row.</param>
    /// <param name="step">Bytes from one row to the next.</param>
    static abstract void FinishRows(
        int* sums, int rows, bool both, int* constants, int stride, bool general, in OutputLimits limits, sbyte* to, int step);
}

/// <summary>What the 32 bits of a group are.</summary>
internal enum GroupKind
{
    /// <summary>Four bytes: the stored value plus 128; weights are four signed bytes.</summary>
    UnsignedBytes,

    /// <summary>Four stored values as they are; weights are four signed bytes.</summary>
    SignedBytes,

    /// <summary>Two 16-bit numbers: stored value minus zero point; weights are two 16-bit numbers.</summary>
    Shorts,
}

/// <summary>What happens to a rescaled sum before it is written as a byte.</summary>
/// <param name="Offset">Zero point of the output.</param>
/// <param name="Min">Smallest value written.</param>
/// <param name="Max">Largest value written.</param>
internal readonly record struct OutputLimits(int Offset, int Min, int Max)
{
    /// <summary>Whether all three are bytes, and the limits in order.</summary>
    public bool AreBytes => Offset is >= sbyte.MinValue and <= sbyte.MaxValue
        && Min >= sbyte.MinValue && Min <= Max && Max <= sbyte.MaxValue;
}
