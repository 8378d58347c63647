using System.Reflection;
using EdgeDeep.Compiler.Emit.C;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>The C# sources that an export carries as they are.</summary>
internal static class NanoSources
{
    private const string KernelPrefix = "kernels/";
    private const string RuntimePrefix = "runtime-nano/";

    /// <summary>The kernels' files that some kernels need, as <c>Kernels/Ops/Conv2D.cs</c>.</summary>
    public static IReadOnlyList<NanoFile> Kernels(IEnumerable<NanoKernel> kernels)
    {
        // Whole files are exported, so what a file needs is what any declaration in it needs.
        ILookup<string, CDeclaration> byFile = CKernelSources.Instance.Declarations.ToLookup(declaration => declaration.CsharpFile);
        SortedSet<string> files = new(StringComparer.Ordinal);
        Stack<string> open = new(kernels.Select(kernel => kernel.Declaration).OfType<string>().Select(FileOf));
        while (open.TryPop(out string? file))
        {
            if (files.Add(file))
            {
                foreach (string need in byFile[file].SelectMany(declaration => declaration.Needs).Select(FileOf).Where(path => path.Length > 0))
                {
                    open.Push(need);
                }
            }
        }

        return [.. files.Select(file => new NanoFile($"Kernels/{file}", Read(KernelPrefix + file)))];
    }

    /// <summary>Plan reader and session, as <c>Runtime/Session.cs</c>.</summary>
    public static IReadOnlyList<NanoFile> Runtime() =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(RuntimePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => new NanoFile($"Runtime/{name[RuntimePrefix.Length..]}", Read(name)))];

    private static string FileOf(string declaration) => CKernelSources.Instance[declaration].CsharpFile;

    private static byte[] Read(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
