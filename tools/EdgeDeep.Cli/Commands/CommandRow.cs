using System.CommandLine;

namespace EdgeDeep.Cli.Commands;

/// <summary>One command of the tool.</summary>
/// <param name="Command">Name, arguments and action.</param>
/// <param name="Examples">Lines that a user can type, shown by <c>--help</c>.</param>
internal sealed record CommandRow(Command Command, params string[] Examples);
