using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Recurrent layers over whole sequences, forward, backward or both, with the usual activations.</summary>
internal static class RecurrentImport
{
    private const int Weights = 1, Recurrent = 2, Bias = 3, Lengths = 4, Hidden = 5, Cell = 6, Peepholes = 7;

    /// <summary>GRU. The file's gates have the order update, reset, candidate, as ours.</summary>
    public static IReadOnlyList<Value> Gru(OnnxNode node) => Joined(node, [.. Read(node, 3, "Sigmoid", "Tanh").Select(layer => Gru(node, layer))]);

    /// <summary>LSTM. The file's gates have the order input, output, forget, candidate; ours input, forget, candidate, output.</summary>
    public static IReadOnlyList<Value> Lstm(OnnxNode node)
    {
        node.Demand("input_forget", 0);
        if (node.Optional(Peepholes) is { } peepholes && !(peepholes.IsConstant && peepholes.Floats.IndexOfAnyExcept(0f) < 0))
        {
            throw node.Error("peepholes are not supported; train the layer without them");
        }

        return Joined(node, [.. Read(node, 4, "Sigmoid", "Tanh", "Tanh").Select(layer => Lstm(node, layer))]);
    }

    /// <summary>RNN with tanh or a rectifier: the part of the data for all steps at once, the part of the state step by step.</summary>
    public static IReadOnlyList<Value> Rnn(OnnxNode node)
    {
        string function = node.Texts("activations")?[0] ?? "Tanh";
        return Joined(node, [.. Read(node, 1, function).Select(layer => Rnn(node, layer, function))]);
    }

    private static Value[] Rnn(OnnxNode node, Layer layer, string function)
    {
        Operator activation = function.ToUpperInvariant() switch
        {
            "TANH" => new Unary(UnaryKind.Tanh),
            "RELU" => new Activate(Clamp.Relu),
            "SIGMOID" => new Unary(UnaryKind.Logistic),
            _ => throw node.Error($"its activation is {function}, and only Tanh, Relu and Sigmoid are supported"),
        };
        int time = layer.BatchMajor ? 1 : 0, steps = layer.Data.Shape[time];
        Value weights = Part(layer.Weights, "weights", 0, layer.Units, layer.Inputs), recurrent = Part(layer.Recurrent, "recurrent", 0, layer.Units, layer.Units);
        Value given = node.Add(new FullyConnected(true, Clamp.None), layer.Data, weights, Sum(node, layer, 0, 1));
        Value hidden = State(node, layer, Hidden, "initial_h");
        List<Value> sequence = [];
        for (int step = 0; step < steps; step++)
        {
            int[] begin = new int[3], size = [.. given.Shape];
            (begin[time], size[time]) = (step, 1);
            Value part = node.Reshape(node.Add(new StridedSlice(begin, size, [1, 1, 1]), given), layer.Batches, layer.Units);
            Value kept = node.Add(new FullyConnected(false, Clamp.None), hidden, recurrent, null);
            hidden = node.Add(activation, node.Add(new Binary(BinaryKind.Add, Clamp.None), part, kept));
            sequence.Add(node.Reshape(hidden, size));
        }

        Value all = steps == 1 ? sequence[0] : node.Add(new Concatenation(time), [.. sequence]);
        return [Directed(node, layer, Turned(node, layer, all)), Directed(node, layer, hidden)];
    }

    private static Value[] Gru(OnnxNode node, Layer layer)
    {
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
        return [Directed(node, layer, Turned(node, layer, y)), Directed(node, layer, h)];
    }

    private static Value[] Lstm(OnnxNode node, Layer layer)
    {
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
                .. order.Select(gate => Sum(node, layer, gate, 4)),
                State(node, layer, Hidden, "initial_h"),
                State(node, layer, Cell, "initial_c"),
            ],
            outputs));
        outputs[0] = Turned(node, layer, outputs[0]);
        return [.. outputs[..3].Select(output => Directed(node, layer, output))];
    }

    /// <summary>The layers of a node: one, or one for each direction. A layer that runs backward sees its data reversed.</summary>
    private static IEnumerable<Layer> Read(OnnxNode node, int gates, params string[] activations)
    {
        node.Ignore("activation_alpha", "activation_beta");
        string direction = node.Text("direction", "forward").ToLowerInvariant();
        int directions = direction == "bidirectional" ? 2 : 1;
        string[] wanted = [.. Enumerable.Repeat(activations, directions).SelectMany(functions => functions)];
        string[] functions = node.Texts("activations") ?? wanted;
        if (direction is not ("forward" or "reverse" or "bidirectional"))
        {
            throw node.Error($"its direction is {direction}, and forward, reverse or bidirectional is expected");
        }

        if (!functions.SequenceEqual(wanted, StringComparer.OrdinalIgnoreCase) || node.Float("clip", 0) != 0)
        {
            throw node.Error($"its activations are {string.Join(", ", functions)}, and only {string.Join(", ", wanted)} without clip are supported");
        }

        Value data = node.Input(0), weights = Constant(node, Weights, "weights"), recurrent = Constant(node, Recurrent, "recurrent weights");
        bool batchMajor = node.Int("layout", 0) != 0;
        if (data.Rank != 3 || weights.Rank != 3 || recurrent.Rank != 3 || weights.Shape[0] != directions || recurrent.Shape[0] != directions)
        {
            throw node.Error($"its data has {data.Rank} dimensions and its weights {weights.Rank}, and three of each in {directions} {(directions == 1 ? "direction" : "directions")} are expected");
        }

        int time = batchMajor ? 1 : 0, steps = data.Shape[time], units = recurrent.Shape[2], inputs = weights.Shape[2];
        Value? bias = node.Optional(Bias) is null ? null : Constant(node, Bias, "bias");
        if (node.Int("hidden_size", units) != units || weights.Shape[1] != gates * units || recurrent.Shape[1] != gates * units
            || data.Shape[2] != inputs || (bias is not null && bias.Elements != directions * 2 * gates * units))
        {
            throw node.Error($"its weights [{string.Join(',', weights.Shape)}] and [{string.Join(',', recurrent.Shape)}] do not fit each other, its bias or data [{string.Join(',', data.Shape)}]");
        }

        if (node.Optional(Lengths) is not null && node.Constant(Lengths, "sequence lengths").AsInts().Any(length => length != steps))
        {
            throw node.Error($"its sequences have lengths of their own, and only {steps} steps for all are supported");
        }

        for (int i = 0; i < directions; i++)
        {
            bool isReversed = direction == "reverse" || i == 1;
            yield return new Layer(
                isReversed ? Reversed(node, data, time) : data,
                Direction(weights, i, directions, gates * units, inputs),
                Direction(recurrent, i, directions, gates * units, units),
                bias is null ? null : Direction(bias, i, directions, 2 * gates * units),
                data.Shape[batchMajor ? 0 : 1], units, inputs, batchMajor, i, directions, isReversed);
        }
    }

    /// <summary>The results of all directions side by side.</summary>
    private static Value[] Joined(OnnxNode node, IReadOnlyList<Value[]> directions)
    {
        bool batchMajor = node.Int("layout", 0) != 0;
        return directions.Count == 1
            ? directions[0]
            : [.. directions[0].Select((value, i) => node.Add(
                new Concatenation(batchMajor ? value.Rank - 2 : value.Rank - 3), [.. directions.Select(results => results[i])]))];
    }

    /// <summary>A sequence of a layer that runs backward, in the order of time.</summary>
    private static Value Turned(OnnxNode node, Layer layer, Value sequence) =>
        layer.IsReversed ? Reversed(node, sequence, layer.BatchMajor ? 1 : 0) : sequence;

    private static Value Reversed(OnnxNode node, Value value, int axis)
    {
        int[] begin = new int[value.Rank], stride = [.. Enumerable.Repeat(1, value.Rank)];
        (begin[axis], stride[axis]) = (value.Shape[axis] - 1, -1);
        return node.Add(new StridedSlice(begin, value.Shape, stride), value);
    }

    private static Value Constant(OnnxNode node, int input, string what) => node.Constant(input, what) is { Type: ElementType.Float32 } value
        ? value
        : throw node.Error($"its {what} must be float");

    /// <summary>What belongs to one direction.</summary>
    private static Value Direction(Value constant, int index, int directions, params int[] shape) => Value.Constant(
        directions == 1 ? constant.Name : $"{constant.Name}/direction {index}", shape,
        constant.Floats.Slice(index * constant.Elements / directions, Shapes.Product(shape)));

    private static Value Part(Value constant, string what, int start, params int[] shape) =>
        Value.Constant($"{constant.Name}/{what}", shape, constant.Floats.Slice(start, Shapes.Product(shape)));

    /// <summary>The bias that meets the data and the one that meets the hidden state, which only ever appear added.</summary>
    private static Value? Sum(OnnxNode node, Layer layer, int gate, int gates)
    {
        if (layer.Bias is null)
        {
            return Value.Constant($"{node.Name}/bias {gate}", [layer.Units], new float[layer.Units]);
        }

        Value a = Part(layer.Bias, $"bias {gate}", gate * layer.Units, layer.Units);
        ReadOnlySpan<float> b = layer.Bias.Floats.Slice((gates + gate) * layer.Units, layer.Units);
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

        int axis = layer.BatchMajor ? 1 : 0;
        if (state.Rank == 3 && layer.Directions == 2 && state.Shape[axis] == 2)
        {
            int[] begin = new int[3], size = [.. state.Shape];
            (begin[axis], size[axis]) = (layer.Direction, 1);
            state = node.Add(new StridedSlice(begin, size, [1, 1, 1]), state);
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

    private sealed record Layer(Value Data, Value Weights, Value Recurrent, Value? Bias, int Batches, int Units, int Inputs, bool BatchMajor,
        int Direction, int Directions, bool IsReversed);
}
