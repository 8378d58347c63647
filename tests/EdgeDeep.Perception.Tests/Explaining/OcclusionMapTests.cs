using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Explaining;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.Tests.Explaining;

/// <summary>Maps of scores whose reasons are known.</summary>
public class OcclusionMapTests
{
    [Theory]
    [InlineData(new[] { 1, 24, 36, 3 })]
    [InlineData(new[] { 1, 3, 24, 36 })]
    public void The_part_of_a_picture_that_makes_the_score_is_found(int[] shape)
    {
        InputGrid grid = InputGrid.Of(new ImageSpec(), shape);
        Assert.Equal((GridKind.Picture, 24, 36, 3), (grid.Kind, grid.Rows, grid.Columns, grid.Channels));
        float[] input = new float[24 * 36 * 3];
        Random chance = new(1);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = chance.NextSingle();
        }

        float[] before = [.. input];
        for (int row = 4; row < 8; row++)
        {
            for (int column = 24; column < 30; column++)
            {
                input[grid.IndexOf(row, column, 1)] = before[grid.IndexOf(row, column, 1)] = 5;
            }
        }

        // Bright green in rows 4 to 7, columns 24 to 29 speaks for the class.
        float Score() => Enumerable.Range(4, 4).Sum(row => Enumerable.Range(24, 6).Sum(column => input[grid.IndexOf(row, column, 1)]));
        float[,] map = OcclusionMap.Of(grid, input, Score);
        Assert.Equal(before, input);
        (int bestRow, int bestColumn) = Best(map);
        Assert.InRange(bestRow, 4, 7);
        Assert.InRange(bestColumn, 24, 29);
        Assert.Equal(0, map[20, 4]);
    }

    [Fact]
    public void What_speaks_against_the_class_is_negative()
    {
        InputGrid grid = InputGrid.Of(null, [1, 4]);
        float[] input = [2, 3, 0, 7];
        float[,] map = OcclusionMap.Of(grid, input, () => (10 * input[0]) - (4 * input[1]) + input[2]);
        Assert.Equal([20, -12, 0, 0], map.Cast<float>());
    }

    [Fact]
    public void Frames_of_coefficients_are_covered_whole_and_bands_one_by_one()
    {
        InputGrid frames = InputGrid.Of(new SpectrogramSpec { Features = new MfccOptions { Frames = 12, Coefficients = 5 } }, [1, 12, 5, 1]);
        InputGrid bands = InputGrid.Of(new SpectrogramSpec { Features = new MfccOptions { Frames = 12, Coefficients = 0, MelBins = 10 } }, [1, 10, 12]);
        Assert.Equal((GridKind.Frames, GridKind.Spectrum), (frames.Kind, bands.Kind));
        Assert.Equal(27, frames.IndexOf(5, 2, 0));
        Assert.Equal(29, bands.IndexOf(5, 2, 0));
        float[] input = [.. Enumerable.Range(0, 60).Select(i => (float)(i % 7))];
        float[,] map = OcclusionMap.Of(frames, input, () => input[27]);
        Assert.All(Enumerable.Range(0, 5), column => Assert.Equal(map[5, 0], map[5, column]));
        Assert.NotEqual(0, map[5, 0]);
        Assert.Equal(0, map[0, 0]);
    }

    [Fact]
    public void A_map_lies_over_the_part_of_the_picture_that_the_model_saw()
    {
        Picture wide = new(40, 20, 3, new byte[40 * 20 * 3]);
        float[,] map = { { 1, 0 }, { 0, -1 } };
        Picture drawn = HeatMap.Over(wide, map, FitMode.Crop, 10, 10);
        byte[] At(int x, int y) => drawn.Pixels[(((y * 40) + x) * 3)..(((y * 40) + x + 1) * 3)];
        Assert.True(At(12, 3)[0] > 150 && At(12, 3)[2] < 50, "red above on the left");
        Assert.True(At(28, 17)[2] > 150 && At(28, 17)[0] < 50, "blue below on the right");
        Assert.Equal([0, 0, 0], At(2, 3));
        Assert.Equal([0, 0, 0], At(37, 17));
    }

    private static (int Row, int Column) Best(float[,] map)
    {
        int best = 0;
        for (int i = 1; i < map.Length; i++)
        {
            best = map[i / map.GetLength(1), i % map.GetLength(1)] > map[best / map.GetLength(1), best % map.GetLength(1)] ? i : best;
        }

        return (best / map.GetLength(1), best % map.GetLength(1));
    }
}
