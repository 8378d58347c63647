using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Augment;

namespace EdgeDeep.Training.Data;

/// <summary>What scenes of one part of the data are composed of; no recording, speaker or picture is in two parts.</summary>
/// <param name="Noise">Features of one second of background noise.</param>
/// <param name="Speech">Features of one second of speech.</param>
/// <param name="Lying">Recordings of a motion sensor that nobody wears.</param>
/// <param name="Standing">Recordings of a motion sensor on a standing person.</param>
/// <param name="Moving">Recordings of a motion sensor on a walking, running or playing person.</param>
/// <param name="Faces">Grey pictures of faces, 24x24, 0 to 1.</param>
/// <param name="Others">Grey pictures of something else.</param>
public sealed record SceneMaterial(
    IReadOnlyList<float[]> Noise, IReadOnlyList<float[]> Speech,
    IReadOnlyList<MotionSeries> Lying, IReadOnlyList<MotionSeries> Standing, IReadOnlyList<MotionSeries> Moving,
    IReadOnlyList<float[]> Faces, IReadOnlyList<float[]> Others)
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 24;

    private const int FileSide = 25, FacesInFile = 100, VariantsOfClip = 3;
    private static readonly string[] SpeechParts = ["speech_commands_v0.02_more", "speech_commands_v0.02_test"];

    /// <summary>The part of the n-th recording or picture of a kind: every fifth measures, every fifth validates.</summary>
    public static Part PartOf(int index) => (index % 5) switch
    {
        0 => Part.Test,
        1 => Part.Validation,
        _ => Part.Train,
    };

    /// <summary>Reads all parts.</summary>
    /// <param name="folder">The folder with speech, motion and face.</param>
    /// <param name="cache">Where decoded sounds are kept.</param>
    /// <param name="spec">How a second of sound becomes features.</param>
    /// <param name="seed">Seed of the distortions of the training part's sounds.</param>
    public static IReadOnlyDictionary<Part, SceneMaterial> Read(string folder, string cache, SpectrogramSpec spec, int seed)
    {
        SpeechFolders reader = new(["_silence_", "speech"], cache);
        ILookup<Part, SpeechClip> clips = SpeechParts.SelectMany(part => reader.Read(Path.Combine(folder, "speech", part), false))
            .ToLookup(item => SpeakerSplit.Of(item.Path), item => item.Clip);
        string motion = Path.Combine(folder, "motion");
        List<MotionSeries> series = MotionSeries.ReadTs(Path.Combine(motion, "BasicMotions_TRAIN.ts"));
        MotionSeries[] lying = [.. Directory.GetFiles(Path.Combine(motion, "cgestures"), "*_idle.npy").Order(StringComparer.Ordinal).Select(path => MotionSeries.ReadStill(path, "idle"))];
        float[][] pictures = ReadPictures(Path.Combine(folder, "face", "lfw_subset.npy"));
        return Enum.GetValues<Part>().ToDictionary(part => part, part =>
        {
            float[][][] sounds = Sounds([.. clips[part]], spec, part == Part.Train ? seed : null);
            return new SceneMaterial(
                sounds[0], sounds[1],
                Of(lying, part), Of(series.Where(s => s.Label == "Standing"), part), Of(series.Where(s => s.Label != "Standing"), part),
                Of(pictures.Take(FacesInFile), part), Of(pictures.Skip(FacesInFile), part));
        });
    }

    private static List<T> Of<T>(IEnumerable<T> all, Part part) => [.. all.Where((_, i) => PartOf(i) == part)];

    /// <summary>Pictures of 25x25 without their last row and column.</summary>
    private static float[][] ReadPictures(string path)
    {
        Graph graph = new(path);
        graph.Inputs.Add(new Value("picture", ElementType.Float32, 1, FileSide, FileSide));
        return [.. CalibrationFiles.Open(path, graph).Samples().Select(sample =>
            Enumerable.Range(0, Side * Side).Select(i => sample[0][(i / Side * FileSide) + (i % Side)]).ToArray())];
    }

    /// <summary>[noise or speech][clip] features, with distorted variants where a seed is given.</summary>
    private static float[][][] Sounds(SpeechClip[] clips, SpectrogramSpec spec, int? seed)
    {
        AudioAugmenter augmenter = new(new AudioDistortion(), [.. clips.Where(clip => clip.Label == 0).Select(clip => clip.Samples)]);
        float[][][] features = new float[clips.Length][][];
        Parallel.For(0, clips.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            Preprocessor preprocessor = Preprocessor.Create(spec, [1, spec.Features.Frames, spec.Features.FeaturesPerFrame, 1]);
            features[i] = [.. Enumerable.Range(0, seed is null ? 1 : VariantsOfClip).Select(variant =>
            {
                float[] samples = clips[i].Samples, tensor = new float[preprocessor.ElementCount];
                if (variant > 0)
                {
                    samples = new float[SpeechClip.Length];
                    augmenter.Apply(clips[i].Samples, new Random((seed!.Value * 7919) + (i * 31) + variant), samples);
                }

                preprocessor.ToTensor(new AudioClip(samples, 16000), tensor);
                return tensor;
            })];
        });
        return [.. Enumerable.Range(0, 2).Select(label => Enumerable.Range(0, clips.Length).Where(i => clips[i].Label == label).SelectMany(i => features[i]).ToArray())];
    }
}
