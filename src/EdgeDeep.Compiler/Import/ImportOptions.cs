namespace EdgeDeep.Compiler.Import;

/// <summary>What a model file leaves open and its user knows.</summary>
public sealed record ImportOptions
{
    /// <summary>Shapes of inputs by name, instead of those in the file. ONNX models only.</summary>
    public IReadOnlyDictionary<string, int[]> Shapes { get; init; } = new Dictionary<string, int[]>();

    /// <summary>Inputs by name that always have one value and become constants. ONNX models only.</summary>
    public IReadOnlyDictionary<string, float> Constants { get; init; } = new Dictionary<string, float>();

    /// <summary>Samples at a time; null for what the file says.</summary>
    public int? Batch { get; init; }
}
