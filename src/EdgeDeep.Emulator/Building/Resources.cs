namespace EdgeDeep.Emulator.Building;

/// <summary>The files of the folder firmware, which this assembly carries.</summary>
internal static class Resources
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="name">Its path below firmware, such as <c>pi/Runner.cs</c>.</param>
    public static byte[] Read(string name)
    {
        using Stream resource = typeof(Resources).Assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes all files of a folder below firmware.</summary>
    /// <param name="source">The folder, such as <c>pi</c>.</param>
    /// <param name="target">Where they go.</param>
    public static void Write(string source, string target)
    {
        foreach (string name in typeof(Resources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{source}/", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(Path.Combine(target, name[(source.Length + 1)..]), Read(name));
        }
    }
}
