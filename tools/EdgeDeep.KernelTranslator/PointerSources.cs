using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>A C# file of the kernels with pointers in place of arrays.</summary>
/// <param name="Path">Its path below the kernels' folder.</param>
/// <param name="Text">Its text.</param>
/// <param name="Needs">Paths of the files that it uses.</param>
public sealed record PointerFile(string Path, string Text, IReadOnlyList<string> Needs);

/// <summary>A kernel of <see cref="PointerSources"/>.</summary>
/// <param name="Function">Its name in the C library, the same in all exports.</param>
/// <param name="Method">Its qualified name in C#.</param>
/// <param name="Path">The file that it is in.</param>
/// <param name="Parameters">
/// Its parameters in order: a pointer's element type, <c>at</c> for the index of the first element of the pointer before it, and
/// the type of the structure of parameters.
/// </param>
/// <param name="Fields">Names of the fields of that structure, in order.</param>
public sealed record PointerKernel(
    string Function, string Method, string Path, IReadOnlyList<string> Parameters, IReadOnlyList<string> Fields);

/// <summary>
/// The kernels for C# without a runtime: the same files with <c>sbyte[]</c> written as <c>sbyte*</c>. Indices, calls and
/// comments stay as they are, so the arithmetic is that of the one source; what goes is the check of every index, which costs
/// more instructions than the multiplication.
/// </summary>
public sealed class PointerSources
{
    private PointerSources(IReadOnlyList<PointerFile> files, IReadOnlyList<PointerKernel> kernels) => (Files, Kernels) = (files, kernels);

    /// <summary>All files in the order of their paths.</summary>
    public IReadOnlyList<PointerFile> Files { get; }

    /// <summary>The methods that a plan may call.</summary>
    public IReadOnlyList<PointerKernel> Kernels { get; }

    /// <summary>Rewrites kernels.</summary>
    /// <param name="sources">The C# files.</param>
    /// <exception cref="TranslationException">A file is not correct C#.</exception>
    public static PointerSources Rewrite(IEnumerable<SourceFile> sources)
    {
        KernelCompilation kernels = KernelCompilation.Create(sources);
        LeafMethods leaves = new();
        List<PointerFile> files = [.. kernels.Files
            .Select(file => new PointerFile(file.FilePath, PointerRewriter.Rewrite(file, kernels.Models[file], leaves), Needs(file, kernels)))];
        leaves.RequireAllFound();
        return new PointerSources(files, [.. kernels.Methods.Where(pair => IsKernel(pair.Key)).Select(pair => Kernel(pair.Key))]);
    }

    private static List<string> Needs(SyntaxTree file, KernelCompilation kernels)
    {
        SemanticModel model = kernels.Models[file];
        return [.. file.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)

            // A class of kernels may be spread over files; which of them is needed is where the member is.
            .Where(symbol => symbol is ITypeSymbol { IsStatic: false } or IMethodSymbol or IFieldSymbol)
            .SelectMany(symbol => symbol!.DeclaringSyntaxReferences)
            .Select(reference => reference.SyntaxTree.FilePath)
            .Where(path => path != file.FilePath)
            .Distinct().Order(StringComparer.Ordinal)];
    }

    private static bool IsKernel(IMethodSymbol method) =>
        method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }
        && method.ContainingType.TypeKind == TypeKind.Class
        && method.Parameters.Any(parameter => parameter.Type is IArrayTypeSymbol)
        && method.Parameters[^1] is { RefKind: RefKind.In };

    private static PointerKernel Kernel(IMethodSymbol method) => new(
        Naming.Of(method),
        $"{method.ContainingType.ToDisplayString()}.{method.Name}",
        method.DeclaringSyntaxReferences[0].SyntaxTree.FilePath,
        [.. method.Parameters.Select(KindOf)],
        [.. method.Parameters[^1].Type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsConst).Select(field => field.Name)]);

    private static string KindOf(IParameterSymbol parameter) => parameter.Type is IArrayTypeSymbol array
        ? array.ElementType.ToDisplayString()
        : OffsetFlow.IsOffset(parameter) ? "at" : parameter.Type.ToDisplayString();
}
