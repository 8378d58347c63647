using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Runs one step.</summary>
public delegate void StepKernel(StepContext step);

/// <summary>A portable kernel that the runtime has.</summary>
/// <param name="Op">What it computes.</param>
/// <param name="Inputs">Number of operands.</param>
/// <param name="Outputs">Number of results and scratch tensors.</param>
/// <param name="Parameters">Number of integers in the parameter structure.</param>
/// <param name="Run">The call.</param>
public sealed record KernelRow(OpCode Op, int Inputs, int Outputs, int Parameters, StepKernel Run);

/// <summary>The portable kernels of the runtime, one for each operation.</summary>
public static class KernelTable
{
    private static readonly KernelRow[] Rows =
    [
        new(OpCode.Copy, 1, 1, CopyParameters.Count, MovementKernels.Copy),
        new(OpCode.Conv2DInt8, 5, 1, Conv2DParameters.Count, WeightKernels.Conv2DInt8),
        new(OpCode.DepthwiseConv2DInt8, 5, 1, DepthwiseConv2DParameters.Count, WeightKernels.DepthwiseConv2DInt8),
        new(OpCode.FullyConnectedInt8, 5, 1, FullyConnectedParameters.Count, WeightKernels.FullyConnectedInt8),
        new(OpCode.AveragePool2DInt8, 1, 1, Pool2DParameters.Count, WindowKernels.AveragePool2DInt8),
        new(OpCode.MaxPool2DInt8, 1, 1, Pool2DParameters.Count, WindowKernels.MaxPool2DInt8),
        new(OpCode.AddInt8, 2, 1, AddParameters.Count, ElementwiseKernels.AddInt8),
        new(OpCode.SubInt8, 2, 1, AddParameters.Count, ElementwiseKernels.SubInt8),
        new(OpCode.MulInt8, 2, 1, MulParameters.Count, ElementwiseKernels.MulInt8),
        new(OpCode.MaximumInt8, 2, 1, BroadcastParameters.Count, ElementwiseKernels.MaximumInt8),
        new(OpCode.MinimumInt8, 2, 1, BroadcastParameters.Count, ElementwiseKernels.MinimumInt8),
        new(OpCode.MeanInt8, 1, 2, ReduceParameters.Count, WindowKernels.MeanInt8),
        new(OpCode.SumInt8, 1, 2, ReduceParameters.Count, WindowKernels.SumInt8),
        new(OpCode.ReduceMaxInt8, 1, 1, ReduceParameters.Count, WindowKernels.ReduceMaxInt8),
        new(OpCode.SoftmaxInt8, 1, 1, SoftmaxParameters.Count, ElementwiseKernels.SoftmaxInt8),
        new(OpCode.SoftmaxFloat, 1, 1, EdgeDeep.Kernels.Float.SoftmaxParameters.Count, ElementwiseKernels.SoftmaxFloat),
        new(OpCode.LogisticInt8, 1, 1, LogisticParameters.Count, ElementwiseKernels.LogisticInt8),
        new(OpCode.TanhInt8, 1, 1, LogisticParameters.Count, ElementwiseKernels.TanhInt8),
        new(OpCode.ReluInt8, 1, 1, ReluParameters.Count, ElementwiseKernels.ReluInt8),
        new(OpCode.LeakyReluInt8, 1, 1, LeakyReluParameters.Count, ElementwiseKernels.LeakyReluInt8),
        new(OpCode.PReluInt8, 2, 1, PReluParameters.Count, ElementwiseKernels.PReluInt8),
        new(OpCode.HardSwishInt8, 1, 1, HardSwishParameters.Count, ElementwiseKernels.HardSwishInt8),
        new(OpCode.PadInt8, 1, 1, PadParameters.Count, MovementKernels.PadInt8),
        new(OpCode.TransposeInt8, 1, 1, TransposeParameters.Count, MovementKernels.TransposeInt8),
        new(OpCode.ConcatenationInt8, 1, 1, ConcatenationParameters.Count, MovementKernels.ConcatenationInt8),
        new(OpCode.StridedSliceInt8, 1, 1, StridedSliceParameters.Count, MovementKernels.StridedSliceInt8),
        new(OpCode.GatherInt8, 2, 1, GatherParameters.Count, MovementKernels.GatherInt8),
        new(OpCode.ResizeNearestInt8, 3, 1, ResizeNearestParameters.Count, MovementKernels.ResizeNearestInt8),
        new(OpCode.ArgMaxInt8, 1, 1, ArgMaxParameters.Count, WindowKernels.ArgMaxInt8),
        new(OpCode.QuantizeInt8, 1, 1, EdgeDeep.Kernels.Float.QuantizeParameters.Count, QuantizeKernels.FloatToInt8),
        new(OpCode.DequantizeInt8, 1, 1, EdgeDeep.Kernels.Float.DequantizeParameters.Count, QuantizeKernels.Int8ToFloat),
        new(OpCode.RequantizeInt8, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int8ToInt8),
        new(OpCode.RequantizeUInt8ToInt8, 1, 1, RequantizeParameters.Count, QuantizeKernels.UInt8ToInt8),
        new(OpCode.RequantizeInt8ToUInt8, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int8ToUInt8),
        new(OpCode.RequantizeInt16ToInt8, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int16ToInt8),
        new(OpCode.RequantizeInt8ToInt16, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int8ToInt16),
        new(OpCode.RequantizeInt16ToInt32, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int16ToInt32),
        new(OpCode.TransposeConv2DInt8, 5, 1, TransposeConv2DParameters.Count, WeightKernels.TransposeConv2DInt8),
        new(OpCode.SvdfInt8, 4, 2, SvdfParameters.Count, RecurrentKernels.SvdfInt8),
        new(OpCode.SvdfInt8State16, 4, 2, SvdfParameters.Count, RecurrentKernels.SvdfInt8State16),
        new(OpCode.LstmInt8, 7, 4, LstmParameters.Count, RecurrentKernels.LstmInt8),
        new(OpCode.GruInt8, 8, 3, GruParameters.Count, RecurrentKernels.GruInt8),
        new(OpCode.LogSoftmaxInt8, 1, 1, LogSoftmaxParameters.Count, ElementwiseKernels.LogSoftmaxInt8),
        new(OpCode.LogSoftmaxFloat, 1, 1, EdgeDeep.Kernels.Float.SoftmaxParameters.Count, ElementwiseKernels.LogSoftmaxFloat),
        new(OpCode.SoftmaxInt8ToInt16, 1, 1, SoftmaxParameters.Count, ElementwiseKernels.SoftmaxInt8ToInt16),
        new(OpCode.BatchMatMulInt8, 2, 1, BatchMatMulParameters.Count, ElementwiseKernels.BatchMatMulInt8),
        new(OpCode.LayerNormInt8, 3, 1, LayerNormParameters.Count, ElementwiseKernels.LayerNormInt8),
        new(OpCode.SpectrumMagnitudeInt16ToInt8, 4, 1, SpectrumMagnitudeParameters.Count, WeightKernels.SpectrumMagnitudeInt16ToInt8),
        new(OpCode.LookupInt8, 2, 1, LookupParameters.Count, ElementwiseKernels.LookupInt8),
        new(OpCode.RandomNormalInt8, 1, 2, RandomNormalParameters.Count, RandomKernels.RandomNormalInt8),
        new(OpCode.RandomNormalInt16, 1, 2, RandomNormalParameters.Count, RandomKernels.RandomNormalInt16),
        new(OpCode.MultinomialInt8, 2, 2, MultinomialParameters.Count, RandomKernels.MultinomialInt8),
        new(OpCode.Conv2DInt16, 5, 1, Conv2DParameters.Count, WideKernels.Conv2DInt16),
        new(OpCode.Conv2DInt16Bias32, 5, 1, Conv2DParameters.Count, WideKernels.Conv2DInt16Bias32),
        new(OpCode.DepthwiseConv2DInt16, 5, 1, DepthwiseConv2DParameters.Count, WideKernels.DepthwiseConv2DInt16),
        new(OpCode.DepthwiseConv2DInt16Bias32, 5, 1, DepthwiseConv2DParameters.Count, WideKernels.DepthwiseConv2DInt16Bias32),
        new(OpCode.FullyConnectedInt16, 5, 1, FullyConnectedParameters.Count, WideKernels.FullyConnectedInt16),
        new(OpCode.FullyConnectedInt16Bias32, 5, 1, FullyConnectedParameters.Count, WideKernels.FullyConnectedInt16Bias32),
        new(OpCode.TransposeConv2DInt16, 5, 1, TransposeConv2DParameters.Count, WideKernels.TransposeConv2DInt16),
        new(OpCode.AddInt16, 2, 1, AddParameters.Count, WideKernels.AddInt16),
        new(OpCode.SubInt16, 2, 1, AddParameters.Count, WideKernels.SubInt16),
        new(OpCode.MulInt16, 2, 1, MulParameters.Count, WideKernels.MulInt16),
        new(OpCode.MaximumInt16, 2, 1, BroadcastParameters.Count, WideKernels.MaximumInt16),
        new(OpCode.MinimumInt16, 2, 1, BroadcastParameters.Count, WideKernels.MinimumInt16),
        new(OpCode.AveragePool2DInt16, 1, 1, Pool2DParameters.Count, WideKernels.AveragePool2DInt16),
        new(OpCode.MaxPool2DInt16, 1, 1, Pool2DParameters.Count, WideKernels.MaxPool2DInt16),
        new(OpCode.MeanInt16, 1, 2, ReduceParameters.Count, WideKernels.MeanInt16),
        new(OpCode.SumInt16, 1, 2, ReduceParameters.Count, WideKernels.SumInt16),
        new(OpCode.ReduceMaxInt16, 1, 1, ReduceParameters.Count, WideKernels.ReduceMaxInt16),
        new(OpCode.ReluInt16, 1, 1, ReluParameters.Count, WideKernels.ReluInt16),
        new(OpCode.LeakyReluInt16, 1, 1, LeakyReluParameters.Count, WideKernels.LeakyReluInt16),
        new(OpCode.LogisticInt16, 2, 1, Logistic16Parameters.Count, WideKernels.LogisticInt16),
        new(OpCode.TanhInt16, 2, 1, Logistic16Parameters.Count, WideKernels.TanhInt16),
        new(OpCode.LookupInt16, 2, 1, LookupParameters.Count, WideKernels.LookupInt16),
        new(OpCode.SoftmaxInt16, 3, 1, Softmax16Parameters.Count, WideKernels.SoftmaxInt16),
        new(OpCode.QuantizeInt16, 1, 1, EdgeDeep.Kernels.Float.QuantizeParameters.Count, QuantizeKernels.QuantizeInt16),
        new(OpCode.QuantizeUInt8, 1, 1, EdgeDeep.Kernels.Float.QuantizeParameters.Count, QuantizeKernels.QuantizeUInt8),
        new(OpCode.DequantizeInt16, 1, 1, EdgeDeep.Kernels.Float.DequantizeParameters.Count, QuantizeKernels.DequantizeInt16),
        new(OpCode.DequantizeUInt8, 1, 1, EdgeDeep.Kernels.Float.DequantizeParameters.Count, QuantizeKernels.DequantizeUInt8),
        new(OpCode.RequantizeInt16, 1, 1, RequantizeParameters.Count, QuantizeKernels.RequantizeInt16),
        new(OpCode.RequantizeInt32ToInt16, 1, 1, RequantizeParameters.Count, QuantizeKernels.RequantizeInt32ToInt16),
        new(OpCode.RequantizeInt32ToInt8, 1, 1, RequantizeParameters.Count, QuantizeKernels.RequantizeInt32ToInt8),
        new(OpCode.RequantizeInt8ToInt32, 1, 1, RequantizeParameters.Count, QuantizeKernels.RequantizeInt8ToInt32),
        new(OpCode.StridedCopyInt8, 1, 1, StridedCopyParameters.Count, MovementKernels.StridedCopyInt8),
        new(OpCode.StridedCopyInt16, 1, 1, StridedCopyParameters.Count, MovementKernels.StridedCopyInt16),
        new(OpCode.StridedCopyInt32, 1, 1, StridedCopyParameters.Count, MovementKernels.StridedCopyInt32),
        new(OpCode.StridedCopyFloat, 1, 1, StridedCopyParameters.Count, MovementKernels.StridedCopyFloat),
        new(OpCode.FillInt8, 0, 1, FillParameters.Count, MovementKernels.FillInt8),
        new(OpCode.FillInt16, 0, 1, FillParameters.Count, MovementKernels.FillInt16),
        new(OpCode.FillInt32, 0, 1, FillParameters.Count, MovementKernels.FillInt32),
        new(OpCode.FillFloat, 0, 1, FillParameters.Count, MovementKernels.FillFloat),
        new(OpCode.GatherInt16, 2, 1, GatherParameters.Count, MovementKernels.GatherInt16),
        new(OpCode.GatherInt32, 2, 1, GatherParameters.Count, MovementKernels.GatherInt32),
        new(OpCode.GatherFloat, 2, 1, GatherParameters.Count, MovementKernels.GatherFloat),
        new(OpCode.Conv2DInt8WeightsOffset, 6, 1, Conv2DParameters.Count, WeightKernels.Conv2DInt8WeightsOffset),
        new(OpCode.DepthwiseConv2DInt8WeightsOffset, 6, 1, DepthwiseConv2DParameters.Count, WeightKernels.DepthwiseConv2DInt8WeightsOffset),
        new(OpCode.BinaryInt32, 2, 1, BinaryParameters.Count, GeneralKernels.BinaryInt32),
        new(OpCode.BinaryFloat, 2, 1, BinaryParameters.Count, GeneralKernels.BinaryFloat),
        new(OpCode.UnaryFloat, 1, 1, EdgeDeep.Kernels.Float.UnaryParameters.Count, GeneralKernels.UnaryFloat),
        new(OpCode.ReduceFloat, 1, 1, EdgeDeep.Kernels.Float.ReduceParameters.Count, GeneralKernels.ReduceFloat),
        new(OpCode.CompareInt8, 2, 1, CompareParameters.Count, GeneralKernels.CompareInt8),
        new(OpCode.CompareInt32, 2, 1, CompareParameters.Count, GeneralKernels.CompareInt32),
        new(OpCode.CompareFloat, 2, 1, CompareParameters.Count, GeneralKernels.CompareFloat),
        new(OpCode.LogicalBool, 2, 1, BinaryParameters.Count, GeneralKernels.LogicalBool),
        new(OpCode.SelectInt8, 3, 1, SelectParameters.Count, GeneralKernels.SelectInt8),
        new(OpCode.SelectInt16, 3, 1, SelectParameters.Count, GeneralKernels.SelectInt16),
        new(OpCode.SelectInt32, 3, 1, SelectParameters.Count, GeneralKernels.SelectInt32),
        new(OpCode.SelectFloat, 3, 1, SelectParameters.Count, GeneralKernels.SelectFloat),
        new(OpCode.GatherNdInt8, 2, 1, GatherNdParameters.Count, GeneralKernels.GatherNdInt8),
        new(OpCode.GatherNdInt16, 2, 1, GatherNdParameters.Count, GeneralKernels.GatherNdInt16),
        new(OpCode.GatherNdInt32, 2, 1, GatherNdParameters.Count, GeneralKernels.GatherNdInt32),
        new(OpCode.GatherNdFloat, 2, 1, GatherNdParameters.Count, GeneralKernels.GatherNdFloat),
        new(OpCode.ResizeBilinearInt8, 3, 1, ResizeBilinearParameters.Count, GeneralKernels.ResizeBilinearInt8),
        new(OpCode.ResizeBilinearInt16, 3, 1, ResizeBilinearParameters.Count, GeneralKernels.ResizeBilinearInt16),
        new(OpCode.ResizeBilinearFloat, 3, 1, ResizeBilinearParameters.Count, GeneralKernels.ResizeBilinearFloat),
        new(OpCode.ArgMaxInt16, 1, 1, ArgMaxParameters.Count, GeneralKernels.ArgMaxInt16),
        new(OpCode.ArgMaxFloat, 1, 1, ArgMaxParameters.Count, GeneralKernels.ArgMaxFloat),
        new(OpCode.ArgMinInt8, 1, 1, ArgMaxParameters.Count, GeneralKernels.ArgMinInt8),
        new(OpCode.ArgMinInt16, 1, 1, ArgMaxParameters.Count, GeneralKernels.ArgMinInt16),
        new(OpCode.ArgMinFloat, 1, 1, ArgMaxParameters.Count, GeneralKernels.ArgMinFloat),
        new(OpCode.ReduceMinInt8, 1, 1, ReduceParameters.Count, GeneralKernels.ReduceMinInt8),
        new(OpCode.ReduceMinInt16, 1, 1, ReduceParameters.Count, GeneralKernels.ReduceMinInt16),
        new(OpCode.CastInt32ToFloat, 1, 1, EdgeDeep.Kernels.Float.CastParameters.Count, GeneralKernels.CastInt32ToFloat),
        new(OpCode.CastFloatToInt32, 1, 1, EdgeDeep.Kernels.Float.CastParameters.Count, GeneralKernels.CastFloatToInt32),
        new(OpCode.CastUInt8ToInt32, 1, 1, EdgeDeep.Kernels.Float.CastParameters.Count, GeneralKernels.CastUInt8ToInt32),
        new(OpCode.CastInt32ToBool, 1, 1, EdgeDeep.Kernels.Float.CastParameters.Count, GeneralKernels.CastInt32ToBool),
        new(OpCode.CastFloatToBool, 1, 1, EdgeDeep.Kernels.Float.CastParameters.Count, GeneralKernels.CastFloatToBool),
        new(OpCode.TopKInt8, 1, 2, TopKParameters.Count, GeneralKernels.TopKInt8),
        new(OpCode.TopKFloat, 1, 2, TopKParameters.Count, GeneralKernels.TopKFloat),
        new(OpCode.SquaredDifferenceInt8, 2, 1, AddParameters.Count, GeneralKernels.SquaredDifferenceInt8),
        new(OpCode.L2NormInt8, 1, 1, L2NormParameters.Count, GeneralKernels.L2NormInt8),
        new(OpCode.SignalWindowInt16, 2, 2, SignalWindowParameters.Count, AudioKernels.SignalWindowInt16),
        new(OpCode.SignalEnergyInt16ToInt32, 3, 2, SignalEnergyParameters.Count, AudioKernels.SignalEnergyInt16ToInt32),
        new(OpCode.FilterBankInt32, 5, 1, FilterBankParameters.Count, AudioKernels.FilterBankInt32),
        new(OpCode.SpectralSubtractionInt32, 1, 2, SpectralSubtractionParameters.Count, AudioKernels.SpectralSubtractionInt32),
        new(OpCode.PcanInt32, 3, 1, PcanParameters.Count, AudioKernels.PcanInt32),
        new(OpCode.FilterBankLogInt32ToInt16, 2, 1, FilterBankLogParameters.Count, AudioKernels.FilterBankLogInt32ToInt16),
        new(OpCode.FeatureQuantizeInt16ToInt8, 1, 1, FeatureQuantizeParameters.Count, AudioKernels.FeatureQuantizeInt16ToInt8),
        new(OpCode.SlideInt8, 1, 1, SlideParameters.Count, AudioKernels.SlideInt8),
        new(OpCode.SlideInt16, 1, 1, SlideParameters.Count, AudioKernels.SlideInt16),
        new(OpCode.MagnitudeSpectrumInt16ToInt32, 3, 3, MagnitudeSpectrumParameters.Count, AudioKernels.MagnitudeSpectrumInt16ToInt32),
        new(OpCode.MelLogInt32ToInt16, 6, 1, MelLogParameters.Count, AudioKernels.MelLogInt32ToInt16),
        new(OpCode.SignalPeakInt16, 1, 1, SignalPeakParameters.Count, AudioKernels.SignalPeakInt16),
        new(OpCode.MelFeaturesInt16ToInt8, 4, 2, MelFeaturesParameters.Count, AudioKernels.MelFeaturesInt16ToInt8),
        new(OpCode.Conv2DDspInt8, 3, 2, Conv2DParameters.Count, DspKernels.Conv2DInt8),
        new(OpCode.DepthwiseConv2DDspInt8, 3, 1, DepthwiseConv2DParameters.Count, DspKernels.DepthwiseConv2DInt8),
        new(OpCode.AddDspInt8, 2, 1, AddDspParameters.Count, DspKernels.AddInt8),
    ];

    /// <summary>All kernels.</summary>
    public static IReadOnlyList<KernelRow> All => Rows;

    /// <summary>The kernel that runs an operation.</summary>
    /// <exception cref="ModelFormatException">There is none.</exception>
    public static KernelRow Find(OpCode op) => Array.Find(Rows, row => row.Op == op)
        ?? throw new ModelFormatException($"This runtime has no kernel for {op}; update EdgeDeep.");

    /// <summary>Makes sure that every step has a kernel, calls it with as many operands and parameters as it takes, and ends.</summary>
    /// <exception cref="ModelFormatException">A step cannot run; the message names it.</exception>
    public static void Check(Plan plan)
    {
        foreach (PlanStep step in plan.Steps)
        {
            KernelRow row = Find(step.Op);
            if (step.Inputs.Length != row.Inputs || step.Outputs.Length != row.Outputs || step.Parameters.Length != row.Parameters)
            {
                throw new ModelFormatException(
                    $"Step '{step.Name}' calls {step.Op} with the wrong number of operands or parameters; quantize the model again.");
            }

            if (step.Outputs.Any(output => plan.Tensors[output].Storage == Storage.Constant))
            {
                throw new ModelFormatException($"Step '{step.Name}' writes to a constant; quantize the model again.");
            }
        }

        WorkBound.Check(plan);
    }
}
