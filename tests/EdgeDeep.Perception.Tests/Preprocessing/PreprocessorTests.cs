using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Perception.Tests.Audio;
using EdgeDeep.Perception.Tests.Images;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class PreprocessorTests
{
    private static readonly Picture Colours = PictureFiles.Noise(9, 8, 3);

    [Theory]
    [InlineData("image-0-1", 0f, 1 / 255f)]
    [InlineData("image-pm1", -1f, 1 / 127.5f)]
    [InlineData("image-0-255", 0f, 1f)]
    public void Presets_scale_bytes(string preset, float zero, float step)
    {
        Picture picture = new(256, 1, 1, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);

        float[] tensor = Run(preset, picture, 1, 1, 256, 1);

        Assert.All(Enumerable.Range(0, 256), i => Assert.Equal(zero + (i * step), tensor[i], 1e-6f));
        Assert.Equal(preset == "image-0-255" ? 255 : 1, tensor[255]);
        Assert.Equal(zero, tensor[0]);
    }

    [Fact]
    public void Layouts_and_channel_orders_are_kept_apart()
    {
        float[] hwc = Run("image", Colours, 1, 8, 9, 3);
        float[] chw = Run("image", Colours, 1, 3, 8, 9);
        float[] bgr = Run("image:color=bgr", Colours, 1, 8, 9, 3);
        float[] planarBgr = Run("image:color=bgr", Colours, 1, 3, 8, 9);
        float[] grey = Run("image", Colours, 1, 8, 9, 1);

        Assert.Equal(Colours.Pixels.Select(b => (float)b), hwc);
        Assert.Equal(ImageTransform.ToGrey(Colours).Pixels.Select(b => (float)b), grey);
        for (int pixel = 0; pixel < 72; pixel++)
        {
            for (int c = 0; c < 3; c++)
            {
                float value = Colours.Pixels[(pixel * 3) + c];
                Assert.Equal(value, chw[(c * 72) + pixel]);
                Assert.Equal(value, bgr[(pixel * 3) + 2 - c]);
                Assert.Equal(value, planarBgr[((2 - c) * 72) + pixel]);
            }
        }
    }

    [Fact]
    public void Channels_have_their_own_mean_and_deviation()
    {
        float[] tensor = Run("image:scale=1/255,mean=0.485:0.456:0.406,std=0.229:0.224:0.225", Colours, 1, 8, 9, 3);

        double[] mean = [0.485, 0.456, 0.406];
        double[] std = [0.229, 0.224, 0.225];
        Assert.All(Enumerable.Range(0, tensor.Length), i => Assert.Equal(((Colours.Pixels[i] / 255.0) - mean[i % 3]) / std[i % 3], tensor[i], 1e-6));
    }

    [Theory]
    [InlineData(72, 1, 8, 9)]
    [InlineData(72, 8, 9)]
    [InlineData(72, -1, 8, 9, 1)]
    [InlineData(216, 8, 9, 3)]
    [InlineData(216, 3, 8, 9)]
    [InlineData(216, 0, 8, 9, 3)]
    public void Other_shapes_of_pictures_are_understood(int elements, params int[] shape) =>
        Assert.Equal(elements, Run("image", Colours, shape).Length);

    [Fact]
    public void Flat_pictures_need_a_size()
    {
        Assert.Equal(Run("image", Colours, 1, 8, 9, 3), Run("image:size=9x8", Colours, 1, 216));
        Assert.Equal(Run("image", Colours, 1, 8, 9, 1), Run("image:size=9x8", Colours, 72));
        OneSentence.About(Assert.Throws<InputException>(() => Create("image", 1, 784)), "wants 784", "size=WIDTHxHEIGHT");
        OneSentence.About(Assert.Throws<InputException>(() => Create("image:size=9x8", 1, 784)), "makes 8x9 times 1 or 3", "wants 784");
        OneSentence.About(Assert.Throws<InputException>(() => Create("image:size=9x8", 1, 9, 8, 1)), "makes 8x9x1", "wants 9x8x1");
    }

    [Theory]
    [InlineData("mlperf-kws", "pre-processing 'mlperf-kws' makes 49x10 values but the model's input wants 96x96x3", 1, 96, 96, 3)]
    [InlineData("mlperf-kws", "wants 491", 1, 491)]
    [InlineData("mlperf-kws", "wants 50x10x1", 1, 50, 10, 1)]
    [InlineData("mlperf-kws", "fixed", 1, 49, -1, 1)]
    [InlineData("image:color=rgb", "makes 96x96x3 values but the model's input wants 96x96x1", 1, 96, 96, 1)]
    [InlineData("image:color=grey", "makes 8x9x1", 1, 3, 8, 9)]
    [InlineData("image", "wants 2x8x9x3", 2, 8, 9, 3)]
    [InlineData("image", "wants 8x9x4", 1, 8, 9, 4)]
    [InlineData("waveform", "makes 16000 values but the model's input wants 15999", 1, 15999)]
    [InlineData("waveform", "wants 160x100", 1, 160, 100)]
    public void Shapes_that_do_not_fit_are_refused(string spec, string words, params int[] shape) =>
        OneSentence.About(Assert.Throws<InputException>(() => Create(spec, shape)), words);

    [Fact]
    public void Waveforms_are_padded_cut_scaled_and_resampled()
    {
        AudioClip clip = new([0.5f, -0.25f, 0.125f], 16000);
        float[] tensor = [9, 9, 9, 9];

        Create("waveform:length=4", 1, 4).ToTensor(clip, tensor);
        Assert.Equal([0.5f, -0.25f, 0.125f, 0], tensor);
        Create("waveform:length=2,scale=32768", 1, 1, 2).ToTensor(clip, tensor);
        Assert.Equal([16384f, -8192f], tensor[..2]);
        Create("waveform:length=3,peak=max", 1, 3, 1).ToTensor(clip, tensor);
        Assert.Equal([1f, -0.5f, 0.25f], tensor[..3]);

        AudioClip fast = new([.. Enumerable.Repeat(0.5f, 48000)], 48000);
        float[] second = new float[16000];
        Create("waveform", 1, 16000).ToTensor(fast, second);
        Assert.Equal(0.5f, second[8000], 1e-4f);
        Assert.Equal(0.5f, second[15900], 1e-3f);
    }

    [Fact]
    public void Files_of_the_other_kind_and_broken_files_are_named()
    {
        using TempFolder folder = new();
        string wav = folder.Add("a.wav", WavBuilder.Pcm16(16000, 1, 2, 3));
        string png = folder.Add("a.png", PictureFiles.Encode(Colours, SkiaSharp.SKEncodedImageFormat.Png));

        OneSentence.About(Assert.Throws<InputException>(() => Create("mlperf-kws", 1, 490).FileToTensor(png, new float[490])), png, "wav");
        OneSentence.About(Assert.Throws<InputException>(() => Create("image", 1, 8, 9, 1).FileToTensor(wav, new float[72])), wav, "png");
        Assert.Throws<NotSupportedException>(() => Create("image", 1, 8, 9, 1).ToTensor(new AudioClip([1], 16000), new float[72]));
        Assert.Throws<NotSupportedException>(() => Create("waveform", 1, 16000).ToTensor(Colours, new float[16000]));
        Assert.Throws<ArgumentException>(() => Create("image", 1, 8, 9, 1).FileToTensor(png, new float[71]));
    }

    [Fact]
    public void Photos_become_tensors_of_the_models_range()
    {
        float[] tensor = new float[96 * 96 * 3];
        Create("image-pm1:fit=crop", 1, 96, 96, 3).FileToTensor(SharedData.PathOf("face/photos/portrait.jpg"), tensor);

        Assert.InRange(tensor.Min(), -1, -0.5f);
        Assert.InRange(tensor.Max(), 0.5f, 1);
    }

    private static Preprocessor Create(string spec, params int[] shape) => Preprocessor.Create(PreprocessingSpec.Parse(spec), shape);

    private static float[] Run(string spec, Picture picture, params int[] shape)
    {
        Preprocessor preprocessor = Create(spec, shape);
        float[] tensor = new float[preprocessor.ElementCount];
        preprocessor.ToTensor(picture, tensor);
        return tensor;
    }
}
