using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>Reports and limits of <c>quantize</c>.</summary>
public class QuantizeReportTests
{
    [Fact]
    public void The_page_is_well_formed_needs_nothing_else_and_escapes_what_comes_from_outside()
    {
        using TempFolder folder = new();
        string model = folder.Write("<b>halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        CommandLine.Succeed(
            "quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--preprocess", "image-0-1", "--labels", "<script>alert(1)</script>,right",
            "--report", folder["q.html"]);
        string page = File.ReadAllText(folder["q.html"]);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Memory over time", page, StringComparison.Ordinal);
        foreach (string drawing in page.Split("<svg").Skip(1).Select(rest => "<svg" + rest[..(rest.IndexOf("</svg>", StringComparison.Ordinal) + 6)]))
        {
            // HTML leaves quotes out that XML wants.
            Assert.Equal("svg", XElement.Parse(System.Text.RegularExpressions.Regex.Replace(drawing, @"=([\w.-]+)(?=[ >])", "='$1'")).Name);
        }
    }

    [Fact]
    public void The_document_says_how_each_layer_follows_and_what_is_right()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), data = Samples.WriteFolder(folder, "data");
        CommandLine.Succeed(
            "quantize", model, "-o", folder["q.edge"], "--calibrate", data, "--preprocess", "image-0-1", "--labels", "left,right",
            "--evaluate", data, "--min-accuracy", "80", "--min-snr", "20", "--report", folder["q.json"]);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(folder["q.json"])).RootElement;
        Assert.Equal(0.8, report.GetProperty("accuracy").GetProperty("accuracy").GetDouble());
        Assert.Equal(0.8, report.GetProperty("accuracy").GetProperty("reference").GetProperty("accuracy").GetDouble());
        JsonElement quality = report.GetProperty("quality");
        Assert.True(quality.GetProperty("layers").GetArrayLength() > 0);
        Assert.Contains(quality.GetProperty("layers").EnumerateArray(), layer => layer.GetProperty("isOutput").GetBoolean());
    }

    [Fact]
    public void Below_a_limit_nothing_is_written()
    {
        using TempFolder folder = new();
        string model = folder.Write("halves.onnx", Samples.FloatOnnx()), pictures = Samples.WriteFolder(folder, "data");
        string numbers = folder.Write("data.bin", MemoryMarshal.AsBytes(Enumerable.Range(0, 192).Select(i => i / 100f).ToArray().AsSpan()).ToArray());
        string[] before = folder.Files();
        // Labels the wrong way round: hardly anything is right.
        CommandLine.Fail(
            1,
            [
                "quantize", model, "-o", folder["q.edge"], "--calibrate", pictures, "--preprocess", "image-0-1", "--labels", "right,left",
                "--evaluate", pictures, "--min-accuracy", "80", "--report", folder["q.html"],
            ],
            "--min-accuracy", "nothing was written");
        CommandLine.Fail(
            1, ["quantize", model, "-o", folder["q.edge"], "--calibrate", numbers, "--min-snr", "200", "--report", folder["q.html"]], "dB", "nothing was written");
        Assert.Equal(before, folder.Files());
    }

    [Fact]
    public void What_layers_cost_and_what_was_done_to_them_is_reported()
    {
        using TempFolder folder = new();
        string shipped = Path.Combine(Repository.Models, "digits");
        string[] command = ["quantize", Path.Combine(shipped, "digits.onnx"), "-o", folder["q.edge"], "--calibrate", Path.Combine(shipped, "calibration.npy"), "--bias-correction", "--rounding", "gptq", "--sensitivity"];
        Assert.Contains("only its weights", CommandLine.Succeed([.. command, "--report", folder["q.html"]]).Out, StringComparison.Ordinal);
        string page = File.ReadAllText(folder["q.html"]);
        Assert.Contains("What each layer costs", page, StringComparison.Ordinal);
        Assert.Contains("What was done to which layer", page, StringComparison.Ordinal);
        JsonElement report = JsonDocument.Parse(CommandLine.Succeed([.. command, "--json"]).Out).RootElement;
        Assert.Contains("rounded by error, biases corrected", report.GetProperty("method").GetString(), StringComparison.Ordinal);
        Assert.All(report.GetProperty("changes").EnumerateArray(), change => Assert.True(change.GetProperty("roundingGain").GetDouble() >= 0));
        Assert.True(report.GetProperty("changes").GetArrayLength() > 0);
        double[] weights = [.. report.GetProperty("sensitivity").EnumerateArray().Select(layer => layer.GetProperty("weights")).Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDouble())];
        Assert.NotEmpty(weights);
    }

    [Fact]
    public void Limits_that_cannot_be_measured_are_refused()
    {
        using TempFolder folder = new();
        string model = folder.Write("m.onnx", Samples.FloatOnnx());
        CommandLine.Fail(2, ["quantize", model, "-o", folder["q.edge"], "--min-accuracy", "90"], "--evaluate");
        CommandLine.Fail(2, ["quantize", model, "-o", folder["q.edge"], "--report", "q.pdf"], "--report", ".html");
    }
}
