using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>A C# file of the kernels with pointers in place of arrays.</summary>
internal sealed record PointerFile(string Path, string Text, string[] Needs);

/// <summary>A kernel of these files; <c>at</c> among its parameters is the index of the first element of the pointer before it.</summary>
internal sealed record PointerKernel(string Function, string Method, string Path, string[] Parameters, string[] Fields)
{
    /// <summary>Element types of the pointers in order.</summary>
    public string[] Pointers => [.. Parameters[..^1].Where(parameter => parameter != "at")];
}

/// <summary>The kernels for C# without a runtime, as the build rewrote them.</summary>
internal sealed record PointerKernels(PointerFile[] Files, PointerKernel[] Kernels)
{
    private static readonly Lazy<PointerKernels> Shared = new(Load);

    private readonly Dictionary<string, PointerFile> _byPath = Files.ToDictionary(file => file.Path);
    private readonly Dictionary<string, PointerKernel> _byFunction = Kernels.ToDictionary(kernel => kernel.Function);

    /// <summary>The kernels that this build was made with.</summary>
    public static PointerKernels Instance => Shared.Value;

    /// <summary>The kernel with a name of the C library.</summary>
    public PointerKernel this[string function] => _byFunction[function];

    /// <summary>The files that some kernels need, in the order of their paths.</summary>
    public IReadOnlyList<PointerFile> Closure(IEnumerable<PointerKernel> kernels)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(kernels.Select(kernel => kernel.Path));
        while (open.TryPop(out string? path))
        {
            if (reached.Add(path))
            {
                Array.ForEach(_byPath[path].Needs, open.Push);
            }
        }

        return [.. Files.Where(file => reached.Contains(file.Path))];
    }

    private static PointerKernels Load()
    {
        using GZipStream resource = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("pointer-kernels.json.gz")!, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(resource, BareJson.Default.PointerKernels)!;
    }
}

/// <summary>The form of the embedded document.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PointerKernels))]
internal sealed partial class BareJson : JsonSerializerContext;
