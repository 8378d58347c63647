using System.Globalization;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>The one-operator int16 models of TensorFlow Lite Micro, which come with expected results.</summary>
public sealed class SeanetTests
{
    public const string Folder = "tflite-micro/seanet/";

    [Theory]
    [InlineData("add", "Add", 12)]
    [InlineData("conv", "Conv2D", 15)]
    [InlineData("leaky_relu", "LeakyRelu", 16)]
    [InlineData("pad", "Pad", 13)]
    [InlineData("quantize", "Quantize", 2)]
    [InlineData("strided_slice", "StridedSlice", 23)]
    [InlineData("sub", "Sub", 4)]
    [InlineData("transpose_conv", "TransposeConv2D", 4)]
    public void Imports(string folder, string op, int count)
    {
        string[] files = Directory.GetFiles(SharedData.PathOf(Folder + folder), "*.tflite");
        Assert.Equal(count, files.Length);
        Assert.All(files, file =>
        {
            byte[] bytes = File.ReadAllBytes(file);
            TfLiteModel model = new(bytes);
            (Graph graph, IReadOnlyList<Value?> values) = TfLiteImporter.ImportWithTensors(file, bytes);
            Assert.Equal(op, Assert.Single(graph.Nodes).Op.Name);
            Assert.All(values.Select((value, i) => (value, i)), pair => Assert.Equal(model.Tensors[pair.i].Shape, pair.value?.Shape ?? model.Tensors[pair.i].Shape));
            Assert.All(graph.Outputs, value => Assert.NotNull(value.Quantization));
        });
    }

    /// <summary>The attributes after import pick the elements that TensorFlow Lite Micro picks.</summary>
    [Fact]
    public void SlicesWhatTheReferenceSlices() => Check("strided_slice", (node, input) =>
    {
        StridedSlice slice = (StridedSlice)node.Op;
        return index => input[index.Select((at, axis) => slice.Begin[axis] + (at * slice.Stride[axis])).ToArray()];
    });

    /// <summary>The borders after import are those that TensorFlow Lite Micro adds.</summary>
    [Fact]
    public void PadsAsTheReferencePads() => Check("pad", (node, input) =>
    {
        Pad pad = (Pad)node.Op;
        int border = (int)(pad.Value / node.Output.Quantization!.Scale) + node.Output.Quantization.ZeroPoint;
        return index => input[index.Select((at, axis) => at - pad.Before[axis]).ToArray(), border];
    });

    private static void Check(string folder, Func<Node, Tensor, Func<int[], int>> reference)
    {
        foreach (string file in Directory.GetFiles(SharedData.PathOf(Folder + folder), "*.tflite"))
        {
            Node node = TfLiteImporter.Import(file, File.ReadAllBytes(file)).Nodes[0];
            Tensor input = new(node.Input(0).Shape, Csv(file, "input0")), expected = new(node.Output.Shape, Csv(file, "golden"));
            Func<int[], int> actual = reference(node, input);
            Assert.Equal(expected.Elements, Indices(node.Output.Shape).Select(actual));
        }
    }

    private static int[] Csv(string model, string kind) =>
        [.. File.ReadAllText(model.Replace(".tflite", $"_{kind}_int16.csv", StringComparison.Ordinal))
            .Split([',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    private static IEnumerable<int[]> Indices(int[] shape)
    {
        int count = shape.Aggregate(1, (a, b) => a * b);
        for (int i = 0; i < count; i++)
        {
            int[] index = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = i; axis >= 0; rest /= shape[axis], axis--)
            {
                index[axis] = rest % shape[axis];
            }

            yield return index;
        }
    }

    private sealed record Tensor(int[] Shape, int[] Elements)
    {
        /// <summary>An element, or the border outside.</summary>
        public int this[int[] index, int? border = null]
        {
            get
            {
                bool inside = index.Zip(Shape).All(pair => pair.First >= 0 && pair.First < pair.Second);
                int flat = index.Zip(Shape).Aggregate(0, (sum, pair) => (sum * pair.Second) + pair.First);
                return inside ? Elements[flat] : border ?? throw new ArgumentOutOfRangeException(nameof(index), "outside");
            }
        }
    }
}
