using System.Globalization;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Recipes;

namespace EdgeDeep.Training.Tests;

/// <summary>The digits recipe on the npm package's files.</summary>
public sealed class Digits : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-digits").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_package_is_split_into_three_parts_that_share_nothing()
    {
        string digits = Directory.CreateDirectory(Path.Combine(_folder, "src", "digits")).FullName;
        Random random = new(1);
        for (int digit = 0; digit < 10; digit++)
        {
            string numbers = string.Join(',', Enumerable.Range(0, 60 * 784).Select(_ => (random.Next(256) / 255.0).ToString("0.0000", CultureInfo.InvariantCulture)));
            File.WriteAllText(Path.Combine(digits, $"{digit}.json"), $$"""{"data":[{{numbers}}]}""");
        }

        DataParts parts = new DigitsRecipe().Load(new RecipeCall(_folder, _folder, null, new TrainingOptions()), _ => { });
        int[] counts = [parts.Train.Count, parts.Validation.Count, parts.Tests[0].Samples.Count];
        Assert.Equal(600, counts.Sum());
        Assert.InRange(counts[1], 10, 60);
        Assert.InRange(counts[2], 50, 140);
        string[] all = [.. Pictures(parts.Train), .. Pictures(parts.Validation), .. Pictures(parts.Tests[0].Samples)];
        Assert.Equal(600, all.Distinct().Count());
    }

    [Fact]
    public void A_folder_without_digits_is_a_clear_error() =>
        Assert.Contains("npm ci", Assert.Throws<InputException>(() => DigitData.Read(_folder)).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Pictures(SampleSource source) => Enumerable.Range(0, source.Count).Select(i =>
    {
        float[] input = new float[784];
        source.Fill(i, null, input, new float[10]);
        return string.Join(' ', input);
    });
}
