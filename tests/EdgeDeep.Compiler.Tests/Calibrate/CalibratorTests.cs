using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Compiler.Tests.Passes;

namespace EdgeDeep.Compiler.Tests.Calibrate;

public class CalibratorTests
{
    private static readonly CalibrationOptions MinMax = new() { Method = CalibrationMethod.MinMax };

    [Fact]
    public void RangesCoverEveryTensorOverAllSamples()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 4);
        Value y = b.Binary(BinaryKind.Mul, x, Value.Constant("two", [1], [2])), z = b.Relu(y);
        CalibratedRanges ranges = Run(b.Build(z), new Samples([[1, 2, 3, 4]], [[-5, 0, 1, 2]]), MinMax);
        Assert.Equal(new ValueRange(-5, 4), ranges[x]);
        Assert.Equal(new ValueRange(-10, 8), ranges[y]);
        Assert.Equal(new ValueRange(0, 8), ranges[z]);
        Assert.Equal((3, 2, "min-max, 2 samples"), (ranges.Count, ranges.Samples, ranges.Summary));
    }

    [Fact]
    public void PercentilesCutRareValues()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 1000);
        Value y = b.Relu(x);
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => i == 500 ? 100 : (i - 500) / 500f)];
        CalibratedRanges ranges = Run(b.Build(y), new Samples([values]), new CalibrationOptions { Method = CalibrationMethod.Percentile, Percent = 99 });
        Assert.InRange(ranges[x].Min, -1.05f, -0.9f);
        Assert.InRange(ranges[x].Max, 0.9f, 1.05f);
        Assert.Equal(0, ranges[y].Min);
        Assert.Equal("percentile 99, 1 sample", ranges.Summary);
    }

    [Fact]
    public void ProgressIsToldAndMistakesAreNamed()
    {
        GraphBuilder b = new();
        Value x = b.Input(1, 2);
        Graph graph = b.Build(b.Add(new Unary(UnaryKind.Exp), x));
        List<int> done = [];
        Run(graph, new Samples([[1, 2]], [[2, 3]]), MinMax, new Listener(done));
        Assert.Equal([1, 2], done);
        Assert.Contains("no calibration sample", Message(graph), StringComparison.Ordinal);
        Assert.Contains("3 elements", Message(graph, [[1, 2, 3]]), StringComparison.Ordinal);
        Assert.Contains("2 arrays", Message(graph, [[1, 2], [3]]), StringComparison.Ordinal);
        Assert.Contains("sample 1 holds", Message(graph, [[1, 2]], [[float.NaN, 2]]), StringComparison.Ordinal);
        Assert.Contains("'Exp0:0'", Message(graph, [[1000, 2]]), StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => Run(graph, new Samples([[1, 2]]), new CalibrationOptions { Method = CalibrationMethod.Percentile, Percent = 0 }));
    }

    private static CalibratedRanges Run(Graph graph, ICalibrationData data, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
        Calibrator.Run(graph, data, options, progress, TestContext.Current.CancellationToken);

    private static string Message(Graph graph, params float[][][] samples) =>
        Assert.Throws<ModelException>(() => Run(graph, new Samples(samples))).Message;

    private sealed class Samples(params float[][][] samples) : ICalibrationData
    {
        public int? Count => null;

        IEnumerable<float[][]> ICalibrationData.Samples() => samples;
    }

    private sealed class Listener(List<int> done) : IProgress<int>
    {
        public void Report(int value) => done.Add(value);
    }
}
