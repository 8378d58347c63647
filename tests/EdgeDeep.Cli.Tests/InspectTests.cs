using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class InspectTests
{
    [Fact]
    public void Json_tells_everything_about_an_edge_model()
    {
        using TempFolder folder = new();
        byte[] bytes = Samples.Edge();
        JsonElement json = CommandLine.Succeed("inspect", folder.Write("halves.edge", bytes), "--json").Json;
        JsonElement input = json.GetProperty("inputs")[0];
        Assert.Equal("picture", input.GetProperty("name").GetString());
        Assert.Equal("int8", input.GetProperty("type").GetString());
        Assert.Equal([1, 8, 8, 1], input.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(1 / 255f, input.GetProperty("scale").GetSingle());
        Assert.Equal(-128, input.GetProperty("zeroPoint").GetInt32());
        Assert.Equal([1, 2], json.GetProperty("outputs")[0].GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(1, json.GetProperty("ops").GetProperty("MaxPool2DInt8").GetInt32());
        Assert.Equal(0, json.GetProperty("macs").GetInt64());
        Assert.InRange(json.GetProperty("arenaBytes").GetInt32(), 66, 128);
        Assert.Equal(0, json.GetProperty("constantsBytes").GetInt32());
        Assert.Equal(bytes.Length, json.GetProperty("fileBytes").GetInt64());
        Assert.Equal(["left", "right"], json.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.False(json.TryGetProperty("layers", out _));
    }

    [Fact]
    public void Layers_are_listed_on_request()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.edge", Samples.Edge());
        Assert.Equal("MaxPool2DInt8", CommandLine.Succeed("inspect", path, "--json", "--layers").Json.GetProperty("layers")[0].GetProperty("op").GetString());
        Assert.Contains("MaxPool2DInt8", CommandLine.Succeed("inspect", path, "--layers").Out.Split("step")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_model_has_no_arena_yet()
    {
        using TempFolder folder = new();
        string path = folder.Write("halves.onnx", Samples.FloatOnnx());
        JsonElement json = CommandLine.Succeed("inspect", path, "--json").Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("arenaBytes").ValueKind);
        Assert.False(json.GetProperty("isQuantized").GetBoolean());
        Assert.Contains("known after quantization", CommandLine.Succeed("inspect", path).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_holds_no_control_characters()
    {
        using TempFolder folder = new();
        string text = CommandLine.Succeed("inspect", folder.Write("halves.edge", Samples.Edge()), "--layers").Out;
        Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\n' or '\r'));
    }
}
