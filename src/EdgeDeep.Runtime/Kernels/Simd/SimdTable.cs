using System.Runtime.Intrinsics;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>The vector kernel of a step, where there is one.</summary>
internal static class SimdTable
{
    /// <summary>Rearranges a step's constants; null where the step is for the portable kernel.</summary>
    public static PackedStep? TryPack(Plan plan, PlanStep step, TypedMemory constants, KernelLevel level) => level switch
    {
        KernelLevel.AvxVnni => TryPack<AvxVnniLanes, Vector256<int>, AvxVnniDepthwise>(plan, step, constants),
        KernelLevel.Avx512 => TryPack<Avx512Lanes, Vector512<int>, Avx2Depthwise>(plan, step, constants),
        KernelLevel.Avx2 => TryPack<Avx2Lanes, Vector256<int>, Avx2Depthwise>(plan, step, constants),
        KernelLevel.Sse41 => TryPack<Sse41Lanes, Vector128<int>, Sse41Depthwise>(plan, step, constants),
        KernelLevel.AdvSimdDot => TryPack<AdvSimdDotLanes, Vector128<int>, AdvSimdDepthwise>(plan, step, constants),
        KernelLevel.AdvSimd => TryPack<AdvSimdLanes, Vector128<int>, AdvSimdDepthwise>(plan, step, constants),
        _ => null,
    };

    private static PackedStep? TryPack<T, V, D>(Plan plan, PlanStep step, TypedMemory constants)
        where T : struct, ILanes<V>
        where V : struct
        where D : struct, IDepthwiseBlock => step.Op switch
        {
            OpCode.Conv2DInt8 or OpCode.DepthwiseConv2DInt8 or OpCode.FullyConnectedInt8 =>
                WeightOperands.TryRead(plan, step, constants, out WeightOperands operands)
                    ? Weighted<T, V, D>(step, in operands) : null,
            OpCode.AddInt8 => SumOrProduct<T, V>.TryPack(AddParameters.Load(step.Parameters, 0), SumOrProduct<T, V>.Operation.Add),
            OpCode.SubInt8 => SumOrProduct<T, V>.TryPack(AddParameters.Load(step.Parameters, 0), SumOrProduct<T, V>.Operation.Subtract),
            OpCode.MulInt8 => SumOrProduct<T, V>.TryPack(MulParameters.Load(step.Parameters, 0)),
            OpCode.AveragePool2DInt8 => Pooling.TryPack(Pool2DParameters.Load(step.Parameters, 0), mean: true),
            OpCode.MaxPool2DInt8 => Pooling.TryPack(Pool2DParameters.Load(step.Parameters, 0), mean: false),
            _ => UnaryTables.TryPack(plan, step, constants),
        };

    private static PackedStep? Weighted<T, V, D>(PlanStep step, in WeightOperands operands)
        where T : struct, ILanes<V>
        where V : struct
        where D : struct, IDepthwiseBlock
    {
        switch (step.Op)
        {
            case OpCode.Conv2DInt8:
                Conv2DParameters conv = Conv2DParameters.Load(step.Parameters, 0);
                return MatrixConvolution<T, V>.TryPack(
                    WindowGeometry.Of(in conv), conv.Groups, in operands, 0,
                    new OutputLimits(conv.OutputOffset, conv.ActivationMin, conv.ActivationMax));
            case OpCode.FullyConnectedInt8:
                FullyConnectedParameters full = FullyConnectedParameters.Load(step.Parameters, 0);
                bool packs = full.WeightsOffset == 0 || T.Groups == GroupKind.Shorts;
                return packs
                    ? MatrixConvolution<T, V>.TryPack(
                        WindowGeometry.Of(in full), 1, in operands, full.WeightsOffset,
                        new OutputLimits(full.OutputOffset, full.ActivationMin, full.ActivationMax))
                    : null;
            default:
                return Depthwise<T, V, D>(DepthwiseConv2DParameters.Load(step.Parameters, 0), in operands);
        }
    }

    private static PackedStep? Depthwise<T, V, D>(DepthwiseConv2DParameters p, in WeightOperands operands)
        where T : struct, ILanes<V>
        where V : struct
        where D : struct, IDepthwiseBlock
    {
        if (p.DepthMultiplier == 1)
        {
            return Simd.Depthwise<D>.TryPack(in p, in operands);
        }

        if (p.InputChannels > 1)
        {
            return null;
        }

        // All filters read the one input channel: a convolution whose weights lie HWO instead of OHWI.
        int taps = p.FilterHeight * p.FilterWidth;
        sbyte[] turned = new sbyte[taps * p.OutputChannels];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] = operands.Weights[(i % taps * p.OutputChannels) + (i / taps)];
        }

        return MatrixConvolution<T, V>.TryPack(
            WindowGeometry.Of(in p), 1, new WeightOperands(turned, operands.Bias, operands.Multipliers, operands.Shifts), 0,
            new OutputLimits(p.OutputOffset, p.ActivationMin, p.ActivationMax));
    }
}
