namespace EdgeDeep.Perception.Explaining;

/// <summary>
/// Which parts of an input an answer rests on, by covering one part after another (Zeiler and Fergus, 2014): where the class's
/// score falls, the part spoke for the class; where it rises, against it. Works with every model.
/// </summary>
public static class OcclusionMap
{
    /// <summary>A patch covers this share of each side, and the next one begins half a patch further.</summary>
    private const int PatchesOfSide = 6;

    /// <summary>Covers one patch after another.</summary>
    /// <param name="grid">The input's grid.</param>
    /// <param name="input">The input's values; they are the same afterwards.</param>
    /// <param name="score">Runs the model on the values as they are now and gives the class's score.</param>
    /// <returns>For each row and column the mean fall of the score over the patches that covered it.</returns>
    public static float[,] Of(InputGrid grid, float[] input, Func<float> score)
    {
        float whole = score();
        float[,] sums = new float[grid.Rows, grid.Columns], counts = new float[grid.Rows, grid.Columns];
        (int height, int width) = Patch(grid);
        float[] kept = [.. input], cover = Cover(grid, input);
        for (int top = 0; top < grid.Rows; top += Step(height, grid.Rows))
        {
            for (int left = 0; left < grid.Columns; left += Step(width, grid.Columns))
            {
                (int bottom, int right) = (Math.Min(grid.Rows, top + height), Math.Min(grid.Columns, left + width));
                Copy(grid, cover, input, top, left, bottom, right);
                float fall = whole - score();
                Copy(grid, kept, input, top, left, bottom, right);
                for (int row = top; row < bottom; row++)
                {
                    for (int column = left; column < right; column++)
                    {
                        sums[row, column] += fall;
                        counts[row, column]++;
                    }
                }
            }
        }

        for (int row = 0; row < grid.Rows; row++)
        {
            for (int column = 0; column < grid.Columns; column++)
            {
                sums[row, column] /= counts[row, column];
            }
        }

        return sums;
    }

    /// <summary>
    /// What stands in the place of a covered part: the picture's mean colour, the mean of a band over time, and 0 for a number
    /// (which is the mean where columns are brought to mean 0).
    /// </summary>
    internal static float[] Cover(InputGrid grid, float[] input)
    {
        float[] cover = new float[input.Length];
        for (int channel = 0; channel < grid.Channels && grid.Kind != GridKind.Numbers; channel++)
        {
            float all = 0;
            for (int column = 0; column < grid.Columns; column++)
            {
                float sum = 0;
                for (int row = 0; row < grid.Rows; row++)
                {
                    sum += input[grid.IndexOf(row, column, channel)];
                }

                all += sum;
                Fill(column, sum / grid.Rows);
            }

            for (int column = 0; column < grid.Columns && grid.Kind == GridKind.Picture; column++)
            {
                Fill(column, all / (grid.Rows * grid.Columns));
            }

            void Fill(int column, float value)
            {
                for (int row = 0; row < grid.Rows; row++)
                {
                    cover[grid.IndexOf(row, column, channel)] = value;
                }
            }
        }

        return cover;
    }

    /// <summary>Half a patch, unless one patch covers the whole side.</summary>
    private static int Step(int patch, int side) => patch >= side ? side : Math.Max(1, patch / 2);

    private static (int Height, int Width) Patch(InputGrid grid) => grid.Kind switch
    {
        GridKind.Numbers => (1, 1),
        GridKind.Frames => (Math.Max(1, grid.Rows / PatchesOfSide), grid.Columns),
        _ => (Math.Max(1, grid.Rows / PatchesOfSide), Math.Max(1, grid.Columns / PatchesOfSide)),
    };

    private static void Copy(InputGrid grid, float[] from, float[] to, int top, int left, int bottom, int right)
    {
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                for (int channel = 0; channel < grid.Channels; channel++)
                {
                    int at = grid.IndexOf(row, column, channel);
                    to[at] = from[at];
                }
            }
        }
    }
}
