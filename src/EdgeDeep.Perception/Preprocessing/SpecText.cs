using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Reads and writes the textual form of <see cref="PreprocessingSpec"/>.</summary>
internal static class SpecText
{
    private static readonly (string Name, PreprocessingSpec Defaults)[] Kinds =
    [
        ("mfcc", new SpectrogramSpec()),
        ("log-mel", new SpectrogramSpec { Features = new MfccOptions { Coefficients = 0 } }),
        ("image", new ImageSpec()),
        ("micro", new MicroSpec()),
        ("waveform", new WaveformSpec()),
        ("table", new TableSpec()),
    ];

    /// <summary>See <see cref="PreprocessingSpec.Parse"/>.</summary>
    public static PreprocessingSpec Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        PreprocessingSpec start = Named((colon < 0 ? text : text[..colon]).Trim(), text);
        string pairs = colon < 0 ? string.Empty : text[(colon + 1)..];
        return Change(start, pairs, text);
    }

    /// <summary>Changes a specification.</summary>
    /// <param name="start">The specification.</param>
    /// <param name="pairs">Keys and values with commas between them.</param>
    /// <param name="text">All that was written, for messages.</param>
    public static PreprocessingSpec Change(PreprocessingSpec start, string pairs, string text)
    {
        PreprocessingSpec spec = start switch
        {
            ImageSpec image => Apply(image, SpecKeys.Image, pairs, text),
            WaveformSpec waveform => Apply(waveform, SpecKeys.Waveform, pairs, text),
            TableSpec table => Apply(table, SpecKeys.Table, pairs, text),
            MicroSpec micro => Apply(micro, SpecKeys.Micro, pairs, text),
            SpectrogramSpec spectrogram => Apply(spectrogram, KeysOf(spectrogram), pairs, text),
            _ => start,
        };
        return spec.Problem() is string problem
            ? throw new InputException($"pre-processing '{text}' cannot be: {problem}.")
            : spec;
    }

    /// <summary>See <see cref="PreprocessingSpec.ToString"/>.</summary>
    public static string Format(PreprocessingSpec spec)
    {
        foreach (Preset preset in PresetTable.Rows)
        {
            if (preset.Spec == spec)
            {
                return preset.Name;
            }

            if (preset.Spec == spec with { Rounding = preset.Spec.Rounding })
            {
                return $"{preset.Name}:rounding={(spec.Rounding == InputRounding.Nearest ? "nearest" : "truncate")}";
            }
        }

        return spec.Kind + ":" + spec switch
        {
            ImageSpec image => Pairs(image, SpecKeys.Image),
            WaveformSpec waveform => Pairs(waveform, SpecKeys.Waveform),
            TableSpec table => Pairs(table, SpecKeys.Table),
            MicroSpec micro => Pairs(micro, SpecKeys.Micro),
            SpectrogramSpec spectrogram => Pairs(spectrogram, KeysOf(spectrogram)),
            _ => string.Empty,
        };
    }

    private static IReadOnlyList<SpecKey<SpectrogramSpec>> KeysOf(SpectrogramSpec spec) =>
        spec.Features.Coefficients == 0 ? SpecKeys.LogMel : SpecKeys.Mfcc;

    private static PreprocessingSpec Named(string name, string text)
    {
        (string Name, PreprocessingSpec Spec)[] all = [.. PresetTable.Rows.Select(row => (row.Name, row.Spec)), .. Kinds];
        foreach ((string known, PreprocessingSpec spec) in all)
        {
            if (known == name)
            {
                return spec;
            }
        }

        throw new InputException($"pre-processing '{text}' starts with an unknown name{Nearest.Hint(name, all.Select(row => row.Name))}.");
    }

    private static T Apply<T>(T spec, IReadOnlyList<SpecKey<T>> keys, string pairs, string text)
        where T : PreprocessingSpec
    {
        HashSet<string> seen = [];
        foreach (string pair in pairs.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw new InputException($"pre-processing '{text}' has '{pair}' where key=value is needed; the keys are {Names(keys)}.");
            }

            string name = pair[..equals].Trim();
            string value = pair[(equals + 1)..].Trim();
            SpecKey<T>? key = keys.FirstOrDefault(row => row.Name == name);
            if (key is null)
            {
                throw new InputException($"pre-processing '{text}' has an unknown key '{name}'{Nearest.Hint(name, keys.Select(row => row.Name))}.");
            }

            if (!seen.Add(name))
            {
                throw new InputException($"pre-processing '{text}' has the key '{name}' twice; leave one out.");
            }

            spec = key.Read(spec, value) ?? throw new InputException($"pre-processing '{text}' has {name}={value}, but {name} takes {key.Takes}.");
        }

        return spec;
    }

    private static string Names<T>(IReadOnlyList<SpecKey<T>> keys)
        where T : PreprocessingSpec => string.Join(", ", keys.Select(row => row.Name));

    private static string Pairs<T>(T spec, IReadOnlyList<SpecKey<T>> keys)
        where T : PreprocessingSpec =>
        string.Join(',', keys.Select(key => (key.Name, Value: key.Write(spec))).Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={pair.Value}"));
}
