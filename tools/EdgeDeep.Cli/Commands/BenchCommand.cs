using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler.Benchmarks;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Times a model, beside others in ONNX Runtime.</summary>
internal static class BenchCommand
{
    private const string OnnxRuntime = "onnxruntime";

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Option<string[]> against = new("--vs")
        {
            Description = $"What else is timed: .onnx files in ONNX Runtime, or '{OnnxRuntime}' for the model's own .onnx file",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> levels = new("--levels") { Description = "Also the other kernels that this processor can run" };
        Option<int> rounds = new("--rounds") { Description = "How often all are timed in turn", HelpName = "N", DefaultValueFactory = _ => 15 };
        Command command = new("bench", "Times a model on one thread, beside others in the same run.") { model, against, levels, rounds };
        bind(command, context =>
        {
            int count = context.Value(rounds);
            if (count is < 1 or > 1000)
            {
                throw new UsageException("--rounds must be 1 to 1000");
            }

            Run(context, context.Value(model), context.Value(against) ?? [], context.Value(levels), count);
        });
        return new CommandRow(command, $"{Cli.Name} bench kws.edge --vs kws-float.onnx kws-qdq.onnx", $"{Cli.Name} bench kws-qdq.onnx --vs {OnnxRuntime}");
    }

    private static void Run(CommandContext context, string path, string[] against, bool withLevels, int rounds)
    {
        Plan plan = LoadedModel.Load(path).Int8().Plan;
        string[] files = [.. against.Select(name => name == OnnxRuntime ? OwnFile(path) : name)];
        KernelLevel best = KernelLevels.Default;
        List<OnnxSession> opponents = [];
        try
        {
            opponents.AddRange(files.Select(file => new OnnxSession(Existing(file))));
            KernelLevel[] others = withLevels ? [.. KernelLevels.Available.Where(level => level != best)] : [];
            Contestant[] contestants =
            [
                .. others.Prepend(best).Select(level => new Contestant($"{path}, {level}", Inference(plan, level))),
                .. opponents.Zip(files, (session, file) => new Contestant($"{file}, ONNX Runtime", session.Run)),
            ];
            Times[] times = Stopwatches.Measure(contestants, rounds);
            BenchReport report = new()
            {
                Model = path,
                Kernels = best.ToString(),
                Macs = plan.Steps.Sum(step => step.Macs),
                Rounds = rounds,
                Results = [.. contestants.Zip(times, (contestant, time) => Row(contestant.Name, time, times[0]))],
            };
            context.Report(report, CliJson.Default.BenchReport, terminal => Print(terminal, report));
        }
        finally
        {
            opponents.ForEach(session => session.Dispose());
        }
    }

    private static string OwnFile(string path) => Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
        ? path : throw new UsageException($"'--vs {OnnxRuntime}' runs the model's own .onnx file, and {path} is none; name the .onnx files to compare with");

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new CommandException($"{path} does not exist; check the path after --vs.");

    /// <summary>An inference on pseudo-random inputs.</summary>
    private static Action Inference(Plan plan, KernelLevel level)
    {
        Session session = new(new Model(plan, level));
        Random random = new(1);
        for (int i = 0; i < session.InputCount; i++)
        {
            Span<byte> bytes = session.InputBytes(i);
            random.NextBytes(bytes);
            if (session.InputInfo(i).Type == ElementType.Float32)
            {
                foreach (ref float number in MemoryMarshal.Cast<byte, float>(bytes))
                {
                    number = (random.NextSingle() * 2) - 1;
                }
            }
        }

        return session.Run;
    }

    private static BenchRow Row(string name, Times times, Times model)
    {
        double[] ratios = [.. times.Rounds.Zip(model.Rounds, (time, own) => time / own).Order()];
        return new BenchRow(name, times.Rounds.Order().ElementAt(times.Rounds.Length / 2), times.Fastest, ratios[ratios.Length / 2], ratios[0], ratios[^1]);
    }

    private static void Print(Terminal terminal, BenchReport report)
    {
        terminal.WriteFacts([("model", report.Model), ("MACs", Words.Count(report.Macs)), ("rounds", Words.Count(report.Rounds))]);
        terminal.WriteTable(
            ["what", ">median, µs", ">fastest, µs", ">time over the model's"],
            report.Results.Select(row => (string[])
            [
                row.Name, Number(row.MedianMicroseconds, "F1"), Number(row.FastestMicroseconds, "F1"),
                $"{Number(row.Ratio, "F2")} ({Number(row.LowestRatio, "F2")} to {Number(row.HighestRatio, "F2")})",
            ]));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
