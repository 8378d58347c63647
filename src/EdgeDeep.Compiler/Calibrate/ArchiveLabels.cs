using System.Globalization;
using System.IO.Compression;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>The classes that an archive of arrays (<c>.npz</c>) holds beside the inputs.</summary>
public static class ArchiveLabels
{
    /// <summary>Name of the array.</summary>
    public const string Name = "labels";

    /// <summary>Reads the array <see cref="Name"/>: [N] or [N,1] class indices, of any element type.</summary>
    /// <param name="path">The archive.</param>
    /// <returns>The index of each sample's class; null where the archive has no such array.</returns>
    /// <exception cref="ModelException">The archive cannot be read, or the array holds something else.</exception>
    public static IReadOnlyList<int>? Read(string path)
    {
        try
        {
            using (ZipArchive archive = ZipFile.OpenRead(path))
            {
                if (archive.GetEntry(Name + ".npy") is null)
                {
                    return null;
                }
            }

            Value scalar = new(Name, ElementType.Float32, 1);
            ArraySource source = ArraySource.Npy($"{path}/{Name}", scalar, false, () => new EntryStream(path, Name + ".npy"));
            return [.. source.Read().Select((sample, i) => Index(path, sample[0], i))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw CalibrationFiles.Unreadable(path, error);
        }
    }

    private static int Index(string path, float value, int number) => value >= 0 && value < int.MaxValue && value == MathF.Floor(value)
        ? (int)value
        : throw new ModelException($"'{path}' has {value.ToString(CultureInfo.InvariantCulture)} as label {number}; labels are whole numbers from 0, the places of the classes in the model's list.");
}
