using EdgeDeep.Compiler.Graphs;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// 2-D convolution of each channel by itself. Inputs: data [n,h,w,c], weights [1,kh,kw,c*m], bias [c*m] (optional).
/// Output: [n,oh,ow,c*m]; output channel c*m+i comes from input channel c.
/// </summary>
/// <param name="StrideHeight">Vertical step.</param>
/// <param name="StrideWidth">Horizontal step.</param>
/// <param name="DilationHeight">Vertical distance of filter taps.</param>
/// <param name="DilationWidth">Horizontal distance of filter taps.</param>
/// <param name="Pad">Zeros around the image.</param>
/// <param name="Activation">Fused activation.</param>
public sealed record DepthwiseConv2D(
    int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, Padding Pad, Clamp Activation)
    : Operator, IActivated
{
    /// <inheritdoc/>
    public override string Name => nameof(DepthwiseConv2D);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 3, 2);

    /// <inheritdoc/>
    public Operator With(Clamp activation) => this with { Activation = activation };

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 4), weights = Shapes.OfRank(node, 1, 4);
        Shapes.Match(node, weights.Shape[3] % input.Shape[3], 0, "output channels modulo input channels");
        Shapes.Set(
            node,
            input.Type,
            input.Shape[0],
            Shapes.Window(input.Shape[1], weights.Shape[1], StrideHeight, DilationHeight, Pad.Top, Pad.Bottom),
            Shapes.Window(input.Shape[2], weights.Shape[2], StrideWidth, DilationWidth, Pad.Left, Pad.Right),
            weights.Shape[3]);
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Output.Elements * node.Input(1).Shape[1] * node.Input(1).Shape[2];
}
