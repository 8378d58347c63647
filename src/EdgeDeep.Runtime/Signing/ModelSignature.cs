using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeDeep.Runtime.Signing;

/// <summary>
/// Who vouches for a model file: five lines of text (name, version, SHA-256 of the file, key), and the ECDSA signature of
/// these lines (P-256, SHA-256, IEEE P1363 form) in a sixth one. It lies beside the model as MODEL.edge.sig.
/// </summary>
/// <param name="Name">What the model is for; a device never takes a model of one name for another.</param>
/// <param name="Version">Counts up; a device never goes back.</param>
/// <param name="Sha256">Of the model file, 64 hexadecimal digits.</param>
/// <param name="Key">Name of the key, see <see cref="SigningKey.IdOf"/>.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record ModelSignature(string Name, long Version, string Sha256, string Key, ReadOnlyMemory<byte> Signature)
{
    /// <summary>What is appended to a model's file name.</summary>
    public const string Extension = ".sig";

    private const string Title = "EdgeDeep model signature 1";
    private const int LongestFile = 1024, LongestName = 64;

    private string Signed => $"{Title}\nname {Name}\nversion {Version.ToString(CultureInfo.InvariantCulture)}\nsha256 {Sha256}\nkey {Key}\n";

    /// <summary>Signs a model.</summary>
    /// <param name="file">The whole model file.</param>
    /// <param name="name">1 to 64 letters, digits, '-', '_' or '.'.</param>
    /// <param name="version">At least 1.</param>
    /// <param name="key">A private key of P-256.</param>
    /// <exception cref="ModelTrustException">The name or the version is not allowed.</exception>
    public static ModelSignature Sign(ReadOnlySpan<byte> file, string name, long version, ECDsa key)
    {
        if (!IsName(name))
        {
            throw new ModelTrustException($"'{name}' is no name of a model; use 1 to {LongestName} letters, digits, '-', '_' and '.'.");
        }

        if (version < 1)
        {
            throw new ModelTrustException($"{version} is no version of a model; versions count from 1.");
        }

        ModelSignature unsigned = new(name, version, HashOf(file), SigningKey.IdOf(key), ReadOnlyMemory<byte>.Empty);
        return unsigned with { Signature = key.SignData(Encoding.ASCII.GetBytes(unsigned.Signed), HashAlgorithmName.SHA256) };
    }

    /// <summary>Reads the text of a signature; nothing is verified.</summary>
    /// <param name="path">A .sig file.</param>
    /// <exception cref="ModelTrustException">The file is missing or no signature.</exception>
    public static ModelSignature Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ModelTrustException($"{path} does not exist, so that nobody vouches for the model; sign it with 'edgedeep sign'.");
        }

        string text = new FileInfo(path).Length <= LongestFile ? File.ReadAllText(path, Encoding.ASCII) : string.Empty;
        return Parse(text) ?? throw new ModelTrustException($"{path} is no signature of a model; sign the model with 'edgedeep sign'.");
    }

    /// <summary>Whether a key's owner made this signature for exactly this file.</summary>
    /// <param name="file">The whole model file.</param>
    /// <param name="key">The public key.</param>
    public bool IsOf(ReadOnlySpan<byte> file, ECDsa key) =>
        Key == SigningKey.IdOf(key) && Sha256 == HashOf(file) && key.VerifyData(Encoding.ASCII.GetBytes(Signed), Signature.Span, HashAlgorithmName.SHA256);

    /// <summary>The text of the .sig file.</summary>
    public override string ToString() => $"{Signed}signature {Convert.ToBase64String(Signature.Span)}\n";

    /// <summary>SHA-256 as 64 hexadecimal digits.</summary>
    internal static string HashOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));

    /// <summary>Whether a text can name a model.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && name.Any(char.IsAsciiLetterOrDigit);

    /// <summary>Only the very text that <see cref="ToString"/> writes is taken.</summary>
    private static ModelSignature? Parse(string text)
    {
        string[] lines = text.Split('\n');
        Span<byte> signature = stackalloc byte[64];
        if (lines.Length != 7 || !long.TryParse(After("version ", lines[2]), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            || !Convert.TryFromBase64String(After("signature ", lines[5]), signature, out int length) || length != signature.Length)
        {
            return null;
        }

        ModelSignature read = new(After("name ", lines[1]), version, After("sha256 ", lines[3]), After("key ", lines[4]), signature.ToArray());
        return read.ToString() == text && IsName(read.Name) && version > 0 ? read : null;
    }

    private static string After(string word, string line) => line.StartsWith(word, StringComparison.Ordinal) ? line[word.Length..] : string.Empty;
}
