using EdgeDeep.Compiler.Comparing;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Compiler.Tests.Quantizing.Tuning;

public class RescueTests
{
    /// <remarks>Calibration and comparison see different samples; the float answers are ONNX Runtime's on the network as it was built.</remarks>
    [Fact]
    public void ANetworkThatCollapsesUnderMinMaxIsRescued()
    {
        (double plain, double plainDecibels) = Measure(new QuantizeOptions());
        (double perTensor, _) = Measure(new QuantizeOptions { PerChannel = false });
        (double equalized, double equalizedDecibels) = Measure(new QuantizeOptions { Equalize = true });
        (double tuned, double tunedDecibels) = Measure(new QuantizeOptions { Equalize = true, CorrectBias = true, RoundByError = true });
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"same class: min-max {plain:P1} ({plainDecibels:0.0} dB), per tensor {perTensor:P1}, equalized {equalized:P1} ({equalizedDecibels:0.0} dB), rounding and biases too {tuned:P1} ({tunedDecibels:0.0} dB)");
        Assert.InRange(perTensor, 0, 0.5);
        Assert.InRange(plain, 0, 0.5);
        Assert.InRange(tuned, 0.95, 1);
        Assert.True(tunedDecibels > equalizedDecibels + 1 && equalizedDecibels > plainDecibels + 10);
    }

    private static (double Agreement, double Decibels) Measure(QuantizeOptions options)
    {
        Graph original = CollapsingNetwork.Build(), graph = CollapsingNetwork.Build();
        FloatToInt8.Prepare(graph, options);
        QuantizedModel model = FloatToInt8.Run(graph, new MemorySamples(CollapsingNetwork.Samples(1, 100)), null, options, null, TestContext.Current.CancellationToken);
        float[][][] others = CollapsingNetwork.Samples(2, 400);
        (int classes, double agreement) = CollapsingNetwork.Compare(original, new Session(new Model(model.Plan)), others);
        Assert.True(classes > 3, $"{classes} classes");
        return (agreement, QualityMeter.Measure(graph, model.Plan, new MemorySamples(others), cancellation: TestContext.Current.CancellationToken).Decibels);
    }
}
