using System.Security.Cryptography;

namespace EdgeDeep.Emulator.Building;

/// <summary>Programs that are built once for all boards and models, in the user's folder for such data.</summary>
internal static class Cache
{
    /// <summary>A file that is built where it does not exist yet; several processes may ask at once.</summary>
    /// <param name="name">First part of the folder's name.</param>
    /// <param name="file">The file in that folder.</param>
    /// <param name="sources">Everything that the file depends on.</param>
    /// <param name="build">Builds the file in a folder.</param>
    public static string Get(string name, string file, IEnumerable<byte[]> sources, Action<string> build)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] source in sources)
        {
            hash.AppendData(source);
        }

        string root = Root();
        string folder = Path.Combine(root, $"{name}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}");
        string path = Path.Combine(folder, file);
        if (File.Exists(path))
        {
            return path;
        }

        string temporary = Path.Combine(root, $".{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            build(temporary);
            Move(temporary, folder, path);
            return path;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static void Move(string temporary, string folder, string path)
    {
        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }

    private static string Root()
    {
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string root = Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "edgedeep");
        Directory.CreateDirectory(root);
        return root;
    }
}
