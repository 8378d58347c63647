using System.Collections.Immutable;
using EdgeDeep.KernelSubset;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EdgeDeep.Kernels.Tests;

/// <summary>The analyzer that breaks the build, on the kernels themselves and on snippets of either kind.</summary>
public class SubsetTests
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    [Fact]
    public async Task Every_kernel_is_inside_the_subset()
    {
        string folder = Path.Combine(RepositoryRoot(), "src", "EdgeDeep.Kernels");
        SyntaxTree[] trees = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Parse(File.ReadAllText(path), path))];
        Assert.True(trees.Length > 40, $"only {trees.Length} files under {folder}");
        Assert.Empty(await Analyze(trees));
    }

    [Theory]
    [InlineData("EDK002", "public static int F(uint x) { return 1; }")]
    [InlineData("EDK002", "public static int F(int x) { return (int)(ulong)x; }")]
    [InlineData("EDK002", "public static int F(ushort[] x, int xAt) { return 1; }")]
    [InlineData("EDK002", "public static int F(nuint x) { return 1; }")]
    [InlineData("EDK002", "public static int F(nint x) { return 1; }")]
    [InlineData("EDK002", "public static int F(decimal x) { return 1; }")]
    [InlineData("EDK002", "public static int F(char x) { return 1; }")]
    [InlineData("EDK002", "public static int F(object x) { return 1; }")]
    [InlineData("EDK002", "public static int F(string x) { return 1; }")]
    [InlineData("EDK002", "public static int F(int x) { return x & (int)0xFFFFFFFFL > 0 ? 1 : (int)1u; }")]
    [InlineData("EDK002", "public static int F(int x) { var y = x + 1u; return 1; }")]
    [InlineData("EDK002", "public static int F(System.Span<int> x) { return 1; }")]
    [InlineData("EDK002", "public static int F(System.Collections.Generic.List<int> x) { return 1; }")]
    [InlineData("EDK002", "public static int F(int[,] x) { return 1; }")]
    [InlineData("EDK002", "public static int F(int[][] x) { return 1; }")]
    [InlineData("EDK002", "public static int F(System.DateTime[] x) { return 1; }")]
    [InlineData("EDK006", "public static int F<T>(int x) { return 1; }")]
    [InlineData("EDK006", "public static class G<T> { }")]
    [InlineData("EDK003", "public static int F(float x) { return 1; }")]
    [InlineData("EDK003", "public static int F(double[] x, int xAt) { return 1; }")]
    [InlineData("EDK003", "public static int F(int x) { return (int)(x * 0.5); }")]
    [InlineData("EDK004", "public static int F(int x) { int[] y = new int[x]; return y[0]; }")]
    [InlineData("EDK004", "public static int F(int x) { int[] y = { x }; return y[0]; }")]
    [InlineData("EDK004", "public static int F(int x) { int[] y = [x]; return y[0]; }")]
    [InlineData("EDK004", "public static int F(int x) { int[] y = new[] { x }; return y[0]; }")]
    [InlineData("EDK004", "public static int F(int x) { P p = new P(); return p.A; }")]
    [InlineData("EDK004", "public static int F(int x) { P p = new(); return p.A; }")]
    [InlineData("EDK007", "public static int F(int x) { throw null; }")]
    [InlineData("EDK007", "public static int F(int x) => x > 0 ? 1 : throw null;")]
    [InlineData("EDK007", "public static int F(int x) { try { return 1; } finally { x = 2; } }")]
    [InlineData("EDK008", "public static long F(int x) { return x - (1L << 31); }")]
    [InlineData("EDK008", "public static long F(int x) { return x & 0xFFFFFFFFL; }")]
    [InlineData("EDK008", "public static long F(byte x) { return x; }")]
    [InlineData("EDK008", "public static long F(byte[] x, int xAt) { return (long)x[xAt] << 8; }")]
    [InlineData("EDK001", "public static int F { get; set; }")]
    [InlineData("EDK001", "public static int F => 1;")]
    [InlineData("EDK001", "public static int F(int[] x) { return x.Length; }")]
    [InlineData("EDK002", "public static int F(int x) { (int a, int b) = (x, x); return a; }")]
    [InlineData("EDK001", "public static int F((int A, int B) x) { return 1; }")]
    [InlineData("EDK001", "public static int F(int? x) { return 1; }")]
    [InlineData("EDK002", "public static int F(int x) { string s = \"a\"; return 1; }")]
    [InlineData("EDK001", "public static int F(int x) { System.Func<int, int> f = y => y; return 1; }")]
    [InlineData("EDK001", "public static int F(int x) { return G(); int G() { return 1; } }")]
    [InlineData("EDK001", "public static unsafe int F(int x) { return 1; }")]
    [InlineData("EDK001", "public static int F(int x) { unsafe { } return 1; }")]
    [InlineData("EDK001", "public static unsafe int F(int* x) { return 1; }")]
    [InlineData("EDK001", "public static int F(int[] x) { fixed (int* p = x) { } return 1; }")]
    [InlineData("EDK001", "public static int F(int[] x) { int s = 0; foreach (int v in x) { s += v; } return s; }")]
    [InlineData("EDK001", "public static int F(int x) { return x >>> 1; }")]
    [InlineData("EDK001", "public static int F(int x) { return checked(x + 1); }")]
    [InlineData("EDK001", "public static int F(int x) { return x switch { 0 => 1, _ => 2 }; }")]
    [InlineData("EDK001", "public static int F(int x) { return x is 1 or 2 ? 1 : 2; }")]
    [InlineData("EDK001", "public static int F(int x) { goto end; end: return x; }")]
    [InlineData("EDK001", "public static int F(int[] x) { return x[^1]; }")]
    [InlineData("EDK001", "public static int F(int[] x) { ref int y = ref x[0]; return y; }")]
    [InlineData("EDK001", "public static void F(out int x) { x = 1; }")]
    [InlineData("EDK001", "public static int F(params int[] x) { return 1; }")]
    [InlineData("EDK001", "public static extern int F(int x);")]
    [InlineData("EDK001", "public delegate int D(int x);")]
    [InlineData("EDK001", "public enum E { A }")]
    [InlineData("EDK001", "public interface I { }")]
    [InlineData("EDK001", "[System.Obsolete] public static int F(int x) { return 1; }")]
    [InlineData("EDK005", "public static int F(int x) { return System.Math.Abs(x); }")]
    [InlineData("EDK005", "public static int F(int[] x) { System.Array.Clear(x); return 1; }")]
    [InlineData("EDK006", "public class C { }")]
    [InlineData("EDK006", "public static int F(int x = 1) { return x; }")]
    [InlineData("EDK006", "public static int F(P p) { return p.A; }")]
    [InlineData("EDK006", "private static int s_state;")]
    [InlineData("EDK006", "public struct Q { public int[] A; }")]
    [InlineData("EDK006", "public struct Q : System.IDisposable { public void Dispose() { } }")]
    public async Task A_construct_outside_the_subset_is_an_error(string id, string member)
    {
        ImmutableArray<Diagnostic> found = await Analyze(Snippet(member, "/k/Ops/Snippet.cs"));
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
        Assert.Contains(found, d => d.Id == id);
        Assert.All(found, d => Assert.Equal(3, d.Location.GetLineSpan().StartLinePosition.Line + 1));
    }

    [Theory]
    [InlineData("public const int K = 1 << 30;")]
    [InlineData("public static void F(sbyte[] x, int xAt, byte[] y, short[] z, long[] w, bool b) { y[xAt] = (byte)x[xAt]; }")]
    [InlineData("public static int F(in P p) => p.A > 0 ? -p.A : ~p.A;")]
    [InlineData("public static void F(ref P p) { P q = default; q.A = p.A; p = q; p.A++; }")]
    [InlineData("public static int F(int x) { switch (x) { case 0: return 1; default: return int.MaxValue; } }")]
    [InlineData("public static int F(int x) { for (int i = 0; i < x; i++) { if (i == 3) { break; } else { continue; } } return x; }")]
    [InlineData("public static long F(int x) { while (x > 0 && x != 5) { x >>= 1; } do { x += 2; } while (x < 9); return (long)x * x; }")]
    [InlineData("public static long F(int x, byte y) { int z = y; return ((long)x << 8) + int.MinValue + (1L << 40) + ((1L << 31) - 1) + z; }")]
    [InlineData("public static int F(int x) { return unchecked(x * x); }")]
    [InlineData("public static int F(int x) { return G(x) % 3; } private static int G(int x) { return x ^ 5; }")]
    [InlineData("public struct Q { public int A; public const int Count = 1; public static Q Load(int[] v, int at) { Q q; q.A = v[at]; return q; } public readonly void Store(int[] v, int at) { v[at] = A; } }")]
    public async Task The_subset_passes(string member) =>
        Assert.Empty(await Analyze(Snippet(member, "/k/Ops/Snippet.cs")));

    [Theory]
    [InlineData("public static float F(float[] x, int xAt) { return x[xAt] * 0.5f; }")]
    [InlineData("public static float F(float x) { return (float)System.Math.Exp(x); }")]
    public async Task Floating_point_passes_in_its_folder_only(string member)
    {
        Assert.Empty(await Analyze(Snippet(member, "/k/Float/Snippet.cs")));
        Assert.NotEmpty(await Analyze(Snippet(member, "/k/Ops/Snippet.cs")));
    }

    [Fact]
    public async Task Generated_code_is_checked_too()
    {
        SyntaxTree tree = Parse(
            "// <auto-generated/>\npublic static class S { public static int F(uint x) { return 1; } }", "/k/S.g.cs");
        Assert.NotEmpty(await Analyze(tree));
    }

    private static SyntaxTree Snippet(string member, string path) =>
        Parse($"public static class S\n{{\n{member}\n}}\npublic struct P {{ public int A; }}", path);

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, path: path, cancellationToken: TestContext.Current.CancellationToken);

    private static Task<ImmutableArray<Diagnostic>> Analyze(params SyntaxTree[] trees) => CSharpCompilation
        .Create("Kernels", trees, References, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true))
        .WithAnalyzers([new KernelSubsetAnalyzer()])
        .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return folder.FullName;
    }
}
