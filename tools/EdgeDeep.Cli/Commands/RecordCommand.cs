using System.CommandLine;
using System.Globalization;
using EdgeDeep.Cli.Live;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Devices.Microphones;
using EdgeDeep.Perception.Audio;

namespace EdgeDeep.Cli.Commands;

/// <summary>Records labelled clips, a folder for each label, as <c>train sounds</c> takes them.</summary>
internal static class RecordCommand
{
    private const string Name = "record";

    // Below this nothing was said; at full scale the loudest parts are cut off.
    private const double Quiet = -45, Clipped = 0.999;

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> label = new("LABEL") { Description = "What is recorded; the name of its folder" };
        Option<string> output = new("--output", "-o") { Description = "The folder of the data set", HelpName = "DIR", Required = true };
        Option<int> count = new("--count") { Description = "How many clips", DefaultValueFactory = _ => 10, HelpName = "N" };
        Option<double> seconds = new("--seconds") { Description = "Length of a clip", DefaultValueFactory = _ => 1, HelpName = "SECONDS" };
        Option<double> pause = new("--pause") { Description = "Time between two clips", DefaultValueFactory = _ => 1, HelpName = "SECONDS" };
        Option<int> rate = new("--rate") { Description = "Samples a second", DefaultValueFactory = _ => 16000, HelpName = "HZ" };
        MicrophoneOptions source = new();
        Command command = new(Name, "Records labelled clips from the microphone.") { label, output, count, seconds, pause, rate };
        source.AddTo(command);
        bind(command, context =>
        {
            RecordCall call = new(context.Value(label), context.Value(output)!, context.Value(count), context.Value(seconds), context.Value(pause));
            if (call.Problem() is { } problem || (problem = context.Value(rate) is < Resampler.MinRate or > Resampler.MaxRate ? $"--rate is from {Resampler.MinRate} to {Resampler.MaxRate}" : null) is not null)
            {
                throw new UsageException(problem);
            }

            if (source.IsList(context))
            {
                return;
            }

            (Microphone microphone, string name) = source.Open(context, context.Value(rate));
            RecordReport report = RunAsync(context, call, microphone, name).GetAwaiter().GetResult();
            context.Report(report, CliJson.Default.RecordReport, terminal => terminal.Out.WriteLine($"{report.Files.Count} clips in {Path.Combine(call.Output, call.Label)}"));
        });
        return new CommandRow(command, $"{Cli.Name} {Name} yes -o clips --count 20", $"{Cli.Name} {Name} _background_ -o clips --count 1 --seconds 60");
    }

    private static async Task<RecordReport> RunAsync(CommandContext context, RecordCall call, Microphone microphone, string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(call.Output, call.Label)).FullName;
        float[] clip = new float[(int)Math.Round(call.Seconds * microphone.SampleRate)];
        long skip = (long)(call.Pause * microphone.SampleRate);
        int filled = 0;
        List<string> files = [];
        using LevelMeter meter = new(context.Terminal, context.IsJson);
        await foreach (AudioBlock block in microphone.ReadAsync(context.Stop).ConfigureAwait(false))
        {
            meter.Show(block.Samples);
            for (int at = 0; at < block.Samples.Length && files.Count < call.Count;)
            {
                if (skip > 0)
                {
                    int step = (int)Math.Min(skip, block.Samples.Length - at);
                    (skip, at) = (skip - step, at + step);
                    if (skip == 0)
                    {
                        meter.Clear();
                        context.Terminal.Error.WriteLine($"{files.Count + 1} of {call.Count}: now '{call.Label}'");
                    }

                    continue;
                }

                int part = Math.Min(clip.Length - filled, block.Samples.Length - at);
                block.Samples.AsSpan(at, part).CopyTo(clip.AsSpan(filled));
                (filled, at) = (filled + part, at + part);
                if (filled == clip.Length)
                {
                    files.Add(Write(context, folder, clip, microphone.SampleRate));
                    (filled, skip) = (0, Math.Max(1, (long)(call.Pause * microphone.SampleRate)));
                }
            }

            if (files.Count == call.Count)
            {
                break;
            }
        }

        if (files.Count < call.Count && !context.Stop.IsCancellationRequested)
        {
            context.Say("warning", $"{name} ended after {files.Count} of {call.Count} clips.");
        }

        if (microphone.Dropped > 0 || microphone.Overruns > 0)
        {
            context.Say("warning", $"{microphone.Dropped} samples and {microphone.Overruns} times more in the device were lost; listen to the clips.");
        }

        return new RecordReport(call.Label, files);
    }

    private static string Write(CommandContext context, string folder, float[] clip, int rate)
    {
        double loudness = 10 * Math.Log10(clip.Average(sample => sample * sample) + 1e-12);
        if (loudness < Quiet || clip.Max(Math.Abs) >= Clipped)
        {
            context.Say("note", loudness < Quiet ? FormattableString.Invariant($"this clip is very quiet ({loudness:0} dB); come closer.") : "this clip is too loud and cut off; go further away.");
        }

        for (int number = 1; ; number++)
        {
            // Another program may record into the folder as well.
            string path = Path.Combine(folder, $"{number.ToString("0000", CultureInfo.InvariantCulture)}.wav");
            try
            {
                using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
                WavWriter.Write(file, clip, rate);
                return path;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Never overwritten.
            }
        }
    }

    private sealed record RecordCall(string Label, string Output, int Count, double Seconds, double Pause)
    {
        public string? Problem() => this switch
        {
            _ when Label.Length == 0 || Label is "." or ".." || Label.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 => $"'{Label}' cannot be the name of a folder",
            { Count: < 1 } => "--count is at least 1",
            { Seconds: not (>= 0.1 and <= 600) } => "--seconds is from 0.1 to 600",
            { Pause: not (>= 0 and <= 60) } => "--pause is from 0 to 60",
            _ => null,
        };
    }
}
