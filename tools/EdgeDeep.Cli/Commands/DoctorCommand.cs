using System.CommandLine;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Checks what this machine has and what is missing.</summary>
internal static class DoctorCommand
{
    public static CommandRow Create(Action<Command, CommandAction> bind)
    {
        Command command = new("doctor", "Checks whether this machine has what the commands need.");
        bind(command, Run);
        return new CommandRow(command, $"{Cli.Name} doctor");
    }

    private static void Run(CommandContext context)
    {
        IReadOnlyList<Check> checks = MachineChecks.All();
        Check[] missing = [.. checks.Where(check => check is { IsRequired: true, Found: false })];
        context.Report(new DoctorReport(missing.Length == 0, checks), CliJson.Default.DoctorReport, terminal => Print(terminal, checks));
        if (missing.Length > 0)
        {
            throw new CommandException($"This machine lacks {string.Join(" and ", missing.Select(check => check.Name))}; {missing[0].Install}.");
        }
    }

    private static void Print(Terminal terminal, IReadOnlyList<Check> checks)
    {
        foreach (Check check in checks)
        {
            string state = check.Found ? "ok" : check.IsRequired ? "MISSING" : "absent";
            terminal.Out.WriteLine($"{state,-8}{check.Name,-24}{check.Detail}");
            if (!check.Found)
            {
                terminal.Out.WriteLine($"{string.Empty,-8}{(check.IsRequired ? "needed by" : "optional, for")} {check.UsedBy}: {check.Install}");
            }
        }
    }
}
