using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>One operator of a file while it is turned into nodes of the graph.</summary>
internal sealed class OperatorImport
{
    private readonly Graph _graph;
    private readonly TensorTable _tensors;
    private readonly TfLiteOperator _operator;
    private readonly int[] _inputs;
    private readonly int[] _outputs;

    /// <summary>Starts with an operator.</summary>
    /// <param name="graph">Where nodes are added.</param>
    /// <param name="tensors">The values of the file's tensors.</param>
    /// <param name="source">The operator.</param>
    /// <param name="dilated">Set where the operator stands for a dilated convolution.</param>
    public OperatorImport(Graph graph, TensorTable tensors, TfLiteOperator source, Dilated? dilated = null)
    {
        _graph = graph;
        _tensors = tensors;
        _operator = source;
        Dilated = dilated;
        _inputs = dilated is null ? source.Inputs : [dilated.Data, .. source.Inputs.Skip(1)];
        _outputs = dilated?.Outputs ?? source.Outputs;
    }

    /// <summary>Set where the operator stands for a dilated convolution.</summary>
    public Dilated? Dilated { get; }

    /// <summary>The schema's name of the operator.</summary>
    public string OperatorName => _operator.Name;

    /// <summary>The name of the first result, which nodes are named by.</summary>
    public string Name => _outputs.Length > 0 ? _tensors.NameOf(_outputs[0]) : $"operator {_operator.Index}";

    /// <summary>Tensor indices of the operands; -1 where one is absent.</summary>
    public IReadOnlyList<int> Inputs => _inputs;

    /// <summary>Tensor indices of the results.</summary>
    public IReadOnlyList<int> Outputs => _outputs;

    /// <summary>How many operands there are.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>How many results there are.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>What the model keeps from one inference to the next.</summary>
    public ModelMemory Memory => _tensors.Memory;

    /// <summary>An exception that names this operator.</summary>
    /// <param name="problem">What is wrong, without a full stop.</param>
    public ModelException Error(string problem) => new(new ModelProblem(Name, OperatorName, problem));

    /// <summary>The attributes; all absent where the file has none.</summary>
    public FlatTable Options(OptionsType type) => _operator.OptionsType is var stored && (stored == type || stored == OptionsType.None)
        ? _operator.Options
        : throw Error($"its attributes are of kind {(int)stored} and must be of kind {(int)type}, so the file is damaged");

    /// <summary>The tensor index of an operand, for tensors that hold no elements.</summary>
    public int InputIndex(int index) => index < InputCount ? _inputs[index] : throw Error($"input {index} is missing");

    /// <summary>The tensor index of a result, for tensors that hold no elements.</summary>
    public int OutputIndex(int index) => index < OutputCount ? _outputs[index] : throw Error($"output {index} is missing");

    /// <summary>A variable tensor that this operator, and no other one, changes: its content before.</summary>
    public Value Variable(int index) => _tensors.Variable(InputIndex(index)) ?? throw Error($"input {index} must be a variable tensor");

    /// <summary>The quantization of the first result; null where it is not quantized or not yet defined.</summary>
    public Quantization? ResultQuantization => _tensors.Values[OutputIndex(0)]?.Quantization;

    /// <summary>The shape that the file says about a result.</summary>
    public int[] DeclaredShape(int output) => _tensors.DeclaredShape(OutputIndex(output));

    /// <summary>A result that the inference before left, with the shape that the file says.</summary>
    public Value Remembered(int output) => _tensors.Remembered(OutputIndex(output));

    /// <summary>An operand that must be present.</summary>
    public Value Input(int index) => OptionalInput(index) ?? throw Error($"input {index} is missing");

    /// <summary>An operand of any type, also bytes that are no quantized reals.</summary>
    public Value PlainInput(int index) => _tensors.Use(InputIndex(index));

    /// <summary>An operand, or null where it is absent.</summary>
    public Value? OptionalInput(int index)
    {
        if (index >= InputCount || _inputs[index] == -1)
        {
            return null;
        }

        Value value = _tensors.Use(_inputs[index]);
        return value.Type is not (ElementType.Int8 or ElementType.UInt8) || value.Quantization is not null
            ? value
            : throw Error($"tensor '{value.Name}' is {ElementTypes.NameOf(value.Type)} and has no scale");
    }

    /// <summary>The integers of an operand that must be known while importing.</summary>
    public int[] Ints(int index) => Input(index) is { IsConstant: true, Type: ElementType.Int32 or ElementType.Int64 } value
        ? value.AsInts()
        : throw Error($"input {index} must be a constant of integers; fold it into the model before importing");

    /// <summary>The only integer of an operand that must be known while importing.</summary>
    public int Int(int index) => Ints(index) is [int only] ? only : throw Error($"input {index} must be a single integer");

    /// <summary>An attribute that must lie in a range.</summary>
    public int InRange(int value, int min, int max, string what) => value >= min && value <= max
        ? value
        : throw Error($"{what} is {value} and must be from {min} to {max}");

    /// <summary>A stride, dilation, window or size.</summary>
    public int Extent(int value, string what) => InRange(value, 1, Limits.Extent, what);

    /// <summary>An axis counted from the front.</summary>
    public int Axis(int axis, int rank) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw Error($"axis {axis} does not exist in a tensor of {rank} dimensions");

    /// <summary>A fused activation.</summary>
    /// <param name="code">0 none, 1 RELU, 2 RELU_N1_TO_1, 3 RELU6; 4 TANH and 5 SIGN_BIT cannot be fused here.</param>
    public Clamp Activation(int code) => code switch
    {
        0 => Clamp.None,
        1 => Clamp.Relu,
        2 => Clamp.ReluN1To1,
        3 => Clamp.Relu6,
        4 => throw Error("a fused TANH is not supported; make it an operator of its own"),
        _ => throw Error($"fused activation number {code} is not supported"),
    };

    /// <summary>Demands that nothing is fused.</summary>
    public void NoActivation(int code)
    {
        if (!Activation(code).IsNone)
        {
            throw Error("a fused activation is not supported here; make it an operator of its own");
        }
    }

    /// <summary>Adds the node that computes a result of the operator.</summary>
    public void Add(Operator op, params IEnumerable<Value?> inputs) => Compute(0, op, inputs);

    /// <summary>Adds the node that computes a result of the operator.</summary>
    /// <param name="output">Which result.</param>
    /// <param name="op">What computes it.</param>
    /// <param name="inputs">Operands.</param>
    public void Compute(int output, Operator op, params IEnumerable<Value?> inputs)
    {
        Value value = Define(output);
        ElementType declared = value.Type;
        AddNode(value, op, inputs);
        if (value.Type != declared)
        {
            throw Error($"result {output} would be {ElementTypes.NameOf(value.Type)}, but the file says {ElementTypes.NameOf(declared)}");
        }
    }

    /// <summary>Adds the node that computes a result which is defined already.</summary>
    public void AddDefined(Operator op, Value result, params IEnumerable<Value?> inputs) => AddNode(result, op, inputs);

    /// <summary>Adds the node that computes all results of the operator.</summary>
    /// <param name="op">What computes them.</param>
    /// <param name="inputs">Operands.</param>
    public void AddAll(Operator op, params IEnumerable<Value?> inputs)
    {
        Value[] values = [.. Enumerable.Range(0, OutputCount).Select(Define)];
        ElementType[] declared = [.. values.Select(value => value.Type)];
        _graph.Add(values[0].Name, op, inputs, values);
        if (values.Any(value => !Limits.IsLegal(value.Shape)) || values.Zip(declared).Any(pair => pair.First.Type != pair.Second))
        {
            throw Error($"its results would be {string.Join(" and ", values.AsEnumerable())}, which the file does not say or which are too large");
        }
    }

    /// <summary>Adds the node that computes the operator's result and changes variable tensors.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="inputs">Operands; the variable tensors are the last ones.</param>
    /// <param name="variables">How many variable tensors there are; the node's results behind the first are their next contents.</param>
    public void AddUpdating(Operator op, Value?[] inputs, int variables)
    {
        Value value = Define(0);
        ElementType declared = value.Type;
        _graph.Add(value.Name, op, inputs, [value, .. inputs[^variables..].Select(before => Memory.AfterUpdate(before!))]);
        if (!Limits.IsLegal(value.Shape) || value.Type != declared)
        {
            throw Error($"its result would be {value}, which the file does not say or which is too large");
        }
    }

    /// <summary>Adds a node between the operands and the results of the operator.</summary>
    /// <param name="suffix">Appended to the name of the first result.</param>
    /// <param name="op">What is computed.</param>
    /// <param name="inputs">Operands; the result has the scale of the first one.</param>
    public Value Intermediate(string suffix, Operator op, params IEnumerable<Value?> inputs)
    {
        Value?[] operands = [.. inputs];
        Value value = new(_tensors.Unique($"{Name}/{suffix}"), operands[0]!.Type) { Quantization = operands[0]!.Quantization };
        AddNode(value, op, operands);
        return value;
    }

    /// <summary>Makes a result a constant.</summary>
    public void Fold(int output, int[] shape, byte[] data)
    {
        Value value = Define(output);
        (value.Shape, value.Data) = (shape, data);
        if ((long)value.Elements * ElementTypes.SizeOf(value.Type) != data.Length)
        {
            throw Error($"result {output} is a constant of {data.Length} bytes, which do not fit the type {ElementTypes.NameOf(value.Type)} that the file says");
        }
    }

    /// <summary>A constant that replaces an operand.</summary>
    public Value Constant(string suffix, ElementType type, int[] shape, byte[] data) =>
        new(_tensors.Unique($"{Name}/{suffix}"), type, shape) { Data = data };

    /// <summary>Counts the memory of a constant before it is made.</summary>
    public void Spend(long bytes) => _tensors.Spend(bytes);

    /// <summary>The value of a result, not yet computed.</summary>
    public Value Define(int output)
    {
        Value value = _tensors.Define(OutputIndex(output));
        return value.Type is not (ElementType.Int8 or ElementType.UInt8) || value.Quantization is not null
            ? value
            : throw Error($"result {output} is {ElementTypes.NameOf(value.Type)} and has no scale");
    }

    private void AddNode(Value value, Operator op, IEnumerable<Value?> inputs)
    {
        Node node = _graph.Add(value.Name, op, inputs, value);
        if (!Limits.IsLegal(value.Shape))
        {
            throw Error($"its result would have shape [{string.Join(',', value.Shape)}], which is too large");
        }

        // Shapes that the model computes from shapes become constants at once: later operators need them as attributes.
        if (ShapeArithmetic.Evaluate(node) is { } data)
        {
            _graph.Nodes.RemoveAt(_graph.Nodes.Count - 1);
            Spend(data.Length);
            value.Data = data;
        }
    }
}
