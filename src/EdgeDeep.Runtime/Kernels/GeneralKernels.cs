using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>Calls of kernels that come in several element types, floating point among them.</summary>
internal static class GeneralKernels
{
    public static void BinaryInt32(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Binary.Int32(a.Int32, a.At, b.Int32, b.At, output.Int32, output.At, BinaryParameters.Load(step.Parameters, 0));
    }

    public static void BinaryFloat(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Binary.Float32(
            a.Float32, a.At, b.Float32, b.At, output.Float32, output.At,
            BinaryParameters.Load(step.Parameters, 0));
    }

    public static void UnaryFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Unary.Float32(
            input.Float32, input.At, output.Float32, output.At,
            EdgeDeep.Kernels.Float.UnaryParameters.Load(step.Parameters, 0));
    }

    public static void ReduceFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Reduce.Float32(
            input.Float32, input.At, output.Float32, output.At,
            EdgeDeep.Kernels.Float.ReduceParameters.Load(step.Parameters, 0));
    }

    public static void CompareInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Compare.Int8(a.Int8, a.At, b.Int8, b.At, output.UInt8, output.At, CompareParameters.Load(step.Parameters, 0));
    }

    public static void CompareInt32(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Compare.Int32(a.Int32, a.At, b.Int32, b.At, output.UInt8, output.At, CompareParameters.Load(step.Parameters, 0));
    }

    public static void CompareFloat(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Compare.Float32(
            a.Float32, a.At, b.Float32, b.At, output.UInt8, output.At,
            CompareParameters.Load(step.Parameters, 0));
    }

    public static void LogicalBool(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Logical.UInt8(a.UInt8, a.At, b.UInt8, b.At, output.UInt8, output.At, BinaryParameters.Load(step.Parameters, 0));
    }

    public static void SelectInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.Select.Int8(
            a.UInt8, a.At, b.Int8, b.At, c.Int8, c.At, output.Int8, output.At,
            SelectParameters.Load(step.Parameters, 0));
    }

    public static void SelectInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.Select.Int16(
            a.UInt8, a.At, b.Int16, b.At, c.Int16, c.At, output.Int16, output.At,
            SelectParameters.Load(step.Parameters, 0));
    }

    public static void SelectInt32(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.Select.Int32(
            a.UInt8, a.At, b.Int32, b.At, c.Int32, c.At, output.Int32, output.At,
            SelectParameters.Load(step.Parameters, 0));
    }

    public static void SelectFloat(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Select.Float32(
            a.UInt8, a.At, b.Float32, b.At, c.Float32, c.At, output.Float32, output.At,
            SelectParameters.Load(step.Parameters, 0));
    }

    public static void GatherNdInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.GatherNd.Int8(a.Int8, a.At, b.Int32, b.At, output.Int8, output.At, GatherNdParameters.Load(step.Parameters, 0));
    }

    public static void GatherNdInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.GatherNd.Int16(
            a.Int16, a.At, b.Int32, b.At, output.Int16, output.At,
            GatherNdParameters.Load(step.Parameters, 0));
    }

    public static void GatherNdInt32(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.GatherNd.Int32(
            a.Int32, a.At, b.Int32, b.At, output.Int32, output.At,
            GatherNdParameters.Load(step.Parameters, 0));
    }

    public static void GatherNdFloat(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.GatherNd.Float32(
            a.Float32, a.At, b.Int32, b.At, output.Float32, output.At,
            GatherNdParameters.Load(step.Parameters, 0));
    }

    public static void ResizeBilinearInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.ResizeBilinear.Int8(
            a.Int8, a.At, b.Int32, b.At, c.Int32, c.At, output.Int8, output.At,
            ResizeBilinearParameters.Load(step.Parameters, 0));
    }

    public static void ResizeBilinearInt16(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.ResizeBilinear.Int16(
            a.Int16, a.At, b.Int32, b.At, c.Int32, c.At, output.Int16, output.At,
            ResizeBilinearParameters.Load(step.Parameters, 0));
    }

    public static void ResizeBilinearFloat(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], c = step.Inputs[2], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.ResizeBilinear.Float32(
            a.Float32, a.At, b.Float32, b.At, c.Float32, c.At, output.Float32, output.At,
            ResizeBilinearParameters.Load(step.Parameters, 0));
    }

    public static void ArgMaxInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.ArgMax.Int16(input.Int16, input.At, output.Int32, output.At, ArgMaxParameters.Load(step.Parameters, 0));
    }

    public static void ArgMaxFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.ArgMax.Float32(input.Float32, input.At, output.Int32, output.At, ArgMaxParameters.Load(step.Parameters, 0));
    }

    public static void ArgMinInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.ArgMin.Int8(input.Int8, input.At, output.Int32, output.At, ArgMaxParameters.Load(step.Parameters, 0));
    }

    public static void ArgMinInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.ArgMin.Int16(input.Int16, input.At, output.Int32, output.At, ArgMaxParameters.Load(step.Parameters, 0));
    }

    public static void ArgMinFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.ArgMin.Float32(input.Float32, input.At, output.Int32, output.At, ArgMaxParameters.Load(step.Parameters, 0));
    }

    public static void ReduceMinInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.ReduceMin.Int8(input.Int8, input.At, output.Int8, output.At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void ReduceMinInt16(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.ReduceMin.Int16(input.Int16, input.At, output.Int16, output.At, ReduceParameters.Load(step.Parameters, 0));
    }

    public static void CastInt32ToFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Cast.Int32ToFloat32(
            input.Int32, input.At, output.Float32, output.At,
            EdgeDeep.Kernels.Float.CastParameters.Load(step.Parameters, 0));
    }

    public static void CastFloatToInt32(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Cast.Float32ToInt32(
            input.Float32, input.At, output.Int32, output.At,
            EdgeDeep.Kernels.Float.CastParameters.Load(step.Parameters, 0));
    }

    public static void CastUInt8ToInt32(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Cast.UInt8ToInt32(
            input.UInt8, input.At, output.Int32, output.At,
            EdgeDeep.Kernels.Float.CastParameters.Load(step.Parameters, 0));
    }

    public static void CastInt32ToBool(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Cast.Int32ToBool(
            input.Int32, input.At, output.UInt8, output.At,
            EdgeDeep.Kernels.Float.CastParameters.Load(step.Parameters, 0));
    }

    public static void CastFloatToBool(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.Float.Cast.Float32ToBool(
            input.Float32, input.At, output.UInt8, output.At,
            EdgeDeep.Kernels.Float.CastParameters.Load(step.Parameters, 0));
    }

    public static void TopKInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0], indices = step.Outputs[1];
        EdgeDeep.Kernels.TopK.Int8(
            input.Int8, input.At, output.Int8, output.At, indices.Int32, indices.At,
            TopKParameters.Load(step.Parameters, 0));
    }

    public static void TopKFloat(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0], indices = step.Outputs[1];
        EdgeDeep.Kernels.Float.TopK.Float32(
            input.Float32, input.At, output.Float32, output.At, indices.Int32, indices.At,
            TopKParameters.Load(step.Parameters, 0));
    }

    public static void SquaredDifferenceInt8(StepContext step)
    {
        Slot a = step.Inputs[0], b = step.Inputs[1], output = step.Outputs[0];
        EdgeDeep.Kernels.SquaredDifference.Int8(
            a.Int8, a.At, b.Int8, b.At, output.Int8, output.At,
            AddParameters.Load(step.Parameters, 0));
    }

    public static void L2NormInt8(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        EdgeDeep.Kernels.L2Norm.Int8(input.Int8, input.At, output.Int8, output.At, L2NormParameters.Load(step.Parameters, 0));
    }
}
