using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Training.Augment;
using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Own;

/// <summary>Which distortions training uses.</summary>
/// <param name="Crop">Size and position change.</param>
/// <param name="Flip">Half of the pictures are mirrored left to right.</param>
/// <param name="Colour">Brightness, contrast and saturation change.</param>
/// <param name="Rotation">Pictures are turned and sheared a little.</param>
/// <param name="Noise">Noise is added and small patches are blanked.</param>
public sealed record PictureSwitches(bool Crop = true, bool Flip = false, bool Colour = true, bool Rotation = true, bool Noise = true)
{
    /// <summary>How far pictures are distorted.</summary>
    public ImageDistortion Distortion => new(
        Degrees: Rotation ? 10 : 0, Scale: Crop ? 0.15 : 0, Shear: Rotation ? 0.05 : 0, Shift: Crop ? 0.1 : 0, Noise: Noise ? 0.03 : 0, Elastic: 0,
        Flip: Flip, Erase: Noise ? 0.1 : 0)
    {
        Contrast = Colour ? 0.2 : 0,
        Brightness = Colour ? 0.1 : 0,
        Saturation = Colour ? 0.3 : 0,
        KeepsEdges = true,
    };
}

/// <summary>Pictures as inputs of a network: as <c>edgedeep run</c> reads them, or distorted.</summary>
/// <param name="pictures">Pictures of the network's size and channels, with their classes.</param>
/// <param name="inputShape">[h,w,c] of the network.</param>
/// <param name="spec">How bytes become numbers.</param>
/// <param name="distortion">How far pictures are distorted.</param>
public sealed class PictureSource(
    IReadOnlyList<(Picture Picture, int Label)> pictures, int[] inputShape, ImageSpec spec, ImageDistortion distortion) : SampleSource
{
    private readonly ImageAugmenter _augmenter = new(inputShape[0], inputShape[1], inputShape[2], distortion);
    private readonly PreprocessorPool _preprocessors = new(spec, [1, .. inputShape]);

    /// <inheritdoc/>
    public override int Count => pictures.Count;

    /// <inheritdoc/>
    public override int LabelOf(int index) => pictures[index].Label;

    /// <summary>A picture as a network sees it before bytes become numbers.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="inputShape">[h,w,c] of the network.</param>
    /// <param name="spec">How pictures are brought into shape.</param>
    public static Picture Prepare(Picture picture, int[] inputShape, ImageSpec spec)
    {
        Picture colored = inputShape[2] == 1 ? ImageTransform.ToGrey(picture) : picture;
        Picture fitted = ImageTransform.Fit(colored, inputShape[1], inputShape[0], spec.Fit, spec.Resize, spec.Padding);
        return inputShape[2] == 1 ? fitted : ImageTransform.ToRgb(fitted);
    }

    /// <inheritdoc/>
    public override void Fill(int index, Random? random, Span<float> input, Span<float> target)
    {
        (Picture picture, int label) = pictures[index];
        target[label] = 1;
        Preprocessor preprocessor = _preprocessors.Take();
        preprocessor.ToTensor(random is null ? picture : Distorted(picture, random), input);
        _preprocessors.Return(preprocessor);
    }

    private Picture Distorted(Picture picture, Random random)
    {
        float[] source = Array.ConvertAll(picture.Pixels, pixel => pixel * (1f / 255)), result = new float[source.Length];
        _augmenter.Apply(source, random, result);
        return new Picture(picture.Width, picture.Height, picture.Channels, Array.ConvertAll(result, value => (byte)((value * 255) + 0.5f)));
    }
}
