using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli.Reports;

/// <summary>What a signature says about a model.</summary>
internal sealed record SignatureReport(string Model, string Name, long Version, string Sha256, string Key)
{
    public static SignatureReport Of(string path, ModelSignature signature) => new(path, signature.Name, signature.Version, signature.Sha256, signature.Key);
}

/// <summary>A pair of keys that was made.</summary>
internal sealed record KeyReport(string PrivateKey, string PublicKey, string Key);
