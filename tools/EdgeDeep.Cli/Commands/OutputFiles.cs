namespace EdgeDeep.Cli.Commands;

/// <summary>Output files that appear under their names all together, or not at all.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly string[] _newFolders;
    private readonly string[] _targets;
    private readonly string[] _temporary;
    private readonly FileStream[] _streams;

    /// <summary>Starts the files under hidden names.</summary>
    /// <param name="folder">The folder; it is created where it does not exist.</param>
    /// <param name="names">File names, or relative paths with forward slashes.</param>
    /// <exception cref="CommandException">There is a file where a folder should be, or a folder where a file should be.</exception>
    public OutputFiles(string folder, string[] names)
    {
        _targets = [.. names.Select(name => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar)))];
        string[] folders = [folder, .. _targets.SelectMany(target => Between(folder, target)).Distinct()];
        if (Array.Find(folders, File.Exists) is { } file)
        {
            throw new CommandException($"{file} is a file where a folder for the outputs is needed; name another.");
        }

        if (Array.Find(_targets, Directory.Exists) is { } taken)
        {
            throw new CommandException($"{taken} is a folder where a file is to be written; name another folder for the outputs.");
        }

        _newFolders = [.. folders.Where(path => !Directory.Exists(path)).OrderByDescending(path => path.Length)];
        Array.ForEach(folders, path => Directory.CreateDirectory(path));
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
        foreach (string folder in _newFolders.Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>The folders between a folder and a file in it.</summary>
    private static IEnumerable<string> Between(string folder, string file)
    {
        for (string parent = Path.GetDirectoryName(file)!; parent.Length > folder.Length; parent = Path.GetDirectoryName(parent)!)
        {
            yield return parent;
        }
    }
}
