using System.Globalization;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Training.Data;

/// <summary>A recording of an accelerometer: x, y, z in m/s^2 without gravity, ten times a second.</summary>
/// <param name="Label">What the file says about it.</param>
/// <param name="Values">x, y, z of the first moment, then of the next.</param>
public sealed record MotionSeries(string Label, float[] Values)
{
    private const int Axes = 3;

    /// <summary>Number of moments.</summary>
    public int Length => Values.Length / Axes;

    /// <summary>Some moments in a row.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public ReadOnlySpan<float> Window(int start, int length) => Values.AsSpan(start * Axes, length * Axes);

    /// <summary>Reads the first three dimensions of a file in the .ts format of time series archives (10 samples a second).</summary>
    /// <param name="path">The file; values with commas, dimensions with colons between them, the class last.</param>
    /// <exception cref="InputException">The file is missing or has other contents.</exception>
    public static List<MotionSeries> ReadTs(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"{path}: does not exist; give --data with the folder that holds motion/BasicMotions_TRAIN.ts.");
        }

        List<MotionSeries> all = [];
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] is not ('#' or '@')))
        {
            string[] fields = line.Split(':');
            float[][] axes = fields.Length > Axes ? [.. fields.Take(Axes).Select(field => Numbers(field, path))] : [];
            if (axes.Length != Axes || axes.Any(axis => axis.Length != axes[0].Length))
            {
                throw new InputException($"{path}: series {all.Count} does not hold three dimensions of equal length and a class; get the file again.");
            }

            all.Add(new MotionSeries(fields[^1], [.. Enumerable.Range(0, axes[0].Length).SelectMany(i => axes.Select(axis => axis[i]))]));
        }

        return all;
    }

    /// <summary>
    /// Reads a NumPy file [n,3] of int16 with 16384 for the gravity of the earth, a hundred times a second, of a sensor that
    /// lies still: the mean is gravity and is taken off, every tenth sample is kept.
    /// </summary>
    /// <param name="path">The .npy file.</param>
    /// <param name="label">What it shows.</param>
    public static MotionSeries ReadStill(string path, string label)
    {
        const double Unit = 9.80665 / 16384;
        Graph graph = new(path);
        graph.Inputs.Add(new Value("moment", ElementType.Float32, 1, Axes));
        float[][] moments = [.. CalibrationFiles.Open(path, graph).Samples().Select(sample => sample[0])];
        double[] mean = [.. Enumerable.Range(0, Axes).Select(axis => moments.Average(moment => (double)moment[axis]))];
        return new MotionSeries(label, [.. moments.Where((_, i) => i % 10 == 0).SelectMany(moment => moment.Select((value, axis) => (float)((value - mean[axis]) * Unit)))]);
    }

    private static float[] Numbers(string field, string path) => Array.ConvertAll(field.Split(','), text =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            ? value
            : throw new InputException($"{path}: has '{text}' where a number is needed; get the file again."));
}
