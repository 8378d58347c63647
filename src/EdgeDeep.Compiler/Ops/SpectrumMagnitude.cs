using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Magnitudes of a short-time Fourier transform. Inputs: samples [1,n]; basis [2,bins,window], real parts before imaginary
/// ones. Output: [1,frames,bins]. Samples are stored as int16: their range is far larger than that of a spectrum's picture.
/// </summary>
/// <param name="Hop">Samples from one frame to the next.</param>
/// <param name="Mirrored">Samples behind the last one that are the mirror image of those before it.</param>
public sealed record SpectrumMagnitude(int Hop, int Mirrored) : Operator
{
    /// <summary>The longest frame whose sums fit 32 bits.</summary>
    internal const int LongestWindow = 512;

    /// <inheritdoc/>
    public override string Name => nameof(SpectrumMagnitude);

    /// <inheritdoc/>
    public override WeightRule? Weights { get; } = new(1, 1, WeightRule.NoBias);

    /// <inheritdoc/>
    public override int? WideOperand => 0;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value samples = Shapes.OfRank(node, 0, 2), basis = Shapes.OfRank(node, 1, 3);
        Shapes.Match(node, samples.Shape[0], 1, "the number of sounds");
        Shapes.Match(node, basis.Shape[0], 2, "the parts of the basis");
        int padded = samples.Shape[1] + Mirrored, window = basis.Shape[2];
        if (padded < window || Mirrored > window || Mirrored >= samples.Shape[1])
        {
            throw node.Error($"{samples.Shape[1]} samples and {Mirrored} mirrored ones do not fit frames of {window}");
        }

        Shapes.Set(node, ElementType.Float32, 1, ((padded - window) / Hop) + 1, basis.Shape[1]);
        node.Output.Type = samples.Type == ElementType.Float32 ? ElementType.Float32 : ElementType.Int8;
    }

    /// <inheritdoc/>
    public override long Macs(Node node) => (long)node.Output.Elements * 2 * node.Input(1).Shape[2];

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value samples = node.Input(0), basis = node.Input(1), output = node.Output;
        Quantization outputQ = Lowering.Int8(node, output), basisQ = Lowering.SymmetricWeights(node, 1, 1);
        if (samples is not { Type: ElementType.Int16, Quantization: { IsPerChannel: false, ZeroPoint: 0 } samplesQ })
        {
            throw node.Error($"its samples '{samples.Name}' must be int16 with one scale and zero point 0");
        }

        int bins = basis.Shape[1];
        (int[] multipliers, int[] shifts) = Multipliers.PerChannel(samplesQ.Scale, basisQ.Scales, outputQ.Scale, bins);
        if (shifts.Any(shift => shift > 0) || basis.Shape[2] > LongestWindow)
        {
            throw node.Error("its frames are too long, or its results too small, for the kernel's arithmetic");
        }

        SpectrumMagnitudeParameters p = new()
        {
            Samples = samples.Shape[1],
            Frames = output.Shape[1],
            Hop = Hop,
            Window = basis.Shape[2],
            Bins = bins,
            OutputOffset = outputQ.ZeroPoint,
        };
        int[] parameters = new int[SpectrumMagnitudeParameters.Count];
        p.Store(parameters, 0);
        plan.Step(
            OpCode.SpectrumMagnitudeInt16ToInt8, node,
            [plan.Index(samples), plan.Index(basis), plan.Table("multipliers", multipliers), plan.Table("shifts", shifts)],
            [plan.Index(output)], parameters);
    }
}
