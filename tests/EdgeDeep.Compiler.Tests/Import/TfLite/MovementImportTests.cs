using CsCheck;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Slices, splits, packs and the arithmetic on shapes.</summary>
public sealed class MovementImportTests
{
    /// <summary>The elements are those that a loop over begin, end and stride visits, with Python's negative indices.</summary>
    [Fact]
    public void StridedSliceTakesWhatALoopVisits() =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[-9, 9], Gen.Int[-9, 9], Gen.Int[-3, 3], Gen.Bool, Gen.Bool).Sample((length, begin, end, stride, fromFirst, toLast) =>
        {
            ModelFile file = Sliced([length], [begin], [end], [stride], fromFirst ? 1 : 0, toLast ? 1 : 0);
            List<int> expected = stride == 0 ? [] : Visited(length, fromFirst ? null : begin, toLast ? null : end, stride);
            if (expected.Count == 0)
            {
                Assert.Throws<ModelException>(() => Import(file));
                return;
            }

            StridedSlice slice = (StridedSlice)Assert.Single(Import(file).Nodes).Op;
            Assert.Equal(expected, Enumerable.Range(0, slice.Size[0]).Select(i => slice.Begin[0] + (i * slice.Stride[0])));
        });

    [Theory]
    [InlineData(0, 0, 0, new[] { 1, 2, 3, 5 })] // [0:1, 0:2]
    [InlineData(1, 0, 0, new[] { 4, 4, 3, 2 })] // [..., 0:2]
    [InlineData(0, 1, 0, new[] { 1, 2, 4, 3, 5 })] // [newaxis, 0:2]
    [InlineData(0, 0, 1, new[] { 2, 3, 5 })] // [0, 0:2]
    [InlineData(2, 0, 0, new[] { 1, 4, 3, 5 })] // [0:1, ...]
    [InlineData(1, 2, 0, new[] { 4, 4, 3, 5, 1 })] // [..., newaxis]
    [InlineData(1, 0, 2, new[] { 4, 4, 3 })] // [..., 0]
    public void StridedSliceMasks(int ellipsis, int newAxis, int shrink, int[] shape)
    {
        ModelFile file = Sliced([4, 4, 3, 5], [0, 0], [1, 2], [1, 1], 0, 0, ellipsis, newAxis, shrink);
        Assert.Equal(shape, Assert.Single(Import(file).Outputs).Shape);
    }

    [Fact]
    public void StridedSliceRefusesMoreEntriesThanDimensions() =>
        Assert.Throws<ModelException>(() => Import(Sliced([4], [0, 0], [1, 1], [1, 1], 0, 0)));

    [Fact]
    public void SplitTakesEqualPartsInOrder()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [2, 6]);
        int[] results = [Output(file), Output(file), Output(file)];
        file.Operator("SPLIT", [file.Ints(-1), data], results, OptionsType.Split, options => options.AddInt(0, 3, 0));
        Graph graph = Import(file);
        Assert.Equal([0, 2, 4], graph.Nodes.Select(node => ((StridedSlice)node.Op).Begin[1]));
        Assert.All(graph.Outputs, value => Assert.Equal([2, 2], value.Shape));
    }

    [Theory]
    [InlineData(new[] { 1, -1, 2 }, new[] { 0, 1, 4 }, new[] { 1, 3, 2 })]
    [InlineData(new[] { 3, 1, 2 }, new[] { 0, 3, 4 }, new[] { 3, 1, 2 })]
    public void SplitVTakesPartsOfTheGivenSizes(int[] sizes, int[] begins, int[] expected)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [2, 6]);
        int[] results = [Output(file), Output(file), Output(file)];
        file.Operator("SPLIT_V", [data, file.Ints(sizes), file.Ints(1)], results, OptionsType.SplitV);
        Graph graph = Import(file);
        Assert.Equal(begins, graph.Nodes.Select(node => ((StridedSlice)node.Op).Begin[1]));
        Assert.Equal(expected, graph.Outputs.Select(value => value.Shape[1]));
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1 })]
    [InlineData(new[] { 7, -1, 1 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue, 8 })]
    [InlineData(new[] { 3, 3 })]
    public void SplitVRefusesSizesThatDoNotFit(int[] sizes)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [2, 6]);
        file.Operator("SPLIT_V", [data, file.Ints(sizes), file.Ints(1)], [Output(file), Output(file), Output(file)], OptionsType.SplitV);
        Assert.Contains("SPLIT_V", Assert.Throws<ModelException>(() => Import(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnpackAndPackAreEachOthersInverse()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [2, 3, 4]);
        int[] parts = [file.Result(TensorType.Float32), file.Result(TensorType.Float32), file.Result(TensorType.Float32)];
        file.Operator("UNPACK", [data], parts, OptionsType.Unpack, options => options.AddInt(1, 1, 0));
        file.Operator("PACK", parts, [Output(file)], OptionsType.Pack, options => options.AddInt(1, -2, 0));
        Graph graph = Import(file);
        Assert.Equal([2, 3, 4], Assert.Single(graph.Outputs).Shape);
        Assert.Equal([0, 1, 2], graph.Nodes.Select(node => node.Op).OfType<StridedSlice>().Select(slice => slice.Begin[1]));
        Assert.Equal(1, Assert.IsType<Concatenation>(graph.Nodes[^1].Op).Axis);
    }

    [Theory]
    [InlineData("ADD", "Add", new[] { 5, 9 })]
    [InlineData("SUB", "Sub", new[] { -1, 3 })]
    [InlineData("MUL", "Mul", new[] { 6, 18 })]
    [InlineData("DIV", "Div", new[] { 0, 2 })]
    [InlineData("FLOOR_DIV", "None", new[] { 0, 2 })]
    [InlineData("FLOOR_MOD", "None", new[] { 2, 0 })]
    [InlineData("MAXIMUM", "None", new[] { 3, 6 })]
    [InlineData("MINIMUM", "None", new[] { 2, 3 })]
    public void ArithmeticOnShapesIsDoneWhileImporting(string op, string options, int[] expected)
    {
        ModelFile file = new();
        int shape = file.Result(TensorType.Int32), result = Output(file, TensorType.Int32);
        file.Operator("SHAPE", [file.Input(TensorType.Float32, [2, 6])], [shape], OptionsType.Shape, o => o.AddSbyte(0, (sbyte)TensorType.Int32, 0));
        file.Operator(op, [shape, file.Ints(3)], [result], Enum.Parse<OptionsType>(options));
        Graph graph = Import(file);
        Assert.Empty(graph.Nodes);
        Assert.Equal(expected, graph.Outputs[0].Int32s.ToArray());
    }

    [Fact]
    public void ReshapesUseShapesThatTheModelComputes()
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, [2, 3, 4]);
        int shape = file.Result(TensorType.Int64), batch = file.Result(TensorType.Int64), narrow = file.Result(TensorType.Int32), packed = file.Result(TensorType.Int32);
        file.Operator("SHAPE", [data], [shape], OptionsType.Shape, o => o.AddSbyte(0, (sbyte)TensorType.Int64, 0));
        file.Operator("STRIDED_SLICE", [shape, file.Ints(0), file.Ints(1), file.Ints(1)], [batch], OptionsType.StridedSlice, o => o.AddInt(4, 1, 0));
        file.Operator("CAST", [batch], [narrow], OptionsType.Cast);
        file.Operator("PACK", [narrow, file.Constant(TensorType.Int32, [], new[] { -1 })], [packed], OptionsType.Pack, o => o.AddInt(0, 2, 0));
        file.Operator("RESHAPE", [data, packed], [Output(file)], OptionsType.Reshape);
        Graph graph = Import(file);
        Assert.Equal([2, 12], Assert.IsType<Reshape>(Assert.Single(graph.Nodes).Op).Shape);
    }

    [Theory]
    [InlineData(new[] { -1, 7 })]
    [InlineData(new[] { -1, -1 })]
    [InlineData(new[] { 0, -1 })]
    [InlineData(new[] { 65536, 65536, -1 })]
    [InlineData(new[] { 5 })]
    public void ReshapesThatDoNotFitAreRefused(int[] shape)
    {
        ModelFile file = new();
        file.Operator("RESHAPE", [file.Input(TensorType.Float32, [2, 3]), file.Ints(shape)], [Output(file)], OptionsType.Reshape);
        Assert.Contains("cannot be given the shape", Assert.Throws<ModelException>(() => Import(file)).Message, StringComparison.Ordinal);
    }

    private static List<int> Visited(int length, int? begin, int? end, int stride)
    {
        int first = begin is { } b ? (b < 0 ? b + length : b) : stride > 0 ? 0 : length - 1;
        int last = end is { } e ? (e < 0 ? e + length : e) : stride > 0 ? length : -1;
        first = stride > 0 ? Math.Max(first, 0) : Math.Min(first, length - 1);
        List<int> visited = [];
        for (int i = first; (stride > 0 ? i < last : i > last) && i >= 0 && i < length; i += stride)
        {
            visited.Add(i);
        }

        return visited;
    }

    private static ModelFile Sliced(
        int[] shape, int[] begin, int[] end, int[] stride, int beginMask, int endMask, int ellipsis = 0, int newAxis = 0, int shrink = 0)
    {
        ModelFile file = new();
        int data = file.Input(TensorType.Float32, shape);
        file.Operator("STRIDED_SLICE", [data, file.Ints(begin), file.Ints(end), file.Ints(stride)], [Output(file)], OptionsType.StridedSlice, options =>
        {
            options.AddInt(0, beginMask, 0);
            options.AddInt(1, endMask, 0);
            options.AddInt(2, ellipsis, 0);
            options.AddInt(3, newAxis, 0);
            options.AddInt(4, shrink, 0);
        });
        return file;
    }

    private static int Output(ModelFile file, TensorType type = TensorType.Float32)
    {
        file.Outputs.Add(file.Result(type));
        return file.Outputs[^1];
    }

    private static Graph Import(ModelFile file) => TfLiteImporter.Import("made.tflite", file.Bytes());
}
