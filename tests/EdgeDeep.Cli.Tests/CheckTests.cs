using System.Text;
using System.Text.Json;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Tests;

public class CheckTests
{
    [Fact]
    public void A_model_that_fits_is_told_with_what_is_left()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.onnx", Samples.FloatOnnx());
        Outcome outcome = CommandLine.Succeed("check", path, "--board", "Pico");
        Assert.Contains("float; sizes are those of its int8 form", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Raspberry Pi Pico (RP2040, Cortex-M0+, 133 MHz)", outcome.Out, StringComparison.Ordinal);
        Assert.Matches("fits +yes", outcome.Out);
        Assert.Contains("for the rest of the program", outcome.Out, StringComparison.Ordinal);
    }

    /// <summary>The sizes of a float model before quantization are those of the shipped int8 one.</summary>
    [Theory]
    [MemberData(nameof(ZooTests.Names), MemberType = typeof(ZooTests))]
    public void Sizes_of_a_float_model_are_exact(string name)
    {
        string float32 = Path.Combine(ZooTests.Models, name, $"{name}.onnx"), int8 = Path.Combine(ZooTests.Models, name, $"{name}.edge");
        JsonElement before = CommandLine.Run("check", float32, "--json").Json, after = CommandLine.Run("check", int8, "--json").Json;
        Assert.True(before.GetProperty("isFloat").GetBoolean());
        Assert.False(after.GetProperty("isFloat").GetBoolean());
        foreach (string part in (string[])["code", "arena", "state", "stack"])
        {
            Assert.Equal(after.GetProperty("footprint").GetProperty(part).GetInt64(), before.GetProperty("footprint").GetProperty(part).GetInt64());
        }

        // Tables of 256 bytes that calibration makes equal are stored once.
        long more = before.GetProperty("footprint").GetProperty("constants").GetInt64() - after.GetProperty("footprint").GetProperty("constants").GetInt64();
        Assert.Contains(more, (long[])[0, 256, 512]);

        using TempFolder folder = new();
        JsonElement written = CommandLine.Succeed("export", int8, "--to", "c", "-o", folder["c"], "--json").Json;
        Assert.Equal(written.GetProperty("arenaBytes").GetInt64(), before.GetProperty("footprint").GetProperty("arena").GetInt64());
        Assert.Equal(written.GetProperty("constantsBytes").GetInt64(), after.GetProperty("footprint").GetProperty("constants").GetInt64());
    }

    [Fact]
    public void A_model_that_does_not_fit_says_what_is_lacking_and_where()
    {
        string path = Path.Combine(ZooTests.Models, "keywords", "keywords.onnx");
        Outcome outcome = CommandLine.Run("check", path, "--board", "microbit-v1");
        Assert.Equal(1, outcome.Code);
        Assert.Matches("fits +NO", outcome.Out);
        Assert.Contains("lacks RAM", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("16,384", outcome.Error, StringComparison.Ordinal);
        JsonElement json = CommandLine.Run("check", path, "--board", "microbit-v1", "--json").Json;
        Assert.False(json.GetProperty("fits").GetBoolean());
        long[] ram = [.. json.GetProperty("largestRam").EnumerateArray().Select(layer => layer.GetProperty("ramBytes").GetInt64())];
        Assert.Equal(ram.OrderDescending(), ram);
        Assert.InRange(ram[0], 16384, json.GetProperty("footprint").GetProperty("arena").GetInt64());
    }

    [Fact]
    public void Without_a_board_all_are_compared()
    {
        JsonElement json = CommandLine.Succeed("check", Path.Combine(ZooTests.Models, "keywords", "keywords.edge"), "--json").Json;
        Dictionary<string, bool> fits = json.GetProperty("boards").EnumerateArray().ToDictionary(row => row.GetProperty("board").GetString()!, row => row.GetProperty("fits").GetBoolean());
        Assert.True(fits["pico"] && fits["nano33ble"] && fits["esp32"] && fits["pi5"]);
        Assert.False(fits["microbit-v1"]);
    }

    [Fact]
    public void Every_node_that_stands_in_the_way_is_named()
    {
        using TempFolder folder = new();
        string path = folder.Write("odd.onnx", WithUnknownOperators());
        Outcome outcome = CommandLine.Run("check", path, "--board", "pico");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("Node 'Frobnic_0' (Frobnic)", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Node 'Obfu_1' (Obfu)", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("2 nodes", outcome.Error, StringComparison.Ordinal);
        JsonElement problems = CommandLine.Run("check", path, "--json").Json.GetProperty("problems");
        Assert.Equal(["Frobnic_0", "Obfu_1"], problems.EnumerateArray().Select(problem => problem.GetProperty("node").GetString()));
        CommandLine.Fail(1, ["inspect", path], "'Frobnic_0'", "1 more in the way", "edgedeep check MODEL");
    }

    [Fact]
    public void The_boards_are_listed_with_their_sources()
    {
        Outcome outcome = CommandLine.Succeed("check", "--boards");
        Assert.Contains("nano33ble", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("RP2040 datasheet", outcome.Out, StringComparison.Ordinal);
        JsonElement row = CommandLine.Succeed("check", "--boards", "--json").Json.GetProperty("boards")[0];
        Assert.Equal(("pico", 2 * 1024 * 1024, "none"), (row.GetProperty("name").GetString(), row.GetProperty("flashBytes").GetInt64(), row.GetProperty("floatingPoint").GetString()));
    }

    [Fact]
    public void Wrong_usage_is_told()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        CommandLine.Fail(2, ["check", path, "--board", "uno"], "'uno'", "nano33ble");
        CommandLine.Fail(2, ["check"], "model is missing");
        CommandLine.Fail(2, ["check", path, "--boards"], "--boards");
        CommandLine.Fail(1, ["check", folder["none.onnx"], "--board", "pico"], "does not exist");
        CommandLine.Fail(1, ["check", folder.Write("text.onnx", "no model"u8.ToArray()), "--board", "pico"], "not an ONNX model");
    }

    /// <summary>Two nodes in a row, whose operators are then given names of the same length that nobody knows.</summary>
    private static byte[] WithUnknownOperators()
    {
        Graph graph = new("odd");
        Value input = new("input", ElementType.Float32, 1, 2), middle = new("middle", ElementType.Float32), output = new("output", ElementType.Float32);
        graph.Inputs.Add(input);
        graph.Outputs.Add(output);
        graph.Add("one", new Unary(UnaryKind.Logistic), [input], middle);
        graph.Add("two", new Unary(UnaryKind.Tanh), [middle], output);
        string text = Encoding.Latin1.GetString(OnnxEmitter.Emit(graph));
        Assert.Contains("Sigmoid", text, StringComparison.Ordinal);
        Assert.Contains("Tanh", text, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.Replace("Sigmoid", "Frobnic", StringComparison.Ordinal).Replace("Tanh", "Obfu", StringComparison.Ordinal));
    }
}
