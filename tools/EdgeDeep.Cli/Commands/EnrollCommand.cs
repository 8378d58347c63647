using System.CommandLine;
using EdgeDeep.Cli.Faces;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Cli.Commands;

/// <summary>Makes a person known by some photos.</summary>
internal static class EnrollCommand
{
    private const string Name = "enroll";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string?> name = new("NAME") { Description = "The person", Arity = ArgumentArity.ZeroOrOne };
        Argument<string[]> photos = new("PHOTO") { Description = "Photos with this person's face alone, or largest", Arity = ArgumentArity.ZeroOrMore };
        Option<string> test = new("--test") { Description = "Tell before and after how many photos of a folder with a folder for each person are told rightly; people who are not known have to stay unknown", HelpName = "PEOPLE" };
        Option<bool> list = new("--list") { Description = "Only list who is known" }, remove = new("--remove") { Description = "Forget NAME" };
        Option<string> models = FaceOptions.Folder(), key = FaceOptions.Key();
        Command command = new(Name, "Makes a person known by some photos; descriptions are kept encrypted, pictures are not kept.") { name, photos, test, list, remove, models, key };
        bind(command, context =>
        {
            FaceFolder folder = FaceOptions.Of(context, models, key);
            string? person = context.Parse.GetValue(name);
            string[] files = context.Parse.GetValue(photos) ?? [];
            bool isList = context.Value(list), isRemove = context.Value(remove);
            if (isList ? person is not null || isRemove : person is null || (files.Length == 0) != isRemove)
            {
                throw new UsageException("Give a NAME and PHOTOs, or --remove and a NAME, or --list");
            }

            (FaceRecognizer recognizer, FaceGallery people) = folder.Recognizer();
            IReadOnlyList<(string, float[])>? measured = context.Value(test) is { } tested ? PeoplePhotos.Describe(context, folder.Detector(new FaceDetectorOptions { Depth = 1 }), recognizer, tested) : null;
            int? before = measured is null ? null : PeoplePhotos.Right(people, measured);
            if (isRemove)
            {
                Remove(people, person!);
            }
            else if (!isList)
            {
                Add(context, folder.Detector(new FaceDetectorOptions { Depth = 1 }), recognizer, people, person!, files);
            }

            if (!isList)
            {
                folder.Store.Write(people);
            }

            PeopleReport report = new([.. people.People.Select(known => new KnownPerson(known.Key, known.Value.Count))])
            {
                Test = measured is null ? null : new PeopleTest(measured.Count, before!.Value, PeoplePhotos.Right(people, measured)),
            };
            context.Report(report, CliJson.Default.PeopleReport, terminal => Print(terminal, report));
        });
        return new CommandRow(command, $"{Cli.Name} {Name} Ada ada1.jpg ada2.jpg ada3.jpg --test people", $"{Cli.Name} {Name} --list", $"{Cli.Name} {Name} Ada --remove");
    }

    private static void Remove(FaceGallery people, string person)
    {
        if (!people.Remove(person))
        {
            throw new CommandException($"nobody is known as '{person}'; '{Cli.Name} {Name} --list' shows who is.");
        }
    }

    private static void Add(CommandContext context, FaceDetector detector, FaceRecognizer recognizer, FaceGallery people, string person, string[] files)
    {
        List<float[]> shots = [];
        foreach (string file in files)
        {
            Picture picture = ImageReader.Read(file);
            IReadOnlyList<Face> faces = detector.Detect(picture);
            Face face = faces.MaxBy(found => found.Width * found.Height)
                ?? throw new CommandException($"{file}: no face was found; give a photo in which the face is larger, lit from the front and upright.");
            if (faces.Count > 1)
            {
                context.Say("note", $"{file} shows {faces.Count} faces; the largest one is taken.");
            }

            float[] shot = recognizer.Describe(picture, face);
            FaceMatch match = people.Identify(shot);
            if (match.Name is { } other && other != person)
            {
                context.Say("warning", FormattableString.Invariant($"{file} looks like {other} ({match.Similarity:0.00}), who is known already."));
            }

            shots.Add(shot);
        }

        if (shots.Count > 1 && shots.SelectMany((a, i) => shots.Skip(i + 1).Select(b => FaceRecognizer.Similarity(a, b))).Min() < FaceGallery.DefaultThreshold)
        {
            context.Say("warning", $"the photos do not all look like one person; check them.");
        }

        shots.ForEach(shot => people.Add(person, shot));
    }

    private static void Print(Terminal terminal, PeopleReport report)
    {
        if (report.People.Count == 0)
        {
            terminal.Out.WriteLine("nobody is known");
        }
        else
        {
            terminal.WriteTable(["person", ">shots"], report.People.Select(known => (string[])[known.Name, Words.Count(known.Shots)]));
        }

        if (report.Test is { } test)
        {
            terminal.WriteFacts(("told rightly", $"{test.Before} of {test.Photos} photos before, {test.After} now"));
        }
    }
}
