using System.Security.Cryptography;

namespace EdgeDeep.Runtime.Signing;

/// <summary>
/// The keys that a device trusts. Every model is read once, and the very bytes that were verified are returned, so that
/// nobody can exchange the file in between. Safe for use by several threads and processes at once.
/// </summary>
public sealed class ModelTrust : IDisposable
{
    private readonly ECDsa[] _keys;
    private readonly VersionLedger? _ledger;

    /// <summary>Reads the keys.</summary>
    /// <param name="keys">Files of public keys; a model that one of them vouches for is trusted.</param>
    /// <param name="state">Folder in which the accepted versions are kept, where only the device may write; null to take any version.</param>
    /// <exception cref="ModelTrustException">A file holds no public key, or none is given.</exception>
    public ModelTrust(IEnumerable<string> keys, string? state)
    {
        _keys = [.. keys.Select(SigningKey.ReadPublic)];
        _ledger = state is null ? null : new VersionLedger(state);
        if (_keys.Length == 0)
        {
            throw new ModelTrustException("no key is given that models could be trusted by; name a public key.");
        }
    }

    /// <summary>Loads a trusted model.</summary>
    /// <param name="path">An .edge file with its signature beside it as PATH.sig.</param>
    /// <exception cref="ModelTrustException">The model is not to be trusted.</exception>
    public Model Load(string path)
    {
        try
        {
            return Model.Load(Read(path).File);
        }
        catch (Plans.ModelFormatException e)
        {
            throw new Plans.ModelFormatException($"{path}: {e.Message}");
        }
    }

    /// <summary>Reads and verifies a file, and notes its version.</summary>
    /// <param name="path">The file, with its signature beside it as PATH.sig.</param>
    /// <returns>The verified bytes and their signature.</returns>
    /// <exception cref="ModelTrustException">There is no signature by one of the keys for just these bytes, or the version is an old one.</exception>
    public (byte[] File, ModelSignature Signature) Read(string path)
    {
        ModelSignature signature = ModelSignature.Read(path + ModelSignature.Extension);
        byte[] file = File.ReadAllBytes(path);
        if (!_keys.Any(key => SigningKey.IdOf(key) == signature.Key))
        {
            throw new ModelTrustException($"{path} is signed by the key {signature.Key[..16]}, which this device does not trust; sign it with a key that it trusts.");
        }

        if (!_keys.Any(key => signature.IsOf(file, key)))
        {
            throw new ModelTrustException($"{path} is not the file that was signed, or its signature is forged; copy both files again, or sign the model with 'edgedeep sign'.");
        }

        _ledger?.Accept(path, signature);
        return (file, signature);
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose() => Array.ForEach(_keys, key => key.Dispose());
}
