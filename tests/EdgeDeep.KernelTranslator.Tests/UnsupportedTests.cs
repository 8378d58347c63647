namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>What has no counterpart in C is refused with file and line, never translated into something else.</summary>
public class UnsupportedTests
{
    [Theory]
    [InlineData("public static int F(uint x) { return 1; }")]
    [InlineData("public static int F(char x) { return 1; }")]
    [InlineData("public static int F(decimal x) { return 1; }")]
    [InlineData("public static int F(string x) { return 1; }")]
    [InlineData("public static int F(object x) { return 1; }")]
    [InlineData("public static int F(int? x) { return 1; }")]
    [InlineData("public static int F(System.Span<int> x) { return 1; }")]
    [InlineData("public static int F(int[,] x) { return 1; }")]
    [InlineData("public static int F(int[][] x) { return 1; }")]
    [InlineData("public static int F(int x) { return (int)(uint)x; }")]
    [InlineData("public static int F(int x) { var y = x + 1u; return 1; }")]
    [InlineData("public static int F<T>(int x) { return 1; }")]
    [InlineData("public static class G<T> { }")]
    [InlineData("public static int F(int x) { int[] y = new int[x]; return y[0]; }")]
    [InlineData("public static int F(int x) { int[] y = [x]; return y[0]; }")]
    [InlineData("public static int F(int x) { P p = new P(); return p.A; }")]
    [InlineData("public static int F(int x) { throw null; }")]
    [InlineData("public static int F(int x) { try { return 1; } finally { x = 2; } }")]
    [InlineData("public static int F { get; set; }")]
    [InlineData("public static int F(int[] x) { return x.Length; }")]
    [InlineData("public static int F(int x) { System.Func<int, int> f = y => y; return 1; }")]
    [InlineData("public static int F(int x) { return G(); int G() { return 1; } }")]
    [InlineData("public static unsafe int F(int* x) { return 1; }")]
    [InlineData("public static int F(int[] x) { int s = 0; foreach (int v in x) { s += v; } return s; }")]
    [InlineData("public static int F(int x) { return x >>> 1; }")]
    [InlineData("public static int F(int x) { return checked(x + 1); }")]
    [InlineData("public static int F(int x) { unchecked { return x + 1; } }")]
    [InlineData("public static int F(int x) { return x switch { 0 => 1, _ => 2 }; }")]
    [InlineData("public static int F(int x) { return x is 1 or 2 ? 1 : 2; }")]
    [InlineData("public static int F(int x) { goto end; end: return x; }")]
    [InlineData("public static int F(int[] x) { return x[^1]; }")]
    [InlineData("public static int F(int[] x) { ref int y = ref x[0]; return y; }")]
    [InlineData("public static void F(out int x) { x = 1; }")]
    [InlineData("public static int F(params int[] x) { return 1; }")]
    [InlineData("public static extern int F(int x);")]
    [InlineData("public delegate int D(int x);")]
    [InlineData("public enum E { A }")]
    [InlineData("public interface I { }")]
    [InlineData("public class C { }")]
    [InlineData("public static int F(int x) { return System.Math.Abs(x); }")]
    [InlineData("public static int F(int[] x) { System.Array.Clear(x); return 1; }")]
    [InlineData("public static int F(int x = 1) { return x; }")]
    [InlineData("public static int F(P p) { return p.A; }")]
    [InlineData("public static int F(in int x) { return x; }")]
    [InlineData("private static int s_state;")]
    [InlineData("public const string Name = \"a\";")]
    [InlineData("public static int F(int x) { return 0b101; }")]
    [InlineData("public static int F(int x) { int y = 0; return (y = x) + 1; }")]
    [InlineData("public static int F(int[] x, int i) { return x[i++]; }")]
    [InlineData("public static int F(int x) { return x >> 40; }")]
    [InlineData("public static int F(int x) { return x == 0 ? 1 : F(x - 1); }")]
    [InlineData("public static int F(ref P p) { return G(ref p) + G(ref p); } private static int G(ref P p) { p.A++; return p.A; }")]
    public void A_construct_outside_the_subset_is_refused_with_its_line(string member) => Refused(member);

    [Theory]
    [InlineData("public static int F(int[] x, int xAt) { return xAt; }")]
    [InlineData("public static int F(int[] x, int xAt) { int i = xAt + 1; return i; }")]
    [InlineData("public static int F(int[] x, int xAt) { return x[xAt * 2]; }")]
    [InlineData("public static int F(int[] x, int xAt) { return x[xAt & 3]; }")]
    [InlineData("public static int F(int[] x, int xAt) { return x[-xAt]; }")]
    [InlineData("public static int F(int[] x, int xAt, int n) { return x[n - xAt]; }")]
    [InlineData("public static int F(int[] x, int xAt) { return x[xAt + xAt]; }")]
    [InlineData("public static void F(int[] x, int xAt) { x[xAt] = xAt; }")]
    [InlineData("public static void F(int[] x, int xAt, ref P p) { p.A = xAt; }")]
    public void The_place_of_an_array_may_only_find_elements(string member) => Refused(member);

    private static void Refused(string member)
    {
        string text = $"namespace EdgeDeep.Kernels;\npublic static class S {{\n\n{member}\n}}\npublic struct P {{ public int A; }}";
        TranslationException problem = Assert.Throws<TranslationException>(
            () => KernelLibrary.Translate([new SourceFile("Ops/Snippet.cs", text)]));
        Assert.StartsWith("Ops/Snippet.cs(4,", problem.Message);
    }
}
