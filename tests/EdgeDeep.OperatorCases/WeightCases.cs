using EdgeDeep.Kernels;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of the kernels with weights; windows may lie partly or wholly in the padding.</summary>
internal static class WeightCases
{
    public static OperatorCase Conv2D(CaseDraw s) => Conv2D(s, groups: s.Next(1, 3), shift: 2);

    public static OperatorCase Conv2D(CaseDraw s, int groups, int shift)
    {
        Conv2DParameters p = default;
        p.Groups = groups;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 9), s.Next(1, 9), p.Groups * s.Next(1, 9));
        (p.FilterHeight, p.FilterWidth) = (s.Next(1, 4), s.Next(1, 4));
        (p.OutputHeight, p.OutputWidth, p.OutputChannels) = (s.Next(1, 5), s.Next(1, 5), p.Groups * s.Next(1, 9));
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth) = (s.Next(1, 5), s.Next(1, 5), s.Next(1, 3), s.Next(1, 3));
        (p.PadTop, p.PadLeft) = (s.Next(0, 3), s.Next(0, 3));
        (p.InputOffset, p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-127, 128), s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[Conv2DParameters.Count];
        p.Store(values, 0);
        return Weighted(
            s, values, p.Batches * p.InputHeight * p.InputWidth * p.InputChannels,
            p.OutputChannels * p.FilterHeight * p.FilterWidth * p.InputChannels / p.Groups, p.OutputChannels,
            p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels, shift);
    }

    public static OperatorCase DepthwiseConv2D(CaseDraw s) =>
        DepthwiseConv2D(s, depthMultiplier: s.Next(0, 2) == 0 ? s.Next(2, 3) : 1, shift: 2);

    public static OperatorCase DepthwiseConv2D(CaseDraw s, int depthMultiplier, int shift)
    {
        DepthwiseConv2DParameters p = default;
        p.DepthMultiplier = depthMultiplier;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 9), s.Next(1, 9), s.Next(1, 10));
        p.OutputChannels = p.InputChannels * p.DepthMultiplier;
        (p.FilterHeight, p.FilterWidth, p.OutputHeight, p.OutputWidth) = (s.Next(1, 4), s.Next(1, 4), s.Next(1, 5), s.Next(1, 5));
        (p.StrideHeight, p.StrideWidth, p.DilationHeight, p.DilationWidth) = (s.Next(1, 5), s.Next(1, 5), s.Next(1, 3), s.Next(1, 3));
        (p.PadTop, p.PadLeft) = (s.Next(0, 3), s.Next(0, 3));
        (p.InputOffset, p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-127, 128), s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[DepthwiseConv2DParameters.Count];
        p.Store(values, 0);
        return Weighted(
            s, values, p.Batches * p.InputHeight * p.InputWidth * p.InputChannels,
            p.FilterHeight * p.FilterWidth * p.OutputChannels, p.OutputChannels, p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels, shift);
    }

    public static OperatorCase FullyConnected(CaseDraw s)
    {
        FullyConnectedParameters p = default;
        (p.Batches, p.InputChannels, p.OutputChannels) = (s.Next(1, 3), s.Next(1, 70), s.Next(1, 20));
        (p.InputOffset, p.WeightsOffset) = (s.Next(-127, 128), s.Next(0, 1) * s.Next(-127, 128));
        (p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[FullyConnectedParameters.Count];
        p.Store(values, 0);
        return Weighted(s, values, p.Batches * p.InputChannels, p.OutputChannels * p.InputChannels, p.OutputChannels, p.Batches * p.OutputChannels);
    }

    public static OperatorCase TransposeConv2D(CaseDraw s)
    {
        TransposeConv2DParameters p = default;
        (p.Batches, p.InputHeight, p.InputWidth, p.InputChannels) = (s.Next(1, 2), s.Next(1, 5), s.Next(1, 5), s.Next(1, 5));
        (p.FilterHeight, p.FilterWidth) = (s.Next(1, 4), s.Next(1, 4));
        (p.OutputHeight, p.OutputWidth, p.OutputChannels) = (s.Next(1, 12), s.Next(1, 12), s.Next(1, 5));
        (p.StrideHeight, p.StrideWidth, p.PadTop, p.PadLeft) = (s.Next(1, 3), s.Next(1, 3), s.Next(0, 3), s.Next(0, 3));
        (p.InputOffset, p.OutputOffset, p.ActivationMin, p.ActivationMax) = (s.Next(-127, 128), s.Next(-128, 127), s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[TransposeConv2DParameters.Count];
        p.Store(values, 0);
        return Weighted(
            s, values, p.Batches * p.InputHeight * p.InputWidth * p.InputChannels,
            p.OutputChannels * p.FilterHeight * p.FilterWidth * p.InputChannels, p.OutputChannels,
            p.Batches * p.OutputHeight * p.OutputWidth * p.OutputChannels);
    }

    /// <summary>A layer whose weights have zero points.</summary>
    public static Func<CaseDraw, OperatorCase> WithOffsets(Func<CaseDraw, OperatorCase> layer) => s =>
    {
        OperatorCase drawn = layer(s);
        return s.Case(drawn.Parameters, [.. drawn.Inputs, s.Int32(drawn.Inputs[2].Elements, -127, 128)], s.Int8(drawn.Outputs[0].Elements));
    };

    internal static OperatorCase Weighted(CaseDraw s, int[] parameters, int inputs, int weights, int channels, int outputs, int shift = 2)
    {
        CaseTensor[] operands =
        [
            s.Int8(inputs), s.Int8(weights, -127, 127), s.Int32(channels, -4000, 4000),
            s.Int32(channels, 1 << 30, int.MaxValue), s.Int32(channels, -12, shift),
        ];
        return s.Case(parameters, operands, s.Int8(outputs));
    }
}
