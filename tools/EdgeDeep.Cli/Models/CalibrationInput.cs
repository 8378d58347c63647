using EdgeDeep.Cli.Commands;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Models;

/// <summary>Typical inputs for calibration.</summary>
/// <param name="Data">The samples.</param>
/// <param name="Preprocessing">How files become inputs, a line for each input, for the metadata; null where the samples are tensors and nothing was said.</param>
internal sealed record CalibrationInput(ICalibrationData Data, string? Preprocessing)
{
    /// <summary>How many sounds or pictures are used where nothing is said.</summary>
    public const int DefaultFiles = 256;

    /// <summary>Opens what <c>--calibrate</c> names: a file or folder of tensors, sounds or pictures.</summary>
    /// <param name="context">Told what was assumed about the pre-processing.</param>
    /// <param name="model">The float model.</param>
    /// <param name="path">File or folder.</param>
    /// <param name="preprocess">Value of <c>--preprocess</c>.</param>
    /// <param name="samples">How many to use, evenly spread; null for all tensors, or <see cref="DefaultFiles"/> sounds or pictures.</param>
    public static CalibrationInput Open(CommandContext context, LoadedModel model, string path, string? preprocess, int? samples)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new CommandException($"{path} does not exist; give a file or folder of typical inputs with --calibrate.");
        }

        if (HoldsTensors(path))
        {
            string? stated = preprocess is null ? null : Text(Inputs.Resolve(context, preprocess, model));
            ICalibrationData all = CalibrationFiles.Open(path, model.Graph!);
            return new CalibrationInput(Some(all, path, model, samples), stated);
        }

        if (SupportedFiles.Matches(path, SupportedFiles.Table))
        {
            MemorySet rows = SampleFiles.Rows(path, preprocess, model);
            return new CalibrationInput(Some(rows, path, model, samples), Text(rows.Specs));
        }

        PreprocessingSpec spec = Inputs.ResolveOne(context, preprocess, model);
        IReadOnlyList<string> files = SupportedFiles.Find(path, spec.Extensions);
        return new CalibrationInput(new FileSamples(Spread.Take(files, samples ?? DefaultFiles), spec, model.Inputs[0].Shape), Text([spec]));
    }

    private static ICalibrationData Some(ICalibrationData all, string path, LoadedModel model, int? samples) => samples switch
    {
        null => all,
        _ when model.Graph!.States.Count > 0 => throw new CommandException($"{model.Path} remembers from one inference to the next, so that no sample may be left out; leave --samples out and shorten {path} instead."),
        int count => new SomeSamples(all, count),
    };

    /// <summary>Truncation belongs to models that others quantized; the ranges found here are meant for the nearest integer.</summary>
    private static string Text(IReadOnlyList<PreprocessingSpec?> specs) =>
        PreprocessingSpec.FormatAll(specs.Select(spec => spec is null ? null : spec with { Rounding = InputRounding.Nearest }));

    private static bool HoldsTensors(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Any(TensorFiles.IsTensor)
        : TensorFiles.IsTensor(path);
}
