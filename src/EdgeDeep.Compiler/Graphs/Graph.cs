using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Graphs;

/// <summary>One operator applied to values.</summary>
public sealed class Node
{
    /// <summary>Creates a node; call <see cref="Operator.InferShapes"/> to set its outputs' types and shapes.</summary>
    /// <param name="name">Name in the source model, or one derived from it.</param>
    /// <param name="op">The operator with its attributes.</param>
    /// <param name="inputs">Operands; null where an optional one is absent.</param>
    /// <param name="outputs">Results.</param>
    public Node(string name, Operator op, IEnumerable<Value?> inputs, IEnumerable<Value> outputs)
    {
        Name = name;
        Op = op;
        Inputs = [.. inputs];
        Outputs = [.. outputs];
    }

    /// <summary>Name for messages.</summary>
    public string Name { get; set; }

    /// <summary>The operator with its attributes.</summary>
    public Operator Op { get; set; }

    /// <summary>Operands; null where an optional one is absent.</summary>
    public List<Value?> Inputs { get; }

    /// <summary>Results.</summary>
    public List<Value> Outputs { get; }

    /// <summary>The first result.</summary>
    public Value Output => Outputs[0];

    /// <summary>An operand that must be present.</summary>
    /// <exception cref="ModelException">The operand is absent.</exception>
    public Value Input(int index) => (index < Inputs.Count ? Inputs[index] : null)
        ?? throw Error($"input {index} is missing");

    /// <summary>An optional operand.</summary>
    public Value? OptionalInput(int index) => index < Inputs.Count ? Inputs[index] : null;

    /// <summary>An exception that names this node and its operator.</summary>
    /// <param name="problem">What is wrong, without a full stop.</param>
    public ModelException Error(string problem) => new(new ModelProblem(Name, Op.Name, problem));

    /// <inheritdoc/>
    public override string ToString() => $"{Op.Name} '{Name}'";
}

/// <summary>A network: nodes in execution order. Images are NHWC, convolution weights OHWI, depthwise weights 1HWO.</summary>
public sealed class Graph
{
    /// <summary>Creates an empty graph.</summary>
    /// <param name="name">File name of the model, for messages.</param>
    public Graph(string name) => Name = name;

    /// <summary>File name of the model, for messages.</summary>
    public string Name { get; }

    /// <summary>Values that the caller provides.</summary>
    public List<Value> Inputs { get; } = [];

    /// <summary>Values that the caller wants.</summary>
    public List<Value> Outputs { get; } = [];

    /// <summary>Nodes; each one comes after those whose results it uses.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>What the network remembers from one inference to the next.</summary>
    public List<State> States { get; } = [];

    /// <summary>Labels, pre-processing, provenance and licence, by the keys of <see cref="Runtime.Plans.MetadataKeys"/>.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Appends a node and infers its outputs' types and shapes.</summary>
    public Node Add(string name, Operator op, IEnumerable<Value?> inputs, params Value[] outputs)
    {
        Node node = new(name, op, inputs, outputs);
        op.InferShapes(node);
        Nodes.Add(node);
        return node;
    }

    /// <summary>The node that computes each value.</summary>
    public Dictionary<Value, Node> Producers() =>
        Nodes.SelectMany(node => node.Outputs.Select(value => (value, node))).ToDictionary(pair => pair.value, pair => pair.node);

    /// <summary>The nodes that use each value, in execution order; graph outputs are not counted.</summary>
    public ILookup<Value, Node> Consumers() =>
        Nodes.SelectMany(node => node.Inputs.Where(value => value is not null).Distinct().Select(value => (Value: value!, Node: node)))
            .ToLookup(pair => pair.Value, pair => pair.Node);

    /// <summary>Makes every user of one value, the graph's outputs and what is remembered, use another one.</summary>
    public void ReplaceUses(Value old, Value replacement)
    {
        foreach (Node node in Nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] == old)
                {
                    node.Inputs[i] = replacement;
                }
            }
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i] == old)
            {
                Outputs[i] = replacement;
            }
        }

        for (int i = 0; i < States.Count; i++)
        {
            if (States[i].Next == old)
            {
                States[i] = States[i] with { Next = replacement };
            }
        }
    }
}
