using System.Globalization;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>A step as a call of a C# method.</summary>
/// <param name="Index">Number of the step.</param>
/// <param name="Step">The step.</param>
/// <param name="Kernel">The method; null for a copy that is a move of bytes.</param>
/// <param name="Tensors">Tensor indices in the order of the method's pointers.</param>
internal sealed record BareCall(int Index, PlanStep Step, PointerKernel? Kernel, IReadOnlyList<int> Tensors);

/// <summary>A plan with the names that its parts have in C#.</summary>
internal sealed class BareModel
{
    private readonly Dictionary<(int Offset, string Type, int Elements), string> _constants = [];

    public BareModel(Plan plan, string name)
    {
        CModel model = new(plan, CExporter.IdentifierOf(name));
        (Plan, Name) = (plan, BareNames.Pascal(model.Name));
        Calls = [.. model.Calls.Select(call => new BareCall(
            call.Index, call.Step, call.Function is null ? null : PointerKernels.Instance[call.Function.Name], call.Tensors))];
        Kernels = PointerKernels.Instance.Closure(Calls.Where(call => call.Kernel is not null).Select(call => call.Kernel!));
        Constants = [.. model.Constants.Select(constant => (BareNames.OfConstant(constant.Name), constant.Tensor))];
        foreach ((string constant, PlanTensor tensor) in Constants)
        {
            _constants.Add(Key(tensor), constant);
        }
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>Name of the class.</summary>
    public string Name { get; }

    /// <summary>The steps in execution order.</summary>
    public IReadOnlyList<BareCall> Calls { get; }

    /// <summary>The files with the kernels that the model needs.</summary>
    public IReadOnlyList<PointerFile> Kernels { get; }

    /// <summary>Constant tensors, each once, with their names.</summary>
    public IReadOnlyList<(string Name, PlanTensor Tensor)> Constants { get; }

    /// <summary>A pointer to the first element of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="type">C# type of the elements as the user of the pointer sees them.</param>
    public string Pointer(PlanTensor tensor, string type) => tensor.Storage == Storage.Constant
        ? (type == BareNames.TypeOf(tensor.Type) ? string.Empty : $"({type}*)") + $"Flash.AddressOf({_constants[Key(tensor)]})"
        : string.Create(CultureInfo.InvariantCulture, $"({type}*)({(tensor.Storage == Storage.Arena ? "Arena" : "State")} + {tensor.Offset})");

    /// <summary>State that does not begin with zeros.</summary>
    public IEnumerable<(string Name, PlanTensor Tensor)> NonZeroState => Plan.Tensors
        .Where(tensor => tensor.Storage == Storage.State
            && Plan.InitialState.AsSpan(tensor.Offset, tensor.Bytes).IndexOfAnyExcept((byte)0) >= 0)
        .DistinctBy(tensor => (tensor.Offset, tensor.Type, tensor.Elements))
        .Select((tensor, i) => ($"InitialState{i}", tensor));

    private static (int Offset, string Type, int Elements) Key(PlanTensor tensor) =>
        (tensor.Offset, BareNames.TypeOf(tensor.Type), tensor.Elements);
}
