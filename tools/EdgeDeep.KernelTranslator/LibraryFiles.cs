namespace EdgeDeep.KernelTranslator;

/// <summary>The library on disk.</summary>
public static class LibraryFiles
{
    /// <summary>Writes a header and, where there is one, a source file for every unit; returns the paths of the source files.</summary>
    public static IReadOnlyList<string> Write(KernelLibrary library, string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> sources = [];
        foreach (Unit unit in library.Units)
        {
            File.WriteAllText(Path.Combine(folder, unit.Name + ".h"), unit.Header);
            if (unit.Source is { } source)
            {
                string path = Path.Combine(folder, unit.Name + ".c");
                File.WriteAllText(path, source);
                sources.Add(path);
            }
        }

        return sources;
    }
}
