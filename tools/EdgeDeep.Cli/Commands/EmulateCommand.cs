using System.CommandLine;
using EdgeDeep.Cli.Models;
using EdgeDeep.Emulator;
using EdgeDeep.Emulator.Boards;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs a model on an emulated board.</summary>
internal static class EmulateCommand
{
    private static readonly string[] Levels = ["0", "1", "2", "3", "s"];

    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Argument<string> model = SharedOptions.Model("The model: .edge, or int8 .tflite or .onnx");
        Option<string> board = new("--board") { Description = $"The board: {BoardTable.Names}", HelpName = "NAME", Required = true };
        Option<string[]> input = new("--raw-input")
        {
            Description = "Input tensors as raw little-endian bytes, one file for each input in model order",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            Required = true,
        };
        Option<string> output = new("--raw-output") { Description = "Folder for the output tensors out0.bin, out1.bin, ...", HelpName = "DIR", Required = true };
        Option<bool> repeat = new("--repeat-frames") { Description = "Each input file holds any number of inputs, run one after the other" };
        Option<string> optimize = new("--optimize") { Description = "Optimization level of the C compiler for microcontrollers: 0, 1, 2, 3, or s for small code", HelpName = "LEVEL", DefaultValueFactory = _ => "2" };
        Option<string> firmware = new("--firmware") { Description = "Folder where the firmware stays: sources, objects and program.elf", HelpName = "DIR" };
        optimize.AcceptOnlyFromAmong(Levels);
        Command command = new("emulate", "Runs a model on an emulated board; counts instructions, RAM and flash.")
        {
            model, board, input, output, repeat, optimize, firmware,
        };
        bind(command, context =>
        {
            BoardProfile profile = BoardTable.Find(context.Value(board)!);
            EmulateRun run = new(context, LoadedModel.Load(context.Value(model)), profile, context.Value(repeat));
            run.Run(context.Value(input)!, context.Value(output)!, new BoardOptions { Optimization = $"-O{context.Value(optimize)}", BuildFolder = context.Value(firmware) });
        });
        return new CommandRow(command, $"{Cli.Name} emulate kws.edge --board cortex-m4 --raw-input in0.bin --raw-output outputs");
    }
}
