using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Learning;
using Spectre.Console;

namespace EdgeDeep.Training.Writing;

/// <summary>What a model says about itself.</summary>
/// <param name="Licence">Licence line.</param>
/// <param name="Preprocessing">The pre-processing specification; null for inputs that are tensors.</param>
/// <param name="Labels">Class names in output order; null where outputs are no classes.</param>
public sealed record ModelFacts(string Licence, string? Preprocessing = null, IReadOnlyList<string>? Labels = null);

/// <summary>
/// The folder of a model: NAME.onnx, NAME.edge, labels.txt, calibration.npy (or .npz for several inputs), curves.svg,
/// metrics.txt. The card, README.md, is written by hand from metrics.txt.
/// </summary>
public sealed class ModelFolder
{
    private const string Metrics = "metrics.txt";

    private readonly string _folder, _name;
    private Int8Model? _int8;

    /// <summary>Names a folder.</summary>
    /// <param name="folder">The folder; writing the model creates it.</param>
    /// <param name="name">The model's name.</param>
    public ModelFolder(string folder, string name) => (_folder, _name) = (folder, name);

    /// <summary>The float model's file.</summary>
    public string FloatModel => PathOf($"{_name}.onnx");

    /// <summary>Takes the model whose files are there.</summary>
    /// <returns>The int8 model, made again from float model and calibration inputs.</returns>
    /// <exception cref="InputException">A file is missing, or the .edge file is not what the others make.</exception>
    public Int8Model Open()
    {
        string calibration = new[] { PathOf("calibration.npy"), PathOf("calibration.npz") }.FirstOrDefault(File.Exists)
            ?? throw new InputException($"{_folder}: holds no calibration.npy or calibration.npz; name the folder of a trained model with --out.");
        if (!File.Exists(FloatModel))
        {
            throw new InputException($"{FloatModel} does not exist; name the folder of a trained model with --out.");
        }

        _int8 = new Int8Model(FloatModel, calibration);
        return _int8.IsWrittenAt(PathOf($"{_name}.edge"))
            ? _int8
            : throw new InputException($"{PathOf($"{_name}.edge")}: is not what quantization makes of {FloatModel}; write it with 'edgedeep quantize'.");
    }

    /// <summary>Writes float model, calibration samples, labels and int8 model.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="calibration">
    /// Typical inputs: for each sample one array for each input. For a graph with state, each one is a sequence: the arrays
    /// hold consecutive inputs, in all sequences the same number.
    /// </param>
    /// <param name="facts">What goes into the metadata.</param>
    /// <param name="classes">The class of each sample, kept beside several inputs so that the file can be evaluated, too; null for none.</param>
    /// <returns>The int8 model, made from the files just written.</returns>
    public Int8Model Write(Graph graph, IReadOnlyList<float[][]> calibration, ModelFacts facts, IReadOnlyList<int>? classes = null)
    {
        Directory.CreateDirectory(_folder);
        graph.Metadata[MetadataKeys.Licence] = facts.Licence;
        if (facts.Preprocessing is { } preprocessing)
        {
            graph.Metadata[MetadataKeys.Preprocessing] = preprocessing;
        }

        if (facts.Labels is { } labels)
        {
            graph.Metadata[MetadataKeys.Labels] = string.Join('\n', labels);
            File.WriteAllLines(PathOf("labels.txt"), labels);
        }

        File.WriteAllBytes(FloatModel, OnnxEmitter.Emit(graph));
        _int8 = new Int8Model(FloatModel, WriteCalibration(graph, calibration, classes));
        _int8.Write(PathOf($"{_name}.edge"));
        return _int8;
    }

    /// <summary>Writes the training curves as a picture.</summary>
    /// <param name="history">Figures of the run.</param>
    public void WriteCurves(History history) => CurveChart.Write(history, _name, PathOf("curves.svg"));

    /// <summary>Writes other curves of the training as a picture, a panel each.</summary>
    /// <param name="panels">From the top.</param>
    public void WriteCurves(params ChartPanel[] panels) => CurveChart.Write(panels, [], _name, PathOf("curves.svg"));

    /// <summary>Writes the figures, sizes first, and shows them.</summary>
    /// <param name="lines">The figures, a line each.</param>
    /// <param name="console">Where they are shown.</param>
    public void WriteMetrics(IEnumerable<string> lines, IAnsiConsole console) =>
        File.WriteAllLines(PathOf(Metrics), Show(lines, console));

    /// <summary>Shows the figures of a model that was opened, and holds them against the written ones.</summary>
    /// <param name="lines">The figures, a line each.</param>
    /// <param name="console">Where they are shown.</param>
    /// <exception cref="InputException">The written figures are others.</exception>
    public void CompareMetrics(IEnumerable<string> lines, IAnsiConsole console)
    {
        string[] measured = Show(lines, console);
        (string path, string[] written) = ReadMetrics();
        int different = Enumerable.Range(0, Math.Max(measured.Length, written.Length))
            .Count(i => measured.ElementAtOrDefault(i) != written.ElementAtOrDefault(i));
        if (different > 0)
        {
            throw new InputException($"{path}: {different} of {written.Length} lines are not what was measured; the data, the processor or the program differ from those that it was written with.");
        }

        console.WriteLine($"all {written.Length} lines as in {path}");
    }

    /// <summary>
    /// Shows the figures of the written network alone and looks for them among the written ones, where the others are means
    /// over networks that are not kept.
    /// </summary>
    /// <param name="lines">The figures that the files tell, a line each.</param>
    /// <param name="console">Where they are shown.</param>
    /// <exception cref="InputException">A figure is not among the written ones.</exception>
    public void FindMetrics(IEnumerable<string> lines, IAnsiConsole console)
    {
        string[] measured = Show(lines, console);
        (string path, string[] written) = ReadMetrics();
        string[] missing = [.. measured.Except(written)];
        if (missing.Length > 0)
        {
            throw new InputException($"{path}: {missing.Length} of {measured.Length} lines that were measured are not in it, the first '{missing[0]}'; the data or the program differ from those that it was written with.");
        }

        console.WriteLine($"all {measured.Length} lines are in {path}; lines that only training makes: {written.Length - measured.Length}");
    }

    private (string Path, string[] Lines) ReadMetrics()
    {
        string path = PathOf(Metrics);
        return (path, File.Exists(path) ? File.ReadAllLines(path) : throw new InputException($"{path} does not exist, so that there is nothing to compare with."));
    }

    private string[] Show(IEnumerable<string> lines, IAnsiConsole console)
    {
        Int8Model int8 = _int8 ?? throw new InvalidOperationException("the model is written or opened first");
        string[] all =
        [
            $"multiply-accumulates: {int8.Macs}",
            $"int8 constants: {int8.ConstantBytes} bytes",
            $"int8 activations: {int8.ArenaBytes} bytes",
            .. lines,
        ];
        foreach (string line in all)
        {
            console.WriteLine(line);
        }

        return all;
    }

    /// <summary>A file of the folder.</summary>
    /// <param name="file">Its name.</param>
    public string PathOf(string file) => Path.Combine(_folder, file);

    private string WriteCalibration(Graph graph, IReadOnlyList<float[][]> calibration, IReadOnlyList<int>? classes)
    {
        if (graph.States.Count > 0 && calibration[0][0].Length <= graph.Inputs[0].Elements)
        {
            throw new ArgumentException("sequences of one inference calibrate no state; give consecutive inputs", nameof(calibration));
        }

        float[] All(int input) => [.. calibration.SelectMany(sample => sample[input])];
        int[] ShapeOf(int input) => graph.States.Count == 0
            ? [calibration.Count, .. graph.Inputs[input].Shape.Skip(1)]
            : [calibration.Count, calibration[0][input].Length / graph.Inputs[input].Elements, .. graph.Inputs[input].Shape];
        if (graph.Inputs.Count == 1)
        {
            string path = PathOf("calibration.npy");
            NpyWriter.Write(path, ShapeOf(0), All(0));
            return path;
        }

        string archive = PathOf("calibration.npz");
        NpyWriter.WriteArchive(
            archive,
            [
                .. graph.Inputs.Select((input, i) => (input.Name, ShapeOf(i), All(i))),
                .. classes is null ? [] : ((string, int[], float[])[])[(ArchiveLabels.Name, [classes.Count], [.. classes.Select(label => (float)label)])],
            ]);
        return archive;
    }
}
