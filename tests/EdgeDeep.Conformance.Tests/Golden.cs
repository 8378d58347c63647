using System.Text.Json;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>A folder of golden vectors: what TensorFlow Lite Micro's reference kernels computed.</summary>
internal sealed class Golden
{
    private readonly string _folder;
    private readonly JsonElement _info;

    private Golden(string folder, JsonElement info)
    {
        _folder = folder;
        _info = info;
    }

    /// <summary>Path of the model that the vectors belong to.</summary>
    public string ModelPath => SharedData.PathOf(_info.GetProperty("source").GetString()!);

    /// <summary>The cases that are single inferences.</summary>
    public IEnumerable<Case> SingleCases => _info.GetProperty("cases").EnumerateArray()
        .Where(item => !item.TryGetProperty("steps", out JsonElement steps) || steps.GetInt32() == 1)
        .Select(item => new Case(Files(item, "inputs"), Files(item, "outputs")));

    /// <summary>The cases that are several inferences in a row, with state kept between them.</summary>
    public IEnumerable<Sequence> Sequences => _info.GetProperty("cases").EnumerateArray()
        .Where(item => item.TryGetProperty("steps", out JsonElement steps) && steps.GetInt32() > 1)
        .Select(item => new Sequence(
            item.GetProperty("name").GetString()!,
            item.GetProperty("steps").GetInt32(),
            item.TryGetProperty("reset_before_step", out JsonElement reset) && reset.ValueKind == JsonValueKind.Number ? reset.GetInt32() : null,
            Files(item, "inputs"),
            Files(item, "outputs")));

    /// <summary>Every intermediate tensor of one case: its index in the model file and its bytes.</summary>
    public IEnumerable<(int Tensor, byte[] Bytes)> Layers
    {
        get
        {
            JsonElement layers = _info.GetProperty("layers");
            string folder = Path.Combine(_folder, layers.GetProperty("dir").GetString()!);
            return layers.GetProperty("tensors").EnumerateArray().Select(item =>
                (item.GetProperty("tensor").GetInt32(), File.ReadAllBytes(Path.Combine(folder, item.GetProperty("file").GetString()!))));
        }
    }

    public static Golden Open(string name)
    {
        string folder = SharedData.PathOf($"golden/{name}");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "info.json")));
        return new Golden(folder, document.RootElement.Clone());
    }

    private byte[][] Files(JsonElement item, string list) =>
        [.. item.GetProperty(list).EnumerateArray().Select(file => File.ReadAllBytes(Path.Combine(_folder, file.GetString()!)))];

    internal sealed record Case(byte[][] Inputs, byte[][] Outputs);

    /// <summary>
    /// Steps inferences in a row; each array holds as many tensors one after the other. State is reset before the inference
    /// with the number ResetBefore, counted from 0.
    /// </summary>
    internal sealed record Sequence(string Name, int Steps, int? ResetBefore, byte[][] Inputs, byte[][] Outputs);
}
