using System.Globalization;
using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>A model with its front end exported to C, compiled on this machine, with a program around it that feeds samples.</summary>
internal sealed class ExportedListener : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
    private readonly string _name;
    private readonly string[] _compile;

    public ExportedListener(Plan plan, string name, IReadOnlyList<string> flags)
    {
        string gcc = CCompiler.Require();
        IReadOnlyList<CFile> files = CExporter.Export(plan, name);
        foreach (CFile file in files)
        {
            File.WriteAllText(Path.Combine(_folder, file.Name), file.Text);
        }

        _name = Path.GetFileNameWithoutExtension(files[0].Name);
        _compile = [gcc, .. CCompiler.Strict, .. flags, PathOf($"{_name}.c")];
        File.WriteAllText(PathOf("main.c"), Main(plan));
    }

    /// <summary>Compiles and runs the self-test and returns what it printed.</summary>
    public string SelfTest() => CCompiler.Run(Compile("selftest", $"{_name}_selftest.c"));

    /// <summary>The outputs after every inference, one after the other.</summary>
    /// <param name="samples">The sound.</param>
    /// <param name="piece">How many samples are fed at once.</param>
    public byte[] Feed(short[] samples, int piece)
    {
        File.WriteAllBytes(PathOf("in.bin"), MemoryMarshal.AsBytes<short>(samples).ToArray());
        CCompiler.Run(Compile("run", "main.c"), PathOf("in.bin"), piece.ToString(CultureInfo.InvariantCulture), PathOf("out.bin"));
        return File.ReadAllBytes(PathOf("out.bin"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string file) => Path.Combine(_folder, file);

    private string Compile(string program, string source)
    {
        CCompiler.Run(_compile[0], [.. _compile[1..], PathOf(source), "-o", PathOf(program), "-lm"]);
        return PathOf(program);
    }

    private string Main(Plan plan) => $$"""
        #include "{{_name}}.h"
        #include <stdio.h>
        #include <stdlib.h>

        int main(int argc, char **argv)
        {
            static int16_t samples[65536];
            size_t piece = (size_t)strtoul(argv[2], NULL, 10), count;
            FILE *in = fopen(argv[1], "rb");
            FILE *out = fopen(argv[argc - 1], "wb");
            {{_name}}_init();
            while ((count = fread(samples, sizeof samples[0], piece, in)) > 0)
            {
                if ({{_name}}_feed(samples, (int32_t)count) > 0)
                {
                    fwrite({{_name}}_output0(), {{plan.Tensors[plan.Outputs[0]].Bytes}}, 1, out);
                }
            }

            fclose(in);
            return fclose(out);
        }

        """;
}
