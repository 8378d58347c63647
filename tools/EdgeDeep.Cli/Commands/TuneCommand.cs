using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Keywords;

namespace EdgeDeep.Cli.Commands;

/// <summary>Finds the threshold of a word model by recordings of one's own.</summary>
internal static class TuneCommand
{
    private const string Name = "tune";
    private static readonly float[] Thresholds = [.. Enumerable.Range(2, 18).Select(i => i / 20f), 0.97f, 0.99f];

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The keyword or wake word model, as for listen");
        Option<string> positives = new("--positives") { Description = "Folder of recordings in which the word is said once each; folders named by words for a model of several words", HelpName = "DIR", Required = true };
        Option<string> negatives = new("--negatives") { Description = "Folder of recordings in which no word of the model is said: talk, music, noise; the more hours the better", HelpName = "DIR", Required = true };
        Option<double> target = new("--false-accepts-per-hour") { Description = "How many are bearable", DefaultValueFactory = _ => 0.5, HelpName = "N" };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new(Name, "Tells for each threshold how many words are missed and how many false accepts an hour there are.") { model, positives, negatives, target, preprocess, labels };
        bind(command, context =>
        {
            if (context.Value(target) is not (>= 0 and <= 1000))
            {
                throw new UsageException("--false-accepts-per-hour is from 0 to 1000");
            }

            TuneReport report = Run(context, context.Value(model), context.Value(positives)!, context.Value(negatives)!, context.Value(target), context.Value(preprocess), context.Value(labels));
            context.Report(report, CliJson.Default.TuneReport, terminal => Print(terminal, report));
        });
        return new CommandRow(command, $"{Cli.Name} {Name} wakeword.edge --positives said --negatives talk");
    }

    private static TuneReport Run(CommandContext context, string model, string positives, string negatives, double target, string? preprocess, string? labels)
    {
        IListener Listener(float threshold) => ListenCommand.Open(context, model, threshold, preprocess, labels);
        int rate = Listener(0.5f).SampleRate;
        (string Folder, float[] Samples)[] said = [.. Read(positives, rate).Where(sound => !new KeywordSpotterOptions().Ignored.Contains(sound.Folder))], other = Read(negatives, rate);
        TunePoint[] points = context.Terminal.Track("Listening", Thresholds.Length, tick => Thresholds.Select(threshold =>
        {
            context.Stop.ThrowIfCancellationRequested();
            TunePoint point = Measure(Listener, threshold, said, other, rate);
            tick();
            return point;
        }).ToArray());
        TunePoint? chosen = points.FirstOrDefault(point => point.FalseAcceptsPerHour <= target);
        return new TuneReport(model, said.Length, Math.Round(other.Sum(sound => sound.Samples.Length) / (double)rate / 3600, 4), points, chosen?.Threshold);
    }

    private static TunePoint Measure(Func<float, IListener> open, float threshold, (string Folder, float[] Samples)[] said, (string Folder, float[] Samples)[] other, int rate)
    {
        float[] pause = new float[rate];
        List<KeywordDetection> heard = [];
        IListener listener = open(threshold);
        int missed = 0;
        foreach ((string folder, float[] samples) in said)
        {
            heard.Clear();
            listener.Accept(samples, heard);
            listener.Accept(pause, heard);

            // A folder that is named by a word wants this word; any other name wants any word.
            bool isNamed = listener.Words.Contains(folder);
            missed += heard.Exists(word => !isNamed || word.Label == folder) ? 0 : 1;
        }

        heard.Clear();
        foreach ((string _, float[] samples) in other)
        {
            listener.Accept(samples, heard);
        }

        double hours = other.Sum(sound => sound.Samples.Length) / (double)rate / 3600;
        (double low, double high) = PoissonInterval.Of(heard.Count);
        return new TunePoint(threshold, missed, missed / (double)said.Length, heard.Count, heard.Count / hours, low / hours, high / hours);
    }

    private static (string Folder, float[] Samples)[] Read(string folder, int rate)
    {
        (string, float[])[] sounds = [.. SupportedFiles.Find(folder, SupportedFiles.Sound).Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), WavReader.Read(file).AtRate(rate).Samples))];
        return sounds.Sum(sound => sound.Item2.Length) > 0 ? sounds : throw new CommandException($"{folder} holds no sound; name a folder of wav files.");
    }

    private static void Print(Terminal terminal, TuneReport report)
    {
        terminal.WriteTable([">threshold", ">missed", ">false accepts", ">an hour", "95 % interval"], report.Points.Select(point => (string[])
        [
            FormattableString.Invariant($"{point.Threshold:0.00}"), FormattableString.Invariant($"{point.Missed} ({point.MissRate:0.0 %})"), Words.Count(point.FalseAccepts),
            FormattableString.Invariant($"{point.FalseAcceptsPerHour:0.0}"), FormattableString.Invariant($"{point.Low:0.0} to {point.High:0.0}"),
        ]));
        terminal.WriteFacts(
            ("measured with", FormattableString.Invariant($"{Words.Plural(report.Said, "recording")} of words, {report.Hours:0.00} hours without")),
            ("threshold", report.Threshold is { } threshold ? FormattableString.Invariant($"{threshold:0.00}, the lowest that bears it") : "none is quiet enough"));
    }
}
