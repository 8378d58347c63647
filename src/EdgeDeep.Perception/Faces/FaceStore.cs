using System.Security.Cryptography;
using System.Text;

namespace EdgeDeep.Perception.Faces;

/// <summary>
/// A file with a gallery, encrypted by AES-256-GCM: descriptions and names, never a picture. Without the key file it tells
/// nothing but its size, and a changed byte is noticed.
/// </summary>
/// <param name="path">The store.</param>
/// <param name="keyPath">A file of 32 bytes that only its owner may read, kept elsewhere than the store.</param>
public sealed class FaceStore(string path, string keyPath)
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16, LargestFile = 1 << 28;
    private static readonly byte[] Head = "EDFS\x01"u8.ToArray();

    /// <summary>Reads the gallery.</summary>
    /// <param name="recognizer">Names the network that describes faces now.</param>
    /// <returns>An empty gallery where there is no store yet.</returns>
    /// <exception cref="InputException">The store is damaged, the key is another one, or another network described the faces.</exception>
    public FaceGallery Read(string recognizer)
    {
        if (!File.Exists(path))
        {
            return new FaceGallery(recognizer);
        }

        byte[] file = new FileInfo(path).Length <= LargestFile ? File.ReadAllBytes(path) : [];
        if (file.Length < Head.Length + NonceBytes + TagBytes || !file.AsSpan().StartsWith(Head))
        {
            throw new InputException($"{path} is no store of faces; name another one, or move it away to begin anew.");
        }

        ReadOnlySpan<byte> sealedText = file.AsSpan(Head.Length);
        byte[] plain = new byte[sealedText.Length - NonceBytes - TagBytes];
        try
        {
            using AesGcm aes = new(ReadKey(), TagBytes);
            aes.Decrypt(sealedText[..NonceBytes], sealedText[(NonceBytes + TagBytes)..], sealedText[NonceBytes..(NonceBytes + TagBytes)], plain, Head);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new InputException($"{path} does not open with {keyPath}: the file was changed, or the key is another one; restore both from the same backup.");
        }

        FaceGallery gallery = Parse(plain);
        return gallery.Recognizer == recognizer ? gallery : throw new InputException(
            $"{path} was made with another recognizer ({gallery.Recognizer}) than this one ({recognizer}); use that one, or enroll everybody anew in another store.");
    }

    /// <summary>Replaces the store; the old one stays until the new one is whole.</summary>
    /// <exception cref="InputException">The key file cannot be used.</exception>
    public void Write(FaceGallery gallery)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        byte[] plain = Format(gallery), file = new byte[Head.Length + NonceBytes + TagBytes + plain.Length];
        Head.CopyTo(file, 0);
        Span<byte> nonce = file.AsSpan(Head.Length, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using (AesGcm aes = new(File.Exists(keyPath) ? ReadKey() : NewKey(), TagBytes))
        {
            aes.Encrypt(nonce, plain, file.AsSpan(Head.Length + NonceBytes + TagBytes), file.AsSpan(Head.Length + NonceBytes, TagBytes), Head);
        }

        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        WritePrivate(temporary, file);
        File.Move(temporary, path, overwrite: true);
    }

    private static void RequireCipher()
    {
        if (!AesGcm.IsSupported)
        {
            throw new InputException("encrypted people need OpenSSL 3 on this system; install it (Debian package libssl3).");
        }
    }

    private byte[] NewKey()
    {
        RequireCipher();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(keyPath))!);
        byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);
        WritePrivate(keyPath, key);
        return key;
    }

    private byte[] ReadKey()
    {
        RequireCipher();
        if (!File.Exists(keyPath) || new FileInfo(keyPath).Length != KeyBytes)
        {
            throw new InputException($"{keyPath} is not the {KeyBytes} bytes of a key; restore it, or begin anew with another store.");
        }

        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(keyPath) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0
            ? throw new InputException($"{keyPath} can be read by others; say 'chmod 600 {keyPath}'.")
            : File.ReadAllBytes(keyPath);
    }

    private static void WritePrivate(string file, byte[] content)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(file, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static byte[] Format(FaceGallery gallery)
    {
        using MemoryStream memory = new();
        using (BinaryWriter writer = new(memory, Encoding.UTF8))
        {
            writer.Write(gallery.Recognizer);
            writer.Write(gallery.People.Count);
            foreach ((string name, IReadOnlyList<float[]> shots) in gallery.People)
            {
                writer.Write(name);
                writer.Write(shots.Count);
                writer.Write(shots[0].Length);
                foreach (float number in shots.SelectMany(shot => shot))
                {
                    writer.Write(number);
                }
            }
        }

        return memory.ToArray();
    }

    /// <summary>The plain text is ours: the tag has vouched for every byte.</summary>
    private static FaceGallery Parse(byte[] plain)
    {
        using BinaryReader reader = new(new MemoryStream(plain), Encoding.UTF8);
        FaceGallery gallery = new(reader.ReadString());
        for (int people = reader.ReadInt32(); people > 0; people--)
        {
            string name = reader.ReadString();
            (int shots, int length) = (reader.ReadInt32(), reader.ReadInt32());
            for (; shots > 0; shots--)
            {
                float[] shot = new float[length];
                for (int i = 0; i < length; i++)
                {
                    shot[i] = reader.ReadSingle();
                }

                gallery.Add(name, shot);
            }
        }

        return gallery;
    }
}
