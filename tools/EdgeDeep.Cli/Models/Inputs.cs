using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>Finds out how a file becomes a model's input.</summary>
internal static class Inputs
{
    /// <summary>Names that <c>--preprocess</c> takes without further keys.</summary>
    public static IEnumerable<string> PresetNames => PreprocessingSpec.Presets.Select(preset => preset.Name);

    /// <summary>How each input is made: what the option states, else the model's own word, else what its shape tells; null for an input that takes tensors only.</summary>
    /// <param name="context">Told what was assumed.</param>
    /// <param name="option">
    /// Value of <c>--preprocess</c>: a specification for each input with semicolons between them, or a colon and keys that change
    /// the model's own.
    /// </param>
    /// <param name="model">The model.</param>
    /// <exception cref="CommandException">The number of specifications is wrong, or the only input tells nothing.</exception>
    public static IReadOnlyList<PreprocessingSpec?> Resolve(CommandContext context, string? option, LoadedModel model)
    {
        IReadOnlyList<PreprocessingSpec?>? own = Own(model);
        if (option is not null)
        {
            if (option.StartsWith(':'))
            {
                return model.Inputs.Count == 1
                    ? [(own?[0] ?? Assumed(context, model)).With(option[1..])]
                    : throw new CommandException($"--preprocess '{option}' changes the pre-processing of one input and {model.Path} has {model.Inputs.Count}; state one for each with semicolons between them.");
            }

            // How numbers are scaled and become integers belongs to the model; only an explicit word changes what it states.
            return [.. OnePerInput(option.Split(';', StringSplitOptions.TrimEntries), model, "--preprocess").Select((text, i) => Stated(text, own?[i]))];
        }

        return own ?? (model.Inputs.Count > 1 ? new PreprocessingSpec?[model.Inputs.Count] : [Assumed(context, model)]);
    }

    /// <summary>The only input's specification.</summary>
    /// <exception cref="CommandException">The model has several inputs, or its input tells nothing.</exception>
    public static PreprocessingSpec ResolveOne(CommandContext context, string? option, LoadedModel model) =>
        model.Inputs.Count == 1 && Resolve(context, option, model)[0] is { } spec
            ? spec
            : throw new CommandException($"{model.Path} has {Words.Plural(model.Inputs.Count, "input")} and such files fill only one; give a .npz archive with one array for each input.");

    /// <summary>Which columns of a table are the only input.</summary>
    /// <exception cref="CommandException">The model has several inputs, or takes sounds or pictures.</exception>
    public static TableSpec ResolveTable(string path, string? option, LoadedModel model)
    {
        if (model.Inputs.Count != 1)
        {
            throw new CommandException($"{model.Path} has {model.Inputs.Count} inputs and the rows of {path} fill only one; give a .npz archive with one array for each input.");
        }

        PreprocessingSpec? own = Own(model)?[0];
        PreprocessingSpec spec = option is not null ? Stated(option, own)! : own ?? new TableSpec();
        return spec as TableSpec
            ?? throw new CommandException($"{model.Path} takes {spec.Kind} input and {path} is a table; give {string.Join(", ", spec.Extensions)} files.");
    }

    /// <summary>What the model itself says; null where it says nothing.</summary>
    private static IReadOnlyList<PreprocessingSpec?>? Own(LoadedModel model) =>
        model.Metadata.TryGetValue(MetadataKeys.Preprocessing, out string? text) ? OnePerInput(PreprocessingSpec.ParseAll(text), model, model.Path) : null;

    private static IReadOnlyList<T> OnePerInput<T>(IReadOnlyList<T> parts, LoadedModel model, string source) => parts.Count == model.Inputs.Count
        ? parts
        : throw new CommandException($"{source} describes {Words.Plural(parts.Count, "input")} and {model.Path} has {model.Inputs.Count}; state one for each with semicolons between them, '{PreprocessingSpec.Tensor}' for tensors.");

    private static PreprocessingSpec? Stated(string option, PreprocessingSpec? own)
    {
        PreprocessingSpec? stated = option == PreprocessingSpec.Tensor ? null : PreprocessingSpec.Parse(option);
        if (stated is TableSpec table && own is TableSpec theirs)
        {
            stated = table with { Mean = table.Mean ?? theirs.Mean, Std = table.Std ?? theirs.Std };
        }

        return own is null || stated is null || option.Contains("rounding=", StringComparison.Ordinal) ? stated : stated with { Rounding = own.Rounding };
    }

    private static PreprocessingSpec Assumed(CommandContext context, LoadedModel model)
    {
        PreprocessingSpec spec = Guess(model.Inputs[0]) ?? throw Unknown(model);
        context.Say("note", $"{model.Path} does not say how its input is made; assuming --preprocess {spec}, which fits its shape.");
        return spec;
    }

    private static PreprocessingSpec? Guess(TensorInfo input)
    {
        int offset = input.Type == "uint8" ? 128 : 0;
        return PreprocessingSpec.Guess(input.Shape)
            ?? (input is { Scale: { } scale, ZeroPoint: { } zeroPoint } ? PreprocessingSpec.GuessForImage(input.Shape, scale, zeroPoint - offset) : null);
    }

    private static CommandException Unknown(LoadedModel model)
    {
        IEnumerable<string> presets = PreprocessingSpec.Presets.Where(preset => !IsPicture(model) || preset.Spec is ImageSpec)
            .Select(preset => $"{preset.Name} ({preset.Summary})");
        string what = IsPicture(model) ? "the range of its pixels" : "how its input is made";
        return new CommandException($"{model.Path} does not say {what}; state it with --preprocess: {string.Join("; ", presets)}.");
    }

    private static bool IsPicture(LoadedModel model) =>
        model.Inputs[0].Shape is [_, >= 8, >= 8, 1 or 3] or [_, 1 or 3, >= 8, >= 8];
}
