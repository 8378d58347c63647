using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases whose channels and sizes fill vectors, with and without a rest, and whose scales are often those of real networks.</summary>
internal static class VectorCases
{
    private static readonly int[] Channels = [1, 3, 4, 8, 10, 12, 16, 17, 24, 31, 32, 40, 48, 64, 65, 96];

    public static OperatorCase Conv2D(CaseDraw s)
    {
        Conv2DParameters p = default;
        p.Groups = s.Next(0, 4) == 0 ? 2 : 1;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 10), s.Next(1, 10), p.Groups * Pick(s));
        (p.FilterHeight, p.FilterWidth) = s.Next(0, 2) == 0 ? (1, 1) : (s.Next(1, 4), s.Next(1, 4));
        (p.StrideHeight, p.StrideWidth) = s.Next(0, 1) == 0 ? (1, 1) : (s.Next(1, 3), s.Next(1, 3));
        (p.DilationHeight, p.DilationWidth) = s.Next(0, 3) == 0 ? (s.Next(1, 2), s.Next(1, 2)) : (1, 1);
        (p.OutputHeight, p.OutputWidth, p.OutputChannels) = (s.Next(1, 9), s.Next(1, 9), p.Groups * Pick(s));
        (p.PadTop, p.PadLeft) = (s.Next(0, 2), s.Next(0, 2));
        (p.InputOffset, p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-127, 128), s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[Conv2DParameters.Count];
        p.Store(values, 0);
        return Weighted(
            s, values, p.Batches * p.InputHeight * p.InputWidth * p.InputChannels,
            p.OutputChannels * p.FilterHeight * p.FilterWidth * p.InputChannels / p.Groups, p.OutputChannels,
            p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels);
    }

    public static OperatorCase DepthwiseConv2D(CaseDraw s)
    {
        DepthwiseConv2DParameters p = default;
        p.DepthMultiplier = s.Next(0, 4) == 0 ? s.Next(2, 9) : 1;
        (p.Batches, p.InputHeight, p.InputWidth) = (s.Next(1, 2), s.Next(1, 10), s.Next(1, 10));
        p.InputChannels = p.DepthMultiplier > 1 ? s.Next(1, 2) : Pick(s);
        p.OutputChannels = p.InputChannels * p.DepthMultiplier;
        (p.FilterHeight, p.FilterWidth) = s.Next(0, 1) == 0 ? (3, 3) : (s.Next(1, 5), s.Next(1, 5));
        (p.OutputHeight, p.OutputWidth) = (s.Next(1, 8), s.Next(1, 8));
        (p.StrideHeight, p.StrideWidth) = s.Next(0, 2) == 0 ? (s.Next(1, 3), s.Next(1, 3)) : (1, 1);
        (p.DilationHeight, p.DilationWidth) = s.Next(0, 3) == 0 ? (s.Next(1, 2), s.Next(1, 2)) : (1, 1);
        (p.PadTop, p.PadLeft) = (s.Next(0, 2), s.Next(0, 2));
        (p.InputOffset, p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-127, 128), s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[DepthwiseConv2DParameters.Count];
        p.Store(values, 0);
        return Weighted(
            s, values, p.Batches * p.InputHeight * p.InputWidth * p.InputChannels,
            p.FilterHeight * p.FilterWidth * p.OutputChannels, p.OutputChannels, p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels);
    }

    public static OperatorCase FullyConnected(CaseDraw s)
    {
        FullyConnectedParameters p = default;
        (p.Batches, p.InputChannels, p.OutputChannels) = (s.Next(0, 2) == 0 ? s.Next(2, 9) : 1, s.Next(1, 300), s.Next(1, 150));
        (p.InputOffset, p.WeightsOffset) = (s.Next(-127, 128), s.Next(0, 4) == 0 ? s.Next(-127, 128) : 0);
        (p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[FullyConnectedParameters.Count];
        p.Store(values, 0);
        return Weighted(s, values, p.Batches * p.InputChannels, p.OutputChannels * p.InputChannels, p.OutputChannels, p.Batches * p.OutputChannels);
    }

    public static OperatorCase Pool2D(CaseDraw s)
    {
        Pool2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 20), s.Next(1, 20), Pick(s));
        (p.FilterHeight, p.FilterWidth, p.StrideHeight, p.StrideWidth) = (s.Next(1, 16), s.Next(1, 16), s.Next(1, 4), s.Next(1, 4));
        (p.PadTop, p.PadLeft) = (s.Next(0, p.FilterHeight - 1), s.Next(0, p.FilterWidth - 1));
        p.OutputHeight = s.Next(1, ((p.InputHeight - 1 + p.PadTop) / p.StrideHeight) + 1);
        p.OutputWidth = s.Next(1, ((p.InputWidth - 1 + p.PadLeft) / p.StrideWidth) + 1);
        (p.ActivationMin, p.ActivationMax) = (s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[Pool2DParameters.Count];
        p.Store(values, 0);
        return s.Case(
            values, [s.Int8(p.Batches * p.InputHeight * p.InputWidth * p.InputChannels)],
            s.Int8(p.Batches * p.OutputHeight * p.OutputWidth * p.InputChannels));
    }

    public static OperatorCase Sum(CaseDraw s)
    {
        AddParameters p = default;
        int size = s.Next(1, 400);
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (1, 1, 1, 1, size);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (1, 1, 1, 1, size);

        // The operand of the larger scale is halved exactly.
        int larger = s.Next(0, 2);
        p.LeftShift = 20;
        (p.Input1Offset, p.Input1Multiplier, p.Input1Shift) = (s.Next(-127, 128), larger == 1 ? 1 << 30 : s.Multiplier(), larger == 1 ? 0 : s.Next(-8, 0));
        (p.Input2Offset, p.Input2Multiplier, p.Input2Shift) = (s.Next(-127, 128), larger == 2 ? 1 << 30 : s.Multiplier(), larger == 2 ? 0 : s.Next(-8, 0));
        (p.OutputOffset, p.Multiplier, p.Shift) = (s.Next(-128, 127), s.Multiplier(), s.Next(-20, -14));
        (p.ActivationMin, p.ActivationMax) = (s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[AddParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(size), s.Int8(size)], s.Int8(size));
    }

    public static OperatorCase Product(CaseDraw s)
    {
        MulParameters p = default;
        int size = s.Next(1, 400);
        (p.Input1Dim0, p.Input1Dim1, p.Input1Dim2, p.Input1Dim3, p.Input1Dim4) = (1, 1, 1, 1, size);
        (p.Input2Dim0, p.Input2Dim1, p.Input2Dim2, p.Input2Dim3, p.Input2Dim4) = (1, 1, 1, 1, size);
        (p.Input1Offset, p.Input2Offset, p.OutputOffset) = (s.Next(-127, 128), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift, p.ActivationMin, p.ActivationMax) = (s.Multiplier(), s.Next(-12, 1), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[MulParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(size), s.Int8(size)], s.Int8(size));
    }

    public static OperatorCase Logistic(CaseDraw s)
    {
        LogisticParameters p = default;
        (p.Size, p.InputOffset, p.InputRangeRadius) = (s.Next(200, 700), s.Next(-127, 128), s.Next(50, 255));
        (p.InputMultiplier, p.InputLeftShift) = (s.Multiplier(), s.Next(16, 22));
        int[] values = new int[LogisticParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    public static OperatorCase Relu(CaseDraw s)
    {
        ReluParameters p = default;
        (p.Size, p.InputOffset, p.OutputOffset) = (s.Next(200, 700), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift, p.ActivationMin, p.ActivationMax) = (s.Multiplier(), s.Next(-4, 2), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[ReluParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    public static OperatorCase Requantize(CaseDraw s)
    {
        RequantizeParameters p = default;
        (p.Size, p.InputOffset, p.OutputOffset) = (s.Next(200, 700), s.Next(-127, 128), s.Next(-128, 127));
        (p.Multiplier, p.Shift) = (s.Multiplier(), s.Next(-4, 2));
        int[] values = new int[RequantizeParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Size)], s.Int8(p.Size));
    }

    private static int Pick(CaseDraw s) => Channels[s.Next(0, Channels.Length - 1)];

    /// <summary>
    /// Weighted operands; in two cases of three all channels shift right, as they do in real networks, and one case in four has a
    /// channel without weights, whose bias may be anything.
    /// </summary>
    private static OperatorCase Weighted(CaseDraw s, int[] parameters, int inputs, int weights, int channels, int outputs)
    {
        OperatorCase item = WeightCases.Weighted(s, parameters, inputs, weights, channels, outputs);
        if (s.Next(0, 2) > 0)
        {
            item.Inputs[4] = s.Int32(channels, -14, -2);
        }

        if (s.Next(0, 3) == 0 && s.Op != Runtime.Plans.OpCode.DepthwiseConv2DInt8)
        {
            item.Inputs[1].Content.AsSpan(0, weights / channels).Clear();
            BitConverter.TryWriteBytes(item.Inputs[2].Content, s.Next(0, 1) == 0 ? 1 << 30 : -(1 << 30));
            BitConverter.TryWriteBytes(item.Inputs[4].Content, s.Next(-30, -20));
        }

        return item;
    }
}
