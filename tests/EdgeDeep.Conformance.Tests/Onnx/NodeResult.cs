namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>How far a node test came.</summary>
internal enum Outcome
{
    /// <summary>Its numbers are right.</summary>
    Passed,

    /// <summary>Its numbers differ.</summary>
    Wrong,

    /// <summary>It is refused with a sentence.</summary>
    Refused,
}

/// <summary>What became of one test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Float">Import and re-emission.</param>
/// <param name="Int8">Quantization and the kernels.</param>
/// <param name="FloatProblem">What was wrong or refused.</param>
/// <param name="Int8Problem">What was wrong or refused.</param>
/// <param name="Kernels">The kernels that the quantized model runs.</param>
internal sealed record NodeResult(
    NodeTest Test, Outcome Float, Outcome Int8, string FloatProblem, string Int8Problem, IReadOnlyList<Runtime.Plans.OpCode> Kernels);
