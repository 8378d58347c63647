using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.TfLite;

/// <summary>
/// What a model keeps from one inference to the next: resource variables, which operators read and assign by handle, and
/// variable tensors, which recurrent operators change in place. Both become the states of the graph.
/// </summary>
internal sealed class ModelMemory(TfLiteModel model, TensorTable tensors)
{
    private readonly Dictionary<int, Variable> _handles = [];
    private readonly Dictionary<(string Container, string Name), Variable> _variables = [];
    private readonly List<State> _states = [];

    /// <summary>CALL_ONCE: runs another subgraph before the first inference, which gives variables their first content.</summary>
    public static void CallOnce(OperatorImport op)
    {
        ModelMemory memory = op.Memory;
        TfLiteModel once = memory.Whole.Subgraph(op.Options(OptionsType.CallOnce).Int32(0));
        Dictionary<int, Variable> handles = [];
        foreach (TfLiteOperator step in once.Operators)
        {
            switch (step.Name)
            {
                case "VAR_HANDLE" when step.Outputs.Length == 1:
                    handles[step.Outputs[0]] = memory.VariableOf(step.Options);
                    break;
                case "ASSIGN_VARIABLE" when step.Inputs.Length == 2 && handles.TryGetValue(step.Inputs[0], out Variable? variable):
                    variable.Initial = step.Inputs[1] >= 0 && step.Inputs[1] < once.Tensors.Length
                        ? once.DataOf(once.Tensors[step.Inputs[1]])
                        : throw op.Error($"the file is damaged: its subgraph refers to tensor {step.Inputs[1]}");
                    break;
                default:
                    throw op.Error($"its subgraph uses {step.Name}, and only constants can be assigned to variables there");
            }
        }
    }

    /// <summary>VAR_HANDLE: names a variable.</summary>
    public static void Handle(OperatorImport op) =>
        op.Memory._handles[op.OutputIndex(0)] = op.Memory.VariableOf(op.Options(OptionsType.VarHandle));

    /// <summary>READ_VARIABLE: the content at this place in the order of the operators.</summary>
    public static void Read(OperatorImport op)
    {
        Variable variable = op.Memory.Find(op);
        if (variable.Content is { } content)
        {
            MovementOperators.To(op, content, content.Shape);
        }
        else
        {
            variable.Content = variable.Current = op.Remembered(0);
        }
    }

    /// <summary>ASSIGN_VARIABLE: later reads, also those of the next inference, give this value.</summary>
    public static void Assign(OperatorImport op)
    {
        Variable variable = op.Memory.Find(op);
        Value value = op.Input(1);
        if (variable.Content is { } content && (content.Type != value.Type || content.Elements != value.Elements))
        {
            throw op.Error($"its variable holds {content} and cannot become {value}");
        }

        variable.Content = value;
        variable.Default ??= value.Quantization?.ZeroPoint ?? 0;
    }

    /// <summary>A variable tensor: its content after the operator that changes it, yet to be computed.</summary>
    /// <param name="before">The content before.</param>
    public Value AfterUpdate(Value before)
    {
        Value after = new(tensors.Unique($"{before.Name}/next"), before.Type, before.Shape) { Quantization = before.Quantization };
        int zero = before.Type == ElementType.Int8 ? before.Quantization?.ZeroPoint ?? 0 : 0;
        _states.Add(new State(before, after, Filled(before, zero)));
        return after;
    }

    /// <summary>The states of the graph, once all operators are imported.</summary>
    public IEnumerable<State> States()
    {
        foreach (Variable variable in _variables.Values)
        {
            // A variable that is written and never read leaves no trace.
            if (variable.Current is not { } current)
            {
                continue;
            }

            byte[] initial = variable.Initial ?? Filled(current, variable.Default ?? 0);
            int bytes = current.Elements * ElementTypes.SizeOf(current.Type);
            yield return initial.Length == bytes
                ? new State(current, variable.Content!, initial)
                : throw new ModelException($"The variable '{current.Name}' holds {bytes} bytes and starts with {initial.Length}, so the file is damaged.");
        }

        foreach (State state in _states)
        {
            yield return state;
        }
    }

    private TfLiteModel Whole => model;

    /// <summary>Every byte the same, as TensorFlow Lite Micro fills memory: with the zero point of 8-bit tensors.</summary>
    private byte[] Filled(Value value, int fill)
    {
        long bytes = (long)value.Elements * ElementTypes.SizeOf(value.Type);
        tensors.Spend(bytes);
        byte[] data = new byte[bytes];
        Array.Fill(data, unchecked((byte)fill));
        return data;
    }

    private Variable VariableOf(FlatTable options)
    {
        (string, string) key = (options.String(0), options.String(1));
        if (!_variables.TryGetValue(key, out Variable? variable))
        {
            _variables[key] = variable = new Variable();
        }

        return variable;
    }

    private Variable Find(OperatorImport op) => _handles.TryGetValue(op.InputIndex(0), out Variable? variable)
        ? variable
        : throw op.Error("its first operand is no handle of a variable");

    private sealed class Variable
    {
        /// <summary>Content that another subgraph assigned; null where none did.</summary>
        public byte[]? Initial { get; set; }

        /// <summary>What every byte starts with where no other subgraph assigned the content.</summary>
        public int? Default { get; set; }

        /// <summary>The value that stands for the content before the inference; null where nothing reads that.</summary>
        public Value? Current { get; set; }

        /// <summary>The content at this place in the order of the operators; null where it was neither read nor assigned.</summary>
        public Value? Content { get; set; }
    }
}
