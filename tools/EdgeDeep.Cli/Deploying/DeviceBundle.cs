using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeDeep.Cli.Deploying;

/// <summary>The files of one slot, as they will lie on the device.</summary>
internal sealed class DeviceBundle
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly SortedDictionary<string, (string? Path, byte[]? Content, UnixFileMode Mode)> _files = new(StringComparer.Ordinal);

    /// <summary>Names in the slot, in their order.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>Bytes of all files.</summary>
    public long Bytes => _files.Values.Sum(file => file.Path is { } path ? new FileInfo(path).Length : file.Content!.LongLength);

    /// <summary>Names this version: when it was made and what of.</summary>
    public string Release => $"{DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sums())))[..12]}";

    /// <summary>Adds a file of this machine.</summary>
    public void AddFile(string name, string path, bool isProgram = false) => _files.Add(name, (path, null, isProgram ? Executable : Readable));

    /// <summary>Adds a text.</summary>
    public void AddText(string name, string text, bool isProgram = false) => _files.Add(name, (null, Encoding.UTF8.GetBytes(text), isProgram ? Executable : Readable));

    /// <summary>A text that was added.</summary>
    public string TextOf(string name) => Encoding.UTF8.GetString(_files[name].Content!);

    /// <summary>Adds the published program: everything but what a debugger needs.</summary>
    /// <exception cref="CommandException">The folder holds no such program.</exception>
    public void AddProgram(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Cli.Name)))
        {
            throw new CommandException($"{folder} holds no program '{Cli.Name}'; give the folder that 'dotnet publish' wrote.");
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".dbg", StringComparison.Ordinal) && !path.EndsWith(".pdb", StringComparison.Ordinal)))
        {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            AddFile(name, path, name == Cli.Name);
        }
    }

    /// <summary>Writes a tar archive, with the checksums of all other files in SHA256SUMS.</summary>
    public void WriteTo(Stream stream)
    {
        AddText("release", $"{Release}\n");
        AddText("SHA256SUMS", Sums());
        using TarWriter tar = new(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (string folder in _files.Keys.Select(name => Path.GetDirectoryName(name)!).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder) { Mode = Executable });
        }

        foreach ((string name, (string? path, byte[]? content, UnixFileMode mode)) in _files)
        {
            using Stream data = path is null ? new MemoryStream(content!) : File.OpenRead(path);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = mode, DataStream = data });
        }
    }

    private string Sums() => string.Concat(_files.Select(file => $"{HashOf(file.Value)}  {file.Key}\n"));

    private static string HashOf((string? Path, byte[]? Content, UnixFileMode Mode) file)
    {
        if (file.Path is null)
        {
            return Convert.ToHexStringLower(SHA256.HashData(file.Content!));
        }

        using FileStream stream = File.OpenRead(file.Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
