using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>The kernels with pointers are the kernels: nothing but the type of the arrays differs.</summary>
public partial class PointerSourcesTests
{
    // The core library of firmware/bare has it; that of .NET has one of its own.
    private const string RuntimeImport = """
        namespace System.Runtime
        {
            internal sealed class RuntimeImportAttribute : System.Attribute
            {
                public RuntimeImportAttribute(string library, string entry) { }
            }
        }
        """;

    private static readonly Lazy<PointerSources> Rewritten = new(() => PointerSources.Rewrite(KernelSources.Files));

    [Fact]
    public void Only_array_types_change()
    {
        Dictionary<string, string> sources = KernelSources.Files.ToDictionary(file => file.Path, file => file.Text);
        Assert.Equal(sources.Keys.Order(StringComparer.Ordinal), Rewritten.Value.Files.Select(file => file.Path));
        foreach (PointerFile file in Rewritten.Value.Files)
        {
            string text = string.Join('\n', WithoutLeaves(file.Text)).Replace("unsafe ", string.Empty, StringComparison.Ordinal);
            string expected = Arrays().Replace(sources[file.Path], match => match.Groups[1].Value + "*");
            Assert.Equal(WithoutSpace(expected), WithoutSpace(text));
        }
    }

    [Theory]
    [InlineData]
    [InlineData("LEAVES")]
    [InlineData("LEAVES", "LEAVES_DSP")]
    public void The_files_compile(params string[] symbols)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpParseOptions options = new(LanguageVersion.Latest, preprocessorSymbols: symbols);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Pointers",
            [CSharpSyntaxTree.ParseText(RuntimeImport, options, cancellationToken: cancel), .. Rewritten.Value.Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path, cancellationToken: cancel))],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        Assert.Empty(compilation.GetDiagnostics(cancel).Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void A_file_names_all_files_that_it_needs()
    {
        HashSet<string> reached = [];
        Stack<string> open = new(["Ops/MaxPool2D.cs"]);
        while (open.TryPop(out string? path))
        {
            if (reached.Add(path))
            {
                foreach (string need in Rewritten.Value.Files.Single(file => file.Path == path).Needs)
                {
                    open.Push(need);
                }
            }
        }

        Assert.Equal(["FixedPoint.cs", "Ops/MaxPool2D.cs", "Ops/Pool2DParameters.cs", "Window.cs"], reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_kernel_says_what_its_parameters_are()
    {
        PointerKernel kernel = Rewritten.Value.Kernels.Single(kernel => kernel.Function == "ed_lookup_s8");
        Assert.Equal("EdgeDeep.Kernels.Lookup.Int8", kernel.Method);
        Assert.Equal(["sbyte", "at", "sbyte", "at", "sbyte", "at", "EdgeDeep.Kernels.LookupParameters"], kernel.Parameters);
        Assert.Equal(["Size"], kernel.Fields);
    }

    /// <summary>leaves.S reads structures at offsets; a field that moves must move there too.</summary>
    [Theory]
    [InlineData("ed_conv2d_add_four", "ConvolutionTaps", "InputAt", "WeightsAt", "Rows", "Runs", "RunLength", "InputTapStep", "InputRowStep", "WeightsRowStep", "FilterSize")]
    [InlineData("ed_fully_connected_dot", "FullyConnectedParameters", "InputChannels", "InputOffset", "WeightsOffset")]
    [InlineData("ed_conv2d_requantize", "Conv2DParameters", "Conv2D_OutputOffset", "Conv2D_ActivationMin", "Conv2D_ActivationMax")]
    [InlineData("ed_depthwise_conv2d_requantize", "DepthwiseConv2DParameters", "DepthwiseConv2D_OutputOffset", "DepthwiseConv2D_ActivationMin", "DepthwiseConv2D_ActivationMax")]
    public void The_assembly_code_reads_the_fields_that_are_there(string leaf, string type, params string[] fields)
    {
        string assembly = File.ReadAllText(Path.Combine(KernelSources.Root(), "firmware", "bare", "leaves.S"));
        Assert.Contains($"{leaf}:", assembly, StringComparison.Ordinal);
        string structure = Rewritten.Value.Files.Select(file => file.Text).Single(text => Regex.IsMatch(text, $@"struct {type}\b"));
        string body = structure[structure.IndexOf($"struct {type}", StringComparison.Ordinal)..];
        string[] declared = [.. FieldNames().Matches(body[..body.IndexOf("\n}", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value)];
        foreach (string field in fields)
        {
            int index = Array.IndexOf(declared, field[(field.IndexOf('_', StringComparison.Ordinal) + 1)..]);
            Assert.Matches($@"\.equ\s+{field}, {4 * index}\n", assembly);
        }
    }

    [Fact]
    public void A_leaf_without_its_method_is_refused()
    {
        InvalidOperationException problem = Assert.Throws<InvalidOperationException>(
            () => PointerSources.Rewrite([new SourceFile("A.cs", "namespace EdgeDeep.Kernels; public static class Conv2D { }")]));
        Assert.Contains("Conv2D.AddFour", problem.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> WithoutLeaves(string text)
    {
        bool isKept = true;
        foreach (string line in Lines(text))
        {
            if (line.StartsWith('#'))
            {
                isKept = line is "#else" or "#endif";
            }
            else if (isKept)
            {
                yield return line;
            }
        }
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    [GeneratedRegex(@"\b(sbyte|byte|short|int|long|float)\[\]")]
    private static partial Regex Arrays();

    [GeneratedRegex(@"public int (\w+);")]
    private static partial Regex FieldNames();
}
