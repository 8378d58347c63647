using EdgeDeep.Perception.Images;

namespace EdgeDeep.Perception.Preprocessing;

/// <summary>Pictures to tensors: colour, fit, then a table of 256 values for each channel.</summary>
internal sealed class ImagePreprocessor : Preprocessor
{
    private readonly ImageSpec _spec;
    private readonly ImageLayout _layout;
    private readonly float[] _values; // [channel of the model, byte]

    /// <summary>Binds the specification.</summary>
    /// <exception cref="InputException">The shape is no picture's or another one's.</exception>
    public ImagePreprocessor(ImageSpec spec, int[] inputShape)
        : base(spec, inputShape)
    {
        _spec = spec;
        _layout = ImageLayout.Of(inputShape, spec.Size) ?? throw NoPicture(spec, inputShape);
        int makes = spec.Color switch
        {
            ImageColor.Auto => _layout.Channels,
            ImageColor.Grey => 1,
            _ => 3,
        };
        PixelSize size = spec.Size ?? new(_layout.Width, _layout.Height);
        if (makes != _layout.Channels || size != new PixelSize(_layout.Width, _layout.Height))
        {
            throw TensorShape.Misfit(spec, $"{size.Height}x{size.Width}x{makes}", inputShape);
        }

        _values = new float[256 * _layout.Channels];
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = (float)spec.ValueOf((byte)i, i / 256);
        }
    }

    /// <inheritdoc/>
    public override void FileToTensor(string path, Span<float> tensor) => ToTensor(ImageReader.Read(path), tensor);

    /// <inheritdoc/>
    public override void ToTensor(Picture picture, Span<float> tensor)
    {
        tensor = Checked(tensor);
        int channels = _layout.Channels;
        if (channels == 1)
        {
            picture = ImageTransform.ToGrey(picture);
        }

        picture = ImageTransform.Fit(picture, _layout.Width, _layout.Height, _spec.Fit, _spec.Resize, _spec.Padding);
        ReadOnlySpan<byte> pixels = picture.Pixels;
        int plane = _layout.Width * _layout.Height;
        int step = _layout.Planar ? 1 : channels;
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<float> values = _values.AsSpan(c * 256, 256);
            int from = picture.Channels == 1 ? 0 : _spec.Color == ImageColor.Bgr ? channels - 1 - c : c;
            int to = _layout.Planar ? c * plane : c;
            for (int i = 0; i < plane; i++, from += picture.Channels, to += step)
            {
                tensor[to] = values[pixels[from]];
            }
        }
    }

    private static InputException NoPicture(ImageSpec spec, int[] shape) =>
        spec.Size is PixelSize s
            ? TensorShape.Misfit(spec, $"{s.Height}x{s.Width} times 1 or 3", shape)
            : new InputException($"pre-processing '{spec}' makes a picture but the model's input wants {TensorShape.Text(shape)}; add size=WIDTHxHEIGHT if that is a picture in a row, or name another pre-processing.");
}
