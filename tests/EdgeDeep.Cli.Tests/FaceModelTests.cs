using System.Numerics.Tensors;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>What int8 costs face models that others trained. The float answers are ONNX Runtime's.</summary>
public class FaceModelTests(FaceDetectors detectors) : IClassFixture<FaceDetectors>
{
    // Where the float model is far from seeing a face, int8 sees none either.
    private const float FarFromFace = 0.35f;

    private static readonly Dictionary<string, int> Counts = new()
    {
        ["astronaut.png"] = 1,
        ["couple_snow.bmp"] = 2,
        ["grace_hopper.bmp"] = 1,
        ["portrait.jpg"] = 1,
        ["pose_beach.jpg"] = 1,
        ["speaker_ivan.jpg"] = 1,
        ["three_people.jpg"] = 3,
    };

    [Theory]
    [InlineData("BlazeFace", 0.5f, 6)]
    [InlineData("YuNet", 0.6f, 10)]
    [InlineData("UltraFace", 0.7f, 10)]
    public void Int8_boxes_are_those_of_the_float_model(string name, float score, int faces)
    {
        FloatAndInt8 models = detectors.Of(name);
        int count = 0;
        foreach (string file in FaceMaterial.Photos)
        {
            Picture picture = ImageReader.Read(file);
            IReadOnlyList<Face> expected = models.Faces(picture, score).Float, found = models.Faces(picture, score).Int8;
            foreach (Face face in expected)
            {
                Face? nearest = found.MaxBy(face.Overlap);
                TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(file)}: {face.Width:0}x{face.Height:0} score {face.Score:0.000} int8 {nearest?.Score:0.000}, overlap {(nearest is null ? 0 : face.Overlap(nearest)):0.000}");
                Assert.NotNull(nearest);

                Assert.InRange(face.Overlap(nearest), 0.9f, 1);
                Assert.Equal(face.Score, nearest.Score, 0.1f);
                count++;
            }

            if (models.Faces(picture, FarFromFace).Float.Count == 0)
            {
                Assert.Empty(models.Faces(picture, score).Int8);
            }
        }

        Assert.Equal(faces, count);
    }

    [Theory]
    [InlineData("YuNet", 0)]
    [InlineData("UltraFace", 0)]
    [InlineData("BlazeFace", 2)]
    public void The_right_number_of_faces_is_found_on_photos(string name, int depth)
    {
        FloatAndInt8 models = detectors.Of(name);
        FaceDetector detector = new(Model.Load(models.Edge), new FaceDetectorOptions { Depth = depth });
        Assert.All(FaceMaterial.Photos, file =>
        {
            // One of two people who fill 29 pixels each of 640 scores 0.82, as a bird's head does.
            int expected = name == "BlazeFace" && file.EndsWith("couple_snow.bmp", StringComparison.Ordinal) ? 1 : Counts.GetValueOrDefault(Path.GetFileName(file));
            Assert.Equal((Path.GetFileName(file), expected), (Path.GetFileName(file), detector.Detect(ImageReader.Read(file)).Count));
        });
    }

    /// <remarks>Six people calibrate; all pairs of the other six are compared, each neutral and smiling.</remarks>
    [Fact]
    public void MobileFaceNet_tells_the_same_people_apart_as_the_float_model()
    {
        using TempFolder folder = new();
        FaceDetector detector = new(Model.Load(detectors.Of("BlazeFace").Edge));
        string[] people = FaceMaterial.London;
        int number = 0;
        foreach (Picture cut in people[..12].Concat(FaceMaterial.Photos).Concat(FaceMaterial.SupportedFiles("face/lisa")).SelectMany(file => Cut(detector, file)))
        {
            folder.Write($"faces/{number++}.png", PictureWriter.Png(cut));
        }

        using FloatAndInt8 models = new(SharedData.PathOf("face/embedding/MobileFaceNet_192d.tflite"), folder["faces"], folder);
        (string Person, float[] Float, float[] Int8)[] embeddings =
        [
            .. people[12..].SelectMany(file => Cut(detector, file).Select(models.Run).Select(result => (Path.GetFileName(file)[..3], result.Float[0], result.Int8[0]))),
        ];
        double worst = embeddings.Min(face => TensorPrimitives.CosineSimilarity(face.Float, face.Int8));
        (float[] same, float[] other) real = Similarities(embeddings, face => face.Float), stored = Similarities(embeddings, face => face.Int8);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"float against int8: cosine {worst:0.000} at least; same person {real.same.Min():0.000} / {stored.same.Min():0.000}, others at most {real.other.Max():0.000} / {stored.other.Max():0.000}");
        Assert.Equal(12, embeddings.Length);
        Assert.InRange(worst, 0.95, 1);

        // Every threshold between the float model's people decides all pairs alike; the default one is among them.
        Assert.InRange(FaceGallery.DefaultThreshold, Math.Max(real.other.Max(), stored.other.Max()), Math.Min(real.same.Min(), stored.same.Min()));
    }

    [Fact]
    public void All_pairs_of_portraits_are_decided_rightly()
    {
        using TempFolder folder = new();
        CommandLine.Succeed("faces", "--prepare", SharedData.PathOf("face/london"), "--models", folder["models"], "--key", folder["key"]);
        FaceDetector detector = new(Model.Load(folder["models/detector.edge"]));
        FaceRecognizer recognizer = new(Model.Load(folder["models/recognizer.edge"]));
        (string Person, float[] Face)[] faces =
            [.. FaceMaterial.London.Select(file => (Path.GetFileName(file)[..3], ImageReader.Read(file))).Select(item => (item.Item1, recognizer.Describe(item.Item2, Assert.Single(detector.Detect(item.Item2)))))];
        (float[] same, float[] other) = Similarities(faces, face => face.Face);
        TestContext.Current.TestOutputHelper?.WriteLine($"{same.Length} pairs of one person from {same.Min():0.000}, {other.Length} of two up to {other.Max():0.000}");
        Assert.Equal((12, 264), (same.Length, other.Length));
        Assert.InRange(FaceGallery.DefaultThreshold, other.Max() + 0.05f, same.Min() - 0.05f);
        Assert.InRange(FaceThreshold.For(other, 0.01), 0.2f, other.Max());
        Assert.Contains(FaceThreshold.Curve(same, other), point => point is { FalseAccepts: 0, TrueAccepts: 1 });
    }

    private static IEnumerable<Picture> Cut(FaceDetector detector, string file)
    {
        Picture picture = ImageReader.Read(file);
        return detector.Detect(picture).Select(face => FaceAligner.Align(picture, face, 112));
    }

    private static (float[] Same, float[] Other) Similarities<T>(T[] faces, Func<T, float[]> of)
        where T : System.Runtime.CompilerServices.ITuple
    {
        List<float> same = [], other = [];
        for (int i = 0; i < faces.Length; i++)
        {
            for (int j = i + 1; j < faces.Length; j++)
            {
                (Equals(faces[i][0], faces[j][0]) ? same : other).Add(TensorPrimitives.CosineSimilarity(of(faces[i]), of(faces[j])));
            }
        }

        return ([.. same], [.. other]);
    }
}
