using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>What the values are that classes are drawn by.</summary>
public enum MultinomialKind
{
    /// <summary>Logarithms of probabilities plus any number.</summary>
    Logits,

    /// <summary>Probabilities, or anything in proportion to them; negative values count as 0.</summary>
    Probabilities,
}

/// <summary>
/// Class indices drawn by chance. Inputs: logits or probabilities [n,classes] and, once quantized, the generator's state
/// [1]. Outputs: int32 [n,samples], drawn with replacement, and the next state.
/// </summary>
/// <param name="Kind">What the values are.</param>
/// <param name="Samples">Indices drawn from each row.</param>
/// <param name="Temperature">Logits are divided by it; above 0. Below 1 likely classes become likelier.</param>
/// <param name="Seed">What the generator starts from, by the bits of the number.</param>
public sealed record Multinomial(MultinomialKind Kind, int Samples, float Temperature, float Seed) : Operator, IRandom
{
    private const int MostBits = 24;

    /// <inheritdoc/>
    public override string Name => nameof(Multinomial);

    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.Unquantized;

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        Value input = Shapes.OfRank(node, 0, 2);
        Shapes.Set(node, ElementType.Int32, input.Shape[0], Samples);
        RandomState.InferShape(node);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        Value input = node.Input(0);
        Quantization q = Lowering.Int8(node, input);
        MultinomialParameters p = new()
        {
            Batches = input.Shape[0],
            Classes = input.Shape[1],
            Samples = Samples,
            FromLargest = Kind == MultinomialKind.Logits ? 1 : 0,
        };
        int[] parameters = new int[MultinomialParameters.Count];
        p.Store(parameters, 0);
        int weights = plan.Table("sampling weights", WeightsOf(q, p.Classes));
        plan.Step(
            OpCode.MultinomialInt8, node, [plan.Index(input), weights],
            [plan.Index(node.Output), RandomState.Lower(node, plan)], parameters);
    }

    /// <summary>
    /// The kernel's table. The largest weight is the largest power of two, at most 2^24, whose product with the number of
    /// classes fits 31 bits; weights below half of 1 become 0, as tails do in an int8 softmax.
    /// </summary>
    internal int[] WeightsOf(Quantization q, int classes)
    {
        double largest = Math.Pow(2, Math.Min(MostBits, Math.Floor(Math.Log2((double)int.MaxValue / classes))));
        double peak = Math.Max((127.0 - q.ZeroPoint) * q.Scale, q.Scale);
        int[] table = new int[256];
        for (int i = 0; i < table.Length; i++)
        {
            double weight = Kind == MultinomialKind.Logits
                ? Math.Exp(-i * (double)q.Scale / Temperature)
                : Math.Pow(Math.Max(0, (i - 128 - q.ZeroPoint) * (double)q.Scale) / peak, 1 / (double)Temperature);
            table[i] = (int)Math.Round(weight * largest, MidpointRounding.AwayFromZero);
        }

        return table;
    }
}
