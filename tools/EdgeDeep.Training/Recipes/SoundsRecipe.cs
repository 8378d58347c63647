using System.CommandLine;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Recipes;

/// <summary>Sounds of a user's own: a folder with one folder of wav or flac files for each class.</summary>
/// <param name="settings">What the command line says.</param>
/// <param name="seconds">Length of the window that the network hears.</param>
public class SoundsRecipe(OwnDataSettings settings, double seconds = 1) : OwnDataRecipe(settings)
{
    private const int Rate = 16000;
    private const double Shortest = 0.25, Longest = 10;

    private static readonly OwnDataOptions OwnOptions = new("sounds", "shift", "noise", "gain", "speed", "room", "mask");

    private static readonly Option<double?> Seconds = new("--seconds") { Description = "Length of sound that the network hears, 0.25 to 10; 1 where nothing is said, or what the trunk hears." };

    /// <summary>The recipe for the help.</summary>
    public SoundsRecipe()
        : this(new OwnDataSettings("sounds"))
    {
    }

    /// <inheritdoc/>
    public override string Name => "sounds";

    /// <inheritdoc/>
    public override string Summary => "your own sounds, a folder of wav or flac files for each class";

    /// <inheritdoc/>
    public override string Example => "sounds --data clips --name bells --out bells";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => [.. OwnOptions.All, Seconds];

    /// <inheritdoc/>
    public override Recipe With(ParseResult parsed)
    {
        OwnDataSettings own = OwnOptions.Read(parsed);
        double? length = parsed.GetValue(Seconds);
        return length is < Shortest or > Longest ? throw new InputException("--seconds must be from 0.25 to 10.")
            : length is not null && own.Trunk is not null ? throw new InputException("--seconds and --trunk exclude each other: the trunk decides how much is heard.")
            : new SoundsRecipe(own, length ?? 1);
    }

    /// <inheritdoc/>
    protected override ClassifierTask Load(string data, RecipeCall call, FrozenTrunk? trunk, Action<string> say)
    {
        SpectrogramSpec spec = SpecOf(trunk);
        MfccOptions features = spec.Features;
        (OwnFiles files, Part[] parts) = Split(data);
        string[] paths = [.. files.Files.Select(file => file.Path), .. files.Backgrounds];
        say($"reading {paths.Length} files");
        Dictionary<string, string> decoded = new FlacFiles(call.Cache).Decode(paths);
        float[][] sounds = new float[paths.Length][];
        Parallel.For(0, sounds.Length, new ParallelOptions { MaxDegreeOfParallelism = call.Options.Threads }, i =>
            sounds[i] = WavReader.Read(decoded.GetValueOrDefault(Path.GetFullPath(paths[i]), paths[i])).AtRate(features.SampleRate).Samples);

        (SoundPiece Piece, Part Part)[] pieces = [.. files.Files.SelectMany((file, i) =>
            SoundCutter.Cut(sounds[i], (int)features.CoveredSamples).Select(samples => (new SoundPiece(samples, file.Label), parts[i])))];
        SoundSwitches switches = new(
            Settings.Uses("shift"), Settings.Uses("noise"), Settings.Uses("gain"), Settings.Uses("speed"), Settings.Uses("room"), Settings.Uses("mask"));
        SoundSource source = new([.. pieces.Select(item => item.Piece)], spec, switches, sounds[files.Files.Count..]);
        OwnSamples samples = new(source, [.. pieces.Select(item => item.Part)], files.Labels);
        Network network = OwnNetworks.Sound(Settings.Name, features.Frames, features.FeaturesPerFrame, files.Labels.Count, Settings.Network);
        return Task(samples, network, trunk, spec.ToString(), Notes(files, pieces.Length, samples, features)) with
        {
            Files = [("split.csv", SplitTable(data, files, parts))],
        };
    }

    /// <summary>Lists the files of a folder, and which part each belongs to.</summary>
    /// <param name="data">The folder.</param>
    protected virtual (OwnFiles Files, Part[] Parts) Split(string data)
    {
        OwnFiles files = OwnFiles.Open(data, [".wav", ".flac"], Settings.Groups);
        return (files, GroupSplit.Of([.. files.Files.Select(file => (file.Label, file.Group))], files.Labels));
    }

    private static IReadOnlyList<string> Notes(OwnFiles files, int pieces, OwnSamples samples, MfccOptions features)
    {
        double heard = (double)features.CoveredSamples / features.SampleRate;
        string cut = pieces == files.Files.Count ? string.Empty : FormattableString.Invariant(
            $"; files longer than {1.5 * heard:0.00} s are cut, {files.Files.Count} files into {pieces} windows of {heard:0.00} s, and each window counts ('edgedeep evaluate' hears the first one of a file)");
        return [.. samples.Describe(files.Grouping + cut, "windows"), $"{files.Backgrounds.Count} background recordings to mix in"];
    }

    private SpectrogramSpec SpecOf(FrozenTrunk? trunk) => trunk is null
        ? new SpectrogramSpec
        {
            Features = new MfccOptions { HighHz = 7600, Coefficients = 13, Peak = PeakMode.Absolute, Frames = (((int)(seconds * Rate) - new MfccOptions().Window) / new MfccOptions().Stride) + 1 },
        }
        : PreprocessingSpec.Parse(trunk.Preprocessing!) is SpectrogramSpec theirs ? theirs
        : throw new InputException($"{Settings.Trunk}: does not hear sounds (its pre-processing is {trunk.Preprocessing}); name a trunk for sounds such as models/keywords/keywords.onnx.");
}
