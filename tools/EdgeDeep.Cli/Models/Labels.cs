using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>Names of a model's classes, from the command line or from the model.</summary>
internal static class Labels
{
    /// <summary>Help text of the option.</summary>
    public const string Help = "Class names in output order: a text file with one a line, or names with commas between them";

    /// <summary>The names in a text that has one a line.</summary>
    public static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads the option's value.</summary>
    /// <exception cref="CommandException">It is neither a file nor a list, or a name occurs twice.</exception>
    public static IReadOnlyList<string> Parse(string value)
    {
        string[] labels = File.Exists(value) ? Split(File.ReadAllText(value))
            : value.Contains(',', StringComparison.Ordinal) ? [.. value.Split(',', StringSplitOptions.TrimEntries)]
            : throw new CommandException($"{value}: no such file with labels; give a text file with one label a line, or the labels with commas between them.");
        return labels switch
        {
            [] => throw new CommandException($"{value}: holds no labels; write one a line."),
            _ when labels.Contains(string.Empty) => throw new CommandException($"The label {Array.IndexOf(labels, string.Empty) + 1} of '{value}' is empty; remove the extra comma."),
            _ when labels.Distinct().Count() < labels.Length => throw new CommandException(
                $"{value}: the label '{labels.GroupBy(label => label).First(group => group.Count() > 1).Key}' occurs twice; labels must differ."),
            _ => labels,
        };
    }

    /// <summary>The labels of a model's classes: those of the option, else the model's own, else none.</summary>
    /// <param name="option">Value of <c>--labels</c>.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CommandException">Their number is not the number of classes.</exception>
    public static IReadOnlyList<string> Of(string? option, LoadedModel model)
    {
        IReadOnlyList<string> labels = option is not null ? Parse(option) : Split(model.Metadata.GetValueOrDefault(MetadataKeys.Labels) ?? string.Empty);
        Check(labels, model);
        return labels;
    }

    /// <summary>Whether the model's only number is the probability of the second of two classes.</summary>
    public static bool AreBinary(IReadOnlyList<string> labels, LoadedModel model) => labels.Count == 2 && model.Outputs[0].Elements == 1;

    /// <summary>Makes sure that there is one label for each element of the model's only output, or two for a single one.</summary>
    public static void Check(IReadOnlyList<string> labels, LoadedModel model)
    {
        int classes = model.Outputs[0].Elements;
        if (labels.Count > 0 && labels.Count != classes && !AreBinary(labels, model))
        {
            throw new CommandException($"{model.Path} has {classes} classes and there are {labels.Count} labels; give one label for each class with --labels.");
        }
    }
}
