using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Recipes;

/// <summary>Whether somebody is there and what they do, from sound, motion and a picture: three branches, late fusion.</summary>
public sealed class PresenceRecipe : ClassifierRecipe
{
    private const int ScenesOfEpoch = 6000, ScenesOfValidation = 1200, ScenesOfTest = 2000, CalibrationScenes = 48;

    private static readonly SpectrogramSpec Sound = new()
    {
        Features = new MfccOptions { Coefficients = 0, Window = 1024, Stride = 640, FftSize = 1024, MelBins = 24, HighHz = 7600, Frames = 24 },
    };

    private static readonly PreprocessingSpec[] Specs =
        [Sound, new TableSpec { Columns = "x:y:z" }, new ImageSpec { Scale = 1.0 / 255, Color = ImageColor.Grey, Fit = FitMode.Crop }];

    /// <inheritdoc/>
    public override string Name => "presence";

    /// <inheritdoc/>
    public override string Summary => "nobody, quiet, speaking or moving, from sound, motion and a picture";

    /// <inheritdoc/>
    public override Network Network { get; } = new(
        "presence",
        [
            new Branch("sound", [24, 24, 1], [new Convolution(8, 3, 3, 2), .. Network.Separable(16, 2), .. Network.Separable(24), new GlobalAverage()]),
            new Branch("motion", [SceneSource.Moments, 1, 3], [new Convolution(12, 5, 1, 2), new Convolution(16, 3, 1, 2), new GlobalAverage()]),
            new Branch("picture", [SceneMaterial.Side, SceneMaterial.Side, 1], [new Convolution(12, 3, 3, 2), .. Network.Separable(24, 2), .. Network.Separable(32, 2), new Convolution(24, 3, 3), new GlobalAverage()]),
        ],
        [new Dense(32, Relu: true), new Dropout(0.2), new Dense(4)]);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => SceneSource.Labels;

    /// <inheritdoc/>
    public override string? Preprocessing => PreprocessingSpec.FormatAll(Specs);

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on scenes composed of Speech Commands clips (CC-BY-4.0), BasicMotions of the UEA archive, resting recordings of emlearn (MIT) and the LFW subset of scikit-image";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 3, LearningRate = 5e-3, BatchSize = 64, LabelSmoothing = 0.02 };

    /// <inheritdoc/>
    public override DataParts Load(RecipeCall call, Action<string> say)
    {
        string folder = call.Data ?? Folders.FirstThatExists("../shared/data")
            ?? throw new InputException("No recordings; give --data with a folder that holds the folders speech, motion and face.");
        IReadOnlyDictionary<Part, SceneMaterial> parts = SceneMaterial.Read(folder, Path.Combine(call.Cache, Name), Sound, call.Options.Seed);
        foreach ((Part part, SceneMaterial m) in parts)
        {
            say($"{part}: sounds {m.Noise.Count} noise, {m.Speech.Count} speech; motion {m.Lying.Count} lying, {m.Standing.Count} standing, {m.Moving.Count} moving; pictures {m.Faces.Count} faces, {m.Others.Count} others");
        }

        SceneSource Test(Sensor? missing) => new(parts[Part.Test], ScenesOfTest, 3) { Missing = missing };
        return new DataParts(
            new SceneSource(parts[Part.Train], ScenesOfEpoch, call.Options.Seed) { Dropout = 0.12 },
            new SceneSource(parts[Part.Validation], ScenesOfValidation, 2),
            [("test", Test(null)), .. Enum.GetValues<Sensor>().Select(sensor => ($"test without {sensor.ToString().ToLowerInvariant()}", (SampleSource)Test(sensor)))],
            Calibration(parts[Part.Train]));
    }

    /// <summary>Complete scenes, and some without each of the sensors.</summary>
    private MemorySource Calibration(SceneMaterial material)
    {
        List<float[]> inputs = [];
        List<int> labels = [];
        foreach (Sensor? missing in (Sensor?[])[null, null, null, .. Enum.GetValues<Sensor>().Cast<Sensor?>()])
        {
            SceneSource some = new(material, CalibrationScenes / 6, 40 + labels.Count) { Missing = missing, HasMixedPictures = true };
            inputs.AddRange(Enumerable.Range(0, some.Count).Select(i => some.InputOf(i, Network.InputElements)));
            labels.AddRange(Enumerable.Range(0, some.Count).Select(some.LabelOf));
        }

        return new MemorySource(inputs, labels);
    }
}
