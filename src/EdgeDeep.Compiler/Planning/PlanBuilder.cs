using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Planning;

/// <summary>What the planner may do.</summary>
/// <param name="KeepIntermediates">Gives every tensor memory of its own, so that all of them can be read after a run.</param>
public sealed record PlanOptions(bool KeepIntermediates = false);

/// <summary>Turns a quantized graph into a plan: the operators append kernel calls here, the planner places tensors.</summary>
public sealed class PlanBuilder
{
    private readonly Graph _graph;
    private readonly List<Buffer> _buffers = [];
    private readonly List<PlanStep> _steps = [];
    private readonly Dictionary<Value, int> _indices = [];
    private readonly Dictionary<ConstantKey, int> _constants = [];

    private PlanBuilder(Graph graph) => _graph = graph;

    /// <summary>Builds the plan of a quantized graph.</summary>
    /// <exception cref="ModelException">
    /// A node has no kernel for its element types or attributes; the message names it, and the exception carries the problems of all others.
    /// </exception>
    public static Plan Build(Graph graph, PlanOptions? options = null)
    {
        PlanBuilder builder = new(graph);
        foreach (Value input in graph.Inputs)
        {
            builder.Index(input);
        }

        foreach (State state in graph.States)
        {
            builder.AddState(state);
        }

        ProblemList problems = new();
        foreach (Node node in graph.Nodes)
        {
            problems.Try(() => node.Op.Lower(node, builder));
        }

        problems.ThrowIfAny();

        // Outputs come first: one that shows what a state held must be copied before the state changes.
        builder.MaterializeOutputs();
        builder.CommitStates();
        return builder.Finish(options ?? new PlanOptions());
    }

    /// <summary>Appends a kernel call.</summary>
    /// <param name="op">The kernel.</param>
    /// <param name="node">The node that it computes, for its name and MACs.</param>
    /// <param name="inputs">Tensor indices in the kernel's order.</param>
    /// <param name="outputs">Tensor indices: results, then scratch.</param>
    /// <param name="parameters">The kernel's parameter structure.</param>
    public void Step(OpCode op, Node node, int[] inputs, int[] outputs, int[] parameters) =>
        _steps.Add(new PlanStep(op, node.Name, inputs, outputs, parameters, node.Op.Macs(node)));

    /// <summary>The tensor index of a value.</summary>
    public int Index(Value value)
    {
        if (_indices.TryGetValue(value, out int index))
        {
            return index;
        }

        index = value.Data is { } data
            ? Constant(value.Name, value.Type, value.Shape, data, value.Quantization)
            : AddBuffer(value, null);
        _indices[value] = index;
        return index;
    }

    /// <summary>Makes a value share the memory of another one of the same size, as a reshape does.</summary>
    public void Alias(Value value, Value target)
    {
        int root = Index(target);
        _indices[value] = AddBuffer(value, _buffers[root].AliasOf ?? root);
    }

    /// <summary>
    /// The tensor that a kernel changes in place, which holds a value before the call and another one after it. That is
    /// the memory of the value itself where it is a state that nothing else reads, and a copy elsewhere.
    /// </summary>
    /// <param name="node">The node that makes the one value of the other.</param>
    /// <param name="before">An operand of the node.</param>
    /// <param name="after">A result of the node, of the same type and size.</param>
    public int Update(Node node, Value before, Value after)
    {
        bool reads = _graph.Nodes.Sum(other => other.Inputs.Count(input => input == before)) > 1
            || _graph.Outputs.Contains(before) || _graph.States.Exists(state => state.Next == before);
        if (!reads && _graph.States.Exists(state => state.Current == before))
        {
            Alias(after, before);
        }
        else
        {
            _steps.Add(new PlanStep(OpCode.Copy, node.Name, [Index(before)], [Index(after)], [before.Elements], 0));
        }

        return Index(after);
    }

    /// <summary>Adds a table of 32-bit integers, such as multipliers, and returns its tensor index. Equal tables are stored once.</summary>
    public int Table(string name, ReadOnlySpan<int> values) =>
        Constant(name, ElementType.Int32, [values.Length], MemoryMarshal.AsBytes(values).ToArray(), null);

    /// <summary>Adds a table of 8-bit integers, such as the results of a function, and returns its tensor index. Equal tables are stored once.</summary>
    public int Table(string name, ReadOnlySpan<sbyte> values) =>
        Constant(name, ElementType.Int8, [values.Length], MemoryMarshal.AsBytes(values).ToArray(), null);

    /// <summary>Adds a table of 16-bit integers, such as the results of a function, and returns its tensor index. Equal tables are stored once.</summary>
    public int Table(string name, ReadOnlySpan<short> values) =>
        Constant(name, ElementType.Int16, [values.Length], MemoryMarshal.AsBytes(values).ToArray(), null);

    /// <summary>Adds a table of 64-bit integers, such as biases, and returns its tensor index. Equal tables are stored once.</summary>
    public int Table(string name, ReadOnlySpan<long> values) =>
        Constant(name, ElementType.Int64, [values.Length], MemoryMarshal.AsBytes(values).ToArray(), null);

    /// <summary>Adds a table of floating-point numbers and returns its tensor index. Equal tables are stored once.</summary>
    public int Table(string name, ReadOnlySpan<float> values) =>
        Constant(name, ElementType.Float32, [values.Length], MemoryMarshal.AsBytes(values).ToArray(), null);

    /// <summary>Adds memory that only one kernel call uses and returns its tensor index.</summary>
    public int Scratch(string name, ElementType type, int elements)
    {
        _buffers.Add(new Buffer(name, type, [elements], Storage.Arena, null, null, null));
        return _buffers.Count - 1;
    }

    private int Constant(string name, ElementType type, int[] shape, byte[] data, Quantization? quantization)
    {
        ConstantKey key = new(type, string.Join(',', shape), quantization, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(data)));
        if (!_constants.TryGetValue(key, out int index))
        {
            _buffers.Add(new Buffer(name, type, shape, Storage.Constant, data, quantization, null));
            index = _buffers.Count - 1;
            _constants[key] = index;
        }

        return index;
    }

    private int AddBuffer(Value value, int? aliasOf)
    {
        Storage storage = aliasOf is { } root ? _buffers[root].Storage : Storage.Arena;
        _buffers.Add(new Buffer(value.Name, value.Type, value.Shape, storage, null, value.Quantization, aliasOf));
        return _buffers.Count - 1;
    }

    private void AddState(State state)
    {
        Value current = state.Current, next = state.Next;
        int bytes = current.Elements * ElementTypes.SizeOf(current.Type);
        if (current.Type != next.Type || current.Elements != next.Elements || state.Initial.Length != bytes)
        {
            throw new ModelException($"The state '{current.Name}' is read as {current} and becomes {next} from {state.Initial.Length} bytes, which do not fit each other.");
        }

        _buffers.Add(new Buffer(current.Name, current.Type, current.Shape, Storage.State, state.Initial, current.Quantization, null));
        _indices[current] = _buffers.Count - 1;
    }

    private void CommitStates() =>
        new StateCommit(_buffers, _steps, _graph.Inputs.Concat(_graph.Outputs).Select(Index).Select(index => _buffers[index].AliasOf ?? index))
            .Run([.. _graph.States.Select(state => (Index(state.Current), Index(state.Next)))]);

    /// <summary>An output that is a constant, an input or a reshape of one needs a copy: callers own outputs separately.</summary>
    private void MaterializeOutputs()
    {
        HashSet<int> taken = [.. _graph.Inputs.Select(input => _indices[input])];
        for (int i = 0; i < _graph.Outputs.Count; i++)
        {
            Value value = _graph.Outputs[i];
            int index = Index(value);
            int root = _buffers[index].AliasOf ?? index;
            if (_buffers[index].Storage == Storage.Arena && taken.Add(root))
            {
                continue;
            }

            Value copy = new(value.Name, value.Type, value.Shape) { Quantization = value.Quantization };
            _graph.Outputs[i] = copy;
            Step(OpCode.Copy, new Node(value.Name, Reshape.To(value.Shape), [value], [copy]), [index], [Index(copy)], [value.Elements]);
        }
    }

    private Plan Finish(PlanOptions options)
    {
        int[] outputs = [.. _graph.Outputs.Select(Index)];
        int[] inputs = [.. _graph.Inputs.Select(Index)];
        (int[] offsets, int arenaBytes) = ArenaPlanner.Place(_buffers, _steps, inputs, outputs, options.KeepIntermediates);
        byte[] constants = BytePool.Place(_buffers, Storage.Constant, offsets), state = BytePool.Place(_buffers, Storage.State, offsets);
        return new Plan
        {
            Tensors = [.. _buffers.Select((buffer, i) => buffer.ToTensor(offsets[i]))],
            Steps = _steps,
            Inputs = inputs,
            Outputs = outputs,
            ArenaBytes = arenaBytes,
            Constants = constants,
            InitialState = state,
            Metadata = _graph.Metadata,
        };
    }

    private sealed record ConstantKey(ElementType Type, string Shape, Quantization? Quantization, string Hash);
}
