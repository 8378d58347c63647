using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Training.Data;

/// <summary>
/// Two frozen networks for transfer learning describe a clip of one second: Google's speech embedding (Apache-2.0; 96
/// numbers for each of four overlapping stretches of 76 frames) and the logarithms of the twelve probabilities of the
/// MLPerf Tiny keyword network (Apache-2.0).
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public sealed class SpeechDescriber : IDisposable
{
    /// <summary>Numbers that describe a clip.</summary>
    public const int Length = (4 * Numbers) + Answers;

    private const string EmbeddingFile = "micro-wake-word/openwakeword/embedding_model.tflite";
    private const string KeywordFile = "mlperf-tiny/onnx/kws_dscnn_float.onnx";
    private const int Numbers = 96, Answers = 12, Frames = 76;
    private const float EmbeddingScale = 1 / 16f; // embeddings have a standard deviation of about 16

    private static readonly int[] Starts = [0, 7, 14, 21];

    private readonly FloatRunner _embedding, _keywords;
    private readonly ThreadLocal<SlaneyLogMel> _mel = new(() => new SlaneyLogMel());
    private readonly ThreadLocal<Preprocessor> _mfcc = new(() => Preprocessor.Create(PreprocessingSpec.Parse("mlperf-kws"), [1, 49, 10, 1]));

    private SpeechDescriber(string folder)
    {
        _embedding = FloatRunner.ForGraph(ModelImporter.Import(Path.Combine(folder, EmbeddingFile)));
        _keywords = new FloatRunner(File.ReadAllBytes(Path.Combine(folder, KeywordFile)), KeywordFile);
    }

    /// <summary>Loads both networks; null where the folder does not hold them.</summary>
    /// <param name="folder">Folder with <c>micro-wake-word/openwakeword/embedding_model.tflite</c> and <c>mlperf-tiny/onnx/kws_dscnn_float.onnx</c>.</param>
    public static SpeechDescriber? TryOpen(string? folder) =>
        folder is not null && File.Exists(Path.Combine(folder, EmbeddingFile)) && File.Exists(Path.Combine(folder, KeywordFile))
            ? new SpeechDescriber(folder)
            : null;

    /// <summary>Describes a clip.</summary>
    /// <param name="samples">One second at 16 kHz, -1..1.</param>
    /// <returns><see cref="Length"/> numbers of similar size.</returns>
    public float[] Describe(float[] samples)
    {
        float[] mel = _mel.Value!.Compute(samples), description = new float[Length];
        int at = 0;
        foreach (int start in Starts)
        {
            float[] window = mel.AsSpan(start * SlaneyLogMel.Bands, Frames * SlaneyLogMel.Bands).ToArray();
            foreach (float number in _embedding.Run([window])[0])
            {
                description[at++] = number * EmbeddingScale;
            }
        }

        float[] mfcc = new float[_mfcc.Value!.ElementCount];
        _mfcc.Value.ToTensor(new AudioClip(samples, 16000), mfcc);
        foreach (float probability in _keywords.Run([mfcc])[0])
        {
            description[at++] = (MathF.Log(Math.Max(probability, 1e-5f)) / 4) + 1;
        }

        return description;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _embedding.Dispose();
        _keywords.Dispose();
        _mel.Dispose();
        _mfcc.Dispose();
    }
}
