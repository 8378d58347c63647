using EdgeDeep.Cli.Commands;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>Finds out how a file becomes a model's input.</summary>
internal static class Inputs
{
    /// <summary>Names that <c>--preprocess</c> takes without further keys.</summary>
    public static IEnumerable<string> PresetNames => PreprocessingSpec.Presets.Select(preset => preset.Name);

    /// <summary>The specification that the option states, else the model's own, else the one that the input tells.</summary>
    /// <param name="context">Told what was assumed.</param>
    /// <param name="option">Value of <c>--preprocess</c>.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CommandException">The model has several inputs, or its input tells nothing.</exception>
    public static PreprocessingSpec Resolve(CommandContext context, string? option, LoadedModel model)
    {
        if (model.Inputs.Count != 1)
        {
            throw new CommandException($"{model.Path} has {model.Inputs.Count} inputs, so that sound and picture files do not tell all of them; give tensors instead.");
        }

        PreprocessingSpec? own = model.Metadata.TryGetValue(MetadataKeys.Preprocessing, out string? text) ? PreprocessingSpec.Parse(text) : null;
        if (option is not null)
        {
            // How numbers become integers belongs to the int8 model; only an explicit word changes what the model states.
            PreprocessingSpec stated = PreprocessingSpec.Parse(option);
            return own is null || option.Contains("rounding=", StringComparison.Ordinal) ? stated : stated with { Rounding = own.Rounding };
        }

        if (own is not null)
        {
            return own;
        }

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
