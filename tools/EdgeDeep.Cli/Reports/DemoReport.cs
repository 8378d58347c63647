namespace EdgeDeep.Cli.Reports;

/// <summary>What the steps of <c>demo</c> gave.</summary>
/// <param name="Commands">The same steps as commands.</param>
/// <param name="Quantize">The first step.</param>
/// <param name="Evaluate">The second step.</param>
/// <param name="Run">The third step.</param>
internal sealed record DemoReport(IReadOnlyList<string> Commands, QuantizeReport Quantize, EvaluateReport Evaluate, AnswerReport Run);
