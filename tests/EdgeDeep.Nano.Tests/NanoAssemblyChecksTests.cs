namespace EdgeDeep.Nano.Tests;

/// <summary>Every check finds what it is there for.</summary>
public class NanoAssemblyChecksTests
{
    [Theory]
    [InlineData("class A<T> { T _value; }", "generic")]
    [InlineData("class A { static T Id<T>(T x) => x; static int B() => Id(1); }", "a generic method is called")]
    [InlineData("class A { static System.Func<int, int> B; }", "a generic type")]
    [InlineData("class A { static int B() => new int[2, 2].Length; }", "several dimensions")]
    [InlineData("class A { static int[,] B; }", "several dimensions")]
    [InlineData("class A { static unsafe int B(int[] x) { fixed (int* p = x) { return *p; } } }", "pinned")]
    [InlineData("class A { static unsafe int B(int* x) => *x; }", "a pointer")]
    [InlineData("class A { static unsafe int B() { int* p = stackalloc int[4]; return p[0]; } }", "localloc")]
    [InlineData("unsafe class A { static int B(delegate*<int> f) => f(); }", "calli")]
    [InlineData("class A { static volatile int B; static int C() => B; }", "volatile.")]
    [InlineData("interface A { int B() => 1; }", "has a body")]
    [InlineData("class A { static ref readonly T B<T>(T[] x) => ref x[0]; }", "readonly.")]
    [InlineData("namespace EdgeDeep.Kernels { class A { static int B(int x) => (int)((uint)x >> 1); } }", "shr.un")]
    [InlineData("namespace EdgeDeep.Kernels { class A { static long B(int x) => (uint)x; } }", "conv.u8")]
    [InlineData("namespace EdgeDeep.Kernels { class A { static uint B; } }", "field EdgeDeep.Kernels.A.B is an unsigned integer")]
    [InlineData("namespace EdgeDeep.Kernels { class A { static int B(uint x) => (int)x; } }", "a parameter of EdgeDeep.Kernels.A.B is an unsigned")]
    public void A_violation_is_found(string source, string words)
    {
        byte[] assembly = NanoCompiler.ForHost("A", [], ("a.cs", source));
        Assert.Contains(NanoAssemblyChecks.Find(assembly), finding => finding.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Initialisers_that_are_too_large_together_are_found()
    {
        string Array(int bytes) => $"new byte[] {{ {string.Join(',', Enumerable.Range(0, bytes).Select(i => i % 251))} }}";
        string Class(int bytes) => $"class A {{ static byte[] B() => {Array(30_000)}; static byte[] C() => {Array(bytes)}; }}";
        Assert.Empty(NanoAssemblyChecks.Find(NanoCompiler.ForHost("A", [], ("a.cs", Class(31_440)))));
        Assert.Contains("61441 bytes", Assert.Single(NanoAssemblyChecks.Find(NanoCompiler.ForHost("A", [], ("a.cs", Class(31_441))))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nanoFramework_runs_is_not_found()
    {
        const string Source = """
            using System;
            namespace EdgeDeep.Kernels
            {
                struct P { public int X; }
                static class A
                {
                    static long B(in P p, ref int y, sbyte[] values) { y += values[p.X] >> 1; return (long)y * p.X; }
                    static bool C(float x) => !(x > 1f);
                }
            }

            class App { static uint Bytes; static byte[] D(object x) => (byte[])x; static int[] E() => new int[] { 1, 2, 3, 4, 5 }; }
            """;
        Assert.Empty(NanoAssemblyChecks.Find(NanoCompiler.ForHost("A", [], ("a.cs", Source))));
    }
}
