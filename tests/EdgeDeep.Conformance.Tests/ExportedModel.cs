using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>A model exported to C, compiled on this machine, with a program around it that reads and writes raw tensors.</summary>
internal sealed class ExportedModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
    private readonly IReadOnlyList<string> _flags;
    private readonly string _gcc;
    private readonly Plan _plan;

    public ExportedModel(Plan plan, string name, IReadOnlyList<string> flags)
    {
        _gcc = CCompiler.Require();
        (_plan, _flags) = (plan, flags);
        Files = CExporter.Export(plan, name);
        foreach (CFile file in Files)
        {
            File.WriteAllText(Path.Combine(_folder, file.Name), file.Text);
        }
    }

    /// <summary>The header, the source and the self-test.</summary>
    public IReadOnlyList<CFile> Files { get; }

    /// <summary>Compiles and runs the self-test and returns what it printed.</summary>
    public string SelfTest() => CCompiler.Run(Compile("selftest", Files[1].Name, Files[2].Name));

    /// <summary>
    /// Answers of inferences in a row. The inputs of one after the other lie in one array; the state is reset before
    /// inference number resetBefore.
    /// </summary>
    public byte[] Run(byte[] inputs, int resetBefore = -1)
    {
        File.WriteAllText(Path.Combine(_folder, "main.c"), Main(resetBefore));
        string program = Compile("run", Files[1].Name, "main.c");
        string input = Path.Combine(_folder, "in.bin"), output = Path.Combine(_folder, "out.bin");
        File.WriteAllBytes(input, inputs);
        CCompiler.Run(program, input, output);
        return File.ReadAllBytes(output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Compile(string program, params string[] sources)
    {
        string path = Path.Combine(_folder, program);
        CCompiler.Run(_gcc, [.. CCompiler.Strict, .. _flags, .. sources.Select(source => Path.Combine(_folder, source)), "-o", path, "-lm"]);
        return path;
    }

    private string Main(int resetBefore)
    {
        string name = Path.GetFileNameWithoutExtension(Files[0].Name);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            #include "{{name}}.h"
            #include <stdio.h>

            int main(int argc, char **argv)
            {
                FILE *in = fopen(argv[1], "rb");
                FILE *out = fopen(argv[argc - 1], "wb");
                {{name}}_init();
                for (int call = 0;; call++)
                {
                    if (call == {{resetBefore}}) { {{name}}_reset(); }

            """);
        for (int i = 0; i < _plan.Inputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        if (fread({name}_input{i}(), {_plan.Tensors[_plan.Inputs[i]].Bytes}, 1, in) != 1) {{ fclose(in); return fclose(out); }}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"        {name}_invoke();\n");
        for (int i = 0; i < _plan.Outputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        fwrite({name}_output{i}(), {_plan.Tensors[_plan.Outputs[i]].Bytes}, 1, out);\n");
        }

        return text.Append("    }\n}\n").ToString();
    }
}
