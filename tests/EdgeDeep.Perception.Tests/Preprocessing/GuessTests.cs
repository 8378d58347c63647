using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class GuessTests
{
    [Theory]
    [InlineData("mlperf-kws", 1, 49, 10, 1)]
    [InlineData("mlperf-kws", 1, 49, 10)]
    [InlineData("mlperf-kws", 1, 490)]
    [InlineData(null, 1, 96, 96, 3)]
    [InlineData(null, 1, 491)]
    [InlineData(null, 1, 3, 40)]
    public void Shapes_alone_tell_the_keyword_model(string? expected, params int[] shape) =>
        Assert.Equal(expected, PreprocessingSpec.Guess(shape)?.ToString());

    [Theory]
    [InlineData("image-0-1", 0.00392157, -128)]
    [InlineData("image-pm1", 0.0078125, 0)]
    [InlineData("image-pm1", 0.007843138, -1)]
    [InlineData("image-0-255", 1.0, -128)]
    [InlineData(null, 0.0186, -14)]
    [InlineData(null, 0.00392157, 0)]
    [InlineData(null, 0.584702909, 83)]
    public void The_range_of_a_quantized_input_tells_the_pictures_scale(string? expected, double scale, int zeroPoint)
    {
        Assert.Equal(expected, PreprocessingSpec.GuessForImage([1, 96, 96, 1], scale, zeroPoint)?.ToString());
        Assert.Equal(expected, PreprocessingSpec.GuessForImage([1, 3, 32, 32], scale, zeroPoint)?.ToString());
    }

    [Fact]
    public void Other_shapes_are_no_pictures()
    {
        int[][] shapes = [[1, 490], [1, 7, 96, 1], [1, 96, 96, 2], [1, 16000], []];
        Assert.All(shapes, shape => Assert.Null(PreprocessingSpec.GuessForImage(shape, 1.0 / 255, -128)));
    }
}
