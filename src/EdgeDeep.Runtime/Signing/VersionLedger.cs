using System.Globalization;

namespace EdgeDeep.Runtime.Signing;

/// <summary>
/// The newest version of each model that a device has accepted, in a text file: NAME VERSION SHA256 in a line. A file that
/// cannot be read makes the device refuse every model, because an attacker who can damage it could go back otherwise.
/// </summary>
/// <param name="folder">Where the file lies; it is created.</param>
internal sealed class VersionLedger(string folder)
{
    private const string FileName = "model-versions";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private string FilePath => Path.Combine(folder, FileName);

    /// <summary>Accepts a version that is the newest one, and refuses an older one.</summary>
    /// <param name="path">The model's file, for the message.</param>
    /// <param name="signature">Its signature, already verified.</param>
    /// <exception cref="ModelTrustException">The version is older than one that was accepted, or the same one of another file.</exception>
    public void Accept(string path, ModelSignature signature)
    {
        Directory.CreateDirectory(folder);
        using FileStream locked = Lock();
        Dictionary<string, (long Version, string Sha256)> newest = Read();
        if (newest.TryGetValue(signature.Name, out (long Version, string Sha256) known))
        {
            if (signature.Version < known.Version)
            {
                throw new ModelTrustException($"{path} is version {signature.Version} of '{signature.Name}', and this device has accepted version {known.Version}; it never goes back, so sign the model with a higher version.");
            }

            if (signature.Version == known.Version)
            {
                if (signature.Sha256 != known.Sha256)
                {
                    throw new ModelTrustException($"{path} is another file of version {signature.Version} of '{signature.Name}' than the one that this device has accepted; sign it with a higher version.");
                }

                return;
            }
        }

        newest[signature.Name] = (signature.Version, signature.Sha256);
        Write(newest);
    }

    private Dictionary<string, (long Version, string Sha256)> Read()
    {
        Dictionary<string, (long Version, string Sha256)> newest = [];
        foreach (string line in File.Exists(FilePath) ? File.ReadAllLines(FilePath) : [])
        {
            if (line.Split(' ') is not [var name, var number, { Length: 64 } hash] || !ModelSignature.IsName(name)
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long version) || !newest.TryAdd(name, (version, hash)))
            {
                throw new ModelTrustException($"{FilePath} is damaged, so that no model can be trusted not to be an old one; restore it, or delete it on a device that you hold in your hands.");
            }
        }

        return newest;
    }

    /// <summary>Under a hidden name first: a power cut leaves the old or the new file.</summary>
    private void Write(Dictionary<string, (long Version, string Sha256)> newest)
    {
        string temporary = $"{FilePath}.tmp";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
        {
            using StreamWriter writer = new(file, leaveOpen: true);
            foreach ((string name, (long version, string hash)) in newest.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{name} {version} {hash}\n"));
            }

            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, FilePath, overwrite: true);
    }

    /// <summary>One process at a time.</summary>
    private FileStream Lock()
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new FileStream($"{FilePath}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < end)
            {
                Thread.Sleep(20);
            }
        }
    }
}
