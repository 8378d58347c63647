using EdgeDeep.Compiler.Calibrate;

namespace EdgeDeep.Compiler.Tests.Quantizing;

/// <summary>Calibration samples in memory.</summary>
internal sealed class MemorySamples(float[][][] samples) : ICalibrationData
{
    public int? Count => samples.Length;

    IEnumerable<float[][]> ICalibrationData.Samples() => samples;
}
