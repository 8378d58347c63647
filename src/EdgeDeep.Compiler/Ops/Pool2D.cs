using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Which value a pool keeps of its window.</summary>
public enum PoolKind
{
    /// <summary>The mean of the elements inside the image.</summary>
    Average,

    /// <summary>The largest element.</summary>
    Max,
}

/// <summary>
/// 2-D pooling. Input: [n,h,w,c]. Output: [n,oh,ow,c] at the input's scale. Padding never counts into the mean.
/// </summary>
/// <param name="Kind">Mean or maximum.</param>
/// <param name="FilterHeight">Rows of the window.</param>
/// <param name="FilterWidth">Columns of the window.</param>
/// <param name="StrideHeight">Vertical step.</param>
/// <param name="StrideWidth">Horizontal step.</param>
/// <param name="Pad">Border around the image.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record Pool2D(
    PoolKind Kind, int FilterHeight, int FilterWidth, int StrideHeight, int StrideWidth, Padding Pad, Clamp Activation)
    : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => Kind == PoolKind.Max ? "MaxPool2D" : "AveragePool2D";

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.SameAsInputs;

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4);
        Shapes.Set(
            node,
            input.Type,
            input.Shape[0],
            Shapes.Window(input.Shape[1], FilterHeight, StrideHeight, 1, Pad.Top, Pad.Bottom),
            Shapes.Window(input.Shape[2], FilterWidth, StrideWidth, 1, Pad.Left, Pad.Right),
            input.Shape[3]);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Lowering.SameQuantization(node, input, node.Output);
        (int min, int max) = Multipliers.ActivationRange(Activation, Lowering.Integer(node, node.Output), node.Output.Type);
        Pool2DParameters p = new()
        {
            Batches = input.Shape[0],
            InputHeight = input.Shape[1],
            InputWidth = input.Shape[2],
            InputChannels = input.Shape[3],
            FilterHeight = FilterHeight,
            FilterWidth = FilterWidth,
            OutputHeight = node.Output.Shape[1],
            OutputWidth = node.Output.Shape[2],
            StrideHeight = StrideHeight,
            StrideWidth = StrideWidth,
            PadTop = Pad.Top,
            PadLeft = Pad.Left,
            ActivationMin = min,
            ActivationMax = max,
        };
        int[] parameters = new int[Pool2DParameters.Count];
        p.Store(parameters, 0);
        OpCode op = Kind == PoolKind.Max
            ? Lowering.ByType(node, OpCode.MaxPool2DInt8, OpCode.MaxPool2DInt16)
            : Lowering.ByType(node, OpCode.AveragePool2DInt8, OpCode.AveragePool2DInt16);
        plan.Step(op, node, [plan.Index(input)], [plan.Index(node.Output)], parameters);
    }
}
