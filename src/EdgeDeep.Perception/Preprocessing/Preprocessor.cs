using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>
/// A <see cref="PreprocessingSpec"/> bound to the shape of a model's input: turns files, clips or pictures into tensors.
/// </summary>
/// <remarks>Owns scratch memory; not safe for use by several threads at once. Give each its own.</remarks>
public abstract class Preprocessor
{
    private protected Preprocessor(PreprocessingSpec spec, int[] inputShape)
    {
        Spec = spec;
        ElementCount = TensorShape.Elements(inputShape, spec);
    }

    /// <summary>What is done.</summary>
    public PreprocessingSpec Spec { get; }

    /// <summary>Number of values of the tensor.</summary>
    public int ElementCount { get; }

    /// <summary>Samples a second of the sound that <see cref="ToTensor(AudioClip, Span{float})"/> works on; 0 for pictures.</summary>
    public virtual int SampleRate => 0;

    /// <summary>How many samples at <see cref="SampleRate"/> one tensor looks at; 0 for pictures.</summary>
    public virtual int WindowSamples => 0;

    /// <summary>Binds a specification to an input.</summary>
    /// <param name="spec">What to do.</param>
    /// <param name="inputShape">
    /// As the model states it, the batch 1 or not fixed (-1). Pictures: [1,h,w,c] or [1,c,h,w] with c 1 or 3, [1,h,w], or flat
    /// with the key <c>size</c>. Features: frames then features, or features then frames, sides of 1 anywhere, or flat.
    /// Waveforms: one side that is not 1. Tables: [1,columns] or [1,rows,columns].
    /// </param>
    /// <param name="quantization">How the input stores real numbers, which a front end in fixed point must know.</param>
    /// <exception cref="InputException">The specification is impossible or makes another shape.</exception>
    public static Preprocessor Create(PreprocessingSpec spec, int[] inputShape, InputQuantization? quantization = null)
    {
        if (spec.Problem() is string problem)
        {
            throw new InputException($"pre-processing '{spec}' cannot be: {problem}.");
        }

        return spec switch
        {
            _ when FrontEnd.IsFixed(spec) => new FixedPreprocessor(spec, inputShape, quantization),
            ImageSpec image => new ImagePreprocessor(image, inputShape),
            SpectrogramSpec spectrogram => new SpectrogramPreprocessor(spectrogram, inputShape),
            WaveformSpec waveform => new WaveformPreprocessor(waveform, inputShape),
            TableSpec table => new TablePreprocessor(table, inputShape),
            _ => throw new ArgumentException($"no pre-processor for {spec.Kind}", nameof(spec)),
        };
    }

    /// <summary>Reads a file into the tensor, before quantization.</summary>
    /// <param name="path">A file of one of <see cref="PreprocessingSpec.Extensions"/>; its content decides, not its name.</param>
    /// <param name="tensor">Receives <see cref="ElementCount"/> values in the layout of the input.</param>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public abstract void FileToTensor(string path, Span<float> tensor);

    /// <summary>Turns a clip into the tensor; other sample rates are converted.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="tensor">Receives <see cref="ElementCount"/> values.</param>
    /// <exception cref="NotSupportedException">The specification is for pictures.</exception>
    public virtual void ToTensor(AudioClip clip, Span<float> tensor) =>
        throw new NotSupportedException($"pre-processing '{Spec}' takes pictures, not sound");

    /// <summary>Turns a picture into the tensor.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="tensor">Receives <see cref="ElementCount"/> values.</param>
    /// <exception cref="NotSupportedException">The specification is for sound.</exception>
    public virtual void ToTensor(Picture picture, Span<float> tensor) =>
        throw new NotSupportedException($"pre-processing '{Spec}' takes sound, not pictures");

    private protected Span<float> Checked(Span<float> tensor) =>
        tensor.Length >= ElementCount
            ? tensor[..ElementCount]
            : throw new ArgumentException($"needs room for {ElementCount} values", nameof(tensor));
}
