using System.Numerics.Tensors;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Images;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>What int8 costs third-party face models. The float answers are ONNX Runtime's.</summary>
public class FaceModelTests
{
    [Fact]
    public void BlazeFace_finds_the_faces_of_the_float_model()
    {
        using TempFolder folder = new();
        using FloatAndInt8 models = FacePictures.Detector(folder);
        int faces = 0;
        foreach (string file in SupportedFiles.Find(SharedData.PathOf("face/photos"), SupportedFiles.Pictures))
        {
            (float[][] real, float[][] stored) = models.Run(ImageReader.Read(file));
            IReadOnlyList<FaceBox> expected = BlazeFaceDecoder.Decode(real[0], real[1]), found = BlazeFaceDecoder.Decode(stored[0], stored[1]);
            foreach (FaceBox face in expected)
            {
                FaceBox nearest = found.DefaultIfEmpty().MaxBy(face.Overlap);
                TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(file)}: score {face.Score:0.000} int8 {nearest.Score:0.000}, overlap {face.Overlap(nearest):0.000}");
                Assert.InRange(face.Overlap(nearest), 0.9f, 1);
                Assert.Equal(face.Score, nearest.Score, 0.1f);
                faces++;
            }

            // Where the float model is far from seeing a face, int8 sees none either.
            Assert.True(real[1].Max() > -0.5f || found.Count == 0, $"{file} has no face for the float model and {found.Count} in int8");
        }

        Assert.Equal(6, faces);
    }

    /// <remarks>Six people calibrate, the other six are compared, each neutral and smiling.</remarks>
    [Fact]
    public void MobileFaceNet_tells_the_same_people_apart()
    {
        using TempFolder folder = new();
        using FloatAndInt8 detector = FacePictures.Detector(folder);
        string[] people = [.. SupportedFiles.Find(SharedData.PathOf("face/london"), SupportedFiles.Pictures)];
        string[] calibration = [.. people[..12], .. SupportedFiles.Find(SharedData.PathOf("face/photos"), SupportedFiles.Pictures), .. SupportedFiles.Find(SharedData.PathOf("face/lisa"), SupportedFiles.Pictures)];
        Picture[] known = [.. calibration.SelectMany(file => FacePictures.Cut(detector, file))];
        for (int i = 0; i < known.Length; i++)
        {
            folder.Write($"faces/{i}.ppm", FacePictures.Ppm(known[i]));
        }

        using FloatAndInt8 models = new("mobilefacenet", SharedData.PathOf("face/embedding/MobileFaceNet_192d.tflite"), folder["faces"], folder);
        (string Person, float[] Float, float[] Int8)[] embeddings =
        [
            .. people[12..].SelectMany(file => FacePictures.Cut(detector, file).Take(1).Select(models.Run)
                .Select(result => (Path.GetFileName(file)[..3], result.Float[0], result.Int8[0]))),
        ];
        double worst = embeddings.Min(face => TensorPrimitives.CosineSimilarity(face.Float, face.Int8));
        (double[] same, double[] other) real = Similarities(embeddings, face => face.Float), stored = Similarities(embeddings, face => face.Int8);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"float against int8: cosine {worst:0.000} at least; same person {real.same.Min():0.000} / {stored.same.Min():0.000}, others at most {real.other.Max():0.000} / {stored.other.Max():0.000}");
        Assert.Equal(12, embeddings.Length);
        Assert.InRange(worst, 0.95, 1);

        // One threshold, chosen on the float model, tells all pairs apart in both.
        double threshold = (real.same.Min() + real.other.Max()) / 2;
        Assert.True(real.same.Min() > threshold);
        Assert.All(stored.same, similarity => Assert.True(similarity > threshold));
        Assert.All(stored.other, similarity => Assert.True(similarity < threshold));
    }

    private static (double[] Same, double[] Other) Similarities<T>((string Person, T Float, T Int8)[] faces, Func<(string Person, T Float, T Int8), float[]> of)
    {
        List<double> same = [], other = [];
        for (int i = 0; i < faces.Length; i++)
        {
            for (int j = i + 1; j < faces.Length; j++)
            {
                (faces[i].Person == faces[j].Person ? same : other).Add(TensorPrimitives.CosineSimilarity(of(faces[i]), of(faces[j])));
            }
        }

        return ([.. same], [.. other]);
    }
}
