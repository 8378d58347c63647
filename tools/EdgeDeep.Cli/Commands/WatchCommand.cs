using System.CommandLine;
using EdgeDeep.Cli.Faces;
using EdgeDeep.Cli.Live;
using EdgeDeep.Cli.Models;
using EdgeDeep.Devices.Cameras;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Commands;

/// <summary>Looks through a camera: faces by name, or the classes of a model.</summary>
internal static class WatchCommand
{
    private const string Name = "watch";
    private const int DefaultPort = 8765;
    private const float DefaultProbability = 0.7f;

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string?> model = new("MODEL") { Description = "A classifier of pictures (.edge); without it, faces by the models of 'faces --prepare'", Arity = ArgumentArity.ZeroOrOne };
        Option<string> camera = new("--camera") { Description = "'pi' for the camera of a Raspberry Pi, or a device such as /dev/video0", DefaultValueFactory = _ => "pi", HelpName = "NAME" };
        Option<string> simulate = new("--simulate") { Description = "Instead of a camera: a video, a picture, or a folder of pictures", HelpName = "PATH" };
        Option<bool> fast = new("--fast") { Description = "With --simulate: as fast as possible, no picture is dropped" };
        Option<int> repeat = new("--repeat") { Description = "With --simulate and pictures: how often", DefaultValueFactory = _ => 1, HelpName = "N" };
        Option<string> size = new("--size") { Description = "Size of the camera's pictures", DefaultValueFactory = _ => "640x480", HelpName = "WIDTHxHEIGHT" };
        Option<int> rate = new("--rate") { Description = "Pictures a second", DefaultValueFactory = _ => 10, HelpName = "N" };
        Option<float?> threshold = new("--threshold") { Description = FormattableString.Invariant($"The least similarity of a known face (default: {FaceGallery.DefaultThreshold}), or probability of a class (default: {DefaultProbability})"), HelpName = "P" };
        Option<string> output = new("--output", "-o") { Description = "Write a picture with boxes and names whenever something comes", HelpName = "DIR" };
        Option<int?> page = new("--page") { Description = $"Show the pictures on a page of this machine (port {DefaultPort} if none is given)", HelpName = "PORT", Arity = ArgumentArity.ZeroOrOne };
        Option<int?> unlock = new("--unlock") { Description = $"Tell 'unlocked' when the nearest face has been the same known person's for N looks in a row ({new FaceUnlockOptions().Looks} if none is given)", HelpName = "N", Arity = ArgumentArity.ZeroOrOne };
        Option<double> hint = new("--depth-hint") { Description = "With --unlock: how far the face must differ from a flat picture of one, in distances between the eyes, such as 0.05; a hint, no protection", HelpName = "X" };
        Option<string> onEvent = new("--on-event") { Description = "Run a command when something comes or goes; it finds EDGEDEEP_EVENT (came, went, unlocked, or seen for files), EDGEDEEP_LABEL, EDGEDEEP_PROBABILITY and EDGEDEEP_SECONDS in its environment", HelpName = "COMMAND" };
        Option<string> models = FaceOptions.Folder(), key = FaceOptions.Key(), preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new(Name, "Looks through a camera, or at a video or pictures, and tells who or what comes and goes.")
        {
            model, camera, simulate, fast, repeat, size, rate, threshold, output, page, unlock, hint, onEvent, models, key, preprocess, labels,
        };
        bind(command, context =>
        {
            (int width, int height) = Size(context.Value(size)!);
            Source source = new(context.Value(camera)!, context.Value(simulate), context.Value(fast), context.Value(repeat), width, height, context.Value(rate));
            if (source.Problem() is { } problem)
            {
                throw new UsageException(problem);
            }

            FaceUnlockOptions? locking = context.Parse.GetResult(unlock) is null ? null
                : new FaceUnlockOptions { Looks = context.Value(unlock) ?? new FaceUnlockOptions().Looks, Hint = context.Value(hint) };
            if (locking is { Looks: < 1 } or { Hint: not >= 0 } || (locking is null ? context.Parse.GetResult(hint) is { Implicit: false } : context.Parse.GetValue(model) is not null))
            {
                throw new UsageException("--unlock takes at least 1 look and goes with faces, not with a MODEL; --depth-hint takes at least 0 and goes with --unlock");
            }

            IPictureReader reader = context.Parse.GetValue(model) is { } path
                ? Classes(context, path, context.Value(preprocess), context.Value(labels), context.Value(threshold) ?? DefaultProbability)
                : Faces(FaceOptions.Of(context, models, key), context.Value(threshold) ?? FaceGallery.DefaultThreshold, locking is null ? null : new FaceUnlock(locking));
            (Camera opened, string name) = source.Open();
            using PicturePage? shown = context.Parse.GetResult(page) is null ? null : new PicturePage(context.Value(page) ?? DefaultPort);
            LiveWatching watching = new(context, reader)
            {
                Output = context.Value(output),
                Page = shown,
                OnEvent = context.Value(onEvent) is { } text ? new EventCommand(text) : null,
            };
            watching.RunAsync(opened, name).GetAwaiter().GetResult();
        });
        return new CommandRow(
            command, $"{Cli.Name} {Name} --page", $"{Cli.Name} {Name} --camera /dev/video0 --on-event 'echo $EDGEDEEP_LABEL $EDGEDEEP_EVENT'",
            $"{Cli.Name} {Name} digits.edge --simulate pictures --fast -o seen");
    }

    private static FaceReader Faces(FaceFolder folder, float threshold, FaceUnlock? unlock)
    {
        FaceDetector detector = folder.Detector(new FaceDetectorOptions());
        (FaceRecognizer recognizer, FaceGallery people) = folder.Recognizer();
        return new FaceReader(detector, recognizer, people, threshold, unlock);
    }

    private static ClassReader Classes(CommandContext context, string path, string? preprocess, string? labels, float threshold)
    {
        LoadedModel loaded = LoadedModel.Load(path);
        AnswerRun.CheckOutputs(loaded);
        IReadOnlyList<PreprocessingSpec?> specs = loaded.Inputs.Count == 1 ? [Inputs.ResolveOne(context, preprocess, loaded)] : [];
        return new ClassReader(loaded, specs, Labels.Of(labels, loaded), threshold);
    }

    private static (int Width, int Height) Size(string text) =>
        text.Split('x') is [var width, var height] && int.TryParse(width, out int columns) && int.TryParse(height, out int rows) && columns is > 0 and <= 8192 && rows is > 0 and <= 8192
            ? (columns, rows) : throw new UsageException($"--size is WIDTHxHEIGHT such as 640x480, not '{text}'");

    private sealed record Source(string Camera, string? Simulated, bool IsFast, int Repeats, int Width, int Height, int Rate)
    {
        public string? Problem() => this switch
        {
            { Rate: < 1 or > 240 } => "--rate is from 1 to 240",
            { Repeats: < 1 } => "--repeat is at least 1",
            { Simulated: null } when IsFast || Repeats != 1 => "--fast and --repeat go with --simulate",
            _ => null,
        };

        public (Camera Camera, string Name) Open()
        {
            if (Simulated is not { } path)
            {
                return Camera == "pi" ? (ProgramCamera.RaspberryPi(Width, Height, Rate), "the camera of the Raspberry Pi") : (ProgramCamera.Usb(Camera, Width, Height, Rate), Camera);
            }

            string[] pictures = Directory.Exists(path) ? [.. SupportedFiles.Find(path, SupportedFiles.Pictures)]
                : SupportedFiles.Pictures.Contains(Path.GetExtension(path).ToLowerInvariant()) ? [path] : [];
            return pictures.Length > 0 ? (new PictureCamera(pictures, IsFast ? null : Rate, Repeats), path)
                : File.Exists(path) ? (ProgramCamera.Video(path, !IsFast), path)
                : throw new CommandException($"{path} does not exist; name a video, a picture or a folder of pictures.");
        }
    }
}
