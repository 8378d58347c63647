using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>Quantizes the weights of recurrent layers: those of each gate have one scale.</summary>
internal static class RecurrentQuantizer
{
    /// <summary>The weights and biases of a recurrent layer; none for any other operator.</summary>
    public static IReadOnlyList<WeightRule> Rules(Operator op) => op switch
    {
        Gru => [Gru.DataWeights, Gru.RecurrentWeights],
        Lstm => [.. Enumerable.Range(0, Lstm.Gates).SelectMany(gate => new[] { Lstm.DataWeights(gate), Lstm.RecurrentWeights(gate) })],
        _ => [],
    };

    /// <summary>Replaces the float weights and biases among the operands of a layer.</summary>
    /// <param name="node">The float layer.</param>
    /// <param name="inputs">Its quantized operands; the data and the hidden state are in place.</param>
    /// <param name="name">Makes a name that nothing else has.</param>
    public static void QuantizeWeights(Node node, Value?[] inputs, Func<string, string> name)
    {
        bool perGate = node.Op is Gru;
        int hidden = node.Op is Gru ? Gru.Hidden : Lstm.Hidden;
        IReadOnlyList<WeightRule> rules = Rules(node.Op);
        for (int i = 0; i < rules.Count; i++)
        {
            // Rules come in pairs: what meets the data, then what meets the hidden state.
            WeightRule rule = rules[i];
            float operandScale = inputs[i % 2 == 0 ? 0 : hidden]!.Quantization!.Scale;
            float[] scales = WeightQuantizer.Scales(node, rule, operandScale, GateTables.ArgumentScale, perGate);
            Value weights = node.Input(rule.Input);
            inputs[rule.Input] = WeightQuantizer.Weights(weights, name(weights.Name), rule.ChannelAxis, scales);
            if (node.OptionalInput(rule.Bias) is { } bias)
            {
                inputs[rule.Bias] = WeightQuantizer.Bias(bias, name(bias.Name), operandScale, scales);
            }
        }
    }
}
