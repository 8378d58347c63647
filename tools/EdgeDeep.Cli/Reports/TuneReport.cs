namespace EdgeDeep.Cli.Reports;

/// <summary>What each threshold of a word model costs.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Said">Recordings with a word.</param>
/// <param name="Hours">Sound without.</param>
/// <param name="Points">The thresholds, lowest first.</param>
/// <param name="Threshold">The lowest one with few enough false accepts; null where there is none.</param>
internal sealed record TuneReport(string Model, int Said, double Hours, IReadOnlyList<TunePoint> Points, float? Threshold);

/// <summary>One threshold; the interval holds the false accepts an hour with 95 %.</summary>
internal sealed record TunePoint(float Threshold, int Missed, double MissRate, int FalseAccepts, double FalseAcceptsPerHour, double Low, double High);
