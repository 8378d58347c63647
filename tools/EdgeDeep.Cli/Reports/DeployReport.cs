namespace EdgeDeep.Cli.Reports;

/// <summary>How a device is after a command.</summary>
internal sealed record DeployReport(string Target, string Action, IReadOnlyDictionary<string, string> Device);

/// <summary>What a deployment would send.</summary>
internal sealed record DryRunReport(
    string Target, string Root, long Bytes, IReadOnlyList<string> Files, string Unit, string UnitText, string Run, IReadOnlyList<string> Groups);
