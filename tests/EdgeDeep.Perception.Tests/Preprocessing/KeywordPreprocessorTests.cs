using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Perception.Tests.Audio;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class KeywordPreprocessorTests
{
    private const float Scale = 0.584702909f;
    private const int ZeroPoint = 83;

    [Fact]
    public void The_preset_gives_the_published_int8_inputs()
    {
        string[] paths = KeywordClips.Paths();
        sbyte[] expected = KeywordClips.Int8();
        PreprocessingSpec spec = PreprocessingSpec.Parse("mlperf-kws");
        int[] differences = new int[paths.Length];
        int[] worst = new int[paths.Length];
        Parallel.For(
            0,
            paths.Length,
            () => Preprocessor.Create(spec, [1, 49, 10, 1]),
            (i, _, preprocessor) =>
            {
                float[] tensor = new float[preprocessor.ElementCount];
                sbyte[] input = new sbyte[tensor.Length];
                preprocessor.FileToTensor(paths[i], tensor);
                for (int k = 0; k < input.Length; k++)
                {
                    input[k] = (sbyte)Quantized.Store(tensor[k], Scale, ZeroPoint, sbyte.MinValue, sbyte.MaxValue, spec.Rounding);
                    int difference = Math.Abs(input[k] - expected[(i * input.Length) + k]);
                    differences[i] += difference == 0 ? 0 : 1;
                    worst[i] = Math.Max(worst[i], difference);
                }

                return preprocessor;
            },
            _ => { });
        TestContext.Current.TestOutputHelper?.WriteLine($"{differences.Sum()} of {expected.Length} inputs differ, by {worst.Max()} at most");

        // A feature within the arithmetic's noise of an integer may fall to either side of it.
        Assert.InRange(differences.Sum(), 0, 5);
        Assert.InRange(worst.Max(), 0, 1);
    }

    [Theory]
    [InlineData(1, 49, 10, 1)]
    [InlineData(1, 1, 49, 10)]
    [InlineData(1, 49, 10)]
    [InlineData(1, 490)]
    [InlineData(49, 10)]
    [InlineData(490)]
    [InlineData(-1, 49, 10, 1)]
    public void Every_usual_shape_takes_the_features_row_by_row(params int[] shape)
    {
        string path = KeywordClips.Paths()[0];
        float[] tensor = new float[490];
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse("mlperf-kws"), shape);

        preprocessor.FileToTensor(path, tensor);

        Assert.Equal(490, preprocessor.ElementCount);
        float[] expected = KeywordClips.Mfcc()[..490];
        Assert.All(Enumerable.Range(0, 490), i => Assert.Equal(expected[i], tensor[i], 1e-3f));
    }

    [Fact]
    public void Features_by_frames_are_turned()
    {
        string path = KeywordClips.Paths()[0];
        float[] straight = new float[490];
        float[] turned = new float[490];
        PreprocessingSpec spec = PreprocessingSpec.Parse("mlperf-kws");
        Preprocessor.Create(spec, [1, 49, 10]).FileToTensor(path, straight);
        Preprocessor.Create(spec, [1, 1, 10, 49]).FileToTensor(path, turned);

        Assert.All(Enumerable.Range(0, 490), i => Assert.Equal(straight[i], turned[(i % 10 * 49) + (i / 10)]));
    }
}
