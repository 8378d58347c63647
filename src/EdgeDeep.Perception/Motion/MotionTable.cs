using System.Globalization;
using EdgeDeep.Perception.Datasets;

namespace EdgeDeep.Perception.Motion;

/// <summary>Recordings of an accelerometer in .csv files.</summary>
public static class MotionTable
{
    private static readonly string[] Axes = ["x", "y", "z"];

    /// <summary>Reads one: the columns x, y and z, or three numbers a line without a header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Accelerations in g, three a moment.</returns>
    /// <exception cref="InputException">It is missing, or holds something else.</exception>
    public static float[] Read(string path)
    {
        CsvTable table = CsvTable.Read(path);
        int[] columns = table.Header is { } header ? [.. Axes.Select(axis => header.ToList().FindIndex(name => name.Trim().Equals(axis, StringComparison.OrdinalIgnoreCase)))]
            : table.Width == Axes.Length ? [0, 1, 2] : [-1];
        if (columns.Contains(-1))
        {
            throw new InputException($"{path}: holds no motion; give the columns x, y and z in g, or three numbers a line without a header.");
        }

        float[] samples = new float[table.Rows.Count * Axes.Length];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            for (int axis = 0; axis < Axes.Length; axis++)
            {
                string cell = table.Rows[row][columns[axis]];
                samples[(row * Axes.Length) + axis] = float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                    ? value
                    : throw new InputException($"{path}: line {table.Lines[row]}: '{cell}' is no number; repair or remove the line.");
            }
        }

        return samples;
    }
}
