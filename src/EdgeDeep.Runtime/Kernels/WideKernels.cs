using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of the kernels that compute on int16 data. Layers take data, weights, bias, multipliers, shifts.</summary>
internal static class WideKernels
{
    public static void Conv2DInt16(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        Conv2D.Int16(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int64, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            Conv2DParameters.Load(step.Parameters, 0));
    }

    public static void Conv2DInt16Bias32(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        Conv2D.Int16Bias32(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            Conv2DParameters.Load(step.Parameters, 0));
    }

    public static void DepthwiseConv2DInt16(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        DepthwiseConv2D.Int16(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int64, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            DepthwiseConv2DParameters.Load(step.Parameters, 0));
    }

    public static void DepthwiseConv2DInt16Bias32(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        DepthwiseConv2D.Int16Bias32(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            DepthwiseConv2DParameters.Load(step.Parameters, 0));
    }

    public static void FullyConnectedInt16(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        FullyConnected.Int16(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int64, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            FullyConnectedParameters.Load(step.Parameters, 0));
    }

    public static void FullyConnectedInt16Bias32(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        FullyConnected.Int16Bias32(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int32, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            FullyConnectedParameters.Load(step.Parameters, 0));
    }

    public static void TransposeConv2DInt16(StepContext step)
    {
        Slot[] s = step.Inputs;
        Slot output = step.Outputs[0];
        TransposeConv2D.Int16(
            s[0].Int16, s[0].At, s[1].Int8, s[1].At, s[2].Int64, s[2].At, s[3].Int32, s[3].At, s[4].Int32, s[4].At, output.Int16, output.At,
            TransposeConv2DParameters.Load(step.Parameters, 0));
    }

    public static void AddInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Add.Int16(a.Int16, a.At, b.Int16, b.At, output.Int16, output.At, AddParameters.Load(step.Parameters, 0));
    }

    public static void SubInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Sub.Int16(a.Int16, a.At, b.Int16, b.At, output.Int16, output.At, AddParameters.Load(step.Parameters, 0));
    }

    public static void MulInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Mul.Int16(a.Int16, a.At, b.Int16, b.At, output.Int16, output.At, MulParameters.Load(step.Parameters, 0));
    }

    public static void MaximumInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Maximum.Int16(a.Int16, a.At, b.Int16, b.At, output.Int16, output.At, BroadcastParameters.Load(step.Parameters, 0));
    }

    public static void MinimumInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Minimum.Int16(a.Int16, a.At, b.Int16, b.At, output.Int16, output.At, BroadcastParameters.Load(step.Parameters, 0));
    }

    public static void AveragePool2DInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        AveragePool2D.Int16(input.Int16, input.At, output.Int16, output.At, Pool2DParameters.Load(step.Parameters, 0));
    }

    public static void MaxPool2DInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        MaxPool2D.Int16(input.Int16, input.At, output.Int16, output.At, Pool2DParameters.Load(step.Parameters, 0));
    }

    public static void MeanInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0], scratch = step.Outputs[1];
        Mean.Int16(input.Int16, input.At, output.Int16, output.At, scratch.Int32, scratch.At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void SumInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0], scratch = step.Outputs[1];
        Sum.Int16(input.Int16, input.At, output.Int16, output.At, scratch.Int32, scratch.At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void ReduceMaxInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        ReduceMax.Int16(input.Int16, input.At, output.Int16, output.At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void ReluInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        Relu.Int16(input.Int16, input.At, output.Int16, output.At, ReluParameters.Load(step.Parameters, 0));
    }

    public static void LeakyReluInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        LeakyRelu.Int16(input.Int16, input.At, output.Int16, output.At, LeakyReluParameters.Load(step.Parameters, 0));
    }

    public static void LogisticInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Logistic.Int16(a.Int16, a.At, b.Int32, b.At, output.Int16, output.At, Logistic16Parameters.Load(step.Parameters, 0));
    }

    public static void TanhInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Tanh.Int16(a.Int16, a.At, b.Int32, b.At, output.Int16, output.At, Logistic16Parameters.Load(step.Parameters, 0));
    }

    public static void LookupInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        Lookup.Int16(a.Int16, a.At, b.Int16, b.At, output.Int16, output.At, LookupParameters.Load(step.Parameters, 0));
    }

    public static void SoftmaxInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        Softmax.Int16(a.Int16, a.At, b.Int16, b.At, c.Int16, c.At, output.Int16, output.At, Softmax16Parameters.Load(step.Parameters, 0));
    }
}
