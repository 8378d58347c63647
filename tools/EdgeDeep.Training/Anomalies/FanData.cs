using System.Globalization;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Training.Anomalies;

/// <summary>One second of a vibration.</summary>
/// <param name="Spectrum">Its <see cref="VibrationSpectrum"/>.</param>
/// <param name="Loudness">Decimal logarithm of the root mean square of all axes after their means, in g.</param>
/// <param name="Block">Quarter of its recording, 0 to 3 in the order of time.</param>
public sealed record Vibration(float[] Spectrum, double Loudness, int Block);

/// <summary>
/// Recordings of a fan: a folder for each speed and state, <c>fan_0_SPEED_0_weight</c> as it should be and
/// <c>fan_0_SPEED_1_weight</c> with a weight on a blade, one .csv file a second, named by its number.
/// </summary>
public static class FanData
{
    /// <summary>Axes of the sensor.</summary>
    public const int Axes = 3;

    /// <summary>Parts that a recording is divided into by time.</summary>
    public const int Blocks = 4;

    /// <summary>The speeds.</summary>
    public static IReadOnlyList<string> Speeds { get; } = ["low", "med", "high"];

    /// <summary>Reads one folder in the order of time.</summary>
    /// <param name="folder">The folder that holds the folders of the conditions.</param>
    /// <param name="condition">Such as <c>low_0</c>: speed and state.</param>
    /// <exception cref="InputException">The folder is missing or holds too few recordings, or a file is damaged.</exception>
    public static Vibration[] Read(string folder, string condition)
    {
        string path = Path.Combine(folder, $"fan_0_{condition}_weight");
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.csv").Order(StringComparer.Ordinal)] : [];
        if (files.Length < 2 * Blocks)
        {
            throw new InputException($"{path}: holds {files.Length} .csv files and at least {2 * Blocks} are needed; give --data with the folder of the fan's recordings.");
        }

        VibrationSpectrum spectrum = new();
        return [.. files.Select((file, i) => Describe(spectrum, ReadFile(file), i * Blocks / files.Length))];
    }

    /// <summary>Reads one file.</summary>
    /// <param name="path">The .csv file, three numbers a line.</param>
    /// <returns>Accelerations in g, three a moment.</returns>
    /// <exception cref="InputException">The file is damaged or too short.</exception>
    public static float[] ReadFile(string path)
    {
        List<float> samples = [];
        foreach (string line in File.ReadLines(path).Where(line => line.Trim().Length > 0))
        {
            string[] cells = line.Split(',');
            foreach (string cell in cells)
            {
                samples.Add(cells.Length == Axes && float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                    ? value
                    : throw new InputException($"{path}: the line '{line}' is not {Axes} numbers with commas between them; repair or remove the file."));
            }
        }

        return samples.Count >= VibrationSpectrum.Piece * Axes
            ? [.. samples]
            : throw new InputException($"{path}: has {samples.Count / Axes} lines and at least {VibrationSpectrum.Piece} are needed; remove the file.");
    }

    private static Vibration Describe(VibrationSpectrum spectrum, float[] samples, int block)
    {
        float[] values = new float[Axes * VibrationSpectrum.Bands];
        spectrum.Compute(samples, Axes, values);
        double square = 0;
        for (int axis = 0; axis < Axes; axis++)
        {
            double[] one = [.. samples.Where((_, i) => i % Axes == axis).Select(value => (double)value)];
            double mean = one.Average();
            square += one.Average(value => (value - mean) * (value - mean));
        }

        return new Vibration(values, 0.5 * Math.Log10(square), block);
    }
}
