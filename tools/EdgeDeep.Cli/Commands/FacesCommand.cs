using System.CommandLine;
using EdgeDeep.Cli.Faces;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Reports.Html;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Cli.Commands;

/// <summary>Tells who is on which photo.</summary>
internal static class FacesCommand
{
    private const string Name = "faces";

    // Photos are looked at in quarters and sixteenths, too: faces in them are often small.
    private const int PhotoDepth = 2;

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string[]> photos = new("PHOTO") { Description = "Photos, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<bool> prepare = new("--prepare") { Description = "Make the face models first, with these photos as typical ones; whom the photos show is not kept" };
        Option<string> detector = new("--detector") { Description = "With --prepare: another detector (BlazeFace, UltraFace or YuNet as .edge) instead of the blazeface package", HelpName = "FILE.edge" };
        Option<string> output = new("--output", "-o") { Description = "Write copies with boxes and names here", HelpName = "DIR" };
        Option<float?> score = new("--score") { Description = "The least score of a face, 0 to 1 (default: what suits the detector)", HelpName = "P" };
        Option<int> depth = new("--depth") { Description = "Look at parts of 1/2, 1/4 ... of the photo, too, so many times: finds small faces, takes longer", DefaultValueFactory = _ => PhotoDepth, HelpName = "0-3" };
        Option<float?> threshold = new("--threshold") { Description = FormattableString.Invariant($"The least similarity of one person's faces, -1 to 1 (default: {FaceGallery.DefaultThreshold})"), HelpName = "COSINE" };
        Option<bool> pairs = new("--pairs") { Description = "Compare all pairs of photos in a folder with a folder for each person: what a threshold lets through" };
        Option<double?> rate = new("--false-accepts") { Description = "With --pairs: the threshold that lets this share of pairs of two people through, such as 0.01", HelpName = "RATE" };
        Option<string> roc = new("--roc") { Description = "With --pairs: draw the receiver operating characteristic", HelpName = "FILE.svg" };
        Option<string> models = FaceOptions.Folder(), key = FaceOptions.Key();
        Command command = new(Name, "Finds faces in photos, names who is known, and sorts strangers by person.") { photos, prepare, detector, output, score, depth, threshold, pairs, rate, roc, models, key };
        bind(command, context =>
        {
            FaceFolder folder = FaceOptions.Of(context, models, key);
            string[] paths = context.Value(photos);
            if (context.Value(detector) is not null && !context.Value(prepare))
            {
                throw new UsageException("--detector goes with --prepare");
            }

            if (context.Value(prepare))
            {
                Prepare(context, folder, paths is [var only] ? only : throw new UsageException("--prepare takes one folder of photos"), context.Value(detector));
                return;
            }

            if ((context.Value(rate) is not null || context.Value(roc) is not null) && !context.Value(pairs))
            {
                throw new UsageException("--false-accepts and --roc go with --pairs");
            }

            FaceDetectorOptions options = new() { Score = context.Value(score), Depth = context.Value(depth) };
            if (options.Problem() is { } problem)
            {
                throw new UsageException(problem);
            }

            if (context.Value(pairs))
            {
                Compare(context, folder, options, paths is [var people] ? people : throw new UsageException("--pairs takes one folder of people"), context.Value(threshold), context.Value(rate), context.Value(roc));
                return;
            }

            Sort(context, folder, Files(paths), options, context.Value(threshold) ?? FaceGallery.DefaultThreshold, context.Value(output));
        });
        return new CommandRow(command, $"{Cli.Name} {Name} --prepare photos", $"{Cli.Name} {Name} photos -o named", $"{Cli.Name} {Name} --pairs people --false-accepts 0.01 --roc roc.svg");
    }

    private static void Compare(CommandContext context, FaceFolder folder, FaceDetectorOptions options, string people, float? threshold, double? rate, string? roc)
    {
        FaceDetector detector = folder.Detector(options);
        (PairsReport report, IReadOnlyList<(float, double, double)> curve) = PairComparison.Run(context, detector, folder.Recognizer().Recognizer, people, threshold, rate);
        if (roc is not null)
        {
            string path = Path.GetFullPath(roc);
            using OutputFiles file = new(Path.GetDirectoryName(path)!, [Path.GetFileName(path)]);
            file[0].Write(System.Text.Encoding.UTF8.GetBytes(RocChart.Draw(curve, report.OtherPairs, report.Threshold)));
            file.Commit();
        }

        context.Report(report, CliJson.Default.PairsReport, terminal => terminal.WriteFacts(
            ("one person", FormattableString.Invariant($"{report.SamePairs} pairs, similarity {report.LeastSame:0.000} and more")),
            ("two people", FormattableString.Invariant($"{report.OtherPairs} pairs, similarity {report.LargestOther:0.000} and less")),
            ("threshold", FormattableString.Invariant($"{report.Threshold:0.000}: accepts {report.TrueAccepts:0.00 %} of one person's pairs and {report.FalseAccepts:0.00 %} of two people's"))));
    }

    private static void Prepare(CommandContext context, FaceFolder folder, string photos, string? detector)
    {
        int faces = FacePreparation.Run(context, folder, photos, detector);
        PreparedFaces report = new(folder.Folder, faces);
        context.Report(report, CliJson.Default.PreparedFaces, terminal => terminal.WriteFacts(("models", folder.Folder), ("calibrated with", Words.Plural(faces, "face")), ("next", $"{Cli.Name} enroll NAME PHOTO..., then {Cli.Name} faces PHOTOS")));
    }

    private static void Sort(CommandContext context, FaceFolder folder, IReadOnlyList<string> files, FaceDetectorOptions options, float threshold, string? output)
    {
        FaceDetector detector = folder.Detector(options);
        (FaceRecognizer recognizer, FaceGallery people) = folder.Recognizer();
        FacesReport report = new PhotoSorter(detector, recognizer, people, threshold).Sort(context, files);
        if (output is not null)
        {
            WriteCopies(context, report, output);
        }

        context.Report(report, CliJson.Default.FacesReport, terminal => Print(terminal, report));
    }

    private static string[] Files(string[] paths) => [.. paths.SelectMany(path => Directory.Exists(path) ? SupportedFiles.Find(path, SupportedFiles.Pictures) : File.Exists(path) ? [path]
        : throw new CommandException($"{path} does not exist; name photos or a folder of them.")).Distinct()];

    private static void WriteCopies(CommandContext context, FacesReport report, string output)
    {
        if (!Annotator.HasFont)
        {
            context.Say("note", "there is no font for names on the copies; install one such as fonts-dejavu-core.");
        }

        string[] people = [.. report.People.Select(person => person.Person)], names = [.. report.Photos.Select((photo, i) => $"{i + 1:000}-{Path.GetFileNameWithoutExtension(photo.Photo)}.png")];
        using OutputFiles files = new(output, names);
        for (int i = 0; i < names.Length; i++)
        {
            context.Stop.ThrowIfCancellationRequested();
            files[i].Write(PictureWriter.Png(Annotator.Draw(ImageReader.Read(report.Photos[i].Photo), report.Photos[i].Faces.Select(face =>
                new Annotation(face.Left, face.Top, face.Right, face.Bottom, face.Person, Array.IndexOf(people, face.Person))))));
        }

        files.Commit();
    }

    private static void Print(Terminal terminal, FacesReport report)
    {
        terminal.WriteTable(["photo", "faces"], report.Photos.Select(photo => (string[])
            [photo.Photo, photo.Faces.Count == 0 ? "-" : string.Join(", ", photo.Faces.Select(face => face.IsKnown ? FormattableString.Invariant($"{face.Person} ({face.Similarity:0.00})") : face.Person))]));
        terminal.Out.WriteLine();
        terminal.WriteTable(["person", ">photos"], report.People.Select(person => (string[])[person.Person, Words.Count(person.Photos.Count)]));
    }
}
