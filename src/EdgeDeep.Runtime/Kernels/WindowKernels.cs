using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the pools and reductions.</summary>
internal static class WindowKernels
{
    public static void AveragePool2DInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        AveragePool2D.Int8(input.Int8, input.At, output.Int8, output.At, Pool2DParameters.Load(step.Parameters, 0));
    }

    public static void MaxPool2DInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        MaxPool2D.Int8(input.Int8, input.At, output.Int8, output.At, Pool2DParameters.Load(step.Parameters, 0));
    }

    public static void MeanInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Mean.Int8(input.Int8, input.At, output.Int8, output.At, step.Outputs[1].Int32, step.Outputs[1].At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void SumInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Sum.Int8(input.Int8, input.At, output.Int8, output.At, step.Outputs[1].Int32, step.Outputs[1].At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void ReduceMaxInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        ReduceMax.Int8(input.Int8, input.At, output.Int8, output.At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void ArgMaxInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        ArgMax.Int8(input.Int8, input.At, output.Int32, output.At, ArgMaxParameters.Load(step.Parameters, 0));
    }
}
