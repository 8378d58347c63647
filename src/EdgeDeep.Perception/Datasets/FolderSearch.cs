using System.IO.Enumeration;

namespace EdgeDeep.Perception.Datasets;

/// <summary>Lists folders; errors of the file system become <see cref="InputException"/>.</summary>
internal static class FolderSearch
{
    /// <summary>Files with one of the extensions in a folder and below, sorted in ordinal order, without hidden names.</summary>
    public static List<string> Files(string folder, IReadOnlyList<string> extensions) =>
        List(folder, recurse: true, (ref FileSystemEntry entry) =>
            !entry.IsDirectory && SupportedFiles.Matches(entry.FileName.ToString(), extensions));

    /// <summary>Folders directly in a folder, links to folders too, sorted in ordinal order, without hidden names.</summary>
    public static List<string> Folders(string folder) =>
        List(folder, recurse: false, (ref FileSystemEntry entry) => entry.IsDirectory);

    private static List<string> List(string folder, bool recurse, FileSystemEnumerable<string>.FindPredicate include)
    {
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = recurse,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        };
        try
        {
            List<string> paths = [.. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !IsHidden(ref entry) && include(ref entry),

                // A link may lead back to a folder above.
                ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                    !IsHidden(ref entry) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            }];
            paths.Sort(StringComparer.Ordinal);
            return paths;
        }
        catch (DirectoryNotFoundException e)
        {
            throw new InputException($"{folder}: no such folder; check the path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"{folder}: may not be read by this user ({e.Message.TrimEnd('.')}); change its permissions.", e);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"'{folder}': is no path of a folder; name one.", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{folder}: cannot be listed ({e.Message.TrimEnd('.')}); check the path.", e);
        }
    }

    private static bool IsHidden(ref FileSystemEntry entry) => entry.FileName.StartsWith('.');
}
