using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>What the steps of <c>demo</c> gave.</summary>
/// <param name="Commands">The same steps as commands.</param>
/// <param name="Quantize">The first step.</param>
/// <param name="Evaluate">The second step.</param>
/// <param name="Run">The third step.</param>
/// <param name="Listen">The fourth step; absent where there is no recording.</param>
internal sealed record DemoReport(
    IReadOnlyList<string> Commands, QuantizeReport Quantize, EvaluateReport Evaluate, AnswerReport Run,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ListenReport? Listen);
