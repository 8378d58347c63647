using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Where a resized image is sampled.</summary>
public enum Sampling
{
    /// <summary>Position i / scale.</summary>
    Asymmetric,

    /// <summary>The centres of the corner pixels stay where they are.</summary>
    AlignCorners,

    /// <summary>Pixels are sampled at their centres: (i + 1/2) / scale - 1/2.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, with position 0 for an output of one pixel.</summary>
    PytorchHalfPixel,
}

/// <summary>Bilinear resize of [n,h,w,c].</summary>
/// <param name="Height">Output rows.</param>
/// <param name="Width">Output columns.</param>
/// <param name="Sampling">Where samples are taken.</param>
/// <param name="ScaleHeight">Output rows for each input row; 0 for the quotient of the sizes.</param>
/// <param name="ScaleWidth">Output columns for each input column; 0 for the quotient of the sizes.</param>
public sealed record ResizeBilinear(int Height, int Width, Sampling Sampling, float ScaleHeight = 0, float ScaleWidth = 0) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(ResizeBilinear);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4);
        Shapes.Set(node, input.Type, input.Shape[0], Height, Width, input.Shape[3]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        int[] sizes = [input.Shape[0], input.Shape[1], input.Shape[2], input.Shape[3], Height, Width];
        if (input.Type == ElementType.Float32)
        {
            int rows = plan.Table("rows", Positions(input.Shape[1], Height, ScaleHeight)), columns = plan.Table("columns", Positions(input.Shape[2], Width, ScaleWidth));
            plan.Step(OpCode.ResizeBilinearFloat, node, [plan.Index(input), rows, columns], [plan.Index(node.Output)], sizes);
            return;
        }

        Lowering.Integer(node, input);
        plan.Step(
            Lowering.ByType(node, OpCode.ResizeBilinearInt8, OpCode.ResizeBilinearInt16), node,
            [
                plan.Index(input),
                plan.Table("rows", Fractions(input.Shape[1], Height, ScaleHeight)), plan.Table("columns", Fractions(input.Shape[2], Width, ScaleWidth)),
            ],
            [plan.Index(node.Output)], sizes);
    }

    /// <summary>Lower and upper source and the weight of the upper one in 1024ths, for every position.</summary>
    /// <remarks>Arithmetic: ComputeInterpolationValuesInteger of TensorFlow Lite, where a scale is the quotient of the sizes.</remarks>
    private int[] Fractions(int input, int output, float scale)
    {
        if (scale != 0 || Sampling == Sampling.PytorchHalfPixel)
        {
            float[] positions = Positions(input, output, scale);
            return [.. positions.Select((number, i) => i % 3 == 2 ? (int)MathF.Round(number * 1024) : (int)number)];
        }

        bool corners = Sampling == Sampling.AlignCorners && output > 1;
        int step = corners
            ? ((1024 * (input - 1)) + ((output - 1) / 2)) / (output - 1)
            : ((1024 * input) + (output / 2)) / output;
        return [.. Enumerable.Range(0, output).SelectMany(i =>
        {
            int position = Sampling == Sampling.HalfPixel ? (i * step) + (step / 2) - 512 : i * step;
            int lower = Math.Min(Math.Max(position / 1024, 0), input - 1), upper = Math.Min((position + 1023) / 1024, input - 1);
            return (int[])[lower, upper, position - (1024 * lower)];
        })];
    }

    /// <summary>Lower and upper source and the weight of the upper one, for every position.</summary>
    private float[] Positions(int input, int output, float scale)
    {
        float ratio = scale == 0 ? (float)output / input : scale;
        return [.. Enumerable.Range(0, output).SelectMany(i =>
        {
            float position = Sampling switch
            {
                Sampling.AlignCorners => output > 1 ? i * (input - 1f) / (output - 1) : 0,
                Sampling.HalfPixel => ((i + 0.5f) / ratio) - 0.5f,
                Sampling.PytorchHalfPixel => output > 1 ? ((i + 0.5f) / ratio) - 0.5f : 0,
                _ => i / ratio,
            };
            position = Math.Clamp(position, 0, input - 1);
            float lower = MathF.Floor(position);
            return (float[])[lower, Math.Min(lower + 1, input - 1), position - lower];
        })];
    }
}
