using System.Security.Cryptography;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Runtime.Tests.Signing;

/// <summary>A device runs what its keys vouch for, in versions that only rise.</summary>
public sealed class ModelTrustTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-trust-").FullName;
    private readonly byte[] _model = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];

    public ModelTrustTests() => SigningKey.Create(PathOf("release"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_signed_is_read()
    {
        string path = Signed("a.edge", _model, "kws", 3);
        using ModelTrust trust = Trust();
        (byte[] file, ModelSignature signature) = trust.Read(path);
        Assert.Equal(_model, file);
        Assert.Equal(("kws", 3L), (signature.Name, signature.Version));
        trust.Read(path);
    }

    [Fact]
    public void Every_changed_byte_of_model_and_signature_is_refused()
    {
        string path = Signed("a.edge", _model, "kws", 3), seal = path + ModelSignature.Extension;
        using ModelTrust trust = Trust();
        foreach (string file in new[] { path, seal })
        {
            byte[] bytes = File.ReadAllBytes(file);
            for (int i = 0; i < bytes.Length; i++)
            {
                // One bit of a letter's case is a change, too.
                bytes[i] ^= 32;
                File.WriteAllBytes(file, bytes);
                Assert.Throws<ModelTrustException>(() => trust.Read(path));
                bytes[i] ^= 32;
            }

            File.WriteAllBytes(file, bytes[..^1]);
            Assert.Throws<ModelTrustException>(() => trust.Read(path));
            File.WriteAllBytes(file, [.. bytes, 10]);
            Assert.Throws<ModelTrustException>(() => trust.Read(path));
            File.WriteAllBytes(file, bytes);
        }

        trust.Read(path);
    }

    [Fact]
    public void Models_without_signature_and_of_other_keys_are_refused()
    {
        string bare = PathOf("bare.edge");
        File.WriteAllBytes(bare, _model);
        using ModelTrust trust = Trust();
        Assert.Contains("nobody vouches", Assert.Throws<ModelTrustException>(() => trust.Read(bare)).Message, StringComparison.Ordinal);
        SigningKey.Create(PathOf("other"));
        Assert.Contains("does not trust", Assert.Throws<ModelTrustException>(() => trust.Read(Signed("b.edge", _model, "kws", 1, "other"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_claims_another_key_is_refused()
    {
        SigningKey.Create(PathOf("other"));
        string path = Signed("a.edge", _model, "kws", 1, "other"), seal = path + ModelSignature.Extension;
        using ECDsa other = SigningKey.ReadPrivate(PathOf("other")), release = SigningKey.ReadPublic(PathOf("release.pub"));
        File.WriteAllText(seal, File.ReadAllText(seal).Replace(SigningKey.IdOf(other), SigningKey.IdOf(release), StringComparison.Ordinal));
        using ModelTrust trust = Trust();
        Assert.Contains("forged", Assert.Throws<ModelTrustException>(() => trust.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_never_go_back()
    {
        using (ModelTrust first = Trust())
        {
            first.Read(Signed("two.edge", _model, "kws", 2));
        }

        using ModelTrust trust = Trust();
        Assert.Contains("never goes back", Assert.Throws<ModelTrustException>(() => trust.Read(Signed("one.edge", _model, "kws", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("another file", Assert.Throws<ModelTrustException>(() => trust.Read(Signed("twin.edge", [1, 2], "kws", 2))).Message, StringComparison.Ordinal);
        trust.Read(Signed("face.edge", _model, "faces", 1));
        trust.Read(Signed("three.edge", [1, 2], "kws", 3));
        Assert.Throws<ModelTrustException>(() => trust.Read(PathOf("two.edge")));
        Assert.Equal(2, File.ReadAllLines(PathOf("state/model-versions")).Length);
    }

    [Fact]
    public void A_damaged_list_of_versions_trusts_nothing()
    {
        string path = Signed("a.edge", _model, "kws", 2);
        using ModelTrust trust = Trust();
        trust.Read(path);
        File.WriteAllText(PathOf("state/model-versions"), "kws 2");
        Assert.Contains("damaged", Assert.Throws<ModelTrustException>(() => trust.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_version_wins_among_many_at_once()
    {
        string[] paths = [.. Enumerable.Range(1, 12).Select(version => Signed($"{version}.edge", [(byte)version], "kws", version))];
        CancellationToken stop = TestContext.Current.CancellationToken;
        await Task.WhenAll(paths.Select(path => Task.Run(
            () =>
            {
                using ModelTrust trust = Trust();
                try
                {
                    trust.Read(path);
                }
                catch (ModelTrustException)
                {
                    // Another one was first with a higher version.
                }
            }, stop)));
        Assert.StartsWith("kws 12 ", File.ReadAllText(PathOf("state/model-versions")), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_for_their_owner_and_are_not_mixed_up()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("release")));
        }

        Assert.Throws<ModelTrustException>(() => SigningKey.Create(PathOf("release")));
        Assert.Throws<ModelTrustException>(() => SigningKey.ReadPublic(PathOf("release")));
        Assert.Throws<ModelTrustException>(() => SigningKey.ReadPrivate(PathOf("release.pub")));
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(PathOf("large.pub"), large.ExportSubjectPublicKeyInfoPem());
        Assert.Contains("P-256", Assert.Throws<ModelTrustException>(() => SigningKey.ReadPublic(PathOf("large.pub"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a\nversion 9")]
    public void Names_hold_nothing_but_letters(string name)
    {
        using ECDsa key = SigningKey.ReadPrivate(PathOf("release"));
        Assert.Throws<ModelTrustException>(() => ModelSignature.Sign(_model, name, 1, key));
    }

    private ModelTrust Trust() => new([PathOf("release.pub")], PathOf("state"));

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Signed(string file, byte[] model, string name, long version, string key = "release")
    {
        File.WriteAllBytes(PathOf(file), model);
        using ECDsa signer = SigningKey.ReadPrivate(PathOf(key));
        File.WriteAllText(PathOf(file) + ModelSignature.Extension, ModelSignature.Sign(model, name, version, signer).ToString());
        return PathOf(file);
    }
}
