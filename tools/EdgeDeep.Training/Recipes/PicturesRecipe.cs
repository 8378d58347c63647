using System.CommandLine;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Own;

namespace EdgeDeep.Training.Recipes;

/// <summary>How pictures become inputs.</summary>
/// <param name="Size">Rows and columns of the input; null for the default.</param>
/// <param name="Grey">Whether colour is dropped.</param>
/// <param name="Fit">What happens to pictures of other proportions.</param>
/// <param name="Flip">Whether pictures may be mirrored in training.</param>
public sealed record PictureSettings(int? Size = null, bool Grey = false, FitMode Fit = FitMode.Stretch, bool Flip = false);

/// <summary>Pictures of a user's own: a folder with one folder of pictures for each class, or IDX files as MNIST's.</summary>
/// <param name="settings">What the command line says.</param>
/// <param name="pictures">How pictures become inputs.</param>
public sealed class PicturesRecipe(OwnDataSettings settings, PictureSettings pictures) : OwnDataRecipe(settings)
{
    private const int DefaultSize = 96, Smallest = 16, Largest = 320;

    private static readonly OwnDataOptions OwnOptions = new("pictures", "crop", "colour", "rotation", "noise");

    private static readonly Option<int?> Size = new("--size") { Description = "Rows and columns that the network sees, 16 to 320; 96 where nothing is said, or what IDX files or the trunk have." };
    private static readonly Option<bool> Grey = new("--grey") { Description = "Drop colour; done by itself where all pictures are grey." };
    private static readonly Option<FitMode> Fit = new("--fit") { Description = "Pictures of other proportions: stretch, crop or letterbox." };
    private static readonly Option<bool> Flip = new("--flip") { Description = "Mirror half of the training pictures left to right; not for letters, signs or hands." };

    /// <summary>The recipe for the help.</summary>
    public PicturesRecipe()
        : this(new OwnDataSettings("pictures"), new PictureSettings())
    {
    }

    /// <inheritdoc/>
    public override string Name => "pictures";

    /// <inheritdoc/>
    public override string Summary => "your own pictures, a folder of png, jpg or bmp files for each class, or IDX files as MNIST's";

    /// <inheritdoc/>
    public override string Example => "pictures --data photos --name leaves --out leaves --size 96 --flip";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => [.. OwnOptions.All, Size, Grey, Fit, Flip];

    /// <inheritdoc/>
    public override Recipe With(ParseResult parsed)
    {
        OwnDataSettings own = OwnOptions.Read(parsed);
        PictureSettings chosen = new(parsed.GetValue(Size), parsed.GetValue(Grey), parsed.GetValue(Fit), parsed.GetValue(Flip));
        return chosen.Size is < Smallest or > Largest ? throw new InputException($"--size must be from {Smallest} to {Largest}.")
            : own.Trunk is not null && chosen with { Flip = false } != new PictureSettings() ? throw new InputException("--size, --grey and --fit exclude --trunk: the trunk decides what it sees.")
            : new PicturesRecipe(own, chosen);
    }

    /// <inheritdoc/>
    protected override ClassifierTask Load(string data, RecipeCall call, FrozenTrunk? trunk, Action<string> say)
    {
        if (IdxPictures.IsIn(data))
        {
            IdxPictures idx = IdxPictures.Read(data);
            string grouping = idx.IsTest.Contains(true) ? $"{data}: the test files are the test, the others are split by a hash of the pixels" : $"{data}: split by a hash of the pixels";
            return Load([.. idx.Pictures.Select(item => (item.Picture, item.Label))], idx.Split(), idx.Labels, grouping, idx.Pictures[0].Picture.Height, trunk);
        }

        OwnFiles files = OwnFiles.Open(data, SupportedFiles.Pictures, Settings.Groups);
        Part[] parts = GroupSplit.Of([.. files.Files.Select(file => (file.Label, file.Group))], files.Labels);
        say($"reading {files.Files.Count} files");
        (int[] shape, ImageSpec spec) = InputOf(trunk, pictures.Size ?? DefaultSize, pictures.Grey ? 1 : 3);
        (Picture Picture, int Label)[] read = new (Picture, int)[files.Files.Count];
        int coloured = 0;
        Parallel.For(0, read.Length, new ParallelOptions { MaxDegreeOfParallelism = call.Options.Threads }, i =>
        {
            Picture picture = ImageReader.Read(files.Files[i].Path);
            Interlocked.Add(ref coloured, picture.Channels == 3 ? 1 : 0);
            read[i] = (PictureSource.Prepare(picture, shape, spec), files.Files[i].Label);
        });
        if (coloured == 0 && trunk is null)
        {
            read = Array.ConvertAll(read, item => (ImageTransform.ToGrey(item.Picture), item.Label));
        }

        return Load(read, parts, files.Labels, files.Grouping, shape[0], trunk) with { Files = [("split.csv", SplitTable(data, files, parts))] };
    }

    private ClassifierTask Load((Picture Picture, int Label)[] all, Part[] parts, IReadOnlyList<string> labels, string grouping, int native, FrozenTrunk? trunk)
    {
        (int[] shape, ImageSpec spec) = InputOf(trunk, pictures.Size ?? native, pictures.Grey || all[0].Picture.Channels == 1 ? 1 : 3);
        (Picture, int)[] prepared = Array.ConvertAll(all, item => (PictureSource.Prepare(item.Picture, shape, spec), item.Label));
        PictureSwitches switches = new(Settings.Uses("crop"), pictures.Flip, Settings.Uses("colour"), Settings.Uses("rotation"), Settings.Uses("noise"));
        OwnSamples samples = new(new PictureSource(prepared, shape, spec, switches.Distortion), parts, labels);
        Network network = OwnNetworks.Picture(Settings.Name, shape, labels.Count, Settings.Network);
        return Task(samples, network, trunk, spec.ToString(), samples.Describe(grouping, "pictures"));
    }

    /// <summary>Shape [h,w,c] and pre-processing of the input.</summary>
    private (int[] Shape, ImageSpec Spec) InputOf(FrozenTrunk? trunk, int size, int channels) => trunk is null
        ? ([size, size, channels], new ImageSpec { Scale = 1.0 / 255, Fit = pictures.Fit })
        : PreprocessingSpec.Parse(trunk.Preprocessing!) is ImageSpec theirs ? (trunk.InputShape, theirs)
        : throw new InputException($"{Settings.Trunk}: does not see pictures (its pre-processing is {trunk.Preprocessing}); name a trunk for pictures such as models/digits/digits.onnx.");
}
