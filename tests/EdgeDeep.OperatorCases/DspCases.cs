using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.OperatorCases;

/// <summary>Cases of the kernels on pairs of 16-bit lanes: those of the portable kernels, packed.</summary>
public static class DspCases
{
    /// <summary>A convolution without groups and with scales below 1.</summary>
    public static OperatorCase Conv2D(CaseDraw s)
    {
        OperatorCase plain = WeightCases.Conv2D(s, groups: 1, shift: 0);
        Conv2DParameters p = Conv2DParameters.Load(plain.Parameters, 0);
        int[] weights = new int[DspPacking.WeightsLength(in p)];
        sbyte[] filters = Elements<sbyte>(plain.Inputs[1]);
        DspPacking.Weights(filters, 0, weights, 0, in p);
        int taps = filters.Length / p.OutputChannels;
        int[] folded = [.. Elements<int>(plain.Inputs[2]).Select((bias, i) => bias + (p.InputOffset * filters.Skip(i * taps).Take(taps).Sum(w => w)))];
        CaseTensor[] inputs = [plain.Inputs[0], CaseDraw.Of(weights), Constants(folded, plain, p.OutputOffset)];
        return s.Case(plain.Parameters, inputs, plain.Outputs[0], s.Int32(DspPacking.ColumnsLength(in p), -4000, 4000));
    }

    /// <summary>A depthwise convolution with one filter a channel and scales below 1.</summary>
    public static OperatorCase DepthwiseConv2D(CaseDraw s)
    {
        OperatorCase plain = WeightCases.DepthwiseConv2D(s, depthMultiplier: 1, shift: 0);
        DepthwiseConv2DParameters p = DepthwiseConv2DParameters.Load(plain.Parameters, 0);
        CaseTensor[] inputs = [plain.Inputs[0], plain.Inputs[1], Constants(Elements<int>(plain.Inputs[2]), plain, p.OutputOffset)];
        return s.Case(plain.Parameters, inputs, plain.Outputs[0]);
    }

    /// <summary>A sum of tensors of one shape.</summary>
    public static OperatorCase Add(CaseDraw s)
    {
        AddDspParameters p = default;
        p.Elements = s.Next(1, 70);
        (p.Input1Offset, p.Input1Multiplier, p.Input1Shift) = (s.Next(-127, 128) << 21, s.Multiplier(), s.Next(1, 12));
        (p.Input2Offset, p.Input2Multiplier, p.Input2Shift) = (s.Next(-127, 128) << 21, s.Multiplier(), s.Next(1, 12));
        (p.Input1Rounding, p.Input2Rounding) = (1 << (p.Input1Shift - 1), 1 << (p.Input2Shift - 1));
        (p.Multiplier, p.Shift) = (s.Multiplier(), s.Next(15, 21));
        p.Rounding = (1 << (p.Shift - 1)) + (s.Next(-128, 127) << p.Shift);
        (p.ActivationMin, p.ActivationMax) = s.Next(0, 1) == 0 ? (-128, 127) : (s.Next(-128, 0), s.Next(1, 127));
        int[] values = new int[AddDspParameters.Count];
        p.Store(values, 0);
        return s.Case(values, [s.Int8(p.Elements), s.Int8(p.Elements)], s.Int8(p.Elements));
    }

    private static CaseTensor Constants(int[] bias, OperatorCase plain, int outputOffset)
    {
        int[] constants = new int[DspPacking.ConstantsLength(bias.Length)];
        int[] multipliers = Elements<int>(plain.Inputs[3]), shifts = Elements<int>(plain.Inputs[4]);
        for (int i = 0; i < bias.Length; i++)
        {
            DspPacking.Constants(bias[i], 1 << 21, multipliers[i], shifts[i], outputOffset, constants, 4 * i);
        }

        return CaseDraw.Of(constants);
    }

    private static T[] Elements<T>(CaseTensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Content).ToArray();
}
