using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>A float model beside the int8 model that <c>quantize</c> makes of it.</summary>
internal sealed class FloatAndInt8 : IDisposable
{
    private readonly FloatRunner _float;
    private readonly Session _int8;
    private readonly Preprocessor _preprocessor;
    private readonly ImageSpec _spec;

    /// <summary>Quantizes a model.</summary>
    /// <param name="file">The float model.</param>
    /// <param name="calibration">A folder of pictures.</param>
    /// <param name="folder">Where the int8 model is written, as its name with .edge.</param>
    /// <param name="options">Further options of <c>quantize</c>.</param>
    public FloatAndInt8(string file, string calibration, TempFolder folder, params string[] options)
    {
        Edge = folder[$"{Path.GetFileNameWithoutExtension(file)}.edge"];
        CommandLine.Succeed(["quantize", file, "-o", Edge, "--calibrate", calibration, .. options]);
        Model int8 = Model.Load(Edge);
        _int8 = new Session(int8);
        _float = FloatRunner.ForGraph(ModelImporter.Import(file, options: ThirdPartyModels.Of(file)?.Import));
        _spec = (ImageSpec)PreprocessingSpec.Parse(int8.Plan.Metadata[MetadataKeys.Preprocessing]);
        _preprocessor = Preprocessor.Create(_spec, _int8.InputInfo(0).Shape);
    }

    /// <summary>The int8 model's file.</summary>
    public string Edge { get; }

    public (float[][] Float, float[][] Int8) Run(Picture picture)
    {
        float[] input = new float[_preprocessor.ElementCount];
        _preprocessor.ToTensor(picture, input);
        _int8.SetInput(0, input);
        _int8.Run();

        // A float .onnx model takes whole channels after each other, the int8 model interleaves them.
        return (_float.Run([input]), [.. Enumerable.Range(0, _int8.OutputCount).Select(Output)]);
    }

    /// <summary>The faces that both find, in pixels of the model's input.</summary>
    public (IReadOnlyList<Face> Float, IReadOnlyList<Face> Int8) Faces(Picture picture, float score)
    {
        (float[][] real, float[][] stored) = Run(picture);
        ImageLayout layout = ImageLayout.Of(_int8.InputInfo(0).Shape, _spec.Size)!.Value;
        FaceHead head = FaceHead.Of([.. Enumerable.Range(0, _int8.OutputCount).Select(_int8.OutputInfo)], layout.Width, layout.Height);
        return (OverlappingFaces.Merge(head.Decode(real, score), 0.3f), OverlappingFaces.Merge(head.Decode(stored, score), 0.3f));
    }

    public void Dispose() => _float.Dispose();

    private float[] Output(int index)
    {
        float[] output = new float[_int8.OutputInfo(index).Elements];
        _int8.GetOutput(index, output);
        return output;
    }
}

/// <summary>Pictures and models of faces in the shared data.</summary>
internal static class FaceMaterial
{
    public static IEnumerable<string> Photos => SupportedFiles("face/photos");

    /// <summary>Twelve people, each neutral and smiling; a name begins with the person's number.</summary>
    public static string[] London => [.. SupportedFiles("face/london")];

    public static IEnumerable<string> SupportedFiles(string folder) =>
        Perception.Datasets.SupportedFiles.Find(SharedData.PathOf(folder), Perception.Datasets.SupportedFiles.Pictures);
}

/// <summary>Detectors, each quantized once for all tests of a class.</summary>
public sealed class FaceDetectors : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, FloatAndInt8> _models = [];

    /// <summary>The detector of a name, calibrated with portraits and with mosaics of them, whose faces are small.</summary>
    internal FloatAndInt8 Of(string name)
    {
        if (_models.Count == 0)
        {
            Picture[] portraits = [.. FaceMaterial.London.Select(file => ImageTransform.Fit(ImageReader.Read(file), 640, 640, FitMode.Letterbox))];
            foreach ((int cells, int side) in new[] { (1, 640), (2, 320), (4, 160), (8, 80) })
            {
                for (int first = 0; first < portraits.Length; first += cells * cells)
                {
                    _folder.Write($"calibration/{cells}-{first}.png", PictureWriter.Png(Mosaic.Of(portraits[first..], cells, side)));
                }
            }
        }

        if (!_models.TryGetValue(name, out FloatAndInt8? models))
        {
            models = name switch
            {
                "BlazeFace" => new(SharedData.PathOf("face/blazeface/face_detection_short_range.tflite"), _folder["calibration"], _folder),
                "YuNet" => new(SharedData.PathOf("face/yunet/yunet_n_320_320.onnx"), _folder["calibration"], _folder, "--preprocess", "image:color=bgr,fit=letterbox"),
                _ => new(SharedData.PathOf("face/ultraface/version-RFB-320_simplified.onnx"), _folder["calibration"], _folder, "--preprocess", "image:mean=127,std=128,fit=letterbox"),
            };
            _models.Add(name, models);
        }

        return models;
    }

    public void Dispose()
    {
        foreach (FloatAndInt8 models in _models.Values)
        {
            models.Dispose();
        }

        _folder.Dispose();
    }
}
