using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Tests.Import.Onnx;

public class PoolImportTests
{
    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void Any_attributes_agree_with_ONNX_Runtime(string type)
    {
        Gen<(int, int)> window = Gen.Int[1, 4].SelectMany(kernel => Gen.Int[1, 3].Select(stride => (kernel, stride)));
        Gen.Select(window, window, Gen.Int[0, 3], Gen.Int[0, 3], OnnxBuilder.AutoPad, Gen.Bool, Gen.Bool)
            .Sample(
                (h, w, before, after, auto, ceil, include) =>
                {
                    (int kh, int sh) = h;
                    (int kw, int sw) = w;
                    if (auto.StartsWith("SAME", StringComparison.Ordinal))
                    {
                        // ONNX Runtime pads by negative amounts where a step is longer than the window.
                        (sh, sw) = (Math.Min(sh, kh), Math.Min(sw, kw));
                    }

                    List<(string, object)> attributes =
                        [("kernel_shape", new[] { kh, kw }), ("strides", new[] { sh, sw }), ("auto_pad", auto)];
                    if (auto == "NOTSET")
                    {
                        // ONNX Runtime refuses borders as wide as the window.
                        attributes.Add(("pads", new[] { before % kh, before % kw, after % kh, after % kw }));
                        attributes.Add(("ceil_mode", ceil ? 1 : 0));
                    }

                    if (type == "AveragePool" && !(auto == "NOTSET" && ceil))
                    {
                        attributes.Add(("count_include_pad", include ? 1 : 0));
                    }

                    RoundTrip.Check(OnnxBuilder.Single(19, type, [1, 3, 9, 10], [.. attributes]));
                },
                iter: 80,
                threads: 1);
    }

    [Fact]
    public void A_border_that_counts_becomes_a_pad()
    {
        byte[] model = OnnxBuilder.Single(
            11, "AveragePool", [1, 2, 8], ("kernel_shape", new[] { 3 }), ("pads", new[] { 1, 1 }), ("count_include_pad", 1));
        Assert.Single(RoundTrip.Check(model).Nodes, node => node.Op is Pad);
    }

    [Theory]
    [InlineData("GlobalAveragePool", new[] { 1, 5, 4, 3 })]
    [InlineData("GlobalMaxPool", new[] { 1, 5, 4, 3 })]
    [InlineData("GlobalAveragePool", new[] { 2, 5, 7 })]
    public void Global_pools_are_reductions(string type, int[] shape)
    {
        Graph graph = RoundTrip.Check(OnnxBuilder.Single(9, type, shape));
        Assert.Single(graph.Nodes, node => node.Op is Reduce);
    }
}
