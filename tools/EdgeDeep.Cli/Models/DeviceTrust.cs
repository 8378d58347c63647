using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Signing;

namespace EdgeDeep.Cli.Models;

/// <summary>What this machine trusts, as environment variables say, so that a service cannot be started past it.</summary>
internal static class DeviceTrust
{
    /// <summary>Files of public keys, separated as in PATH; where it is set, no model runs that none of them vouches for.</summary>
    public const string KeysVariable = "EDGEDEEP_TRUST";

    /// <summary>Folder of the accepted versions; systemd sets the second one for a service with StateDirectory=.</summary>
    private const string StateVariable = "EDGEDEEP_STATE", ServiceVariable = "STATE_DIRECTORY";

    /// <summary>Whether models need a signature here.</summary>
    public static bool IsOn => Keys.Length > 0;

    private static string[] Keys =>
        (Environment.GetEnvironmentVariable(KeysVariable) ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Where accepted versions are kept if no option says otherwise.</summary>
    public static string State => new[] { StateVariable, ServiceVariable }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value))
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), Cli.Name);

    /// <summary>Loads an .edge file as this machine's keys allow.</summary>
    /// <exception cref="ModelTrustException">Keys are set, and none of them vouches for the file.</exception>
    public static Model Load(string path)
    {
        if (!IsOn)
        {
            return Model.Load(path);
        }

        using ModelTrust trust = new(Keys, State);
        return trust.Load(path);
    }

    /// <summary>Refuses a file of another kind, which cannot be signed.</summary>
    public static void RefuseUnsigned(string path)
    {
        if (IsOn)
        {
            throw new ModelTrustException($"{path} is no .edge file, and only signed .edge files run while {KeysVariable} is set; give one.");
        }
    }
}
