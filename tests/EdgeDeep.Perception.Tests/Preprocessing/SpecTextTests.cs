using CsCheck;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;

namespace EdgeDeep.Perception.Tests.Preprocessing;

public class SpecTextTests
{
    [Fact]
    public void Presets_have_their_names_and_meanings()
    {
        Assert.Equal(["mlperf-kws", "micro-speech", "micro-wake-word", "image-0-1", "image-pm1", "image-0-255"], PreprocessingSpec.Presets.Select(row => row.Name));
        Assert.All(PreprocessingSpec.Presets, row =>
        {
            Assert.Equal(row.Spec, PreprocessingSpec.Parse(row.Name));
            Assert.Equal(row.Name, row.Spec.ToString());
        });
        SpectrogramSpec kws = Assert.IsType<SpectrogramSpec>(PreprocessingSpec.Parse("mlperf-kws"));
        Assert.Equal(InputRounding.Truncate, kws.Rounding);
        Assert.Equal(PreprocessingSpec.Parse("mfcc:rate=16000,window=480,stride=320,fft=512,mels=40,low=20,high=4000,coefficients=10,frames=49,peak=max,rounding=truncate"), kws);
    }

    [Theory]
    [InlineData("image", "image-0-255")]
    [InlineData("image:scale=1/255,mean=0,std=1", "image-0-1")]
    [InlineData(" image : mean = 127.5 , std=127.5 ", "image-pm1")]
    [InlineData("image:scale=1/255,mean=0,std=1,fit=crop,color=rgb", "image:scale=1/255,mean=0,std=1,color=rgb,fit=crop,resize=area,pad=0,rounding=nearest")]
    [InlineData("image-0-1:mean=0.485:0.456:0.406,std=0.229:0.224:0.225,color=bgr,resize=bilinear", "image:scale=1/255,mean=0.485:0.456:0.406,std=0.229:0.224:0.225,color=bgr,fit=stretch,resize=bilinear,pad=0,rounding=nearest")]
    [InlineData("image:fit=letterbox,pad=114,resize=nearest,color=grey,size=28x14", "image:scale=1,mean=0,std=1,color=grey,fit=letterbox,resize=nearest,pad=114,size=28x14,rounding=nearest")]
    [InlineData("mfcc", "mfcc:rate=16000,window=480,stride=320,fft=512,mels=40,low=20,high=4000,coefficients=10,frames=49,peak=none,spectrum=magnitude,offset=1E-06,rounding=nearest")]
    [InlineData("log-mel:rate=44100,window=1024,fft=1024,peak=abs,spectrum=power,high=8000.5", "log-mel:rate=44100,window=1024,stride=320,fft=1024,mels=40,low=20,high=8000.5,frames=49,peak=abs,spectrum=power,offset=1E-06,rounding=nearest")]
    [InlineData("mlperf-kws:rounding=nearest", "mlperf-kws:rounding=nearest")]
    [InlineData("mfcc:arithmetic=fixed", "mfcc:rate=16000,window=480,stride=320,fft=512,mels=40,low=20,high=4000,coefficients=10,frames=49,peak=none,spectrum=magnitude,offset=1E-06,arithmetic=fixed,rounding=nearest")]
    [InlineData("mfcc:arithmetic=float,peak=max,rounding=truncate", "mlperf-kws")]
    [InlineData("micro-wake-word:frames=3", "micro:rate=16000,window=480,stride=160,channels=40,low=125,high=7500,frames=3,smoothing-bits=10,even-smoothing=0.025,odd-smoothing=0.06,min-signal=0.05,pcan=on,pcan-strength=0.95,pcan-offset=80,pcan-gain-bits=21,log-bits=6,rounding=nearest")]
    [InlineData("micro:stride=320,frames=49", "micro-speech")]
    [InlineData("waveform:rate=8000,length=4000,scale=32768", "waveform:rate=8000,length=4000,peak=none,scale=32768,rounding=nearest")]
    public void Texts_have_one_canonical_form(string text, string canonical)
    {
        PreprocessingSpec spec = PreprocessingSpec.Parse(text);

        Assert.Equal(canonical, spec.ToString());
        Assert.Equal(spec, PreprocessingSpec.Parse(canonical));
    }

    [Fact]
    public void Every_specification_reads_back_equal()
    {
        Gen<PreprocessingSpec> images = Gen.Select(Gen.Double[1e-9, 1e6], Gen.Double[-300, 300], Gen.Double[0.001, 300], Gen.Enum<ImageColor>(), Gen.Enum<FitMode>(), Gen.Byte)
            .Select((scale, mean, std, color, fit, pad) => (PreprocessingSpec)new ImageSpec
            {
                Scale = scale,
                Mean = new(mean, mean, -mean),
                Std = new(std),
                Color = color,
                Fit = fit,
                Padding = pad,
            });
        Gen<PreprocessingSpec> sounds = Gen.Select(Gen.Int[8000, 48000], Gen.Double[0, 100], Gen.Int[0, 40], Gen.Enum<PeakMode>(), Gen.Bool, Gen.Enum<InputRounding>())
            .Select((rate, low, coefficients, peak, power, rounding) => (PreprocessingSpec)new SpectrogramSpec
            {
                Features = new MfccOptions { SampleRate = rate, LowHz = low, Coefficients = coefficients, Peak = peak, PowerSpectrum = power },
                Rounding = rounding,
            });
        Gen.OneOf(images, sounds).Sample(spec => Assert.Equal(spec, PreprocessingSpec.Parse(spec.ToString())), iter: 2000);
    }

    [Theory]
    [InlineData("", "known are mlperf-kws", "waveform")]
    [InlineData("mlperf-kw", "perhaps 'mlperf-kws' was meant")]
    [InlineData("picture", "'picture'", "known are", "image-pm1")]
    [InlineData("mfcc:ratte=1", "unknown key 'ratte'", "perhaps 'rate' was meant", "known are rate, window")]
    [InlineData("log-mel:coefficients=3", "unknown key 'coefficients'", "mels")]
    [InlineData("image:zzzzzz=1", "unknown key 'zzzzzz'; known are scale, mean")]
    [InlineData("mfcc:rate", "'rate' where key=value is needed")]
    [InlineData("mfcc:rate=1,rate=2", "rate=1", "'rate' twice")]
    [InlineData("mfcc:rate=sixteen", "rate=sixteen", "whole number")]
    [InlineData("mfcc:coefficients=0", "coefficients=0", "above 0")]
    [InlineData("mfcc:rate=16000.5", "whole number")]
    [InlineData("mfcc:rate=100", "1000 to 384000")]
    [InlineData("mfcc:high=9000", "half the rate")]
    [InlineData("mfcc:window=600", "512, the FFT size")]
    [InlineData("image:scale=1/0", "scale=1/0")]
    [InlineData("image:std=0", "std must not be 0")]
    [InlineData("image:mean=1:2", "three with colons")]
    [InlineData("image:color=gray", "auto, grey, rgb or bgr")]
    [InlineData("image:pad=256", "0 to 255")]
    [InlineData("image:size=28", "WIDTHxHEIGHT")]
    [InlineData("image:size=0x5", "the size 0x5")]
    [InlineData("waveform:length=0", "the length 0")]
    [InlineData("waveform:scale=0", "scale must not be 0")]
    public void Errors_are_precise(string text, params string[] words) =>
        OneSentence.About(Assert.Throws<InputException>(() => PreprocessingSpec.Parse(text)), [$"pre-processing '{text}'", .. words]);

    [Fact]
    public void Random_texts_only_throw_InputException() =>
        Gen.Select(Gen.Int[0, 4], Gen.OneOf(Gen.String, Gen.String["abcdefghijklmnopqrstuvwxyz=,:/.0123456789x"]))
            .Sample((kind, rest) =>
            {
                string text = ((string[])["mfcc:", "image:", "waveform:", "log-mel:frames=", ""])[kind] + rest;
                try
                {
                    Assert.Equal(PreprocessingSpec.Parse(text), PreprocessingSpec.Parse(PreprocessingSpec.Parse(text).ToString()));
                }
                catch (InputException e)
                {
                    Assert.StartsWith("pre-processing '", e.Message, StringComparison.Ordinal);
                }
            }, iter: 3000);
}
