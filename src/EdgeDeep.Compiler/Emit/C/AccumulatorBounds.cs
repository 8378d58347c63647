using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>
/// Proves that no sum of products of a model leaves 32 bits, whatever the input. C# wraps there, in C the behaviour is
/// undefined, so a model for which it cannot be proved is not written in C.
/// </summary>
internal static class AccumulatorBounds
{
    // An int8 value minus its zero point, and an int16 value.
    private const long LargestInput = 255, LargestInput16 = 32768;

    /// <summary>Checks all steps with weights.</summary>
    /// <exception cref="ModelException">A sum may overflow; the message names the step.</exception>
    public static void Check(Plan plan)
    {
        if (Overflows(plan).FirstOrDefault() is { } step)
        {
            throw new ModelException(
                $"The sums of step '{step.Name}' ({step.Op}) may exceed 32 bits, which is undefined in C; use smaller weights or biases there and quantize again.");
        }
    }

    /// <summary>The steps for which it cannot be proved.</summary>
    public static IEnumerable<PlanStep> Overflows(Plan plan)
    {
        foreach (PlanStep step in plan.Steps)
        {
            bool isInRange = step.Op switch
            {
                OpCode.Conv2DInt8 or OpCode.TransposeConv2DInt8 => Fits(plan, step, weightsOffset: 0, isInterleaved: false),
                OpCode.DepthwiseConv2DInt8 => Fits(plan, step, weightsOffset: 0, isInterleaved: true),
                OpCode.Conv2DInt8WeightsOffset => Fits(plan, step, weightsOffset: 0, isInterleaved: false),
                OpCode.Conv2DInt16Bias32 or OpCode.FullyConnectedInt16Bias32 => Fits(plan, step, weightsOffset: 0, isInterleaved: false, LargestInput16),
                OpCode.DepthwiseConv2DInt8WeightsOffset => Fits(plan, step, weightsOffset: 0, isInterleaved: true),
                OpCode.DepthwiseConv2DInt16Bias32 => Fits(plan, step, weightsOffset: 0, isInterleaved: true, LargestInput16),
                OpCode.FullyConnectedInt8 =>
                    Fits(plan, step, FullyConnectedParameters.Load(step.Parameters, 0).WeightsOffset, isInterleaved: false),
                OpCode.BatchMatMulInt8 => Fits(BatchMatMulParameters.Load(step.Parameters, 0)),
                _ => true,
            };
            if (!isInRange)
            {
                yield return step;
            }
        }
    }

    /// <summary>Whether |bias| + sum of |weight| * largest input stays below 2^31 for every output channel, and its rescaled value too.</summary>
    private static bool Fits(Plan plan, PlanStep step, int weightsOffset, bool isInterleaved, long largest = LargestInput)
    {
        PlanTensor[] tensors = [.. step.Inputs.Select(index => plan.Tensors[index])];
        int channels = tensors[2].Elements;
        int taps = tensors[1].Elements / channels;
        ReadOnlySpan<sbyte> weights = Constant<sbyte>(plan, tensors[1]);
        ReadOnlySpan<int> offsets = tensors.Length > 5 ? Constant<int>(plan, tensors[5]) : [];
        ReadOnlySpan<int> bias = Constant<int>(plan, tensors[2]), shifts = Constant<int>(plan, tensors[4]);
        for (int channel = 0; channel < channels; channel++)
        {
            long sum = bias.IsEmpty ? int.MaxValue : Math.Abs((long)bias[channel]);
            for (int tap = 0; tap < taps; tap++)
            {
                int at = isInterleaved ? (tap * channels) + channel : (channel * taps) + tap;
                int offset = channel < offsets.Length ? offsets[channel] : weightsOffset;
                sum += largest * (weights.IsEmpty ? LargestInput : Math.Abs(weights[at] + offset));
            }

            // The significand is below 1, and the output's zero point is at most 128 away from 0.
            double rescaled = shifts.IsEmpty ? double.MaxValue : Math.ScaleB(sum, Math.Max(0, shifts[channel]));
            if (sum > int.MaxValue || rescaled > int.MaxValue - 128)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether sums of products of two int8 values stay below 2^31, and their rescaled values too.</summary>
    private static bool Fits(BatchMatMulParameters p)
    {
        long sum = p.Depth * LargestInput * LargestInput;
        return sum <= int.MaxValue && Math.ScaleB(sum, Math.Max(0, p.Shift)) <= int.MaxValue - 128;
    }

    private static ReadOnlySpan<T> Constant<T>(Plan plan, PlanTensor tensor)
        where T : unmanaged => tensor.Storage == Storage.Constant
            ? MemoryMarshal.Cast<byte, T>(plan.Constants.AsSpan(tensor.Offset, tensor.Bytes)) : [];
}
