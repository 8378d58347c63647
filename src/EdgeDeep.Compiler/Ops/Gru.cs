using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>
/// Gated recurrent unit over a sequence. Inputs: data [n,t,i] (or [t,n,i]); weights [3,u,i] of the gates update, reset and
/// candidate; their recurrent weights [3,u,u]; bias [3,u] and recurrent bias [3,u] (both optional); hidden state [n,u].
/// Outputs: [n,t,u] (or [t,n,u]), then the hidden state for the next inference.
/// </summary>
/// <param name="TimeMajor">Steps are the outer dimension of data and result.</param>
/// <param name="LinearBeforeReset">
/// The reset gate multiplies the candidate's recurrent part, bias included, as in PyTorch; otherwise the hidden state before it.
/// </param>
public sealed record Gru(bool TimeMajor, bool LinearBeforeReset) : Operator
{
    /// <summary>Index of the hidden state.</summary>
    internal const int Hidden = 5;

    private const int Gates = 3;

    /// <summary>Weights and bias that meet the data; gates have a scale each.</summary>
    internal static WeightRule DataWeights { get; } = new(1, 0, 3);

    /// <summary>Weights and bias that meet the hidden state; gates have a scale each.</summary>
    internal static WeightRule RecurrentWeights { get; } = new(2, 0, 4);

    /// <summary>How the hidden state is stored: it never leaves [-1, 1], so its scale needs no calibration.</summary>
    internal static Quantization HiddenQuantization { get; } = new(GateTables.Scale, 0);

    /// <inheritdoc/>
    public override string Name => nameof(Gru);

    /// <inheritdoc/>
    public override IReadOnlyList<StateRule> StateRules { get; } = [new(Hidden, 1, ElementType.Int16, _ => HiddenQuantization)];

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value data = Shapes.OfRank(node, 0, 3), weights = Shapes.OfRank(node, 1, 3), recurrent = Shapes.OfRank(node, 2, 3);
        Value hidden = Shapes.OfRank(node, Hidden, 2);
        int units = hidden.Shape[1];
        Shapes.Match(node, hidden.Shape[0], data.Shape[TimeMajor ? 1 : 0], "the number of sequences");
        Shapes.Match(node, weights.Shape[2], data.Shape[2], "the number of input features");
        foreach (Value matrix in new[] { weights, recurrent })
        {
            Shapes.Match(node, matrix.Shape[0], Gates, "the number of gates");
            Shapes.Match(node, matrix.Shape[1], units, "the number of units");
        }

        Shapes.Match(node, recurrent.Shape[2], units, "the number of units");
        foreach (Value bias in new[] { node.OptionalInput(3), node.OptionalInput(4) }.OfType<Value>())
        {
            Shapes.Match(node, bias.Elements, Gates * units, "the number of biases");
        }

        Shapes.Set(node, data.Type, data.Shape[0], data.Shape[1], units);
        (node.Outputs[1].Type, node.Outputs[1].Shape) = (hidden.Type, hidden.Shape);
    }

    /// <inheritdoc/>
    public override long Macs(Node node)
    {
        int[] data = node.Input(0).Shape;
        long units = node.Output.Shape[2];
        return data[0] * data[1] * Gates * units * (data[2] + units);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value data = node.Input(0), hidden = node.Input(Hidden);
        Quantization dataQ = Lowering.Int8(node, data), outputQ = Lowering.Int8(node, node.Output);
        if (hidden.Type != ElementType.Int16 || !HiddenQuantization.SameAs(hidden.Quantization))
        {
            throw node.Error("its hidden state must be int16 at the scale 2^-15; quantize the float model");
        }

        int units = hidden.Shape[1];
        int bias = Lowering.Bias(node, DataWeights.Bias, Gates * units, plan);
        int recurrentBias = Lowering.Bias(node, RecurrentWeights.Bias, Gates * units, plan);
        (int Multiplier, int Shift)[] factors =
            [.. Factors(node, DataWeights, dataQ.Scale, 255), .. Factors(node, RecurrentWeights, GateTables.Scale, 1 << 15)];
        plan.Step(
            OpCode.GruInt8,
            node,
            [
                plan.Index(data), plan.Index(node.Input(DataWeights.Input)), plan.Index(node.Input(RecurrentWeights.Input)), bias, recurrentBias,
                plan.Table("multipliers", [.. factors.Select(factor => factor.Multiplier)]),
                plan.Table("shifts", [.. factors.Select(factor => factor.Shift)]),
                plan.Table("sigmoid", GateTables.Sigmoid()),
            ],
            [
                plan.Index(node.Output), plan.Update(node, hidden, node.Outputs[1]),
                plan.Scratch($"{node.Name}/gates", ElementType.Int16, Gates * units),
            ],
            Parameters(node, dataQ, outputQ));
    }

    private int[] Parameters(Node node, Quantization dataQ, Quantization outputQ)
    {
        int[] data = node.Input(0).Shape;
        (int multiplier, int shift) = Multipliers.Quantize((double)GateTables.Scale / outputQ.Scale);
        if (shift > 15)
        {
            throw node.Error("its results are almost constant; calibrate with more and more varied samples");
        }

        GruParameters p = new()
        {
            Batches = data[TimeMajor ? 1 : 0],
            Steps = data[TimeMajor ? 0 : 1],
            InputChannels = data[2],
            Units = node.Output.Shape[2],
            TimeMajor = TimeMajor ? 1 : 0,
            LinearBeforeReset = LinearBeforeReset ? 1 : 0,
            InputOffset = -dataQ.ZeroPoint,
            OutputOffset = outputQ.ZeroPoint,
            OutputMultiplier = multiplier,
            OutputShift = shift,
        };
        int[] parameters = new int[GruParameters.Count];
        p.Store(parameters, 0);
        return parameters;
    }

    /// <summary>The factor of each gate from the sum of products to its argument; the largest sum must fit 32 bits.</summary>
    private static (int Multiplier, int Shift)[] Factors(Node node, WeightRule rule, float scale, int largest)
    {
        Quantization weightsQ = Lowering.SymmetricWeights(node, rule.Input, rule.ChannelAxis);
        ReadOnlySpan<sbyte> weights = node.Input(rule.Input).Int8s;
        int rows = Gates * node.Output.Shape[2], width = weights.Length / rows;
        (int Multiplier, int Shift)[] factors = new (int, int)[Gates];
        for (int gate = 0; gate < Gates; gate++)
        {
            factors[gate] = Multipliers.Quantize((double)scale * weightsQ.Scales[weightsQ.IsPerChannel ? gate : 0] / GateTables.ArgumentScale);
        }

        for (int row = 0; row < rows; row++)
        {
            long sum = node.OptionalInput(rule.Bias) is { } bias ? Math.Abs((long)bias.Int32s[row]) : 0;
            foreach (sbyte weight in weights.Slice(row * width, width))
            {
                sum += (long)Math.Abs((int)weight) * largest;
            }

            if (sum << Math.Clamp(factors[row * Gates / rows].Shift, 0, 30) > int.MaxValue)
            {
                throw node.Error($"a sum of {width} products does not fit 32 bits; use fewer units or inputs, or smaller weights");
            }
        }

        return factors;
    }
}
