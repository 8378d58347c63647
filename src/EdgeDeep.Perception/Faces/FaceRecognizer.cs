using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>Describes faces by numbers that are close for one person and far apart for two. For one thread at a time.</summary>
public sealed class FaceRecognizer
{
    private readonly Session _session;
    private readonly Preprocessor _preprocessor;
    private readonly float[] _input;
    private readonly int _side;

    /// <summary>Takes an embedding network such as MobileFaceNet whose metadata states how a picture becomes its input.</summary>
    /// <param name="model">The int8 model: one square picture in, one row of numbers out.</param>
    /// <exception cref="InputException">The model is no such network.</exception>
    public FaceRecognizer(Model model)
    {
        ImageSpec spec = model.Plan.Metadata.TryGetValue(MetadataKeys.Preprocessing, out string? text) && PreprocessingSpec.Parse(text) is ImageSpec image ? image
            : throw new InputException("the model does not say how a picture becomes its input; quantize it with --preprocess image:...");
        _session = new Session(model);
        ImageLayout layout = ImageLayout.Of(_session.InputInfo(0).Shape, spec.Size) ?? throw new InputException("the model takes no picture; name a face recognizer.");
        if (_session.InputCount != 1 || _session.OutputCount != 1 || layout.Width != layout.Height || layout.Channels != 3)
        {
            throw new InputException("the model does not turn one square picture into numbers; name a face recognizer.");
        }

        _side = layout.Width;
        _preprocessor = Preprocessor.Create(spec, _session.InputInfo(0).Shape);
        _input = new float[_preprocessor.ElementCount];
    }

    /// <summary>How many numbers describe a face.</summary>
    public int Length => _session.OutputInfo(0).Elements;

    /// <summary>Describes a face of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">The face in it.</param>
    /// <returns>A vector of length 1.</returns>
    public float[] Describe(Picture picture, Face face) => DescribeAligned(FaceAligner.Align(picture, face, _side));

    /// <summary>Describes a face that <see cref="FaceAligner"/> cut out.</summary>
    /// <param name="aligned">A square picture.</param>
    /// <returns>A vector of length 1.</returns>
    public float[] DescribeAligned(Picture aligned)
    {
        _preprocessor.ToTensor(aligned, _input);
        _session.SetInput(0, _input);
        _session.Run();
        float[] numbers = new float[Length];
        _session.GetOutput(0, numbers);
        return Normalized(numbers);
    }

    /// <summary>How alike two faces are: the cosine of their descriptions, -1..1.</summary>
    public static float Similarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>A vector of length 1 in the same direction.</summary>
    internal static float[] Normalized(ReadOnlySpan<float> numbers)
    {
        float length = MathF.Sqrt(Similarity(numbers, numbers));
        float[] unit = numbers.ToArray();
        for (int i = 0; i < unit.Length && length > 0; i++)
        {
            unit[i] /= length;
        }

        return unit;
    }
}
