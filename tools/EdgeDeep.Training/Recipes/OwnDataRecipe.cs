using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Own;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Recipes;

/// <summary>A classifier on a user's own data, trained from nothing or as a head on a frozen trunk.</summary>
/// <param name="settings">What the command line says.</param>
public abstract class OwnDataRecipe(OwnDataSettings settings) : Recipe
{
    /// <summary>What the command line says.</summary>
    public OwnDataSettings Settings => settings;

    /// <inheritdoc/>
    public override string? Output => null;

    /// <summary>Folder of the data where none is named; null where one must be named.</summary>
    protected virtual string? Data => null;

    /// <summary>What --data names.</summary>
    protected virtual string What => "the folder with your files";

    /// <inheritdoc/>
    public override string Licence => settings.Licence ?? "not stated; it is for the owner of the training data to say";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 60, BatchSize = 64, LearningRate = 4e-3, AverageDecay = 0.99, Patience = 15 };

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        string data = call.Data ?? Data ?? throw new InputException($"no data; name {What} with --data.");
        if (settings.Trunk is not { } file)
        {
            Run(Load(data, call, null, console.WriteLine), call, output, resume, console);
            return;
        }

        using FrozenTrunk trunk = FrozenTrunk.Load(file);
        if (trunk.Preprocessing is null)
        {
            throw new InputException($"{file}: does not say how its input is made, so it cannot be a trunk; give a model whose metadata states its pre-processing.");
        }

        Run(Load(data, call, trunk, console.WriteLine) with { Trunk = trunk }, call, output, resume, console);
    }

    /// <summary>Reads the data and chooses the network.</summary>
    /// <param name="data">The user's folder.</param>
    /// <param name="call">Folders and settings.</param>
    /// <param name="trunk">The trunk, whose input and pre-processing are taken; null for none.</param>
    /// <param name="say">Told what is going on, a line each.</param>
    protected abstract ClassifierTask Load(string data, RecipeCall call, FrozenTrunk? trunk, Action<string> say);

    /// <summary>Puts a task together.</summary>
    /// <param name="samples">The samples with their parts.</param>
    /// <param name="network">The whole network; not used with a trunk.</param>
    /// <param name="trunk">The trunk; null for none.</param>
    /// <param name="preprocessing">The pre-processing specification.</param>
    /// <param name="notes">What is said about the data.</param>
    protected ClassifierTask Task(OwnSamples samples, Network network, FrozenTrunk? trunk, string preprocessing, IReadOnlyList<string> notes)
    {
        Network trained = trunk is null ? network : TrunkFeatures.Head(settings.Name, trunk.Features, settings.Hidden, samples.Labels.Count);
        string licence = trunk?.Licence is { } theirs ? $"{Licence}; trunk: {theirs}" : Licence;
        string kind = $"{GetType().Name} {string.Join(' ', network.InputShape)} {settings.Network} {settings.Hidden} {trunk?.Source} {string.Join(' ', samples.Labels)} {samples.Parts.Count}";
        return new ClassifierTask(settings.Name, new ModelFacts(licence, preprocessing, samples.Labels), trained, samples.ToParts(network.InputElements))
        {
            Checkpoints = Path.Combine("own", $"{settings.Name}-{StableHash.Hex(kind)}"),
            Notes = trunk is null ? notes : [.. notes, $"trunk: {trunk.Source}, {trunk.Features} features"],
        };
    }

    /// <summary>Lines of split.csv.</summary>
    /// <param name="folder">The user's folder.</param>
    /// <param name="files">The files.</param>
    /// <param name="parts">The part of each file.</param>
    protected static IReadOnlyList<string> SplitTable(string folder, OwnFiles files, IReadOnlyList<Part> parts) =>
    [
        "file,class,part",
        .. files.Files.Select((file, i) => $"{Quoted(Path.GetRelativePath(folder, file.Path).Replace('\\', '/'))},{Quoted(files.Labels[file.Label])},{parts[i].ToString().ToLowerInvariant()}"),
    ];

    private static void Run(ClassifierTask task, RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        foreach (string note in task.Notes)
        {
            console.WriteLine(note);
        }

        ClassifierRun.Run(task, call, output, resume, console);
        if (call.IsMeasuredOnly)
        {
            return;
        }

        string folder = Path.GetFullPath(output);
        console.WriteLine($"written to {folder}; try: edgedeep run {Path.Combine(folder, task.Name)}.edge FILE");
    }

    /// <summary>A value of a .csv file.</summary>
    /// <param name="text">Any text.</param>
    protected static string Quoted(string text) =>
        text.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
