using System.Runtime.Intrinsics;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime.Kernels.Simd;

/// <summary>Mean or maximum of windows, sixteen channels at a time, on any instruction set with 128-bit vectors.</summary>
/// <remarks>
/// A mean is a quotient of single-precision numbers cut off towards zero. That is exact: the dividend has fewer than 24 bits,
/// and a quotient that is no integer is farther from the next one than rounding can move it.
/// </remarks>
internal sealed unsafe class Pooling(Pool2DParameters p, bool mean) : PackedStep
{
    private const int Block = 16;

    // Sums of more values could leave 16 bits.
    private const int LargestWindow = 255;

    public override int ScratchBytes => 0;

    /// <summary>Takes over a pooling step; null where it has too few channels or too large a window.</summary>
    public static PackedStep? TryPack(Plan plan, PlanStep step, bool mean)
    {
        Pool2DParameters p = Pool2DParameters.Load(step.Parameters, 0);
        WindowGeometry g = WindowGeometry.Of(in p);
        bool fits = g.IsSound && g.MeetsInput && TensorSizes.Hold(plan, step, g.Inputs, g.Outputs)
            && new OutputLimits(0, p.ActivationMin, p.ActivationMax).AreBytes;
        return !fits || p.InputChannels < Block || (mean && p.FilterHeight * p.FilterWidth > LargestWindow) ? null : new Pooling(p, mean);
    }

    public override void Run(StepContext step)
    {
        Slot input = step.Inputs[0], output = step.Outputs[0];
        fixed (sbyte* from = &input.Int8[input.At], to = &output.Int8[output.At])
        {
            sbyte* pixel = to;
            for (int batch = 0; batch < p.Batches; batch++)
            {
                sbyte* image = from + (batch * p.InputHeight * p.InputWidth * p.InputChannels);
                for (int y = 0; y < p.OutputHeight; y++)
                {
                    for (int x = 0; x < p.OutputWidth; x++)
                    {
                        Position(image, y, x, pixel);
                        pixel += p.InputChannels;
                    }
                }
            }
        }
    }

    private void Position(sbyte* image, int y, int x, sbyte* to)
    {
        int originY = (y * p.StrideHeight) - p.PadTop, originX = (x * p.StrideWidth) - p.PadLeft;
        int firstRow = Window.FirstTap(originY, 1), firstColumn = Window.FirstTap(originX, 1);
        int rows = Window.TapsInside(firstRow, originY, 1, p.FilterHeight, p.InputHeight);
        int columns = Window.TapsInside(firstColumn, originX, 1, p.FilterWidth, p.InputWidth);
        sbyte* from = image + ((((originY + firstRow) * p.InputWidth) + originX + firstColumn) * p.InputChannels);
        for (int channel = 0; channel < p.InputChannels; channel += Block)
        {
            // The last block begins early enough to be whole.
            int start = Math.Min(channel, p.InputChannels - Block);
            Vector128<sbyte> result = mean ? Mean(from + start, rows, columns) : Maximum(from + start, rows, columns);
            result = Vector128.Max(result, Vector128.Create((sbyte)p.ActivationMin));
            Vector128.Min(result, Vector128.Create((sbyte)p.ActivationMax)).Store(to + start);
        }
    }

    private Vector128<sbyte> Maximum(sbyte* from, int rows, int columns)
    {
        Vector128<sbyte> max = Vector128.Create(sbyte.MinValue);
        for (int row = 0; row < rows; row++)
        {
            sbyte* at = from + (row * p.InputWidth * p.InputChannels);
            for (int column = 0; column < columns; column++)
            {
                max = Vector128.Max(max, Vector128.Load(at));
                at += p.InputChannels;
            }
        }

        return max;
    }

    private Vector128<sbyte> Mean(sbyte* from, int rows, int columns)
    {
        Vector128<short> low = default, high = default;
        for (int row = 0; row < rows; row++)
        {
            sbyte* at = from + (row * p.InputWidth * p.InputChannels);
            for (int column = 0; column < columns; column++)
            {
                Vector128<sbyte> values = Vector128.Load(at);
                low += Vector128.WidenLower(values);
                high += Vector128.WidenUpper(values);
                at += p.InputChannels;
            }
        }

        int count = rows * columns;
        return Vector128.Narrow(
            Vector128.Narrow(Divide(Vector128.WidenLower(low), count), Divide(Vector128.WidenUpper(low), count)),
            Vector128.Narrow(Divide(Vector128.WidenLower(high), count), Divide(Vector128.WidenUpper(high), count)));
    }

    private static Vector128<int> Divide(Vector128<int> sums, int count)
    {
        Vector128<int> half = Vector128.Create(count / 2);
        Vector128<int> nudged = sums + Vector128.ConditionalSelect(Vector128.GreaterThan(sums, Vector128<int>.Zero), half, -half);
        return Vector128.ConvertToInt32(Vector128.ConvertToSingle(nudged) / Vector128.Create((float)count));
    }
}
