using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Emit.Onnx;

/// <summary>Recurrent layers, whose steps are the outer dimension in ONNX.</summary>
internal static class RecurrentEmit
{
    /// <summary>Gru as GRU.</summary>
    public static string Gru(Node node, EmitContext context)
    {
        Gru op = (Gru)node.Op;
        int[] hidden = node.Input(Ops.Gru.Hidden).Shape;
        int units = hidden[1];
        string[] results = context.AddAll(
            "GRU",
            [
                Steps(node, context, op.TimeMajor),
                Joined(context, "weights", [1, 3 * units, node.Input(0).Shape[2]], node.Input(1)),
                Joined(context, "recurrent", [1, 3 * units, units], node.Input(2)),
                Joined(context, "bias", [1, 6 * units], node.OptionalInput(3) ?? Zeros(3 * units), node.OptionalInput(4) ?? Zeros(3 * units)),
                string.Empty,
                context.Reshape(context.Tensor(node.Input(Ops.Gru.Hidden)), [1, .. hidden]),
            ],
            2,
            EmitContext.Int("hidden_size", units),
            EmitContext.Int("linear_before_reset", op.LinearBeforeReset ? 1 : 0));
        context.Bind(node.Outputs[1], context.Reshape(results[1], hidden));
        return Sequence(node, context, results[0], op.TimeMajor);
    }

    /// <summary>
    /// Lstm as LSTM. ONNX gives the cell state after the last step only: where every step's is wanted, each step is a node.
    /// </summary>
    public static string Lstm(Node node, EmitContext context)
    {
        Lstm op = (Lstm)node.Op;
        if (op.CellClip != 0)
        {
            throw node.Error("a bound of the cell state has no form in ONNX");
        }

        bool everyCell = node.Outputs.Count > Ops.Lstm.Cells && context.Wants(node.Outputs[Ops.Lstm.Cells]);
        int[] data = node.Input(0).Shape;
        int steps = data[op.TimeMajor ? 0 : 1], parts = everyCell ? steps : 1;
        string x = Steps(node, context, op.TimeMajor);
        string[] constants = Constants(node, context), sequence = new string[parts], cells = new string[parts];
        int[] state = [1, .. node.Input(Ops.Lstm.Hidden).Shape];
        string hidden = context.Reshape(context.Tensor(node.Input(Ops.Lstm.Hidden)), state);
        string cell = context.Reshape(context.Tensor(node.Input(Ops.Lstm.Cell)), state);
        for (int i = 0; i < parts; i++)
        {
            string part = everyCell ? context.Add("Slice", [x, context.Longs(i), context.Longs(i + 1), context.Longs(0)]) : x;
            string[] results = context.AddAll(
                "LSTM", [part, .. constants, string.Empty, hidden, cell], 3, EmitContext.Int("hidden_size", state[2]));
            (sequence[i], hidden, cell) = (results[0], results[1], results[2]);
            cells[i] = cell;
        }

        context.Bind(node.Outputs[1], context.Reshape(hidden, state[1..]));
        context.Bind(node.Outputs[2], context.Reshape(cell, state[1..]));
        if (everyCell)
        {
            context.Bind(node.Outputs[Ops.Lstm.Cells], context.Add("Concat", cells, EmitContext.Int("axis", 0)));
        }

        string whole = everyCell ? context.Add("Concat", sequence, EmitContext.Int("axis", 0)) : sequence[0];
        return Sequence(node, context, whole, op.TimeMajor);
    }

    /// <summary>Weights, recurrent weights and bias with the gates in the order input, output, forget, candidate.</summary>
    private static string[] Constants(Node node, EmitContext context)
    {
        int units = node.Output.Shape[2];
        int[] order = [0, 3, 1, 2];
        Value[] Inputs(int first) => [.. order.Select(gate => node.Input(first + gate))];
        return
        [
            Joined(context, "weights", [1, 4 * units, node.Input(0).Shape[2]], Inputs(Ops.Lstm.Weights0)),
            Joined(context, "recurrent", [1, 4 * units, units], Inputs(Ops.Lstm.Recurrent0)),
            Joined(context, "bias", [1, 8 * units], [.. Inputs(Ops.Lstm.Bias0), Zeros(4 * units)]),
        ];
    }

    private static string Steps(Node node, EmitContext context, bool timeMajor)
    {
        string data = context.Tensor(node.Input(0));
        return timeMajor ? data : context.Transpose(data, 1, 0, 2);
    }

    /// <summary>[t,1,n,u] in the layout of the node's result.</summary>
    private static string Sequence(Node node, EmitContext context, string steps, bool timeMajor)
    {
        int[] shape = node.Output.Shape;
        return timeMajor
            ? context.Reshape(steps, shape)
            : context.Transpose(context.Reshape(steps, shape[1], shape[0], shape[2]), 1, 0, 2);
    }

    private static Value Zeros(int count) => Value.Constant("zeros", [count], new float[count]);

    private static string Joined(EmitContext context, string name, int[] shape, params Value[] parts) =>
        context.Tensor(Value.Constant(name, shape, MemoryMarshal.Cast<byte, float>(parts.SelectMany(part => part.Data!).ToArray())));
}
