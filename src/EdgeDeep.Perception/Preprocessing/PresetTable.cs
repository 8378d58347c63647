using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.FrontEnds;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>A named specification.</summary>
/// <param name="Name">What the textual form says.</param>
/// <param name="Spec">What it stands for.</param>
/// <param name="Summary">One line for help texts.</param>
public sealed record Preset(string Name, PreprocessingSpec Spec, string Summary);

/// <summary>All presets.</summary>
internal static class PresetTable
{
    /// <summary>Front end of the MLPerf Tiny keyword model, mlcommons/tiny keyword_spotting/get_dataset.py and make_bin_files.py.</summary>
    public static readonly SpectrogramSpec MlperfKws = new()
    {
        Features = new MfccOptions { Peak = PeakMode.Max },
        Rounding = InputRounding.Truncate,
    };

    /// <summary>Front end of micro_speech.</summary>
    public static readonly MicroSpec MicroSpeech = new();

    /// <summary>Front end of microWakeWord models that take one frame at a time.</summary>
    public static readonly MicroSpec MicroWakeWord = new() { Features = new MicroOptions { Stride = 160, Frames = 1 } };

    /// <summary>x / 255.</summary>
    public static readonly ImageSpec ImageUnit = new() { Scale = 1.0 / 255 };

    /// <summary>x / 127.5 - 1.</summary>
    public static readonly ImageSpec ImageSigned = new() { Mean = new(127.5), Std = new(127.5) };

    /// <summary>x.</summary>
    public static readonly ImageSpec ImageBytes = new();

    public static readonly IReadOnlyList<Preset> Rows =
    [
        new("mlperf-kws", MlperfKws, "49x10 MFCC of one second at 16 kHz, for the MLPerf Tiny keyword model"),
        new("micro-speech", MicroSpeech, "49x40 features of the micro front end of one second at 16 kHz, for TensorFlow Lite Micro's micro_speech"),
        new("micro-wake-word", MicroWakeWord, "40 features of the micro front end every 10 ms, for microWakeWord; frames=3 for models that take three"),
        new("image-0-1", ImageUnit, "picture, values 0 to 1"),
        new("image-pm1", ImageSigned, "picture, values -1 to 1"),
        new("image-0-255", ImageBytes, "picture, values 0 to 255"),
    ];
}
