using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Recurrent layers that run forward over whole sequences, with the usual activations.</summary>
internal static class RecurrentImport
{
    private const int Weights = 1, Recurrent = 2, Bias = 3, Lengths = 4, Hidden = 5, Cell = 6, Peepholes = 7;

    /// <summary>GRU. The file's gates have the order update, reset, candidate, as ours.</summary>
    public static IReadOnlyList<Value> Gru(OnnxNode node)
    {
        Layer layer = Read(node, 3, "Sigmoid", "Tanh");
        Value y = new($"{node.Name}/sequence", ElementType.Float32), h = new($"{node.Name}/hidden", ElementType.Float32);
        Gru op = new(!layer.BatchMajor, node.Int("linear_before_reset", 0) != 0);
        node.Context.Append(new Node(
            node.Name, op,
            [
                layer.Data,
                Part(layer.Weights, "weights", 0, 3, layer.Units, layer.Inputs),
                Part(layer.Recurrent, "recurrent", 0, 3, layer.Units, layer.Units),
                layer.Bias is null ? null : Part(layer.Bias, "bias", 0, 3, layer.Units),
                layer.Bias is null ? null : Part(layer.Bias, "recurrent bias", 3 * layer.Units, 3, layer.Units),
                State(node, layer, Hidden, "initial_h"),
            ],
            [y, h]));
        return [Directed(node, layer, y), Directed(node, layer, h)];
    }

    /// <summary>LSTM. The file's gates have the order input, output, forget, candidate; ours input, forget, candidate, output.</summary>
    public static IReadOnlyList<Value> Lstm(OnnxNode node)
    {
        Layer layer = Read(node, 4, "Sigmoid", "Tanh", "Tanh");
        node.Demand("input_forget", 0);
        if (node.Optional(Peepholes) is { } peepholes && !(peepholes.IsConstant && peepholes.Floats.IndexOfAnyExcept(0f) < 0))
        {
            throw node.Error("peepholes are not supported; train the layer without them");
        }

        int units = layer.Units;
        int[] order = [0, 2, 3, 1];
        Value Result(string what) => new($"{node.Name}/{what}", ElementType.Float32);
        Value[] outputs = [Result("sequence"), Result("hidden"), Result("cell"), Result("cells")];
        node.Context.Append(new Node(
            node.Name, new Lstm(!layer.BatchMajor, 0),
            [
                layer.Data,
                .. order.Select(gate => Part(layer.Weights, $"weights {gate}", gate * units * layer.Inputs, units, layer.Inputs)),
                .. order.Select(gate => Part(layer.Recurrent, $"recurrent {gate}", gate * units * units, units, units)),
                .. order.Select(gate => Sum(node, layer, gate)),
                State(node, layer, Hidden, "initial_h"),
                State(node, layer, Cell, "initial_c"),
            ],
            outputs));
        return [.. outputs[..3].Select(output => Directed(node, layer, output))];
    }

    private static Layer Read(OnnxNode node, int gates, params string[] activations)
    {
        node.Ignore("activation_alpha", "activation_beta");
        string direction = node.Text("direction", "forward");
        string[] functions = node.Texts("activations") ?? activations;
        if (!direction.Equals("forward", StringComparison.OrdinalIgnoreCase))
        {
            throw node.Error($"its direction is {direction}, and only forward is supported; a device that hears a sequence as it comes cannot run it backward");
        }

        if (!functions.SequenceEqual(activations, StringComparer.OrdinalIgnoreCase) || node.Float("clip", 0) != 0)
        {
            throw node.Error($"its activations are {string.Join(", ", functions)}, and only {string.Join(", ", activations)} without clip are supported");
        }

        Value data = node.Input(0), weights = Constant(node, Weights, "weights"), recurrent = Constant(node, Recurrent, "recurrent weights");
        bool batchMajor = node.Int("layout", 0) != 0;
        if (data.Rank != 3 || weights.Rank != 3 || recurrent.Rank != 3 || weights.Shape[0] != 1)
        {
            throw node.Error($"its data has {data.Rank} dimensions and its weights {weights.Rank}, and three of each in one direction are expected");
        }

        int steps = data.Shape[batchMajor ? 1 : 0], units = recurrent.Shape[2], inputs = weights.Shape[2];
        Value? bias = node.Optional(Bias) is null ? null : Constant(node, Bias, "bias");
        if (node.Int("hidden_size", units) != units || weights.Shape[1] != gates * units || recurrent.Shape[1] != gates * units
            || data.Shape[2] != inputs || (bias is not null && bias.Elements != 2 * gates * units))
        {
            throw node.Error($"its weights [{string.Join(',', weights.Shape)}] and [{string.Join(',', recurrent.Shape)}] do not fit each other, its bias or data [{string.Join(',', data.Shape)}]");
        }

        if (node.Optional(Lengths) is not null && node.Constant(Lengths, "sequence lengths").AsInts().Any(length => length != steps))
        {
            throw node.Error($"its sequences have lengths of their own, and only {steps} steps for all are supported");
        }

        return new Layer(data, weights, recurrent, bias, data.Shape[batchMajor ? 0 : 1], units, inputs, batchMajor);
    }

    private static Value Constant(OnnxNode node, int input, string what) => node.Constant(input, what) is { Type: ElementType.Float32 } value
        ? value
        : throw node.Error($"its {what} must be float");

    private static Value Part(Value constant, string what, int start, params int[] shape) =>
        Value.Constant($"{constant.Name}/{what}", shape, constant.Floats.Slice(start, Shapes.Product(shape)));

    /// <summary>The bias that meets the data and the one that meets the hidden state, which only ever appear added.</summary>
    private static Value? Sum(OnnxNode node, Layer layer, int gate)
    {
        if (layer.Bias is null)
        {
            return Value.Constant($"{node.Name}/bias {gate}", [layer.Units], new float[layer.Units]);
        }

        Value a = Part(layer.Bias, $"bias {gate}", gate * layer.Units, layer.Units);
        ReadOnlySpan<float> b = layer.Bias.Floats.Slice((4 + gate) * layer.Units, layer.Units);
        float[] sum = new float[layer.Units];
        System.Numerics.Tensors.TensorPrimitives.Add(a.Floats, b, sum);
        return Value.Constant(a.Name, a.Shape, sum);
    }

    private static Value State(OnnxNode node, Layer layer, int input, string what)
    {
        if (node.Optional(input) is not { } state)
        {
            return Value.Constant($"{node.Name}/{what}", [layer.Batches, layer.Units], new float[layer.Batches * layer.Units]);
        }

        return state.Rank == 3 && state.Elements == layer.Batches * layer.Units
            ? node.Reshape(state, layer.Batches, layer.Units)
            : throw node.Error($"its {what} has shape [{string.Join(',', state.Shape)}], and {layer.Batches} times {layer.Units} numbers are expected");
    }

    /// <summary>Adds the dimension of directions: before the sequences, or behind them where these come first.</summary>
    private static Value Directed(OnnxNode node, Layer layer, Value value)
    {
        int axis = layer.BatchMajor ? value.Rank - 1 : value.Rank - 2;
        return node.Reshape(value, [.. value.Shape[..axis], 1, .. value.Shape[axis..]]);
    }

    private sealed record Layer(Value Data, Value Weights, Value Recurrent, Value? Bias, int Batches, int Units, int Inputs, bool BatchMajor);
}
