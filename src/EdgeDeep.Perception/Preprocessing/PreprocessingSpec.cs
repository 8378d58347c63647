using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>
/// Describes fully how a file becomes the input of a model. It is written as one line, on the command line and in a model's
/// metadata: a preset (<see cref="Presets"/>) or a kind (<c>mfcc</c>, <c>log-mel</c>, <c>image</c>, <c>waveform</c>, <c>table</c>),
/// then, after a colon, <c>key=value</c> pairs with commas between them that change it:
/// <c>mlperf-kws</c>, <c>image:scale=1/255,fit=crop</c>.
/// </summary>
public abstract record PreprocessingSpec
{
    private protected PreprocessingSpec()
    {
    }

    /// <summary>Stands for an input that takes tensors only, where there is one specification for each input.</summary>
    public const string Tensor = "tensor";

    /// <summary>How reals become integers where the model's input is quantized.</summary>
    public InputRounding Rounding { get; init; } = InputRounding.Nearest;

    /// <summary>The kind's name in the textual form.</summary>
    public abstract string Kind { get; }

    /// <summary>Extensions of the files it reads, lower case, with the dot.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>The named specifications, a row each.</summary>
    public static IReadOnlyList<Preset> Presets => PresetTable.Rows;

    /// <summary>Reads the textual form.</summary>
    /// <param name="text">For instance <c>mlperf-kws</c> or <c>image:mean=127.5,std=127.5,color=grey</c>.</param>
    /// <exception cref="InputException">The text names something unknown or impossible; the message lists what is known.</exception>
    public static PreprocessingSpec Parse(string text) => SpecText.Parse(text);

    /// <summary>This specification with some keys changed.</summary>
    /// <param name="pairs">For instance <c>arithmetic=fixed</c>, or several pairs with commas between them.</param>
    /// <exception cref="InputException">A pair names something unknown or impossible; the message lists what is known.</exception>
    public PreprocessingSpec With(string pairs) => SpecText.Change(this, pairs, pairs);

    /// <summary>Reads the specifications of a model's metadata, a line for each input; null for an input that takes tensors only.</summary>
    /// <param name="lines">Specifications, or the word <see cref="Tensor"/>.</param>
    /// <exception cref="InputException">A line names something unknown or impossible.</exception>
    public static IReadOnlyList<PreprocessingSpec?> ParseAll(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.TrimEntries).Select(line => line == Tensor ? null : Parse(line))];

    /// <summary>Writes what <see cref="ParseAll"/> reads.</summary>
    /// <param name="specs">One for each input; null for an input that takes tensors only.</param>
    public static string FormatAll(IEnumerable<PreprocessingSpec?> specs) => string.Join('\n', specs.Select(spec => spec?.ToString() ?? Tensor));

    /// <summary>
    /// The canonical textual form: the preset's name where one is equal, else the kind and all keys.
    /// <see cref="Parse"/> makes an equal specification of it.
    /// </summary>
    public sealed override string ToString() => SpecText.Format(this);

    /// <summary>The specification that a sound model's input shape alone tells; null where it does not.</summary>
    /// <param name="inputShape">[1,49,10,1], [1,49,10] and [1,490] are the MLPerf Tiny keyword model's.</param>
    public static PreprocessingSpec? Guess(ReadOnlySpan<int> inputShape) =>
        inputShape is [1, 49, 10, 1] or [1, 1, 49, 10] or [1, 49, 10] or [1, 490] ? PresetTable.MlperfKws : null;

    /// <summary>The preset whose range of values is the one that an int8 picture input can represent; null where none is.</summary>
    /// <param name="inputShape">[1,h,w,c] or [1,c,h,w] with c 1 or 3 and both sides at least 8.</param>
    /// <param name="scale">Scale of the input.</param>
    /// <param name="zeroPoint">Zero point of the int8 input; of a uint8 input, its zero point less 128.</param>
    public static PreprocessingSpec? GuessForImage(ReadOnlySpan<int> inputShape, double scale, int zeroPoint)
    {
        if (inputShape.Length != 4 || ImageLayout.Of(inputShape, null) is not { Width: >= 8, Height: >= 8 })
        {
            return null;
        }

        double low = (-128 - zeroPoint) * scale;
        double high = (127 - zeroPoint) * scale;
        double slack = 0.05 * (high - low);
        foreach (ImageSpec spec in (ReadOnlySpan<ImageSpec>)[PresetTable.ImageUnit, PresetTable.ImageSigned, PresetTable.ImageBytes])
        {
            if (Math.Abs(low - spec.ValueOf(0, 0)) <= slack && Math.Abs(high - spec.ValueOf(255, 0)) <= slack)
            {
                return spec;
            }
        }

        return null;
    }

    /// <summary>What is wrong with the specification, as part of a sentence; null where it is fine.</summary>
    internal abstract string? Problem();
}
