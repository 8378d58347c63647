using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeDeep.Compiler.Calibrate;

namespace EdgeDeep.Cli.Tests;

/// <summary>What the shipped language model suggests while somebody types.</summary>
public class NextWordTests
{
    private static readonly string Folder = Path.Combine(ZooTests.Models, "next-word");
    private static readonly string[] Words = File.ReadAllLines(Path.Combine(Folder, "labels.txt"));

    [Theory]
    [InlineData("remind me", "to")]
    [InlineData("turn on the", null)]
    [InlineData("what is the", null)]
    [InlineData("set a timer for five", "minutes")]
    [InlineData("put milk on the shopping", "list")]
    public void Int8_suggests_what_float_suggests(string prefix, string? expected)
    {
        int[] tokens = [0, .. prefix.Split(' ').Select(word => Array.IndexOf(Words, word))];
        string[] inInt8 = Int8(tokens), inFloat = Float(tokens);
        Assert.Contains(inFloat[0], inInt8);
        Assert.Equal(3, inInt8.Distinct().Count());
        Assert.True(inFloat.Intersect(inInt8).Count() >= 2, $"float {string.Join(' ', inFloat)}, int8 {string.Join(' ', inInt8)}");
        if (expected is not null)
        {
            Assert.Equal(expected, inInt8[0]);
        }
    }

    [Fact]
    public void Without_keeping_state_every_word_stands_alone()
    {
        using TempFolder folder = new();
        string typed = folder.Write("typed.csv", Encoding.UTF8.GetBytes($"{Array.IndexOf(Words, "how")}\n{Array.IndexOf(Words, "are")}\n"));
        string alone = folder.Write("alone.csv", Encoding.UTF8.GetBytes($"{Array.IndexOf(Words, "are")}\n"));
        JsonElement Last(params string[] arguments) =>
            CommandLine.Succeed(["run", Path.Combine(Folder, "next-word.edge"), .. arguments, "--json"]).Json.GetProperty("files").EnumerateArray().Last().GetProperty("answers")[0].GetProperty("score");
        Assert.Equal(Last(alone).GetSingle(), Last(typed).GetSingle());
        Assert.NotEqual(Last(alone).GetSingle(), Last(typed, "--keep-state").GetSingle());
    }

    [Theory]
    [InlineData("100000\n", "token", "100000", "from 0 to")]
    [InlineData("-1\n", "token", "-1")]
    [InlineData("1.5\n", "whole numbers", "1.5")]
    public void Numbers_of_no_word_are_explained(string text, params string[] words)
    {
        using TempFolder folder = new();
        CommandLine.Fail(1, ["run", Path.Combine(Folder, "next-word.edge"), folder.Write("typed.csv", Encoding.UTF8.GetBytes(text))], words);
    }

    private static string[] Int8(int[] tokens)
    {
        using TempFolder folder = new();
        string typed = folder.Write("typed.csv", Encoding.UTF8.GetBytes(string.Join('\n', tokens.Select(token => token.ToString(CultureInfo.InvariantCulture)))));
        JsonElement files = CommandLine.Succeed("run", Path.Combine(Folder, "next-word.edge"), typed, "--keep-state", "--json").Json.GetProperty("files");
        return [.. files.EnumerateArray().Last().GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("label").GetString()!)];
    }

    private static string[] Float(int[] tokens)
    {
        using FloatRunner runner = new(File.ReadAllBytes(Path.Combine(Folder, "next-word.onnx")), "next-word");
        FloatMemory memory = runner.NewMemory();
        float[] logits = [.. tokens.Select(token => runner.Run([[token]], memory)[0]).ToArray()[^1]];
        return [.. Enumerable.Range(0, logits.Length).OrderByDescending(i => logits[i]).Take(3).Select(i => Words[i])];
    }
}
