using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>
/// Rewrites a plan for the kernels on pairs of 16-bit lanes: convolutions, depthwise convolutions and fully connected layers
/// whose sums and scales are in the range that these kernels need. The outputs keep their bytes.
/// </summary>
internal sealed class DspLowering
{
    // Two filters share an int, so the sum of a filter's products with values of -128..127 must fit 24 bits.
    private const int LargestMagnitude = (1 << 23) / 128;

    private readonly Plan _plan;
    private readonly List<PlanTensor> _tensors;
    private readonly PlanConstants _constants;
    private readonly List<PlanStep> _steps = [];
    private readonly ScratchPlacer _scratch;

    private DspLowering(Plan plan)
    {
        _plan = plan;
        _tensors = [.. plan.Tensors];
        _constants = new PlanConstants(plan.Constants);
        _scratch = new ScratchPlacer(plan);
    }

    /// <summary>The rewritten plan; steps that do not fit the kernels stay as they are.</summary>
    public static Plan Lower(Plan plan)
    {
        DspLowering lowering = new(plan);
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            lowering._steps.Add(lowering.Lower(plan.Steps[i], i));
        }

        return PlanConstants.Compact(plan, lowering._tensors, lowering._steps, lowering._constants, lowering._scratch.ArenaBytes);
    }

    private PlanStep Lower(PlanStep step, int index)
    {
        switch (step.Op)
        {
            case OpCode.Conv2DInt8:
                Conv2DParameters convolution = Conv2DParameters.Load(step.Parameters, 0);
                return convolution.Groups == 1 ? Packed(step, index, convolution, Filters(step, 1)) : step;
            case OpCode.FullyConnectedInt8:
                FullyConnectedParameters dense = FullyConnectedParameters.Load(step.Parameters, 0);
                return dense.WeightsOffset == 0 ? Packed(step, index, AsConvolution(dense), Filters(step, 1)) : step;
            case OpCode.DepthwiseConv2DInt8:
                DepthwiseConv2DParameters depthwise = DepthwiseConv2DParameters.Load(step.Parameters, 0);
                return depthwise.InputChannels == 1 ? Packed(step, index, AsConvolution(depthwise), Transposed(step))
                    : depthwise.DepthMultiplier == 1 ? Depthwise(step, depthwise) : step;
            case OpCode.AddInt8:
                return Add(step, AddParameters.Load(step.Parameters, 0));
            default:
                return step;
        }
    }

    /// <summary>A convolution with packed filters.</summary>
    private PlanStep Packed(PlanStep step, int index, Conv2DParameters p, sbyte[]? filters)
    {
        // One or two filters would leave most of the work of a block of four unused.
        if (filters is null || Scales(step) is not { } scales || scales.Bias.Length < 3)
        {
            return step;
        }

        int taps = filters.Length / p.OutputChannels;
        int[] constants = new int[DspPacking.ConstantsLength(p.OutputChannels)];
        for (int channel = 0; channel < p.OutputChannels; channel++)
        {
            ReadOnlySpan<sbyte> filter = filters.AsSpan(channel * taps, taps);
            (int sum, int magnitude) = Sums(filter);
            long bias = scales.Bias[channel] + ((long)sum * p.InputOffset);
            bool fits = DspPacking.Constants(
                bias, 128L * magnitude, scales.Multipliers[channel], scales.Shifts[channel], p.OutputOffset, constants, 4 * channel);
            if (!fits || magnitude >= LargestMagnitude || filter.Contains(sbyte.MinValue))
            {
                return step;
            }
        }

        int[] packed = new int[DspPacking.WeightsLength(in p)], parameters = new int[Conv2DParameters.Count];
        DspPacking.Weights(filters, 0, packed, 0, in p);
        p.Store(parameters, 0);
        int length = DspPacking.ColumnsLength(in p);
        int columns = Add($"{step.Name}: columns", length, Storage.Arena, _scratch.Place(index, length * sizeof(int)));
        int weights = Constant($"{_tensors[step.Inputs[1]].Name}, packed", packed);
        return step with
        {
            Op = OpCode.Conv2DDspInt8,
            Inputs = [step.Inputs[0], weights, Constants(step, constants)],
            Outputs = [step.Outputs[0], columns],
            Parameters = parameters,
        };
    }

    private PlanStep Depthwise(PlanStep step, DepthwiseConv2DParameters p)
    {
        if (Filters(step, 1) is not { } filters || Scales(step) is not { } scales)
        {
            return step;
        }

        int[] constants = new int[DspPacking.ConstantsLength(p.OutputChannels)];
        for (int channel = 0; channel < p.OutputChannels; channel++)
        {
            long magnitude = 0;
            for (int i = channel; i < filters.Length; i += p.OutputChannels)
            {
                magnitude += Math.Abs((int)filters[i]);
            }

            // Inputs are up to 255 away from their zero point.
            bool fits = DspPacking.Constants(
                scales.Bias[channel], 255 * magnitude, scales.Multipliers[channel], scales.Shifts[channel], p.OutputOffset, constants, 4 * channel);
            if (!fits)
            {
                return step;
            }
        }

        return step with
        {
            Op = OpCode.DepthwiseConv2DDspInt8,
            Inputs = [step.Inputs[0], step.Inputs[1], Constants(step, constants)],
        };
    }

    /// <summary>A sum of tensors of one shape, whose scales are all at most 1.</summary>
    private PlanStep Add(PlanStep step, AddParameters p)
    {
        PlanTensor output = _plan.Tensors[step.Outputs[0]];
        bool sameShape = step.Inputs.All(index => _plan.Tensors[index].Elements == output.Elements);
        if (!sameShape || p.LeftShift != 20 || !((int[])[p.Input1Shift, p.Input2Shift, p.Shift]).All(shift => shift is <= 0 and >= -21))
        {
            return step;
        }

        AddDspParameters dsp = new()
        {
            Elements = output.Elements,
            Input1Offset = p.Input1Offset * (1 << 21),
            Input1Multiplier = p.Input1Multiplier,
            Input1Rounding = 1 << -p.Input1Shift,
            Input1Shift = 1 - p.Input1Shift,
            Input2Offset = p.Input2Offset * (1 << 21),
            Input2Multiplier = p.Input2Multiplier,
            Input2Rounding = 1 << -p.Input2Shift,
            Input2Shift = 1 - p.Input2Shift,
            Multiplier = p.Multiplier,
            Rounding = (1 << -p.Shift) + (p.OutputOffset * (1 << (1 - p.Shift))),
            Shift = 1 - p.Shift,
            ActivationMin = p.ActivationMin,
            ActivationMax = p.ActivationMax,
        };
        int[] parameters = new int[AddDspParameters.Count];
        dsp.Store(parameters, 0);
        return step with { Op = OpCode.AddDspInt8, Parameters = parameters };
    }

    private static (int Sum, int Magnitude) Sums(ReadOnlySpan<sbyte> filter)
    {
        (int sum, int magnitude) = (0, 0);
        foreach (sbyte weight in filter)
        {
            sum += weight;
            magnitude += Math.Abs((int)weight);
        }

        return (sum, magnitude);
    }

    private static Conv2DParameters AsConvolution(FullyConnectedParameters dense)
    {
        Conv2DParameters p = OnePosition();
        (p.InputWidth, p.OutputWidth) = (dense.Batches, dense.Batches);
        (p.InputChannels, p.OutputChannels) = (dense.InputChannels, dense.OutputChannels);
        (p.InputOffset, p.OutputOffset) = (dense.InputOffset, dense.OutputOffset);
        (p.ActivationMin, p.ActivationMax) = (dense.ActivationMin, dense.ActivationMax);
        return p;
    }

    private static Conv2DParameters AsConvolution(DepthwiseConv2DParameters depthwise)
    {
        // The stored forms differ only in the field that counts groups or filters an input channel.
        int[] values = new int[DepthwiseConv2DParameters.Count];
        depthwise.Store(values, 0);
        Conv2DParameters p = Conv2DParameters.Load(values, 0);
        p.Groups = 1;
        return p;
    }

    private static Conv2DParameters OnePosition() => new()
    {
        Batches = 1,
        InputHeight = 1,
        FilterHeight = 1,
        FilterWidth = 1,
        OutputHeight = 1,
        StrideHeight = 1,
        StrideWidth = 1,
        DilationHeight = 1,
        DilationWidth = 1,
        Groups = 1,
    };

    /// <summary>Filters of a depthwise convolution of a single channel, one after the other.</summary>
    private sbyte[]? Transposed(PlanStep step)
    {
        if (Filters(step, 1) is not { } filters)
        {
            return null;
        }

        int channels = _plan.Tensors[step.Inputs[2]].Elements, taps = filters.Length / channels;
        return [.. Enumerable.Range(0, filters.Length).Select(i => filters[(i % taps * channels) + (i / taps)])];
    }

    private sbyte[]? Filters(PlanStep step, int input) => Constant<sbyte>(_plan.Tensors[step.Inputs[input]]);

    private ChannelScales? Scales(PlanStep step) =>
        Constant<int>(_plan.Tensors[step.Inputs[2]]) is { } bias && Constant<int>(_plan.Tensors[step.Inputs[3]]) is { } multipliers
        && Constant<int>(_plan.Tensors[step.Inputs[4]]) is { } shifts
            ? new ChannelScales(bias, multipliers, shifts) : null;

    private T[]? Constant<T>(PlanTensor tensor)
        where T : unmanaged => tensor.Storage == Storage.Constant
            ? MemoryMarshal.Cast<byte, T>(_plan.Constants.AsSpan(tensor.Offset, tensor.Bytes)).ToArray() : null;

    private int Constants(PlanStep step, int[] constants) =>
        Constant($"{step.Name}: bias, multiplier, rounding and shift of each channel", constants);

    private int Constant(string name, int[] values) => Add(name, values.Length, Storage.Constant, _constants.Add(MemoryMarshal.AsBytes<int>(values)));

    private int Add(string name, int length, Storage storage, int offset)
    {
        _tensors.Add(new PlanTensor(name, ElementType.Int32, [length], storage, offset, 0, 0));
        return _tensors.Count - 1;
    }

    private sealed record ChannelScales(int[] Bias, int[] Multipliers, int[] Shifts);
}
