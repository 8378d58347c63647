using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Perception.Images;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Cli.Tests;

/// <summary>A third-party float model beside the int8 model that <c>quantize</c> makes of it without further words.</summary>
internal sealed class FloatAndInt8 : IDisposable
{
    private readonly FloatRunner _float;
    private readonly Session _int8;
    private readonly Preprocessor _preprocessor;

    public FloatAndInt8(string name, string file, string calibration, TempFolder folder)
    {
        ThirdPartyModel model = ThirdPartyModels.Named(name)!;
        CommandLine.Succeed("quantize", file, "-o", folder[$"{name}.edge"], "--calibrate", calibration);
        Model int8 = Model.Load(folder[$"{name}.edge"]);
        _int8 = new Session(int8);
        _float = FloatRunner.ForGraph(ModelImporter.Import(file, options: model.Import));
        _preprocessor = Preprocessor.Create(
            PreprocessingSpec.Parse(int8.Plan.Metadata[Runtime.Plans.MetadataKeys.Preprocessing]), _int8.InputInfo(0).Shape);
    }

    public (float[][] Float, float[][] Int8) Run(Picture picture)
    {
        float[] input = new float[_preprocessor.ElementCount];
        _preprocessor.ToTensor(picture, input);
        _int8.SetInput(0, input);
        _int8.Run();
        return (_float.Run([input]), [.. Enumerable.Range(0, _int8.OutputCount).Select(Output)]);
    }

    public void Dispose() => _float.Dispose();

    private float[] Output(int index)
    {
        float[] output = new float[_int8.OutputInfo(index).Elements];
        _int8.GetOutput(index, output);
        return output;
    }
}

/// <summary>Pictures of faces in the shared data.</summary>
internal static class FacePictures
{
    /// <summary>The detector's boxes end at the eyebrows; recognition wants a little more around them, and the forehead.</summary>
    private const float Margin = 1.1f, Forehead = 0.05f;

    public static FloatAndInt8 Detector(TempFolder folder) => new(
        "blazeface", SharedData.PathOf("face/blazeface/face_detection_short_range.tflite"), SharedData.PathOf("face/london"), folder);

    /// <summary>The faces that a float detector sees, each cut out as a square.</summary>
    public static IEnumerable<Picture> Cut(FloatAndInt8 detector, string file)
    {
        Picture picture = ImageTransform.ToRgb(ImageReader.Read(file));
        float[][] output = detector.Run(picture).Float;
        float longer = Math.Max(picture.Width, picture.Height);
        float left = (longer - picture.Width) / 2, top = (longer - picture.Height) / 2;
        foreach (FaceBox box in BlazeFaceDecoder.Decode(output[0], output[1]))
        {
            int side = (int)(Margin * Math.Max(box.Right - box.Left, box.Bottom - box.Top) * longer);
            float x = ((box.Left + box.Right) / 2 * longer) - left, y = ((box.Top + box.Bottom) / 2 * longer) - top;
            yield return Square(picture, (int)(x - (0.5f * side)), (int)(y - ((0.5f + Forehead) * side)), side);
        }
    }

    /// <summary>The picture as a .ppm file.</summary>
    public static byte[] Ppm(Picture picture) =>
        [.. System.Text.Encoding.ASCII.GetBytes($"P6 {picture.Width} {picture.Height} 255\n"), .. picture.Pixels];

    private static Picture Square(Picture picture, int left, int top, int side)
    {
        byte[] pixels = new byte[side * side * 3];
        for (int y = 0; y < side; y++)
        {
            int row = Math.Clamp(top + y, 0, picture.Height - 1) * picture.Width;
            for (int x = 0; x < side; x++)
            {
                picture.Pixels.AsSpan((row + Math.Clamp(left + x, 0, picture.Width - 1)) * 3, 3).CopyTo(pixels.AsSpan(((y * side) + x) * 3));
            }
        }

        return new Picture(side, side, 3, pixels);
    }
}
