using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Runs one step.</summary>
public delegate void StepKernel(StepContext step);

/// <summary>A kernel that the runtime has.</summary>
/// <param name="Op">What it computes.</param>
/// <param name="Variant">How: <c>portable</c>, or the instruction set and technique.</param>
/// <param name="Inputs">Number of operands.</param>
/// <param name="Outputs">Number of results and scratch tensors.</param>
/// <param name="Parameters">Number of integers in the parameter structure.</param>
/// <param name="Run">The call.</param>
public sealed record KernelRow(OpCode Op, string Variant, int Inputs, int Outputs, int Parameters, StepKernel Run);

/// <summary>The kernels of the runtime. Where several rows compute the same, the first one is taken.</summary>
public static class KernelTable
{
    private const string Portable = "portable";

    private static readonly KernelRow[] Rows =
    [
        new(OpCode.Copy, Portable, 1, 1, CopyParameters.Count, MovementKernels.Copy),
        new(OpCode.Conv2DInt8, Portable, 5, 1, Conv2DParameters.Count, WeightKernels.Conv2DInt8),
        new(OpCode.DepthwiseConv2DInt8, Portable, 5, 1, DepthwiseConv2DParameters.Count, WeightKernels.DepthwiseConv2DInt8),
        new(OpCode.FullyConnectedInt8, Portable, 5, 1, FullyConnectedParameters.Count, WeightKernels.FullyConnectedInt8),
        new(OpCode.AveragePool2DInt8, Portable, 1, 1, Pool2DParameters.Count, WindowKernels.AveragePool2DInt8),
        new(OpCode.MaxPool2DInt8, Portable, 1, 1, Pool2DParameters.Count, WindowKernels.MaxPool2DInt8),
        new(OpCode.AddInt8, Portable, 2, 1, AddParameters.Count, ElementwiseKernels.AddInt8),
        new(OpCode.SubInt8, Portable, 2, 1, AddParameters.Count, ElementwiseKernels.SubInt8),
        new(OpCode.MulInt8, Portable, 2, 1, MulParameters.Count, ElementwiseKernels.MulInt8),
        new(OpCode.MaximumInt8, Portable, 2, 1, BroadcastParameters.Count, ElementwiseKernels.MaximumInt8),
        new(OpCode.MinimumInt8, Portable, 2, 1, BroadcastParameters.Count, ElementwiseKernels.MinimumInt8),
        new(OpCode.MeanInt8, Portable, 1, 2, ReduceParameters.Count, WindowKernels.MeanInt8),
        new(OpCode.SumInt8, Portable, 1, 2, ReduceParameters.Count, WindowKernels.SumInt8),
        new(OpCode.ReduceMaxInt8, Portable, 1, 1, ReduceParameters.Count, WindowKernels.ReduceMaxInt8),
        new(OpCode.SoftmaxInt8, Portable, 1, 1, SoftmaxParameters.Count, ElementwiseKernels.SoftmaxInt8),
        new(OpCode.SoftmaxFloat, Portable, 1, 1, EdgeDeep.Kernels.Float.SoftmaxParameters.Count, ElementwiseKernels.SoftmaxFloat),
        new(OpCode.LogisticInt8, Portable, 1, 1, LogisticParameters.Count, ElementwiseKernels.LogisticInt8),
        new(OpCode.TanhInt8, Portable, 1, 1, LogisticParameters.Count, ElementwiseKernels.TanhInt8),
        new(OpCode.ReluInt8, Portable, 1, 1, ReluParameters.Count, ElementwiseKernels.ReluInt8),
        new(OpCode.LeakyReluInt8, Portable, 1, 1, LeakyReluParameters.Count, ElementwiseKernels.LeakyReluInt8),
        new(OpCode.PReluInt8, Portable, 2, 1, PReluParameters.Count, ElementwiseKernels.PReluInt8),
        new(OpCode.HardSwishInt8, Portable, 1, 1, HardSwishParameters.Count, ElementwiseKernels.HardSwishInt8),
        new(OpCode.PadInt8, Portable, 1, 1, PadParameters.Count, MovementKernels.PadInt8),
        new(OpCode.TransposeInt8, Portable, 1, 1, TransposeParameters.Count, MovementKernels.TransposeInt8),
        new(OpCode.ConcatenationInt8, Portable, 1, 1, ConcatenationParameters.Count, MovementKernels.ConcatenationInt8),
        new(OpCode.StridedSliceInt8, Portable, 1, 1, StridedSliceParameters.Count, MovementKernels.StridedSliceInt8),
        new(OpCode.GatherInt8, Portable, 2, 1, GatherParameters.Count, MovementKernels.GatherInt8),
        new(OpCode.ResizeNearestInt8, Portable, 3, 1, ResizeNearestParameters.Count, MovementKernels.ResizeNearestInt8),
        new(OpCode.ArgMaxInt8, Portable, 1, 1, ArgMaxParameters.Count, WindowKernels.ArgMaxInt8),
        new(OpCode.QuantizeInt8, Portable, 1, 1, EdgeDeep.Kernels.Float.QuantizeParameters.Count, QuantizeKernels.FloatToInt8),
        new(OpCode.DequantizeInt8, Portable, 1, 1, EdgeDeep.Kernels.Float.DequantizeParameters.Count, QuantizeKernels.Int8ToFloat),
        new(OpCode.RequantizeInt8, Portable, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int8ToInt8),
        new(OpCode.RequantizeUInt8ToInt8, Portable, 1, 1, RequantizeParameters.Count, QuantizeKernels.UInt8ToInt8),
        new(OpCode.RequantizeInt8ToUInt8, Portable, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int8ToUInt8),
        new(OpCode.RequantizeInt16ToInt8, Portable, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int16ToInt8),
        new(OpCode.RequantizeInt8ToInt16, Portable, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int8ToInt16),
        new(OpCode.RequantizeInt16ToInt32, Portable, 1, 1, RequantizeParameters.Count, QuantizeKernels.Int16ToInt32),
        new(OpCode.TransposeConv2DInt8, Portable, 5, 1, TransposeConv2DParameters.Count, WeightKernels.TransposeConv2DInt8),
        new(OpCode.SvdfInt8, Portable, 4, 2, SvdfParameters.Count, RecurrentKernels.SvdfInt8),
        new(OpCode.SvdfInt8State16, Portable, 4, 2, SvdfParameters.Count, RecurrentKernels.SvdfInt8State16),
        new(OpCode.LstmInt8, Portable, 7, 4, LstmParameters.Count, RecurrentKernels.LstmInt8),
        new(OpCode.GruInt8, Portable, 8, 3, GruParameters.Count, RecurrentKernels.GruInt8),
        new(OpCode.LogSoftmaxInt8, Portable, 1, 1, LogSoftmaxParameters.Count, ElementwiseKernels.LogSoftmaxInt8),
        new(OpCode.LogSoftmaxFloat, Portable, 1, 1, EdgeDeep.Kernels.Float.SoftmaxParameters.Count, ElementwiseKernels.LogSoftmaxFloat),
        new(OpCode.SoftmaxInt8ToInt16, Portable, 1, 1, SoftmaxParameters.Count, ElementwiseKernels.SoftmaxInt8ToInt16),
        new(OpCode.BatchMatMulInt8, Portable, 2, 1, BatchMatMulParameters.Count, ElementwiseKernels.BatchMatMulInt8),
        new(OpCode.LayerNormInt8, Portable, 3, 1, LayerNormParameters.Count, ElementwiseKernels.LayerNormInt8),
        new(OpCode.SpectrumMagnitudeInt16ToInt8, Portable, 4, 1, SpectrumMagnitudeParameters.Count, WeightKernels.SpectrumMagnitudeInt16ToInt8),
        new(OpCode.LookupInt8, Portable, 2, 1, LookupParameters.Count, ElementwiseKernels.LookupInt8),
        new(OpCode.RandomNormalInt8, Portable, 1, 2, RandomNormalParameters.Count, RandomKernels.RandomNormalInt8),
        new(OpCode.RandomNormalInt16, Portable, 1, 2, RandomNormalParameters.Count, RandomKernels.RandomNormalInt16),
        new(OpCode.MultinomialInt8, Portable, 2, 2, MultinomialParameters.Count, RandomKernels.MultinomialInt8),
        new(OpCode.Conv2DDspInt8, Portable, 3, 2, Conv2DParameters.Count, DspKernels.Conv2DInt8),
        new(OpCode.DepthwiseConv2DDspInt8, Portable, 3, 1, DepthwiseConv2DParameters.Count, DspKernels.DepthwiseConv2DInt8),
        new(OpCode.AddDspInt8, Portable, 2, 1, AddDspParameters.Count, DspKernels.AddInt8),
    ];

    /// <summary>All kernels in order of preference.</summary>
    public static IReadOnlyList<KernelRow> All => Rows;

    /// <summary>The kernel that runs an operation.</summary>
    /// <exception cref="ModelFormatException">There is none.</exception>
    public static KernelRow Find(OpCode op) => Array.Find(Rows, row => row.Op == op)
        ?? throw new ModelFormatException($"This runtime has no kernel for {op}; update EdgeDeep.");

    /// <summary>Makes sure that every step has a kernel and calls it with as many operands and parameters as it takes.</summary>
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
    }
}
