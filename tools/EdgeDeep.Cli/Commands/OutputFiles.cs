namespace EdgeDeep.Cli.Commands;

/// <summary>Output files that appear under their names all together, or not at all.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly string _folder;
    private readonly string[] _newFolders;
    private readonly string[] _targets;
    private readonly string[] _temporary;
    private readonly FileStream[] _streams;

    /// <summary>Starts the files under hidden names.</summary>
    /// <param name="folder">The folder; it is made where it does not exist.</param>
    /// <param name="names">Names of the files, or their paths below the folder with forward slashes.</param>
    /// <exception cref="CommandException">There is a file where the folder should be.</exception>
    public OutputFiles(string folder, string[] names)
    {
        if (File.Exists(folder))
        {
            throw new CommandException($"{folder} is a file where a folder for the outputs is needed; name another.");
        }

        _folder = folder;
        _targets = [.. names.Select(name => Path.Combine(folder, name))];
        _newFolders = [.. _targets.SelectMany(Above).Distinct().Where(above => !Directory.Exists(above)).OrderByDescending(above => above.Length)];
        Directory.CreateDirectory(folder);
        Array.ForEach(_newFolders, above => Directory.CreateDirectory(above));
        _temporary = [.. _targets.Select(path => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp"))];
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
        foreach (string above in _newFolders.Where(above => !Directory.EnumerateFileSystemEntries(above).Any()))
        {
            Directory.Delete(above);
        }
    }

    /// <summary>The output folder and those between it and a file.</summary>
    private IEnumerable<string> Above(string path)
    {
        string above = Path.GetDirectoryName(path)!;
        for (; above.Length > _folder.Length; above = Path.GetDirectoryName(above)!)
        {
            yield return above;
        }

        yield return _folder;
    }
}
