using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeDeep.Compiler.Emit.Onnx;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Tests;

/// <summary>Float models that remember, from the command line.</summary>
public class StateTests
{
    [Fact]
    public void A_foreign_model_gets_its_state_by_an_option()
    {
        using TempFolder folder = new();
        CommandLine.Succeed("quantize", folder.Write("sum.onnx", Sum(false)), "-o", folder["sum.edge"], "--calibrate", Ones(folder), "--state", "memory=total");
        AssertSums(folder);
    }

    [Fact]
    public void A_model_that_names_its_state_needs_no_option()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.onnx", Sum(true));
        JsonElement facts = CommandLine.Succeed("inspect", model, "--json").Json;
        Assert.Equal("memory", facts.GetProperty("states")[0].GetProperty("name").GetString());
        JsonElement json = CommandLine.Succeed("quantize", model, "-o", folder["sum.edge"], "--calibrate", Ones(folder), "--float-onnx", folder["again.onnx"], "--json").Json;
        Assert.Equal(8, json.GetProperty("samples").GetInt32());
        AssertSums(folder);
        CommandLine.Succeed("quantize", folder["again.onnx"], "-o", folder["again.edge"], "--calibrate", folder["ones.npy"]);
        Assert.Equal(1, CommandLine.Succeed("inspect", folder["again.edge"], "--json").Json.GetProperty("stateBytes").GetInt32());
    }

    [Fact]
    public void Bad_pairs_are_one_sentence()
    {
        using TempFolder folder = new();
        string model = folder.Write("sum.onnx", Sum(false)), ones = Ones(folder);
        CommandLine.Fail(1, ["quantize", model, "-o", folder["s.edge"], "--calibrate", ones, "--state", "memory=sum"], "'sum'", "[shown, total]");
        CommandLine.Fail(1, ["quantize", model, "-o", folder["s.edge"], "--calibrate", ones, "--state", "memory"], "'memory'", "input=output");
        CommandLine.Fail(1, ["quantize", model, "-o", folder["s.edge"], "--calibrate", ones, "--state", "memory=total", "--samples", "2"], "--samples");
        Assert.False(File.Exists(folder["s.edge"]));
    }

    private static void AssertSums(TempFolder folder)
    {
        JsonElement facts = CommandLine.Succeed("inspect", folder["sum.edge"], "--json").Json;
        Assert.Equal(1, facts.GetProperty("stateBytes").GetInt32());
        Assert.Equal(1, facts.GetProperty("inputs").GetArrayLength());
        Assert.Contains("remembers", CommandLine.Succeed("inspect", folder["sum.edge"]).Out, StringComparison.Ordinal);
        sbyte one = (sbyte)(facts.GetProperty("inputs")[0].GetProperty("zeroPoint").GetInt32()
            + Math.Round(1 / facts.GetProperty("inputs")[0].GetProperty("scale").GetDouble()));
        string input = folder.Write("frames.bin", [(byte)one, (byte)one, (byte)one, (byte)one]);
        CommandLine.Succeed("run", folder["sum.edge"], "--raw-input", input, "--repeat-frames", "--raw-output", folder["out"]);
        JsonElement output = facts.GetProperty("outputs")[0];
        double[] sums = [.. MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(Path.Combine(folder["out"], "out0.bin"))).ToArray()
            .Select(stored => output.GetProperty("scale").GetDouble() * (stored - output.GetProperty("zeroPoint").GetInt32()))];
        Assert.Equal([1, 2, 3, 4], sums.Select(sum => Math.Round(sum, 1)));
    }

    /// <summary>Two sequences of four ones.</summary>
    private static string Ones(TempFolder folder)
    {
        const string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4, 1, 1), }\n";
        byte[] text = System.Text.Encoding.ASCII.GetBytes(header);
        return folder.Write("ones.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, .. MemoryMarshal.AsBytes(Enumerable.Repeat(1f, 8).ToArray().AsSpan())]);
    }

    /// <summary>total = memory + x, shown = relu(total).</summary>
    private static byte[] Sum(bool named)
    {
        Graph graph = new("sum");
        Value x = new("x", ElementType.Float32, 1, 1), memory = new("memory", ElementType.Float32, 1, 1);
        Value total = new("total", ElementType.Float32), shown = new("shown", ElementType.Float32);
        graph.Inputs.AddRange([x, memory]);
        graph.Add("add", new Binary(BinaryKind.Add, Clamp.None), [memory, x], total);
        graph.Add("relu", new Activate(Clamp.Relu), [total], shown);
        graph.Outputs.AddRange([shown, total]);
        if (named)
        {
            graph.Metadata[MetadataKeys.State] = "memory=total";
        }

        return OnnxEmitter.Emit(graph);
    }
}
