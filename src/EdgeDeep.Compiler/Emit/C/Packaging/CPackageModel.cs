using System.Globalization;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>What the files of a package say about its model.</summary>
internal sealed class CPackageModel(CModel model)
{
    /// <summary>Version of every package; a newly exported model is a new one.</summary>
    public const string Version = "1.0.0";

    /// <summary>The model in C.</summary>
    public CModel C { get; } = model;

    /// <summary>Prefix of files and symbols.</summary>
    public string Name => C.Name;

    /// <summary>Prefix of macros.</summary>
    public string Macro => C.Macro;

    /// <summary>Whether the C library's math functions are needed.</summary>
    public bool NeedsMath => C.Kernels.Any(kernel => kernel.NeedsMath);

    /// <summary>One sentence about the model.</summary>
    public string Sentence => $"The neural network {Name} as C99: int8, no heap, no dependencies, {C.Plan.ArenaBytes + C.Plan.InitialState.Length} bytes of RAM{(HasFrontEnd ? ", samples in" : string.Empty)}.";

    /// <summary>SPDX name of the one licence of code and weights; null where the weights have another one or none is stated.</summary>
    public string? Spdx => Licence is { } text && text.Equals("MIT", StringComparison.OrdinalIgnoreCase) ? "MIT" : null;

    /// <summary>What the source model says about its licence; null where it says nothing.</summary>
    public string? Licence => C.Plan.Metadata.TryGetValue(MetadataKeys.Licence, out string? text) && text.Trim().Length > 0 ? text.ReplaceLineEndings(" ").Trim() : null;

    /// <summary>Stored value of an element that stands for the real number 0.</summary>
    public static string ZeroOf(string macro, PlanTensor tensor) => tensor.Scale > 0 ? $"{macro}_ZERO_POINT" : "0";

    /// <summary>Whether samples go in instead of tensors.</summary>
    public bool HasFrontEnd => C.Schedule is not null;

    /// <summary>Statements that give the model something and run it, without indentation.</summary>
    public IEnumerable<string> RunLines
    {
        get
        {
            if (HasFrontEnd)
            {
                return
                [
                    "/* The samples of your microphone go here, as they come. Silence stands in for them. */",
                    $"static int16_t samples[{Macro}_FRAME_STRIDE];",
                    $"while ({Name}_feed(samples, {Macro}_FRAME_STRIDE) == 0)",
                    "{",
                    "}",
                ];
            }

            return
            [
                "/* Your data goes here: stored = real / SCALE + ZERO_POINT. An input of zeros stands in for it. */",
                .. Inputs.SelectMany(input => (string[])
                    [$"for (long i = 0; i < {input.Macro}_ELEMENTS; i++)", "{", $"    {input.Function}()[i] = {ZeroOf(input.Macro, input.Tensor)};", "}", string.Empty]),
                $"{Name}_invoke();",
            ];
        }
    }

    /// <summary>Inputs with what their macros and functions begin with.</summary>
    public IEnumerable<(string Function, string Macro, PlanTensor Tensor)> Inputs => HasFrontEnd ? [] : Tensors("input", C.Plan.Inputs);

    /// <summary>Outputs with what their macros and functions begin with.</summary>
    public IEnumerable<(string Function, string Macro, PlanTensor Tensor)> Outputs => Tensors("output", C.Plan.Outputs);

    /// <summary>Whether the labels name the elements of an output.</summary>
    public bool HasLabels(PlanTensor tensor) => CHeaderWriter.Labels(C.Plan).Length is var count && count > 0 && count == tensor.Elements;

    private IEnumerable<(string Function, string Macro, PlanTensor Tensor)> Tensors(string kind, IReadOnlyList<int> indices) =>
        indices.Select((index, i) => (
            string.Create(CultureInfo.InvariantCulture, $"{Name}_{kind}{i}"),
            string.Create(CultureInfo.InvariantCulture, $"{Macro}_{kind.ToUpperInvariant()}{i}"),
            C.Plan.Tensors[index]));
}
