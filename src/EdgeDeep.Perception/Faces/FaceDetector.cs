using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Faces;

/// <summary>When boxes are faces.</summary>
public sealed record FaceDetectorOptions
{
    /// <summary>The least score, above 0 and at most 1; null for what suits the detector and the depth.</summary>
    public float? Score { get; init; }

    /// <summary>Boxes of one face overlap by at least this intersection over union.</summary>
    public float Overlap { get; init; } = 0.3f;

    /// <summary>
    /// How often a picture is looked at in parts of half the size before, so that small faces in photos are found; 0 looks at the
    /// whole picture only, 1 at nine overlapping quarters besides, 2 at 49 sixteenths besides. Every look is one inference.
    /// </summary>
    public int Depth { get; init; }

    /// <summary>What is wrong with the options; null where nothing is.</summary>
    public string? Problem() => this switch
    {
        { Score: { } score } when score is not (> 0 and <= 1) => "the score must be above 0 and at most 1",
        { Overlap: not (> 0 and < 1) } => "the overlap must be between 0 and 1",
        { Depth: < 0 or > 3 } => "the depth must be from 0 to 3",
        _ => null,
    };
}

/// <summary>
/// Finds faces with BlazeFace, UltraFace or YuNet; which of them a model is, its outputs tell. For one thread at a time.
/// </summary>
public sealed class FaceDetector
{
    // A part sees most of its faces whole if the next one begins halfway.
    private const double Step = 0.5;

    private const float LargestCover = 0.6f;

    private readonly Session _session;
    private readonly Preprocessor _preprocessor;
    private readonly FaceHead _head;
    private readonly FaceDetectorOptions _options;
    private readonly int _width, _height;
    private readonly float _score;
    private readonly FitMode _fit;
    private readonly float[] _input;
    private readonly float[][] _outputs;

    /// <summary>Takes a detector model whose metadata states how a picture becomes its input.</summary>
    /// <param name="model">The int8 model.</param>
    /// <param name="options">When boxes are faces.</param>
    /// <exception cref="InputException">The model is no such detector, or an option is out of range.</exception>
    public FaceDetector(Model model, FaceDetectorOptions? options = null)
    {
        _options = options ?? new FaceDetectorOptions();
        if (_options.Problem() is { } problem)
        {
            throw new InputException($"{problem}.");
        }

        ImageSpec spec = model.Plan.Metadata.TryGetValue(MetadataKeys.Preprocessing, out string? text) && PreprocessingSpec.Parse(text) is ImageSpec image ? image
            : throw new InputException("the model does not say how a picture becomes its input; quantize it with --preprocess image:...");
        _session = new Session(model);
        int[] shape = _session.InputInfo(0).Shape;
        _preprocessor = Preprocessor.Create(spec, shape);
        _input = new float[_preprocessor.ElementCount];
        ImageLayout layout = ImageLayout.Of(shape, spec.Size)!.Value;
        (_width, _height, _fit) = (layout.Width, layout.Height, spec.Fit);
        _outputs = [.. Enumerable.Range(0, _session.OutputCount).Select(output => new float[_session.OutputInfo(output).Elements])];
        _head = FaceHead.Of([.. Enumerable.Range(0, _session.OutputCount).Select(_session.OutputInfo)], _width, _height);
        _score = _options.Score ?? _head.DefaultScore(_options.Depth);
    }

    /// <summary>Finds the faces of a picture.</summary>
    /// <param name="picture">Of any size.</param>
    /// <returns>Faces in the picture's pixels, best first.</returns>
    public IReadOnlyList<Face> Detect(Picture picture)
    {
        List<Face> all = [.. Look(picture, 0, 0, picture.Width, picture.Height)];
        for (int depth = 1; depth <= _options.Depth; depth++)
        {
            all.AddRange(Parts(picture, depth).SelectMany(part => Look(picture, part.Left, part.Top, part.Width, part.Height)));
        }

        List<Face> faces = OverlappingFaces.Merge(all, _options.Overlap);

        return _options.Depth == 0 ? faces : WithoutPieces(faces);
    }

    /// <summary>Without boxes that lie in a better one: a part of the picture may show a piece of a large face as a small one.</summary>
    private static List<Face> WithoutPieces(List<Face> faces)
    {
        List<Face> whole = [];
        foreach (Face face in faces)
        {
            if (whole.TrueForAll(better => better.Cover(face) <= LargestCover))
            {
                whole.Add(face);
            }
        }

        return whole;
    }

    private static IEnumerable<(int Left, int Top, int Width, int Height)> Parts(Picture picture, int depth)
    {
        int cells = 1 << depth, width = picture.Width / cells, height = picture.Height / cells, steps = (int)((cells - 1) / Step) + 1;
        return from y in Enumerable.Range(0, steps)
               from x in Enumerable.Range(0, steps)
               where width > 0 && height > 0
               select ((int)(x * Step * width), (int)(y * Step * height), width, height);
    }

    /// <summary>One inference on a part of a picture.</summary>
    private IEnumerable<Face> Look(Picture picture, int left, int top, int width, int height)
    {
        Picture part = width == picture.Width && height == picture.Height ? picture : ImageTransform.Cut(picture, left, top, width, height);
        _preprocessor.ToTensor(part, _input);
        _session.SetInput(0, _input);
        _session.Run();
        for (int i = 0; i < _outputs.Length; i++)
        {
            _session.GetOutput(i, _outputs[i]);
        }

        FitPlacement placement = FitPlacement.Of(part.Width, part.Height, _width, _height, _fit);
        return OverlappingFaces.Merge(_head.Decode(_outputs, _score), _options.Overlap).Select(face => face.Map(point =>
        {
            (double x, double y) = placement.ToSource(point.X, point.Y);
            return new FacePoint((float)x + left, (float)y + top);
        })).Where(face => !IsCut(face));

        // What sticks out of a part of the picture is seen whole in another one.
        bool IsCut(Face face) => (left > 0 && face.Left < left) || (top > 0 && face.Top < top)
            || (left + width < picture.Width && face.Right > left + width) || (top + height < picture.Height && face.Bottom > top + height);
    }
}
