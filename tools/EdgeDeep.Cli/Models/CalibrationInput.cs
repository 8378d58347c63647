using EdgeDeep.Cli.Commands;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Models;

/// <summary>Typical inputs for calibration.</summary>
/// <param name="Data">The samples.</param>
/// <param name="Preprocessing">How files became inputs; null where the samples are tensors already.</param>
internal sealed record CalibrationInput(ICalibrationData Data, PreprocessingSpec? Preprocessing)
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
            PreprocessingSpec? stated = preprocess is null ? null : PreprocessingSpec.Parse(preprocess);
            ICalibrationData all = CalibrationFiles.Open(path, model.Graph!);
            if (samples is not null && model.Graph!.States.Count > 0)
            {
                throw new CommandException($"{model.Path} remembers from one inference to the next, so that no sample may be left out; leave --samples out and shorten {path} instead.");
            }

            return new CalibrationInput(samples is { } count ? new SomeSamples(all, count) : all, stated);
        }

        PreprocessingSpec spec = Inputs.Resolve(context, preprocess, model);
        IReadOnlyList<string> files = SupportedFiles.Find(path, spec.Extensions);
        return new CalibrationInput(new FileSamples(Spread.Take(files, samples ?? DefaultFiles), spec, model.Inputs[0].Shape), spec);
    }

    private static bool HoldsTensors(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Any(IsTensor)
        : IsTensor(path);

    private static bool IsTensor(string file) => SupportedFiles.Matches(file, CalibrationFiles.Extensions);
}
