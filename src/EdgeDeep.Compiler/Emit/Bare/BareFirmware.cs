using System.Reflection;
using System.Text;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>The files of firmware/bare that go along with every model: core library, device code, boards and project.</summary>
internal static class BareFirmware
{
    private const string Prefix = "bare/";

    /// <summary>Paths below firmware/bare.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/')).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public static string Read(string path)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + path)
            ?? throw new InvalidOperationException($"firmware/bare/{path} is not embedded.");
        using StreamReader reader = new(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
