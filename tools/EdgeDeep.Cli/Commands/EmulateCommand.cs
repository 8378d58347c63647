using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Boards;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs a model on an emulated board.</summary>
internal static class EmulateCommand
{
    private static readonly string[] Levels = ["0", "1", "2", "3", "s"];

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Argument<string?> sound = new("SOUND") { Description = "With --with-front-end: the sound (.wav) that the board hears", Arity = ArgumentArity.ZeroOrOne };
        Option<string> board = new("--board") { Description = $"The board: {EmulatedBoardTable.Names}; or one that 'check --boards' lists, by its core", HelpName = "NAME", Required = true };
        Option<string[]> input = new("--raw-input")
        {
            Description = "Input tensors as raw little-endian bytes, one file for each input in model order",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> output = new("--raw-output") { Description = "Folder for the output tensors out0.bin, out1.bin, ...", HelpName = "DIR", Required = true };
        Option<bool> repeat = new("--repeat-frames") { Description = "Each input file holds any number of inputs, run one after the other" };
        Option<string> optimize = new("--optimize") { Description = "Optimization level of the C compiler for microcontrollers: 0, 1, 2, 3, or s for small code", HelpName = "LEVEL", DefaultValueFactory = _ => "2" };
        Option<string> firmware = new("--firmware") { Description = "Folder where the firmware stays: sources, objects and program.elf", HelpName = "DIR" };
        FrontEndOptions frontEnd = new();
        optimize.AcceptOnlyFromAmong(Levels);
        Command command = new("emulate", "Runs a model on an emulated board; counts instructions, RAM and flash.")
        {
            model, sound, board, input, output, repeat, optimize, firmware, frontEnd.WithFrontEnd, frontEnd.Step, frontEnd.Preprocess,
        };
        bind(command, context =>
        {
            string[] files = context.Value(input) ?? [];
            string? wav = context.Parse.GetValue(sound);
            CheckUsage(context.Value(frontEnd.WithFrontEnd), wav, files, context.Value(repeat));
            BoardOptions options = new() { Optimization = $"-O{context.Value(optimize)}", BuildFolder = context.Value(firmware) };
            LoadedModel loaded = LoadedModel.Load(context.Value(model));
            Plan plan = frontEnd.Apply(context, loaded);
            EmulateRun run = new(context, loaded, plan, Profile(context, context.Value(board)!, loaded.Path, plan), options, context.Value(output)!);
            if (wav is not null)
            {
                run.RunSound(wav);
            }
            else
            {
                run.RunTensors(files, context.Value(repeat));
            }
        });
        return new CommandRow(
            command,
            $"{Cli.Name} emulate kws.edge --board cortex-m4 --raw-input in0.bin --raw-output outputs",
            $"{Cli.Name} emulate keywords.edge recording.wav --with-front-end --board cortex-m4 --raw-output outputs");
    }

    /// <summary>The emulated board of a name; a board that people own is emulated by its core, where the model fits it.</summary>
    private static EmulatedBoard Profile(CommandContext context, string name, string path, Plan plan)
    {
        if (EmulatedBoardTable.All.Any(row => row.Name == name) || BoardTable.Find(name) is not { } owned)
        {
            return EmulatedBoardTable.Find(name);
        }

        if (owned.Emulated is not { } core)
        {
            throw new CommandException(
                $"The core of {owned.Title}, {owned.Core}, is not emulated; '{Cli.Name} check {path} --board {name}' says whether the model fits it.");
        }

        if (!BoardFit.Of(plan, owned).Fits)
        {
            throw new CommandException($"{path} does not fit {owned.Title}; '{Cli.Name} check {path} --board {name}' says what is lacking.");
        }

        context.Say("note", $"{owned.Title} ({owned.Core}) is emulated as {core}.");
        return EmulatedBoardTable.Find(core);
    }

    private static void CheckUsage(bool withFrontEnd, string? sound, string[] tensors, bool repeat)
    {
        string? problem = (withFrontEnd, sound, tensors.Length) switch
        {
            (true, null, _) => "--with-front-end needs a sound, a .wav file after the model",
            (true, _, > 0) => "Give either a sound with --with-front-end or --raw-input, not both",
            (false, not null, _) => $"'{sound}' is a sound for --with-front-end; give that option too",
            (false, _, 0) => "Nothing to run; give --raw-input FILE, or a sound with --with-front-end",
            (true, _, _) when repeat => "--repeat-frames needs --raw-input",
            _ => null,
        };
        if (problem is not null)
        {
            throw new UsageException(problem);
        }
    }
}
