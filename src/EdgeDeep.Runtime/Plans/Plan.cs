namespace EdgeDeep.Runtime.Plans;

/// <summary>Where a tensor's bytes live.</summary>
public enum Storage : byte
{
    /// <summary>In the arena: scratch memory that one inference overwrites.</summary>
    Arena = 0,

    /// <summary>In the model file: never written.</summary>
    Constant = 1,

    /// <summary>In memory that lives from one inference to the next.</summary>
    State = 2,
}

/// <summary>One tensor of a plan.</summary>
/// <param name="Name">Name in the source model; for people only.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, outermost first; images are NHWC. Empty for a scalar.</param>
/// <param name="Storage">The memory that holds it.</param>
/// <param name="Offset">Byte offset in that memory; a multiple of the element size.</param>
/// <param name="Scale">real = Scale * (stored - ZeroPoint); 0 where the tensor is not quantized.</param>
/// <param name="ZeroPoint">The stored value that means 0.</param>
public sealed record PlanTensor(
    string Name, ElementType Type, int[] Shape, Storage Storage, int Offset, float Scale, int ZeroPoint)
{
    /// <summary>Number of elements.</summary>
    public int Elements { get; } = Shape.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary>Number of bytes.</summary>
    public int Bytes => checked(Elements * ElementTypes.SizeOf(Type));
}

/// <summary>One kernel call.</summary>
/// <param name="Op">The kernel.</param>
/// <param name="Name">Name of the node in the source model; for people only.</param>
/// <param name="Inputs">Tensor indices.</param>
/// <param name="Outputs">Tensor indices; scratch tensors follow the results.</param>
/// <param name="Parameters">The kernel's parameter structure as a run of integers.</param>
/// <param name="Macs">Multiply-accumulate operations of one call; 0 where the kernel has none.</param>
public sealed record PlanStep(OpCode Op, string Name, int[] Inputs, int[] Outputs, int[] Parameters, long Macs);

/// <summary>
/// What the compiler hands to every runtime: tensors with their place in memory, kernel calls in order, constants and
/// descriptive text. Its serialized form is the .edge file (docs/format.md).
/// </summary>
public sealed class Plan
{
    /// <summary>All tensors; steps refer to them by index.</summary>
    public required IReadOnlyList<PlanTensor> Tensors { get; init; }

    /// <summary>Kernel calls in execution order.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>Tensors that the caller fills, in the source model's order.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>Tensors that hold the results, in the source model's order.</summary>
    public required IReadOnlyList<int> Outputs { get; init; }

    /// <summary>Bytes of the arena.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>Weights, biases, multipliers and tables.</summary>
    public required byte[] Constants { get; init; }

    /// <summary>Initial bytes of the state memory; its length is the size of that memory.</summary>
    public required byte[] InitialState { get; init; }

    /// <summary>Labels, pre-processing, provenance and licence; the keys are in <see cref="MetadataKeys"/>.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The same plan with one more text, or another one.</summary>
    /// <param name="key">The text's key.</param>
    /// <param name="value">The text.</param>
    public Plan WithMetadata(string key, string value) => new()
    {
        Tensors = Tensors,
        Steps = Steps,
        Inputs = Inputs,
        Outputs = Outputs,
        ArenaBytes = ArenaBytes,
        Constants = Constants,
        InitialState = InitialState,
        Metadata = new Dictionary<string, string>(Metadata) { [key] = value },
    };
}

/// <summary>Keys that EdgeDeep itself reads in a model's metadata.</summary>
public static class MetadataKeys
{
    /// <summary>Class names in output order, one a line.</summary>
    public const string Labels = "edgedeep.labels";

    /// <summary>The pre-processing specification, a line for each input; <c>tensor</c> for an input of tensors.</summary>
    public const string Preprocessing = "edgedeep.preprocessing";

    /// <summary>Six numbers: when frames of sound and inferences are due in a plan with an audio front end; see <see cref="Plans.FrameSchedule"/>.</summary>
    public const string FrameSchedule = "edgedeep.frame-schedule";

    /// <summary>File name of the model that the plan was made from.</summary>
    public const string Source = "edgedeep.source";

    /// <summary>SHA-256 of the model that the plan was made from, lower-case hexadecimal.</summary>
    public const string SourceSha256 = "edgedeep.source.sha256";

    /// <summary>How the model was quantized, one line.</summary>
    public const string Quantization = "edgedeep.quantization";

    /// <summary>
    /// What a model in a format without memory carries from one inference to the next: pairs of an input and an output, one
    /// a line, <c>input=output</c> or <c>input=output=initial</c>. A plan has state of its own and does not carry the key.
    /// </summary>
    public const string State = "edgedeep.state";

    /// <summary>Licence of the source model as far as it states one.</summary>
    public const string Licence = "edgedeep.licence";
}
