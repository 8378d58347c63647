namespace EdgeDeep.Cli.Commands;

/// <summary>What the demonstration works on.</summary>
/// <param name="Model">The float network.</param>
/// <param name="Calibration">Typical inputs.</param>
/// <param name="IsPercentile">Whether there are enough of them to cut what is rare.</param>
/// <param name="Clips">Class folders of recordings.</param>
/// <param name="Preprocess">How a recording becomes an input; null where the network says it.</param>
/// <param name="Labels">The network's classes; null where it says them.</param>
/// <param name="Recording">Several words in one recording, with a .csv file beside it that tells them; null without one.</param>
internal sealed record DemoMaterial(
    string Model, string Calibration, bool IsPercentile, string Clips, string? Preprocess, string? Labels, string? Recording)
{
    /// <summary>The network of MLPerf Tiny and recordings of Speech Commands, as paths below a folder that the user has.</summary>
    public static DemoMaterial RealPeople { get; } = new(
        "mlperf-tiny/onnx/kws_dscnn_float.onnx", "speech/speech_commands_v0.01_sample", true, "speech/speech_commands_v0.02_test",
        "mlperf-kws", "down,go,left,no,off,on,right,stop,up,yes,_silence_,_unknown_", null);

    /// <summary>The network and the clips that ship with EdgeDeep, as paths below the repository.</summary>
    private static DemoMaterial Shipped { get; } = new(
        "models/keywords/keywords.onnx", "models/keywords/calibration.npy", false, "models/keywords/clips", null, null, "models/keywords/recording.wav");

    /// <summary>The material in the user's folder, or what ships where no folder is named.</summary>
    /// <exception cref="CommandException">A file or folder is missing; the message names the first one.</exception>
    public static DemoMaterial Find(string? data, string word)
    {
        DemoMaterial material = data is null ? Shipped : RealPeople;
        string folder = data ?? RepositoryFolder.Find()
            ?? throw new CommandException("The demo works on models/keywords of EdgeDeep's repository; run it inside a clone, or name a folder with --data DIR.");
        string? missing = ((string[])[material.Model, material.Calibration, $"{material.Clips}/{word}"]).FirstOrDefault(
            needed => !Path.Exists(Path.Combine(folder, needed)));
        return missing is null
            ? material with
            {
                Model = Path.Combine(folder, material.Model),
                Calibration = Path.Combine(folder, material.Calibration),
                Clips = Path.Combine(folder, material.Clips),
                Recording = material.Recording is { } recording ? Path.Combine(folder, recording) : null,
            }
            : throw new CommandException(
                $"The demo needs a folder with {material.Model}, {material.Calibration} and {material.Clips}, and {folder} has no {missing}; name the folder with --data DIR.");
    }
}
