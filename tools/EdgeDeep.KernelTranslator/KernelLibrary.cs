using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>One header and, for an operator, one source file of the C library.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Header">The text of NAME.h.</param>
/// <param name="Source">The text of NAME.c; null where the header says all.</param>
/// <param name="DependsOn">Names of the units that it includes.</param>
public sealed record Unit(string Name, string Header, string? Source, IReadOnlyList<string> DependsOn);

/// <summary>The kernels in C99.</summary>
public sealed class KernelLibrary
{
    /// <summary>Name of the unit with the helpers that give operators the meaning they have in C#.</summary>
    public const string ArithmeticUnit = "ed_arithmetic";

    private readonly Dictionary<string, Declaration> _byName;

    private KernelLibrary(IReadOnlyList<Declaration> declarations, IReadOnlyList<Unit> units)
    {
        Declarations = declarations;
        Units = units;
        _byName = declarations.ToDictionary(declaration => declaration.Name);
    }

    /// <summary>All declarations; each comes after those it needs.</summary>
    public IReadOnlyList<Declaration> Declarations { get; }

    /// <summary>The library as files, in the order of their names.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>Translates kernels.</summary>
    /// <param name="sources">The C# files; those in a folder are operators, the others arithmetic that operators share.</param>
    /// <exception cref="TranslationException">A construct has no counterpart in C; the message starts with file and line.</exception>
    public static KernelLibrary Translate(IEnumerable<SourceFile> sources)
    {
        KernelCompilation kernels = KernelCompilation.Create(sources);
        DeclarationWriter writer = new(kernels, new MethodFacts(kernels), new CommentWriter(kernels));
        List<Declaration> found = [.. Helpers.All.Values, Intrinsics.Macros];
        Dictionary<string, string> titles = [];
        foreach (SyntaxTree file in kernels.Files)
        {
            bool isShared = string.IsNullOrEmpty(Path.GetDirectoryName(file.FilePath));
            TypeDeclarationSyntax[] types = [.. TypesOf(file)];
            if (types.Length == 0)
            {
                continue;
            }

            INamedTypeSymbol first = (INamedTypeSymbol)kernels.ModelOf(types[0]).GetDeclaredSymbol(types[0])!;
            string unit = Naming.Of(first);
            titles[unit] = first.TypeKind == TypeKind.Struct ? string.Empty : new CommentWriter(kernels).Of(first);
            found.AddRange(types.SelectMany(type => writer.Write(type, unit, isShared)));
        }

        IReadOnlyList<Declaration> ordered = Order(found);
        return new KernelLibrary(ordered, UnitWriter.Write(ordered, titles));
    }

    /// <summary>A declaration by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Declaration this[string name] => _byName[name];

    /// <summary>The declarations that some functions need, and those functions, in an order that compiles.</summary>
    public IReadOnlyList<Declaration> Closure(IEnumerable<string> names)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(names);
        while (open.TryPop(out string? name))
        {
            if (reached.Add(name))
            {
                foreach (string need in _byName[name].Needs)
                {
                    open.Push(need);
                }
            }
        }

        return [.. Declarations.Where(declaration => reached.Contains(declaration.Name))];
    }

    private static IEnumerable<TypeDeclarationSyntax> TypesOf(SyntaxTree file)
    {
        foreach (SyntaxNode node in file.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
        {
            if (node is TypeDeclarationSyntax type)
            {
                yield return type;
            }
            else if (node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            {
                throw new TranslationException(node, "only static classes and structures are in the kernel subset");
            }
        }
    }

    private static List<Declaration> Order(List<Declaration> found)
    {
        Dictionary<string, Declaration> byName = [];
        foreach (Declaration declaration in found)
        {
            if (!byName.TryAdd(declaration.Name, declaration))
            {
                throw new InvalidOperationException($"Two kernels become '{declaration.Name}' in C; rename one of them.");
            }
        }

        List<Declaration> ordered = [];
        HashSet<string> done = [];
        void Place(Declaration declaration)
        {
            if (done.Add(declaration.Name))
            {
                foreach (string need in declaration.Needs)
                {
                    Place(byName[need]);
                }

                ordered.Add(declaration);
            }
        }

        found.ForEach(Place);
        return ordered;
    }
}
