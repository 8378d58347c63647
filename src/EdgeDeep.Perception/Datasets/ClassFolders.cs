namespace EdgeDeep.Perception.Datasets;

/// <summary>A file and the class it shows.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="ClassName">Name of its class folder.</param>
public readonly record struct ClassFile(string Path, string ClassName);

/// <summary>
/// A data set for classification: a folder with one folder a class, the files of the class in it (or deeper).
/// Files beside the class folders, such as LICENSE or README, and names that start with a dot are left out.
/// </summary>
public sealed class ClassFolders
{
    private ClassFolders(IReadOnlyList<string> classes, IReadOnlyList<ClassFile> files)
    {
        Classes = classes;
        Files = files;
    }

    /// <summary>Names of the class folders that hold files, in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>All files: classes in ordinal order, in each the paths in ordinal order.</summary>
    public IReadOnlyList<ClassFile> Files { get; }

    /// <summary>Lists a data set.</summary>
    /// <param name="folder">The folder of class folders.</param>
    /// <param name="extensions">Which files count, for instance <see cref="SupportedFiles.Sound"/>.</param>
    /// <exception cref="InputException">The folder is missing or empty, or has no class folders or no such files in them.</exception>
    public static ClassFolders Open(string folder, IReadOnlyList<string> extensions)
    {
        List<string> folders = FolderSearch.Folders(folder);
        if (folders.Count == 0)
        {
            string state = Directory.EnumerateFileSystemEntries(folder).Any() ? "has no folder for each class" : "is empty";
            throw new InputException($"{folder}: {state}; put the {SupportedFiles.Names(extensions)} files of each class into a folder with its name.");
        }

        List<string> classes = [];
        List<ClassFile> files = [];
        foreach (string classFolder in folders)
        {
            string name = Path.GetFileName(classFolder);
            List<string> paths = FolderSearch.Files(classFolder, extensions);
            files.AddRange(paths.Select(path => new ClassFile(path, name)));
            if (paths.Count > 0)
            {
                classes.Add(name);
            }
        }

        return files.Count > 0
            ? new ClassFolders(classes, files)
            : throw new InputException($"{folder}: none of its {folders.Count} folders holds a {SupportedFiles.Names(extensions)} file; name the folder with the data.");
    }
}
