using System.Runtime.Intrinsics;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>The vector kernel of a step, where there is one.</summary>
internal static class SimdTable
{
    // Packed weights repeat where channels and blocks meet again, which may be as late as the product of both.
    private const int MostChannels = 1 << 16;

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
                    ? Weighted<T, V, D>(plan, step, in operands) : null,
            OpCode.AddInt8 => SumOrProduct<T, V>.TryPack(plan, step, SumOrProduct<T, V>.Operation.Add),
            OpCode.SubInt8 => SumOrProduct<T, V>.TryPack(plan, step, SumOrProduct<T, V>.Operation.Subtract),
            OpCode.MulInt8 => SumOrProduct<T, V>.TryPack(plan, step, SumOrProduct<T, V>.Operation.Multiply),
            OpCode.AveragePool2DInt8 => Pooling.TryPack(plan, step, mean: true),
            OpCode.MaxPool2DInt8 => Pooling.TryPack(plan, step, mean: false),
            _ => UnaryTables.TryPack(plan, step, constants),
        };

    private static PackedStep? Weighted<T, V, D>(Plan plan, PlanStep step, in WeightOperands operands)
        where T : struct, ILanes<V>
        where V : struct
        where D : struct, IDepthwiseBlock
    {
        switch (step.Op)
        {
            case OpCode.Conv2DInt8:
                Conv2DParameters conv = Conv2DParameters.Load(step.Parameters, 0);
                return Matrix<T, V>(
                    plan, step, WindowGeometry.Of(in conv), conv.Groups, in operands, 0,
                    new OutputLimits(conv.OutputOffset, conv.ActivationMin, conv.ActivationMax));
            case OpCode.FullyConnectedInt8:
                FullyConnectedParameters full = FullyConnectedParameters.Load(step.Parameters, 0);
                return Matrix<T, V>(
                    plan, step, WindowGeometry.Of(in full), 1, in operands, full.WeightsOffset,
                    new OutputLimits(full.OutputOffset, full.ActivationMin, full.ActivationMax));
            default:
                return DepthwiseOrMatrix<T, V, D>(plan, step, DepthwiseConv2DParameters.Load(step.Parameters, 0), in operands);
        }
    }

    private static PackedStep? Matrix<T, V>(
        Plan plan, PlanStep step, in WindowGeometry g, int groups, in WeightOperands operands, int weightsOffset, OutputLimits limits)
        where T : struct, ILanes<V>
        where V : struct
    {
        bool divides = groups > 0 && g.InputChannels % groups == 0 && g.OutputChannels % groups == 0;
        bool subtracts = weightsOffset == 0 || (T.Groups == GroupKind.Shorts && weightsOffset is >= -128 and <= 128);
        return divides && subtracts && Fits(plan, step, in g, groups, in operands, limits)
            ? MatrixConvolution<T, V>.TryPack(in g, groups, in operands, weightsOffset, limits) : null;
    }

    private static PackedStep? DepthwiseOrMatrix<T, V, D>(Plan plan, PlanStep step, DepthwiseConv2DParameters p, in WeightOperands operands)
        where T : struct, ILanes<V>
        where V : struct
        where D : struct, IDepthwiseBlock
    {
        WindowGeometry g = WindowGeometry.Of(in p);
        OutputLimits limits = new(p.OutputOffset, p.ActivationMin, p.ActivationMax);
        if ((long)p.InputChannels * p.DepthMultiplier != p.OutputChannels || !Fits(plan, step, in g, p.InputChannels, in operands, limits))
        {
            return null;
        }

        if (p.DepthMultiplier == 1)
        {
            return p.InputChannels > MostChannels ? null : Depthwise<D>.TryPack(in g, in operands, limits);
        }

        // All filters read the one input channel: a convolution whose weights lie HWO instead of OHWI.
        return p.InputChannels == 1
            ? MatrixConvolution<T, V>.TryPack(
                in g, 1, operands.OutputsFirst(p.FilterHeight * p.FilterWidth, p.OutputChannels), 0, limits)
            : null;
    }

    /// <summary>Whether all tensors are large enough for the parameters.</summary>
    private static bool Fits(
        Plan plan, PlanStep step, in WindowGeometry g, int groups, in WeightOperands operands, OutputLimits limits) =>
        limits.AreBytes && g.IsSound && TensorSizes.Hold(plan, step, g.Inputs, g.Outputs)
        && operands.Hold(TensorSizes.Product(g.FilterHeight, g.FilterWidth, g.InputChannels / groups, g.OutputChannels), g.OutputChannels);
}
