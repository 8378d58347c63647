namespace EdgeDeep.Cli.Commands;

/// <summary>Output files that appear under their names all together, or not at all.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly string _folder;
    private readonly bool _isNewFolder;
    private readonly string[] _targets;
    private readonly string[] _temporary;
    private readonly FileStream[] _streams;

    /// <summary>Starts the files under hidden names.</summary>
    /// <exception cref="CommandException">There is a file where the folder should be.</exception>
    public OutputFiles(string folder, string[] names)
    {
        if (File.Exists(folder))
        {
            throw new CommandException($"{folder} is a file where a folder for the outputs is needed; name another.");
        }

        _folder = folder;
        _isNewFolder = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        _targets = [.. names.Select(name => Path.Combine(folder, name))];
        _temporary = [.. names.Select(name => Path.Combine(folder, $".{name}.{Environment.ProcessId}.tmp"))];
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
        if (_isNewFolder && !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }
}
