using System.Text;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>A file of an exported model.</summary>
/// <param name="Path">Path below the export's folder, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record NanoFile(string Path, byte[] Content)
{
    /// <summary>A text file in UTF-8.</summary>
    public NanoFile(string path, string text)
        : this(path, Encoding.UTF8.GetBytes(text))
    {
    }
}
