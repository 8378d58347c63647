using EdgeDeep.Cli.Commands;
using EdgeDeep.Cli.Models;
using EdgeDeep.Perception.Datasets;
using EdgeDeep.Perception.Faces;
using EdgeDeep.Perception.Images;
using EdgeDeep.Runtime;

namespace EdgeDeep.Cli.Faces;

/// <summary>Makes both int8 face models of a folder of photos: the detector first, then the recognizer of the faces it finds.</summary>
internal static class FacePreparation
{
    private const string DetectorName = "blazeface", RecognizerName = "mobilefacenet";

    // Fewer faces than this tell little about the ranges of numbers.
    private const int FewFaces = 10, Side = 112, MosaicSide = 640;
    private static readonly int[] MosaicCells = [2, 4];

    /// <summary>Writes the models into the folder.</summary>
    /// <param name="context">The command.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="photos">Photos with faces.</param>
    /// <param name="detector">Another detector's .edge file; null for BlazeFace of its package.</param>
    /// <returns>The number of faces that the recognizer was calibrated with.</returns>
    public static int Run(CommandContext context, FaceFolder folder, string photos, string? detector)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("edgedeep-faces-");
        try
        {
            string newDetector = Path.Combine(scratch.FullName, "detector.edge"), newRecognizer = Path.Combine(scratch.FullName, "recognizer.edge");
            if (detector is null)
            {
                string all = Directory.CreateDirectory(Path.Combine(scratch.FullName, "photos")).FullName;
                Shrink([.. SupportedFiles.Find(photos, SupportedFiles.Pictures)], all);
                QuantizeRun.Run(context, new QuantizeCall(DetectorName, newDetector) { Calibrate = all });
            }
            else
            {
                _ = new FaceDetector(LoadedModel.Load(detector).Int8());
                File.Copy(detector, newDetector);
            }

            string faces = Directory.CreateDirectory(Path.Combine(scratch.FullName, "faces")).FullName;
            int count = Cut(context, new FaceDetector(Model.Load(newDetector), new FaceDetectorOptions { Depth = 1 }), photos, faces);
            QuantizeRun.Run(context, new QuantizeCall(RecognizerName, newRecognizer) { Calibrate = faces });
            Directory.CreateDirectory(folder.Folder);
            File.Move(newDetector, folder.DetectorFile, overwrite: true);
            File.Move(newRecognizer, folder.RecognizerFile, overwrite: true);
            return count;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>The photos as they are, and mosaics of them: a detector that saw large faces only is coarse with small ones.</summary>
    private static void Shrink(string[] files, string folder)
    {
        Picture[] small = new Picture[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            Picture picture = ImageReader.Read(files[i]);
            small[i] = ImageTransform.Fit(picture, MosaicSide / MosaicCells[0], MosaicSide / MosaicCells[0], FitMode.Letterbox);
            File.WriteAllBytes(Path.Combine(folder, $"{i:00000}.png"), PictureWriter.Png(ImageTransform.Fit(picture, MosaicSide, MosaicSide, FitMode.Letterbox)));
        }

        foreach (int cells in MosaicCells)
        {
            for (int first = 0; first < small.Length; first += cells * cells)
            {
                File.WriteAllBytes(Path.Combine(folder, $"{first:00000}-{cells}.png"), PictureWriter.Png(Mosaic.Of(small[first..], cells, MosaicSide / cells)));
            }
        }
    }

    private static int Cut(CommandContext context, FaceDetector detector, string photos, string faces)
    {
        string[] files = [.. SupportedFiles.Find(photos, SupportedFiles.Pictures)];
        int count = 0;
        foreach (string file in files)
        {
            context.Stop.ThrowIfCancellationRequested();
            Picture picture = ImageReader.Read(file);
            foreach (Face face in detector.Detect(picture))
            {
                File.WriteAllBytes(Path.Combine(faces, $"{count:00000}.png"), PictureWriter.Png(FaceAligner.Align(picture, face, Side)));
                count++;
            }
        }

        if (count == 0)
        {
            throw new CommandException($"{photos}: no face was found in {Terminals.Words.Plural(files.Length, "picture")}, and the recognizer needs some to be calibrated; name a folder with photos of faces.");
        }

        if (count < FewFaces)
        {
            context.Say("warning", $"only {Terminals.Words.Plural(count, "face")} to calibrate the recognizer with; {FewFaces} and more of different people make it better.");
        }

        return count;
    }
}
