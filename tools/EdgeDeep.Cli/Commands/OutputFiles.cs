namespace EdgeDeep.Cli.Commands;

/// <summary>Output files that appear under their names all together, or not at all. A name may have folders in it.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly string[] _newFolders;
    private readonly string[] _targets;
    private readonly string[] _temporary;
    private readonly FileStream[] _streams;

    /// <summary>Starts the files under hidden names.</summary>
    /// <exception cref="CommandException">There is a file where a folder should be.</exception>
    public OutputFiles(string folder, string[] names)
    {
        string top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _targets = [.. names.Select(name => Path.Combine(top, name))];
        string[] folders = [.. _targets.Select(target => Path.GetDirectoryName(target)!).Append(top).SelectMany(path => UpTo(top, path)).Distinct()];
        if (Array.Find(folders, File.Exists) is { } file)
        {
            throw new CommandException($"{(file == top ? folder : file)} is a file where a folder for the outputs is needed; name another.");
        }

        // The deepest ones first, as they have to be removed.
        _newFolders = [.. folders.Where(path => !Directory.Exists(path)).OrderByDescending(path => path.Length)];
        Array.ForEach(folders, path => Directory.CreateDirectory(path));
        _temporary = [.. _targets.Select(target => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp"))];
        _streams = [.. _temporary.Select(path => new FileStream(path, FileMode.Create, FileAccess.Write))];
    }

    /// <summary>The file at an index.</summary>
    public FileStream this[int index] => _streams[index];

    /// <summary>Gives the files their names.</summary>
    public void Commit()
    {
        Array.ForEach(_streams, stream => stream.Dispose());
        for (int i = 0; i < _targets.Length; i++)
        {
            File.Move(_temporary[i], _targets[i], overwrite: true);
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        Array.ForEach(_streams, stream => stream.Dispose());
        Array.ForEach(_temporary, File.Delete);
        foreach (string folder in _newFolders.Where(path => !Directory.EnumerateFileSystemEntries(path).Any()))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>A folder below another one and all between them, the upper one included.</summary>
    private static IEnumerable<string> UpTo(string top, string folder)
    {
        for (string path = folder; path != top; path = Path.GetDirectoryName(path)!)
        {
            yield return path;
        }

        yield return top;
    }
}
