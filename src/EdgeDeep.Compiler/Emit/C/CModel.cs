using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>A step as a call of a C function.</summary>
/// <param name="Index">Number of the step.</param>
/// <param name="Step">The step.</param>
/// <param name="Function">The function; null for a copy that is a move of bytes.</param>
/// <param name="Tensors">Tensor indices in the order of the function's pointers.</param>
internal sealed record CCall(int Index, PlanStep Step, CDeclaration? Function, IReadOnlyList<int> Tensors);

/// <summary>A plan with the names that its parts have in C.</summary>
internal sealed class CModel
{
    private readonly Dictionary<(int Offset, string Type, int Elements), string> _constants = [];

    public CModel(Plan plan, string name)
    {
        (Plan, Name) = (plan, name);
        Calls = [.. plan.Steps.Select(CallOf)];
        Kernels = CKernelSources.Instance.Closure(Calls.Where(call => call.Function is not null).Select(call => call.Function!.Name));
        foreach (CCall call in Calls)
        {
            for (int i = 0; i < call.Tensors.Count; i++)
            {
                NameConstant(plan.Tensors[call.Tensors[i]], $"{call.Index}_{call.Function?.Parameters[i].Name ?? "input"}");
            }
        }

        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            NameConstant(plan.Tensors[plan.Outputs[i]], $"output{i}_value");
        }
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>Prefix of all symbols.</summary>
    public string Name { get; }

    /// <summary>When frames and inferences are due; null for a model without an audio front end.</summary>
    public FrameSchedule? Schedule => FrameSchedule.Of(Plan);

    /// <summary>Prefix of all macros.</summary>
    public string Macro => Name.ToUpperInvariant();

    /// <summary>The steps in execution order.</summary>
    public IReadOnlyList<CCall> Calls { get; }

    /// <summary>The declarations of the kernels that the model needs.</summary>
    public IReadOnlyList<CDeclaration> Kernels { get; }

    /// <summary>Constant tensors, each once, with their names.</summary>
    public List<(string Name, PlanTensor Tensor)> Constants { get; } = [];

    /// <summary>Names of the union members through which a memory is used.</summary>
    public SortedSet<string> Lanes(Storage storage) => new(
        Calls.SelectMany(call => call.Tensors.Select((tensor, i) => (Tensor: Plan.Tensors[tensor], Type: TypeOf(call, i))))
            .Concat(Plan.Inputs.Concat(Plan.Outputs).Select(index => (Tensor: Plan.Tensors[index], Type: CTypeNames.Of(Plan.Tensors[index].Type))))
            .Concat(Plan.Tensors.Where(tensor => tensor.Storage == Storage.State).Select(tensor => (Tensor: tensor, Type: CTypeNames.Of(tensor.Type))))
            .Where(use => use.Tensor.Storage == storage).Select(use => use.Type),
        StringComparer.Ordinal);

    /// <summary>The pointer that a call passes for its i-th tensor.</summary>
    public string Pointer(CCall call, int i) => Pointer(Plan.Tensors[call.Tensors[i]], TypeOf(call, i));

    /// <summary>A pointer to the first element of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="type">C type of the elements as the user of the pointer sees them.</param>
    public string Pointer(PlanTensor tensor, string type)
    {
        if (tensor.Storage == Storage.Constant)
        {
            string own = CTypeNames.Of(tensor.Type);
            return (own == type ? string.Empty : $"(const {type} *)") + $"{Name}_{_constants[Key(tensor)]}";
        }

        string memory = tensor.Storage == Storage.Arena ? "arena" : "state";
        return $"&{Name}_{memory}.{CTypeNames.LaneOf(type)}[{tensor.Offset / CTypeNames.SizeOf(type)}]";
    }

    private string TypeOf(CCall call, int i) =>
        call.Function?.Parameters[i].BaseType ?? CTypeNames.Of(Plan.Tensors[call.Tensors[i]].Type);

    private static (int Offset, string Type, int Elements) Key(PlanTensor tensor) => (tensor.Offset, CTypeNames.Of(tensor.Type), tensor.Elements);

    private void NameConstant(PlanTensor tensor, string name)
    {
        if (tensor.Storage == Storage.Constant && _constants.TryAdd(Key(tensor), name))
        {
            Constants.Add((name, tensor));
        }
    }

    private CCall CallOf(PlanStep step, int index)
    {
        ElementType type = Plan.Tensors[step.Inputs.Length > 0 ? step.Inputs[0] : step.Outputs[0]].Type;
        CKernelRow? row = CKernelTable.Find(step.Op, type);
        IReadOnlyList<int> tensors = [.. step.Inputs, .. step.Outputs];
        return row is null
            ? new CCall(index, step, null, tensors)
            : new CCall(index, step, CKernelSources.Instance[row.Function], row.Arrange(tensors));
    }
}
