using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that work element by element or row by row.</summary>
internal static class ElementwiseKernels
{
    public static void AddInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Add.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, AddParameters.Load(step.Parameters, 0));
    }

    public static void SubInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Sub.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, AddParameters.Load(step.Parameters, 0));
    }

    public static void MulInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Mul.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, MulParameters.Load(step.Parameters, 0));
    }

    public static void MaximumInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Maximum.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, BroadcastParameters.Load(step.Parameters, 0));
    }

    public static void MinimumInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Minimum.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, BroadcastParameters.Load(step.Parameters, 0));
    }

    public static void PReluInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        PRelu.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, PReluParameters.Load(step.Parameters, 0));
    }

    public static void SoftmaxInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Softmax.Int8(input.Int8, input.At, output.Int8, output.At, SoftmaxParameters.Load(step.Parameters, 0));
    }

    public static void SoftmaxInt8ToInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Softmax.Int8ToInt16(input.Int8, input.At, output.Int16, output.At, SoftmaxParameters.Load(step.Parameters, 0));
    }

    public static void LogSoftmaxInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        LogSoftmax.Int8(input.Int8, input.At, output.Int8, output.At, LogSoftmaxParameters.Load(step.Parameters, 0));
    }

    public static void LogSoftmaxFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.LogSoftmax.Float32(input.Float32, input.At, output.Float32, output.At, EdgeDeep.Kernels.Float.SoftmaxParameters.Load(step.Parameters, 0));
    }

    public static void SoftmaxFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Softmax.Float32(input.Float32, input.At, output.Float32, output.At, EdgeDeep.Kernels.Float.SoftmaxParameters.Load(step.Parameters, 0));
    }

    public static void LogisticInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Logistic.Int8(input.Int8, input.At, output.Int8, output.At, LogisticParameters.Load(step.Parameters, 0));
    }

    public static void TanhInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Tanh.Int8(input.Int8, input.At, output.Int8, output.At, LogisticParameters.Load(step.Parameters, 0));
    }

    public static void ReluInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Relu.Int8(input.Int8, input.At, output.Int8, output.At, ReluParameters.Load(step.Parameters, 0));
    }

    public static void LeakyReluInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        LeakyRelu.Int8(input.Int8, input.At, output.Int8, output.At, LeakyReluParameters.Load(step.Parameters, 0));
    }

    public static void HardSwishInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        HardSwish.Int8(input.Int8, input.At, output.Int8, output.At, HardSwishParameters.Load(step.Parameters, 0));
    }

    public static void LookupInt8(StepContext step)
    {
        Slot input = step.Inputs[0], table = step.Inputs[1], output = step.Outputs[0];
        Lookup.Int8(input.Int8, input.At, table.Int8, table.At, output.Int8, output.At, LookupParameters.Load(step.Parameters, 0));
    }

    public static void LayerNormInt8(StepContext step)
    {
        Slot input = step.Inputs[0], gamma = step.Inputs[1], beta = step.Inputs[2], output = step.Outputs[0];
        LayerNorm.Int8(
            input.Int8, input.At, gamma.Int32, gamma.At, beta.Int32, beta.At, output.Int8, output.At,
            LayerNormParameters.Load(step.Parameters, 0));
    }

    public static void BatchMatMulInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        BatchMatMul.Int8(a.Int8, a.At, b.Int8, b.At, output.Int8, output.At, BatchMatMulParameters.Load(step.Parameters, 0));
    }
}
