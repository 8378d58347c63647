using EdgeDeep.Perception;
using EdgeDeep.Perception.Images;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Own;

/// <summary>
/// Grey pictures in IDX files, as MNIST comes: <c>*images-idx3-ubyte</c> with <c>*labels-idx1-ubyte</c> beside it, plain or
/// <c>.gz</c>. A pair whose name holds <c>test</c> or <c>t10k</c> is the test part; classes are named by their numbers.
/// </summary>
/// <param name="Pictures">All pictures with their classes.</param>
/// <param name="IsTest">Whether each one is of the test files.</param>
/// <param name="Labels">Class names.</param>
public sealed record IdxPictures(IReadOnlyList<(Picture Picture, int Label)> Pictures, IReadOnlyList<bool> IsTest, IReadOnlyList<string> Labels)
{
    private const string Images = "images-idx3-ubyte", Answers = "labels-idx1-ubyte";

    /// <summary>Whether a folder holds such files.</summary>
    public static bool IsIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"*{Images}*").Any();

    /// <summary>Reads all pairs of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is damaged or missing, or there is one class only.</exception>
    public static IdxPictures Read(string folder)
    {
        List<(Picture, int)> pictures = [];
        List<bool> isTest = [];
        foreach (string path in Directory.GetFiles(folder, $"*{Images}*").Order(StringComparer.Ordinal))
        {
            IdxArray images = IdxReader.Read(path), labels = IdxReader.Read(path.Replace(Images, Answers, StringComparison.Ordinal));
            if (images.Shape is not [int count, int height, int width] || labels.Shape is not [int same] || count != same)
            {
                throw new InputException($"{path}: does not hold pictures with one label each in the {Answers} file beside it; get both files again.");
            }

            string name = Path.GetFileName(path);
            isTest.AddRange(Enumerable.Repeat(name.Contains("test", StringComparison.Ordinal) || name.Contains("t10k", StringComparison.Ordinal), count));
            pictures.AddRange(images.Bytes.Chunk(height * width).Select((bytes, i) => (new Picture(width, height, 1, bytes), (int)labels.Bytes[i])));
        }

        string[] names = [.. Enumerable.Range(0, pictures.Max(item => item.Item2) + 1).Select(number => $"{number}")];
        int absent = Array.FindIndex(names, name => !pictures.Exists(item => $"{item.Item2}" == name));
        return absent >= 0 && names.Length > 1
            ? throw new InputException($"{folder}: its IDX files have labels up to {names[^1]} but no picture of {absent}; number the classes from 0 without gaps.")
            : names.Length < 2
            ? throw new InputException($"{folder}: its IDX files hold one class only; give files of at least two classes.")
            : new IdxPictures(pictures, isTest, names);
    }

    /// <summary>The part of each picture: test files are the test, and the others are split by their pixels.</summary>
    public Part[] Split()
    {
        (int Label, string Group)[] samples = [.. Pictures.Select(item => (item.Label, StableHash.Hex(item.Picture.Pixels)))];
        if (!IsTest.Contains(true))
        {
            return GroupSplit.Of(samples, Labels);
        }

        return [.. samples.Select((sample, i) => IsTest[i] ? Part.Test : StableHash.Percent(sample.Group) < 10 ? Part.Validation : Part.Train)];
    }
}
