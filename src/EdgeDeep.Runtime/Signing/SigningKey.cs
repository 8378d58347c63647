using System.Security.Cryptography;
using System.Text;

namespace EdgeDeep.Runtime.Signing;

/// <summary>Keys of ECDSA over the curve P-256 (FIPS 186-5), kept in PEM files.</summary>
public static class SigningKey
{
    // Larger than any key of this kind with the comments that tools write in front of it.
    private const int LongestFile = 16 * 1024;

    /// <summary>Creates a pair of keys: FILE for its owner alone, and FILE.pub for the devices.</summary>
    /// <param name="path">The private key's file; neither it nor FILE.pub may exist.</param>
    /// <returns>The public key's file.</returns>
    /// <exception cref="ModelTrustException">One of the files exists.</exception>
    public static string Create(string path)
    {
        string publicPath = $"{path}.pub";
        if (new[] { path, publicPath }.FirstOrDefault(Path.Exists) is { } taken)
        {
            throw new ModelTrustException($"{taken} exists, and keys are never overwritten; name another file.");
        }

        using ECDsa key = Supported(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(path, options))
        {
            file.Write(Encoding.ASCII.GetBytes($"{key.ExportPkcs8PrivateKeyPem()}\n"));
        }

        File.WriteAllText(publicPath, $"{key.ExportSubjectPublicKeyInfoPem()}\n");
        return publicPath;
    }

    /// <summary>Reads a private key.</summary>
    /// <exception cref="ModelTrustException">The file holds no private key of P-256.</exception>
    public static ECDsa ReadPrivate(string path) => Read(path, "PRIVATE KEY", "give the private key that 'edgedeep sign --new-key' made");

    /// <summary>Reads a public key.</summary>
    /// <exception cref="ModelTrustException">The file holds no public key of P-256, or a private one, which devices must not hold.</exception>
    public static ECDsa ReadPublic(string path) => Read(path, "PUBLIC KEY", "give the public key, the .pub file that 'edgedeep sign --new-key' made");

    /// <summary>Names a key: SHA-256 of its public part (SubjectPublicKeyInfo), 64 hexadecimal digits.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private static ECDsa Supported(Func<ECDsa> create)
    {
        try
        {
            return create();
        }
        catch (PlatformNotSupportedException)
        {
            throw new ModelTrustException("signatures need OpenSSL 3 on this system; install it (Debian package libssl3).");
        }
    }

    private static ECDsa Read(string path, string kind, string remedy)
    {
        string text = File.Exists(path) && new FileInfo(path).Length <= LongestFile ? File.ReadAllText(path)
            : throw new ModelTrustException($"{path} is no key file; {remedy}.");
        ECDsa key = Supported(ECDsa.Create);
        try
        {
            if (PemEncoding.TryFind(text, out PemFields fields) && text[fields.Label] == kind)
            {
                key.ImportFromPem(text);
                if (key.KeySize == 256 && key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                {
                    return key;
                }
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Told below as every other file that holds no such key.
        }

        key.Dispose();
        throw new ModelTrustException($"{path} holds no {kind.ToLowerInvariant()} of the curve P-256; {remedy}.");
    }
}
