using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Models;

/// <summary>What a model is run on: any number of samples, each one tensor for each input, with a name and perhaps a class.</summary>
internal abstract class Samples
{
    /// <summary>What the user can find a sample by: its files, or file and line.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The class of each sample as it is written there; null where classes are not known.</summary>
    public virtual IReadOnlyList<string>? Labels => null;

    /// <summary>How each input's tensor is made; null for tensors that are taken as they are.</summary>
    public abstract IReadOnlyList<PreprocessingSpec?> Specs { get; }

    /// <summary>All of <see cref="Specs"/> in one line.</summary>
    public string Preprocessing => string.Join("; ", Specs.Select(spec => spec?.ToString() ?? PreprocessingSpec.Tensor));

    /// <summary>Makes a reader with memory of its own, for one thread: sample index to one tensor for each input, valid until the next call.</summary>
    public abstract Func<int, float[][]> CreateReader();
}

/// <summary>Samples in files: one file for each input.</summary>
/// <param name="files">The files of each sample in model order.</param>
/// <param name="specs">How each input's file is read.</param>
/// <param name="inputs">The model's inputs.</param>
/// <param name="labels">The class of each sample.</param>
internal sealed class FileSet(
    IReadOnlyList<string[]> files, IReadOnlyList<PreprocessingSpec?> specs, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<string>? labels = null) : Samples
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = [.. files.Select(sample => string.Join(" + ", sample))];

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Labels => labels;

    /// <inheritdoc/>
    public override IReadOnlyList<PreprocessingSpec?> Specs => specs;

    /// <inheritdoc/>
    public override Func<int, float[][]> CreateReader()
    {
        Preprocessor?[] preprocessors = [.. specs.Select((spec, i) => spec is null ? null : Preprocessor.Create(spec, inputs[i].Shape, inputs[i].Quantization))];
        float[][] tensors = [.. inputs.Select(input => new float[input.Elements])];
        return sample =>
        {
            for (int i = 0; i < tensors.Length; i++)
            {
                Read(files[sample][i], preprocessors[i], inputs[i], tensors[i]);
            }

            return tensors;
        };
    }

    private static void Read(string path, Preprocessor? preprocessor, TensorInfo input, float[] tensor)
    {
        if (TensorFiles.IsTensor(path))
        {
            TensorFiles.ReadOne(path, input).CopyTo(tensor, 0);
        }
        else if (preprocessor is not null)
        {
            preprocessor.FileToTensor(path, tensor);
        }
        else
        {
            throw new CommandException($"{path} is no tensor and the model does not say how input '{input.Name}' {input.Type} is made of files; give a .npy file of it, or state how with --preprocess.");
        }
    }
}

/// <summary>Samples that are in memory already: rows of a table, arrays of an archive.</summary>
/// <param name="inputs">For each sample one tensor for each input.</param>
/// <param name="names">Their names.</param>
/// <param name="labels">Their classes.</param>
/// <param name="specs">How they were made.</param>
internal sealed class MemorySet(
    IReadOnlyList<float[][]> inputs, IReadOnlyList<string> names, IReadOnlyList<string>? labels, IReadOnlyList<PreprocessingSpec?> specs) : Samples, ICalibrationData
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Labels => labels;

    /// <inheritdoc/>
    public override IReadOnlyList<PreprocessingSpec?> Specs => specs;

    int? ICalibrationData.Count => inputs.Count;

    /// <inheritdoc/>
    public override Func<int, float[][]> CreateReader() => sample => inputs[sample];

    IEnumerable<float[][]> ICalibrationData.Samples() => inputs;
}

/// <summary>Some of the samples of a set.</summary>
/// <param name="all">The set.</param>
/// <param name="chosen">Which, in order.</param>
internal sealed class SampleSubset(Samples all, IReadOnlyList<int> chosen) : Samples
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = [.. chosen.Select(i => all.Names[i])];

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Labels { get; } = all.Labels is { } labels ? [.. chosen.Select(i => labels[i])] : null;

    /// <inheritdoc/>
    public override IReadOnlyList<PreprocessingSpec?> Specs => all.Specs;

    /// <inheritdoc/>
    public override Func<int, float[][]> CreateReader()
    {
        Func<int, float[][]> read = all.CreateReader();
        return sample => read(chosen[sample]);
    }
}
