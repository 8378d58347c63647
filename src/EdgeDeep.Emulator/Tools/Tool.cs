namespace EdgeDeep.Emulator.Tools;

/// <summary>A program that the emulator starts.</summary>
/// <param name="Program">Name of the program.</param>
/// <param name="UsedBy">What it is for.</param>
/// <param name="Debian">Debian's packages that bring it.</param>
/// <param name="Homebrew">Arguments of <c>brew install</c> that bring it; null where Homebrew has none.</param>
public sealed record Tool(string Program, string UsedBy, string Debian, string? Homebrew)
{
    /// <summary>How to get it.</summary>
    public string Install => Homebrew is null
        ? $"apt install {Debian} (Debian)"
        : $"apt install {Debian} (Debian) or brew install {Homebrew} (Homebrew)";

    /// <summary>The program's file in a folder of the environment variable PATH; null where it is in none.</summary>
    public string? Find()
    {
        string file = OperatingSystem.IsWindows() ? $"{Program}.exe" : Program;
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>The program's file.</summary>
    /// <exception cref="EmulatorException">It is not installed.</exception>
    public string Require() => Find() ?? throw new EmulatorException(Missing());

    /// <summary>One sentence for a user who does not have it.</summary>
    internal string Missing() => $"{Program} is not installed, which is needed for {UsedBy}; {Install}.";
}
