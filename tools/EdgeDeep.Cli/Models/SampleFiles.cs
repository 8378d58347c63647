using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Models;

/// <summary>Opens what a user names as the data of a model.</summary>
internal static class SampleFiles
{
    /// <summary>The samples of <c>run</c>: tables and archives hold many; of other files each sample takes one for each input.</summary>
    /// <param name="context">Told what was assumed about the pre-processing.</param>
    /// <param name="model">The model.</param>
    /// <param name="files">The files in the user's order.</param>
    /// <param name="preprocess">Value of <c>--preprocess</c>.</param>
    public static Samples Open(CommandContext context, LoadedModel model, string[] files, string? preprocess)
    {
        string? many = files.FirstOrDefault(file => TensorFiles.IsArchive(file) || IsRows(file, model));
        if (many is not null)
        {
            return files.Length > 1
                ? throw new CommandException($"{many} holds any number of samples by itself; run it alone.")
                : TensorFiles.IsArchive(many) ? TensorFiles.Read(many, model, []) : Rows(many, preprocess, model);
        }

        int inputs = model.Inputs.Count;
        if (files.Length % inputs != 0)
        {
            throw new CommandException($"{model.Path} has {inputs} inputs ({string.Join(", ", model.Inputs.Select(input => input.Name))}) and {Words.Plural(files.Length, "file")} was given; give one file for each input in this order, or a .npz archive.");
        }

        bool allTensors = Array.TrueForAll(files, TensorFiles.IsTensor);
        return new FileSet([.. files.Chunk(inputs)], allTensors ? new PreprocessingSpec?[inputs] : Inputs.Resolve(context, preprocess, model), model.Inputs);
    }

    /// <summary>The samples of <c>evaluate</c>: a folder of class folders, a table or an archive.</summary>
    /// <param name="context">Told what was assumed or is missing.</param>
    /// <param name="model">The model.</param>
    /// <param name="path">The data.</param>
    /// <param name="preprocess">Value of <c>--preprocess</c>.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="mayHaveOthers">Whether samples may be of classes that are not among them.</param>
    /// <exception cref="CommandException">The data does not say the classes, or others than it may.</exception>
    public static Samples OpenLabelled(
        CommandContext context, LoadedModel model, string path, string? preprocess, IReadOnlyList<string> labels, bool mayHaveOthers = false)
    {
        if (TensorFiles.IsTensor(path))
        {
            MemorySet arrays = TensorFiles.Read(path, model, labels);
            return arrays.Labels is null
                ? throw new CommandException($"{path} does not say the classes of its samples; give a .npz archive with the array 'labels', one class index for each sample.")
                : Noted(context, arrays, path, labels, mayHaveOthers);
        }

        if (SupportedFiles.Matches(path, SupportedFiles.Table))
        {
            MemorySet rows = Rows(path, preprocess, model);
            return rows.Labels is null
                ? throw new CommandException($"{path} has no column with the classes of its rows; add one, or name it with --preprocess table:label=NAME.")
                : Noted(context, rows, path, labels, mayHaveOthers);
        }

        PreprocessingSpec spec = Inputs.ResolveOne(context, preprocess, model);
        ClassFolders folders = ClassFolders.Open(path, spec.Extensions);
        ClassFile[] files = [.. folders.Files.Where(file => labels.Contains(file.ClassName) || !BackgroundFolder.IsNamed(file.ClassName))];
        return Noted(context, new FileSet(
            [.. files.Select(file => (string[])[file.Path])], [spec], model.Inputs, [.. files.Select(file => file.ClassName)]), path, labels, mayHaveOthers);
    }

    /// <summary>All samples of a table for a model of one input.</summary>
    public static MemorySet Rows(string path, string? preprocess, LoadedModel model)
    {
        TableSamples table = TableSamples.Read(path, Inputs.ResolveTable(path, preprocess, model), model.Inputs[0].Shape);
        return new MemorySet([.. table.Inputs.Select(row => new[] { row })], table.Names, table.Labels, [table.Spec]);
    }

    private static bool IsRows(string file, LoadedModel model) => model.Inputs.Count == 1 && SupportedFiles.Matches(file, SupportedFiles.Table);

    private static Samples Noted(CommandContext context, Samples samples, string path, IReadOnlyList<string> labels, bool mayHaveOthers)
    {
        string[] seen = [.. samples.Labels!.Distinct().Order(StringComparer.Ordinal)];
        string[] unknown = [.. seen.Except(labels)], absent = [.. labels.Except(seen)];
        if (unknown.Length > 0 && !mayHaveOthers)
        {
            throw new CommandException($"{path} has classes that are no label of the model: {Words.List(unknown)}; the labels are {Words.List(labels)}.");
        }

        if (absent.Length > 0 && !mayHaveOthers)
        {
            context.Say("note", $"{path} has no samples of the {(absent.Length == 1 ? "class" : "classes")} {Words.List(absent)}.");
        }

        return samples;
    }
}
