using System.CommandLine;
using EdgeDeep.Cli.Live;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Cli.Commands;

/// <summary>Gestures, and vibrations that are unusual, from an accelerometer or its recordings.</summary>
internal static class SenseCommand
{
    private const string Name = "sense";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        GestureOptions defaults = new();
        Argument<string> model = SharedOptions.Model("A classifier of windows [1, steps, 3] (gestures), or an autoencoder of vibration spectra (anomalies): .edge");
        Argument<string[]> recordings = new("RECORDING") { Description = "Recordings (.csv: x, y and z in g); without any, the sensor, until Ctrl-C", Arity = ArgumentArity.ZeroOrMore };
        Option<double?> rate = new("--rate") { Description = "Moments a second of the sensor or the recordings (default: 100 for gestures, 200 for vibrations)", HelpName = "HZ" };
        Option<double?> threshold = new("--threshold") { Description = "The probability that a gesture needs, or the score of an anomaly (default: the model's)", HelpName = "X" };
        Option<int> seconds = new("--seconds") { Description = "Unusual seconds in a row that are an anomaly, and usual ones that end it", DefaultValueFactory = _ => 3, HelpName = "N" };
        Option<string[]> learn = new("--learn") { Description = "Learn the threshold of anomalies from normal recordings, files or folders of them", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        Option<double> alarms = new("--false-alarms") { Description = "With --learn: the share of normal seconds that may lie above the threshold", DefaultValueFactory = _ => 0.01, HelpName = "SHARE" };
        Option<string> output = new("--output", "-o") { Description = "With --learn: the model with its threshold", HelpName = "FILE.edge" };
        Option<string> onEvent = new("--on-event") { Description = "Run a command at each event; it finds EDGEDEEP_EVENT, EDGEDEEP_LABEL, EDGEDEEP_SCORE and EDGEDEEP_SECONDS in its environment", HelpName = "COMMAND" };
        SensorOptions source = new();
        Command command = new(Name, "Recognizes gestures, or unusual vibrations, live from an accelerometer or in recordings.") { model, recordings, rate, threshold, seconds, learn, alarms, output, onEvent };
        source.AddTo(command);
        bind(command, context =>
        {
            LoadedModel loaded = LoadedModel.Load(context.Value(model));
            bool isAnomaly = AnomalyDetector.IsAutoencoder(loaded.Int8().Plan);
            double hertz = context.Value(rate) ?? (isAnomaly ? 200 : 100);
            if (hertz is not (> 0 and <= 100_000))
            {
                throw new UsageException("--rate takes a number above 0");
            }

            string[] files = context.Value(recordings);
            if (context.Value(learn) is { Length: > 0 } normal)
            {
                Expect(isAnomaly && files.Length == 0, "--learn takes an autoencoder, and no RECORDING beside it");
                Expect(context.Value(alarms) is > 0 and < 1, "--false-alarms takes more than 0 and less than 1");
                Learn(context, loaded, normal, hertz, context.Value(alarms), context.Value(output));
                return;
            }

            Expect(context.Value(output) is null, "-o goes with --learn");
            Expect(context.Value(seconds) >= 1, "--seconds is at least 1");
            IMotionReader reader = isAnomaly
                ? new AnomalyReader(new VibrationMonitor(new AnomalyDetector(loaded.Int8(), context.Value(threshold)), hertz, context.Value(seconds)))
                : new GestureReader(new GestureRecognizer(loaded.Int8(), hertz, defaults with { Threshold = (float)(context.Value(threshold) ?? defaults.Threshold) }));
            Expect(reader.Axes == 3, $"{context.Value(model)} takes {reader.Axes} axes and sensors give 3");
            using EventCommand? own = context.Value(onEvent) is { } text ? new EventCommand(text) : null;
            LiveSensing live = new(context, reader, own, hertz);
            if (files.Length > 0)
            {
                source.RefuseWith(context, "a RECORDING");
                live.Run(files);
                return;
            }

            (MotionSensor sensor, string name) = source.Open(context, hertz);
            using (sensor)
            {
                live.RunAsync(sensor, name).GetAwaiter().GetResult();
            }
        });
        return new CommandRow(
            command,
            $"{Cli.Name} {Name} motion.edge --sensor mpu6050",
            $"{Cli.Name} {Name} vibration.edge --learn normal -o fan.edge",
            $"{Cli.Name} {Name} fan.edge recording.csv --rate 200");
    }

    private static void Learn(CommandContext context, LoadedModel loaded, string[] normal, double rate, double alarms, string? output)
    {
        Expect(LoadedModel.FormatOf(loaded.Path) == "edge" || output is null, $"{loaded.Path} is no .edge file; only such a file can carry its threshold");
        AnomalyDetector detector = new(loaded.Int8(), 0);
        List<double> scores = [];
        string[] files = [.. normal.SelectMany(MotionFiles)];
        foreach (string file in files)
        {
            context.Stop.ThrowIfCancellationRequested();
            ScoreCollector.Collect(detector, rate, MotionTable.Read(file), scores);
        }

        if (scores.Count == 0)
        {
            throw new CommandException($"{string.Join(", ", normal)}: holds not one whole second at {rate} moments a second; give longer recordings, or their --rate.");
        }

        if (scores.Count * alarms < 1)
        {
            context.Say("warning", FormattableString.Invariant($"{scores.Count} seconds cannot tell what happens once in {1 / alarms:0} seconds; the threshold is near the highest score. Give more normal recordings."));
        }

        double threshold = AnomalyDetector.Learn(scores, alarms);
        if (output is not null)
        {
            EdgeWriter.Write(AnomalyDetector.WithThreshold(loaded.Int8().Plan, threshold), output);
        }

        ThresholdReport report = new(loaded.Path, output, files.Length, scores.Count, Math.Round(AnomalyDetector.Learn(scores, 0.5), 6), Math.Round(scores.Max(), 6), threshold);
        context.Report(report, CliJson.Default.ThresholdReport, report.Print);
    }

    private static IEnumerable<string> MotionFiles(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path] : throw new CommandException($"{path} does not exist; name a .csv recording or a folder of them.");

    private static void Expect(bool condition, string problem)
    {
        if (!condition)
        {
            throw new UsageException(problem);
        }
    }
}
