using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Tests;

public class QuantizeTests
{
    [Fact]
    public void A_float_model_becomes_an_edge_model_that_needs_no_further_words()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        JsonElement json = CommandLine.Succeed(
            "quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--preprocess", "image-0-1", "--labels", "left,right", "--method", "minmax", "--json").Json;
        Assert.Equal(5, json.GetProperty("samples").GetInt32());
        Assert.Contains("min-max", json.GetProperty("method").GetString(), StringComparison.Ordinal);
        Assert.Equal("int8", json.GetProperty("inputs")[0].GetProperty("type").GetString());
        Assert.Equal(new FileInfo(model).Length, json.GetProperty("sourceBytes").GetInt64());
        Assert.Equal(new FileInfo(folder["q.edge"]).Length, json.GetProperty("fileBytes").GetInt64());
        Assert.True(json.GetProperty("arenaBytes").GetInt32() >= 64);

        JsonElement evaluation = CommandLine.Succeed("evaluate", folder["q.edge"], data, "--reference", model, "--json").Json;
        Assert.Equal(4, evaluation.GetProperty("correct").GetInt32());
        Assert.Equal(4, evaluation.GetProperty("reference").GetProperty("correct").GetInt32());
    }

    [Fact]
    public void Tensors_in_a_raw_file_calibrate_too()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx());
        string data = folder.Write("data.bin", MemoryMarshal.AsBytes(Enumerable.Range(0, 192).Select(i => i / 100f).ToArray().AsSpan()).ToArray());
        JsonElement json = CommandLine.Succeed("quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--method", "minmax", "--json").Json;
        Assert.Equal(3, json.GetProperty("samples").GetInt32());
        Assert.Equal(1.91f / 255, json.GetProperty("inputs")[0].GetProperty("scale").GetSingle(), 1e-6f);
        JsonElement one = CommandLine.Succeed("quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--method", "minmax", "--samples", "1", "--json").Json;
        Assert.Equal(1, one.GetProperty("samples").GetInt32());
        Assert.Equal(1.27f / 255, one.GetProperty("inputs")[0].GetProperty("scale").GetSingle(), 1e-6f);
    }

    [Fact]
    public void Float_inputs_and_outputs_can_stay()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        CommandLine.Succeed("quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--preprocess", "image-0-1", "--float-io");
        Session session = new(Model.Load(folder["q.edge"]));
        session.Input<float>().Fill(0.5f);
        session.Run();
        Assert.Equal(0.5f, session.Output<float>()[0], 0.01f);
    }

    [Fact]
    public void The_float_network_can_be_written_too()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        CommandLine.Succeed("quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--preprocess", "image-0-1", "--float-onnx", folder["f.onnx"]);
        JsonElement json = CommandLine.Succeed("evaluate", folder["f.onnx"], data, "--preprocess", "image-0-1", "--labels", "left,right", "--json").Json;
        Assert.Equal(4, json.GetProperty("correct").GetInt32());
    }

    [Fact]
    public void A_float_model_needs_calibration()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx());
        CommandLine.Fail(1, ["quantize", model, "-o", folder["q.edge"]], "halves.onnx is a float model", "--calibrate");
        Assert.Equal(["halves.onnx"], folder.Files());
    }

    [Fact]
    public void Pictures_need_a_stated_range()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        CommandLine.Fail(1, ["quantize", model, "-o", folder["q.edge"], "--calibrate", data], "--preprocess", "image-0-1", "image-pm1", "image-0-255");
    }

    [Fact]
    public void Failed_work_leaves_the_old_file_alone()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        folder.Write("data/left/broken.pgm", "P5 8 8"u8.ToArray());
        string output = folder.Write("q.edge", [1, 2, 3]);
        string[] before = folder.Files();
        CommandLine.Fail(1, ["quantize", model, "-o", output, "--calibrate", data, "--preprocess", "image-0-1"], "broken.pgm");
        Assert.Equal([1, 2, 3], File.ReadAllBytes(output));
        Assert.Equal(before, folder.Files());
    }

    [Fact]
    public void Wrong_calibration_data_are_explained()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx());
        string[] Args(string path) => ["quantize", model, "-o", folder["q.edge"], "--calibrate", path, "--preprocess", "image-0-1"];
        CommandLine.Fail(1, Args(folder["none"]), "none does not exist", "--calibrate");
        CommandLine.Fail(1, Args(folder.Write("odd.bin", new byte[10])), "odd.bin");
        CommandLine.Fail(1, Args(folder.Write("bad.npy", new byte[10])), "bad.npy");
        CommandLine.Fail(1, Args(folder.Write("song.mp3", new byte[10])), "song.mp3");
        Directory.CreateDirectory(folder["empty"]);
        CommandLine.Fail(1, Args(folder["empty"]), "empty");
    }

    [Fact]
    public void Wrong_labels_and_paths_are_found_before_the_work()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        CommandLine.Fail(1, ["quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--labels", "a,b,c"], "2 classes", "3 labels");
        CommandLine.Fail(1, ["quantize", folder.Write("m.edge", Samples.Edge()), "-o", folder["q.edge"]], "m.edge is quantized already");
        CommandLine.Fail(1, ["quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--float-onnx", model], "overwrite");
        Directory.CreateDirectory(folder["d.edge"]);
        CommandLine.Fail(1, ["quantize", model, "-o", folder["d.edge"], "--calibrate", data], "d.edge is a folder");
    }
}
