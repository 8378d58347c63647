using System.Globalization;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Training.Data;

/// <summary>One recording of a three-axis accelerometer at 100 Hz.</summary>
/// <param name="Name">File name without folders.</param>
/// <param name="Label">What was done; null where that is not known or not one thing.</param>
/// <param name="Samples">x, y, z in g, sample by sample.</param>
public sealed record MotionRecording(string Name, string? Label, float[] Samples)
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 100;

    private const float StandardGravity = 9.80665f, CountsPerGravity = 16384;

    /// <summary>Number of samples.</summary>
    public int Count => Samples.Length / 3;

    /// <summary>Reads int16 arrays [n,3] named <c>TIME_LABEL.npy</c>, 16384 counts a g.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="mixed">Names, or parts of them, of recordings that hold several things.</param>
    public static IReadOnlyList<MotionRecording> ReadArrays(string folder, IReadOnlyCollection<string> mixed)
    {
        Graph graph = new(folder);
        graph.Inputs.Add(new Value("sample", ElementType.Float32, 1, 3));
        return [.. Directory.GetFiles(folder, "*.npy").Order(StringComparer.Ordinal).Select(path =>
        {
            string name = Path.GetFileNameWithoutExtension(path);
            float[] samples = [.. CalibrationFiles.Open(path, graph).Samples().SelectMany(sample => sample[0]).Select(count => count / CountsPerGravity)];
            return new MotionRecording(name, mixed.Contains(name) ? null : name[(name.LastIndexOf('_') + 1)..], samples);
        })];
    }

    /// <summary>Names of the recordings that a Label Studio export calls mixed.</summary>
    /// <param name="path">The .csv file, whose columns timeseriesUrl and trend_forecast count.</param>
    public static IReadOnlyCollection<string> ReadMixed(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split(',').Select(cell => cell.Trim('"')).ToArray())];
        int file = Column(rows[0], "timeseriesUrl", path), label = Column(rows[0], "trend_forecast", path);
        return rows.Skip(1).Where(row => row.Length == rows[0].Length && row[label] == "mixed")
            .Select(row => Path.GetFileName(row[file]).Replace(".npy.csv", string.Empty, StringComparison.Ordinal))
            .Select(name => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..])
            .ToHashSet();
    }

    /// <summary>Reads tables with the columns time_ms and accel_ms2_x, _y, _z, whatever their rate, from all folders below one.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<MotionRecording> ReadTables(string folder) =>
        [.. Directory.GetFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(ReadTable)];

    private static MotionRecording ReadTable(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split(','))];
        int time = Column(rows[0], "time_ms", path), x = Column(rows[0], "accel_ms2_x", path);
        float[] Numbers(int column) => [.. rows.Skip(1).Select(row => float.Parse(row[column], CultureInfo.InvariantCulture))];
        float[] times = Numbers(time);
        float[][] axes = [Numbers(x), Numbers(x + 1), Numbers(x + 2)];
        int count = (int)((times[^1] - times[0]) * Rate / 1000) + 1, at = 0;
        float[] samples = new float[count * 3];
        for (int i = 0; i < count; i++)
        {
            float wanted = times[0] + (i * 1000f / Rate);
            while (at + 2 < times.Length && times[at + 1] < wanted)
            {
                at++;
            }

            float share = Math.Clamp((wanted - times[at]) / Math.Max(times[at + 1] - times[at], 1e-3f), 0, 1);
            for (int axis = 0; axis < 3; axis++)
            {
                samples[(i * 3) + axis] = float.Lerp(axes[axis][at], axes[axis][at + 1], share) / StandardGravity;
            }
        }

        return new MotionRecording(Path.GetFileNameWithoutExtension(path), null, samples);
    }

    private static int Column(string[] header, string name, string path)
    {
        int column = Array.IndexOf(header, name);
        return column >= 0 ? column : throw new InputException($"{path}: has no column {name}; give the folder of the recordings with --data.");
    }
}
