using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>A parameter of a C function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C type.</param>
internal sealed record CParameter(string Name, string Type)
{
    /// <summary>The type without const and pointer.</summary>
    public string BaseType => Type.Replace("const ", string.Empty, StringComparison.Ordinal).TrimEnd('*', ' ');
}

/// <summary>A constant, structure or function of the translated kernels, and where it is in C#.</summary>
internal sealed record CDeclaration(
    string Name, string Text, CParameter[] Parameters, string[] Fields, string[] Needs, bool NeedsMath, string CsharpName, string CsharpFile);

/// <summary>The kernels in C99, as the build translated them.</summary>
internal sealed record CKernelSources(string Assumptions, CDeclaration[] Declarations)
{
    private static readonly Lazy<CKernelSources> Shared = new(Load);

    private readonly Dictionary<string, CDeclaration> _byName = Declarations.ToDictionary(declaration => declaration.Name);

    /// <summary>The kernels that this build was made with.</summary>
    public static CKernelSources Instance => Shared.Value;

    /// <summary>Whether a function, or one that it calls, uses the mathematical functions of the C library.</summary>
    public bool NeedsMath(string function) => Closure([function]).Any(declaration => declaration.NeedsMath);

    /// <summary>A declaration by name.</summary>
    public CDeclaration this[string name] => _byName[name];

    /// <summary>The declarations that some functions need, and those functions, in an order that compiles.</summary>
    public IReadOnlyList<CDeclaration> Closure(IEnumerable<string> names)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(names);
        while (open.TryPop(out string? name))
        {
            if (reached.Add(name))
            {
                Array.ForEach(_byName[name].Needs, open.Push);
            }
        }

        return [.. Declarations.Where(declaration => reached.Contains(declaration.Name))];
    }

    private static CKernelSources Load()
    {
        using GZipStream resource = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("kernels.json.gz")!, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(resource, CJson.Default.CKernelSources)!;
    }
}

/// <summary>The form of the embedded document.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CKernelSources))]
internal sealed partial class CJson : JsonSerializerContext;
