using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Perception.Images;

namespace EdgeDeep.Cli.Commands;

/// <summary>Shows which parts of a sample an answer rests on.</summary>
internal static class ExplainCommand
{
    private const string Name = "explain", Occlusion = "occlusion", Activations = "cam";

    // Parts of a sound or rows of a table that are listed for people.
    private const int Listed = 5;

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The int8 classifier: .edge, .tflite or .onnx");
        Argument<string[]> files = new("FILE") { Description = "Sounds, pictures, rows of a .csv table; as for run", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--output", "-o") { Description = "Folder for pictures with the map over picture or spectrogram", HelpName = "DIR" };
        Option<string> method = new("--method") { Description = $"{Occlusion}: cover part after part (every model); {Activations}: the last feature map, weighted by the class (networks that end in a mean and one fully connected layer)", DefaultValueFactory = _ => Occlusion, HelpName = $"{Occlusion}|{Activations}" };
        Option<string> label = new("--class") { Description = "The class to explain (default: the answer)", HelpName = "LABEL" };
        Option<string> preprocess = SharedOptions.Preprocess(), labels = SharedOptions.Labels();
        Command command = new(Name, "Shows why an int8 model answered so: the parts of a picture, sound or row that its answer rests on.") { model, files, output, method, label, preprocess, labels };
        bind(command, context =>
        {
            string by = context.Value(method)!;
            if (by is not (Occlusion or Activations))
            {
                throw new UsageException($"--method is {Occlusion} or {Activations}, not '{by}'");
            }

            LoadedModel loaded = LoadedModel.Load(context.Value(model));
            _ = loaded.Int8();
            AnswerRun.CheckOutputs(loaded);
            Samples samples = SampleFiles.Open(context, loaded, context.Value(files), context.Value(preprocess));
            AnswerRun.CheckWhole(loaded, samples.Specs);
            Explainer explainer = new(loaded, samples.Specs, Labels.Of(context.Value(labels), loaded), by == Activations);
            ExplainReport report = Run(context, explainer, samples, loaded, context.Value(files), context.Value(label), context.Value(output));
            context.Report(report, CliJson.Default.ExplainReport, terminal => Print(terminal, report));
        });
        return new CommandRow(command, $"{Cli.Name} {Name} keywords.edge yes.wav -o why", $"{Cli.Name} {Name} vww.tflite photo.jpg -o why --method cam", $"{Cli.Name} {Name} pass-or-fail.edge students.csv");
    }

    private static ExplainReport Run(CommandContext context, Explainer explainer, Samples samples, LoadedModel loaded, string[] files, string? label, string? output)
    {
        // Samples of a table or an archive have no file of their own.
        bool haveFiles = samples.Names.Count * loaded.Inputs.Count == files.Length && samples is FileSet;
        Func<int, float[][]> read = samples.CreateReader();
        List<Explanation> explanations = [];
        List<(string Name, byte[] Png)> pictures = [];
        for (int i = 0; i < samples.Names.Count; i++)
        {
            context.Stop.ThrowIfCancellationRequested();
            (Explanation explanation, float[][,] maps) = explainer.Explain(samples.Names[i], read(i), label);
            ExplainedInput[] inputs = [.. explanation.Inputs];
            for (int input = 0; output is not null && haveFiles && input < maps.Length; input++)
            {
                string file = files[(i * maps.Length) + input];
                if (!TensorFiles.IsTensor(file) && explainer.Draw(input, file, maps[input]) is { } picture)
                {
                    string name = $"{pictures.Count + 1:000}-{Path.GetFileNameWithoutExtension(file)}.png";
                    pictures.Add((name, PictureWriter.Png(picture)));
                    inputs[input] = inputs[input] with { Picture = Path.Combine(output, name) };
                }
            }

            explanations.Add(explanation with { Inputs = inputs });
        }

        if (output is not null)
        {
            if (pictures.Count == 0)
            {
                throw new CommandException("there is nothing to draw: maps are drawn over pictures and sounds; leave --output out.");
            }

            using OutputFiles written = new(output, [.. pictures.Select(picture => picture.Name)]);
            for (int i = 0; i < pictures.Count; i++)
            {
                written[i].Write(pictures[i].Png);
            }

            written.Commit();
        }

        return new ExplainReport(loaded.Path, explanations);
    }

    private static void Print(Terminal terminal, ExplainReport report)
    {
        foreach (Explanation explanation in report.Explanations)
        {
            terminal.Out.WriteLine(FormattableString.Invariant($"{explanation.Sample}: {explanation.Label} ({explanation.Score:0.000})"));
            foreach (ExplainedInput input in explanation.Inputs)
            {
                string prefix = explanation.Inputs.Count > 1 ? $"{input.Name}, " : string.Empty;
                if (input.Picture is { } picture)
                {
                    terminal.Out.WriteLine($"  {prefix}{picture}");
                    continue;
                }

                foreach ((string part, float weight) in Parts(input).OrderByDescending(part => Math.Abs(part.Weight)).Take(Listed))
                {
                    terminal.Out.WriteLine(FormattableString.Invariant($"  {weight,8:+0.000;-0.000}  {prefix}{part}"));
                }
            }
        }
    }

    /// <summary>Parts that have a name of their own.</summary>
    private static IEnumerable<(string Name, float Weight)> Parts(ExplainedInput input) => input.Kind == "numbers"
        ? input.Map[0].Select((weight, i) => (input.Columns?[i] ?? $"number {i + 1}", weight))
        : input.Map.Select((row, i) => ($"{(input.Kind == "picture" ? "row" : "frame")} {i + 1} of {input.Map.Length}", row.Average()));
}
