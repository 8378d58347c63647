using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>The kernels as the C# compiler sees them.</summary>
internal sealed class KernelCompilation
{
    private readonly CSharpCompilation _compilation;

    private KernelCompilation(CSharpCompilation compilation)
    {
        _compilation = compilation;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            Models[tree] = model;
            foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                Methods[(IMethodSymbol)model.GetDeclaredSymbol(method)!] = method;
            }
        }
    }

    /// <summary>The meaning of the code of each file.</summary>
    public Dictionary<SyntaxTree, SemanticModel> Models { get; } = [];

    /// <summary>All methods with their code.</summary>
    public Dictionary<IMethodSymbol, MethodDeclarationSyntax> Methods { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Files in the order they were given.</summary>
    public IEnumerable<SyntaxTree> Files => _compilation.SyntaxTrees;

    /// <summary>Compiles the kernels.</summary>
    /// <exception cref="TranslationException">They are not correct C#.</exception>
    public static KernelCompilation Create(IEnumerable<SourceFile> sources)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, DocumentationMode.Parse);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Kernels",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, options, source.Path)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        Diagnostic? error = compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
        return error is null
            ? new KernelCompilation(compilation)
            : throw new TranslationException(error.Location, error.GetMessage(null));
    }

    /// <summary>The meaning of the code around a node.</summary>
    public SemanticModel ModelOf(SyntaxNode node) => Models[node.SyntaxTree];

    /// <summary>What a reference in a doc comment names.</summary>
    public ISymbol? Resolve(string documentationId) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(documentationId, _compilation);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
