using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <summary>
/// Quantizes recurrent layers. Each gate's weights have one scale; states are int16, or share the scale of the results, and
/// are requantized where the rest of the graph sees them.
/// </summary>
/// <param name="result">The graph that grows.</param>
/// <param name="ranges">Calibrated ranges of the float graph.</param>
/// <param name="name">Makes a name that nothing else has.</param>
internal sealed class RecurrentQuantizer(Graph result, IReadOnlyDictionary<Value, ValueRange> ranges, Func<string, string> name)
{
    /// <summary>Room for cell states beyond those that calibration has seen.</summary>
    private const double CellHeadroom = 1.25;

    /// <summary>The weights and biases of a recurrent layer; none for any other operator.</summary>
    public static IReadOnlyList<WeightRule> Rules(Operator op) => op switch
    {
        Gru => [Gru.DataWeights, Gru.RecurrentWeights],
        Lstm => [.. Enumerable.Range(0, Lstm.Gates).SelectMany(gate => new[] { Lstm.DataWeights(gate), Lstm.RecurrentWeights(gate) })],
        _ => [],
    };

    /// <summary>Appends the layer.</summary>
    /// <param name="node">The float layer.</param>
    /// <param name="operand">The quantized operand of an index.</param>
    /// <param name="outputs">Stand-ins of the layer's results; null where nothing uses one.</param>
    public void Add(Node node, Func<int, Value> operand, Value?[] outputs)
    {
        Value data = operand(0), sequence = outputs[0]!;
        Value?[] inputs = [.. node.Inputs];
        inputs[0] = data;
        Value[] states;
        if (node.Op is Gru)
        {
            Weights(node, inputs, Gru.DataWeights, data.Quantization!.Scale);
            Weights(node, inputs, Gru.RecurrentWeights, GateTables.Scale);
            inputs[Gru.Hidden] = Initial(node, Gru.Hidden, ElementType.Int16, Gru.HiddenQuantization, operand);
            states = [Next(node, 1, inputs[Gru.Hidden]!)];
        }
        else
        {
            Quantization hidden = sequence.Quantization!, cell = CellQuantization(node);
            for (int gate = 0; gate < Lstm.Gates; gate++)
            {
                Weights(node, inputs, Lstm.DataWeights(gate), data.Quantization!.Scale);
                Weights(node, inputs, Lstm.RecurrentWeights(gate), hidden.Scale);
            }

            inputs[Lstm.Hidden] = Initial(node, Lstm.Hidden, ElementType.Int8, hidden, operand);
            inputs[Lstm.Cell] = Initial(node, Lstm.Cell, ElementType.Int16, cell, operand);
            states = [Next(node, 1, inputs[Lstm.Hidden]!), Next(node, 2, inputs[Lstm.Cell]!)];
        }

        if (outputs.Skip(states.Length + 1).Any(output => output is not null))
        {
            throw node.Error("its cell state after each step is for calibration only; use the sequence or the last cell state");
        }

        result.Add(node.Name, node.Op, inputs, [sequence, .. states]);
        for (int i = 0; i < states.Length; i++)
        {
            if (outputs[i + 1] is { } seen)
            {
                result.Add(seen.Name, new Quantize(), [states[i]], seen);
            }
        }
    }

    private void Weights(Node node, Value?[] inputs, WeightRule rule, float operandScale)
    {
        bool perGate = node.Op is Gru;
        float[] scales = WeightQuantizer.Scales(node, rule, operandScale, GateTables.ArgumentScale, perGate);
        Value weights = node.Input(rule.Input);
        inputs[rule.Input] = WeightQuantizer.Weights(weights, name(weights.Name), rule.ChannelAxis, scales);
        if (node.OptionalInput(rule.Bias) is { } bias)
        {
            inputs[rule.Bias] = WeightQuantizer.Bias(bias, name(bias.Name), operandScale, scales);
        }
    }

    /// <summary>The state before the first step: a constant, or a tensor that is requantized.</summary>
    private Value Initial(Node node, int input, ElementType type, Quantization quantization, Func<int, Value> operand)
    {
        Value state = node.Input(input);
        if (!state.IsConstant)
        {
            Value wide = new(name(state.Name + "/state"), type) { Quantization = quantization };
            result.Add(wide.Name, new Quantize(), [operand(input)], wide);
            return wide;
        }

        (int min, int max) = type == ElementType.Int16 ? (short.MinValue, short.MaxValue) : (sbyte.MinValue, sbyte.MaxValue);
        int[] stored = [.. state.Floats.ToArray().Select(real => (int)Math.Clamp(
            Math.Round((double)real / quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint, min, max))];
        byte[] bytes = type == ElementType.Int16
            ? MemoryMarshal.AsBytes<short>([.. stored.Select(value => (short)value)]).ToArray()
            : MemoryMarshal.AsBytes<sbyte>([.. stored.Select(value => (sbyte)value)]).ToArray();
        return new Value(name(state.Name), type, state.Shape) { Data = bytes, Quantization = quantization };
    }

    private Value Next(Node node, int output, Value current) =>
        new(name(node.Outputs[output].Name + "/state"), current.Type) { Quantization = current.Quantization };

    /// <summary>The smallest power of two that leaves some headroom in 16 bits above what was seen at any step.</summary>
    private Quantization CellQuantization(Node node)
    {
        if (node.Outputs.Count <= Lstm.Cells || !ranges.TryGetValue(node.Outputs[Lstm.Cells], out ValueRange range))
        {
            throw node.Error("the range of its cell state is not known; calibrate the same graph that is quantized");
        }

        double largest = Math.Max(-(double)range.Min, range.Max) * CellHeadroom;
        int power = largest > 0 ? (int)Math.Ceiling(Math.Log2(largest / short.MaxValue)) : Lstm.SmallestCellPower;
        return new Quantization(MathF.ScaleB(1, Math.Clamp(power, Lstm.SmallestCellPower, 0)), 0);
    }
}
