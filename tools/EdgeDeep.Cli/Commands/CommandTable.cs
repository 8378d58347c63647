using System.CommandLine;

namespace EdgeDeep.Cli.Commands;

/// <summary>Runs the action of a command.</summary>
internal delegate void CommandAction(CommandContext context);

/// <summary>The commands of the tool, one row each, in the order of the help text.</summary>
internal static class CommandTable
{
    /// <summary>Creates all commands.</summary>
    /// <param name="bind">Makes an action the command's own: everything that is the same for all commands is done there.</param>
    public static IReadOnlyList<CommandRow> Create(Action<Command, CommandAction> bind) =>
    [
        DemoCommand.Create(bind),
        QuantizeCommand.Create(bind),
        InspectCommand.Create(bind),
        CheckCommand.Create(bind),
        RunCommand.Create(bind),
        EvaluateCommand.Create(bind),
        CompareCommand.Create(bind),
        ExplainCommand.Create(bind),
        ExportCommand.Create(bind),
        EmulateCommand.Create(bind),
        BenchCommand.Create(bind),
        TrainCommand.Create(bind),
        TeachCommand.Create(bind),
        ListenCommand.Create(bind),
        WyomingCommand.Create(bind),
        WatchCommand.Create(bind),
        SenseCommand.Create(bind),
        RecordCommand.Create(bind),
        TuneCommand.Create(bind),
        FacesCommand.Create(bind),
        EnrollCommand.Create(bind),
        SignCommand.Create(bind),
        VerifyCommand.Create(bind),
        DeployCommand.Create(bind),
        DoctorCommand.Create(bind),
    ];
}
