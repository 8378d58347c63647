using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.OperatorCases;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.KernelTranslator.Tests;

/// <summary>A C program that runs operator cases with the translated kernels.</summary>
internal sealed class CaseHarness : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-").FullName;
    private readonly string _program;

    /// <summary>Translates the kernels and compiles the program.</summary>
    public CaseHarness(IEnumerable<string> flags)
    {
        string gcc = CCompiler.Require();
        IReadOnlyList<string> sources = LibraryFiles.Write(KernelSources.Library, _folder);
        string main = Path.Combine(_folder, "harness.c"), dispatch = Path.Combine(_folder, "dispatch.c");
        using (Stream resource = typeof(CaseHarness).Assembly.GetManifestResourceStream("harness.c")!)
        using (FileStream file = File.Create(main))
        {
            resource.CopyTo(file);
        }

        File.WriteAllText(dispatch, Dispatch());
        _program = Path.Combine(_folder, "harness");
        CCompiler.Run(gcc, [.. CCompiler.Strict, .. flags, .. sources, main, dispatch, "-o", _program, "-lm"]);
    }

    /// <summary>The results of cases.</summary>
    public IReadOnlyList<byte[][]> Run(IReadOnlyList<OperatorCase> cases)
    {
        string input = Path.Combine(_folder, "cases.bin"), output = Path.Combine(_folder, "answer.bin");
        File.WriteAllBytes(input, CaseFile.Write(cases));
        CCompiler.Run(_program, input, output);
        return CaseFile.ReadResults(cases, File.ReadAllBytes(output));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One branch a kernel that calls its function.</summary>
    private static string Dispatch()
    {
        StringBuilder text = new();
        foreach (Unit unit in KernelSources.Library.Units)
        {
            text.Append(CultureInfo.InvariantCulture, $"#include \"{unit.Name}.h\"\n");
        }

        text.Append("#include <string.h>\n\nint run_case(int32_t op, const int32_t *parameters, void **tensors, const int32_t *types);\n\n");
        text.Append("int run_case(int32_t op, const int32_t *parameters, void **tensors, const int32_t *types)\n{\n");
        foreach (CKernelRow row in CKernelTable.All)
        {
            string type = row.Op == OpCode.Copy ? $" && types[0] == {(int)TypeOf(row)}" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"    if (op == {(int)row.Op}{type})\n    {{\n{Call(row)}        return 1;\n    }}\n\n");
        }

        // Floats are copied as bytes.
        return text.Append(CultureInfo.InvariantCulture, $"    if (op == {(int)OpCode.Copy} && types[0] == {(int)ElementType.Float32})\n")
            .Append("    {\n        memmove(tensors[1], tensors[0], 4u * (size_t)parameters[0]);\n        return 1;\n    }\n\n    return 0;\n}\n").ToString();
    }

    private static string Call(CKernelRow row)
    {
        Declaration function = KernelSources.Library[row.Function];
        int pointers = function.Parameters.Count - 1;
        string structure = function.Parameters[pointers].Type.Replace("const ", string.Empty, StringComparison.Ordinal).TrimEnd('*', ' ');
        IReadOnlyList<string> tensors = row.Arrange([.. Enumerable.Range(0, pointers).Select(i => $"tensors[{i}]")]);
        return $"        {structure} p;\n        memcpy(&p, parameters, sizeof p);\n        {row.Function}({string.Join(", ", tensors)}, &p);\n";
    }

    private static ElementType TypeOf(CKernelRow copy) => copy.Function switch
    {
        "ed_copy_s8" => ElementType.Int8,
        "ed_copy_u8" => ElementType.UInt8,
        "ed_copy_s16" => ElementType.Int16,
        _ => ElementType.Int32,
    };
}
