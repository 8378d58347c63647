namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>doctor</c> found.</summary>
/// <param name="IsReady">Whether everything that today's commands need is there.</param>
/// <param name="Checks">All checks.</param>
internal sealed record DoctorReport(bool IsReady, IReadOnlyList<Check> Checks);

/// <summary>One thing that was looked for.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Found">Whether it is there.</param>
/// <param name="IsRequired">Whether commands of today fail without it.</param>
/// <param name="Detail">Version, place or figure; what is wrong where it is missing.</param>
/// <param name="UsedBy">What needs it.</param>
/// <param name="Install">How to get it; null where that makes no sense.</param>
internal sealed record Check(string Name, bool Found, bool IsRequired, string Detail, string UsedBy, string? Install);
