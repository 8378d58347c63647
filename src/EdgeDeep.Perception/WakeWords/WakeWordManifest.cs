using System.Text.Json;

namespace EdgeDeep.Perception.WakeWords;

/// <summary>What the .json file beside a microWakeWord model says, in version 1 and 2 of the form.</summary>
/// <param name="Phrase">The wake word, for people.</param>
/// <param name="ModelPath">The .tflite file.</param>
/// <param name="Cutoff">The mean probability that must be exceeded, 0..1.</param>
/// <param name="Window">How many successive probabilities the mean is over, at least 1.</param>
/// <param name="FeatureStepMilliseconds">Milliseconds from one frame of features to the next, 1..1000.</param>
public sealed record WakeWordManifest(string Phrase, string ModelPath, double Cutoff, int Window, int FeatureStepMilliseconds)
{
    private const int DefaultStep = 10, LongestFile = 1 << 20;

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The .json file; the model's path in it counts from its folder.</param>
    /// <exception cref="InputException">The file is missing, no JSON, or lacks what a detector needs.</exception>
    public static WakeWordManifest Read(string path)
    {
        byte[] bytes = InputFile.Read(path, (stream, name) => InputFile.ReadAll(stream, name, LongestFile));
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return Parse(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: is no JSON at line {e.LineNumber + 1}; give the manifest that came with the wake word model.", e);
        }
    }

    /// <summary>The manifest that lies beside a model under the same name; null where there is none, or it is another kind of file.</summary>
    /// <param name="modelPath">The .tflite file.</param>
    /// <exception cref="InputException">There is one and it is broken.</exception>
    public static WakeWordManifest? Beside(string modelPath)
    {
        string path = Path.ChangeExtension(modelPath, ".json");
        return Path.GetExtension(modelPath) == ".tflite" && File.Exists(path) && IsManifest(path) ? Read(path) with { ModelPath = modelPath } : null;
    }

    private static bool IsManifest(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("micro", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static WakeWordManifest Parse(JsonElement root, string path)
    {
        JsonElement micro = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("micro", out JsonElement found) && found.ValueKind == JsonValueKind.Object
            ? found : throw Missing(path, "micro", "an object");
        double cutoff = Number(micro, "probability_cutoff") ?? throw Missing(path, "probability_cutoff", "a number from 0 to 1");
        double window = Number(micro, "sliding_window_size") ?? Number(micro, "sliding_window_average_size") ?? throw Missing(path, "sliding_window_size", "a whole number above 0");
        double step = Number(micro, "feature_step_size") ?? DefaultStep;
        if (cutoff is not (>= 0 and <= 1))
        {
            throw Missing(path, "probability_cutoff", "a number from 0 to 1");
        }

        if (window is not (>= 1 and <= 10000) || window != Math.Floor(window))
        {
            throw Missing(path, "sliding_window_size", "a whole number above 0");
        }

        if (step is not (>= 1 and <= 1000) || step != Math.Floor(step))
        {
            throw Missing(path, "feature_step_size", "a whole number of milliseconds");
        }

        string model = Text(root, "model") ?? throw Missing(path, "model", "the name of the .tflite file");
        return new WakeWordManifest(
            Text(root, "wake_word") ?? Path.GetFileNameWithoutExtension(path),
            Path.GetFullPath(model, Path.GetDirectoryName(Path.GetFullPath(path))!), cutoff, (int)window, (int)step);
    }

    private static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static InputException Missing(string path, string name, string what) =>
        new($"{path}: '{name}' must be {what}; give the manifest that came with the wake word model.");
}
