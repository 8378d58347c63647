using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>
/// Writes a model as a nanoFramework interop library: a class whose methods are native, and for the firmware the C++ files
/// between it and the model in C.
/// </summary>
public static class NativeExporter
{
    /// <summary>Writes the files.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="names">What it is called.</param>
    /// <exception cref="ModelException">The model cannot be written in C; the message names the step.</exception>
    public static IReadOnlyList<NanoFile> Export(Plan plan, NanoNames names)
    {
        IReadOnlyList<CFile> c = CExporter.Export(plan, names.Source);
        string prefix = CExporter.IdentifierOf(names.Source);
        NativeMethod[] methods = [RunOf(plan), new("Reset", [])];
        NativeGlue glue = new(names, methods, prefix, plan);
        IReadOnlyList<NanoPackage> packages = [NanoPackage.CoreLibrary];
        string managed = $"{names.Assembly}/", native = $"InteropAssemblies/{names.Assembly}/";
        string[] sources = [$"{names.Model}.cs", "Properties/AssemblyInfo.cs"];
        return
        [
            new($"{managed}{names.Assembly}.nfproj", NanoProjects.NfProj(names, sources, packages, null)),
            new($"{managed}packages.config", NanoProjects.PackagesConfig(packages)),
            new($"{managed}{names.Assembly}.csproj", NanoProjects.SdkProject(names, packages)),
            new($"{managed}{sources[0]}", Stub(names, plan, methods)),
            new($"{managed}{sources[1]}", NanoProjects.AssemblyInfo(names, hasNative: true)),
            .. glue.Files().Select(file => new NanoFile(native + file.Name, file.Text)),
            .. c.Where(file => file.Name == $"{prefix}.h" || file.Name == $"{prefix}.c").Select(file => new NanoFile(native + file.Name, file.Text)),
            new($"CMake/Modules/FindINTEROP-{names.Assembly}.cmake", glue.CMakeModule()),
        ];
    }

    private static NativeMethod RunOf(Plan plan) => new(
        "Run",
        [
            .. plan.Inputs.Select((tensor, i) => ($"input{i}", plan.Tensors[tensor].Type)),
            .. plan.Outputs.Select((tensor, i) => ($"output{i}", plan.Tensors[tensor].Type)),
        ]);

    private static string Stub(NanoNames names, Plan plan, NativeMethod[] methods)
    {
        StringBuilder text = NanoCode.Head(names, "using System.Runtime.CompilerServices;");
        text.Append($"/// <summary>The model '{names.Source}', computed by the firmware. There is one instance with one state.</summary>\npublic static class {names.Model}\n{{\n");
        NanoCode.Constants(text, plan);
        string[] comments =
        [
            "Computes the outputs from the inputs and the state. Every array holds stored values, as many as the tensor has elements;\n    /// an array of another length is an ArgumentException.",
            "Sets the state of a streaming model back to its beginning.",
        ];
        for (int i = 0; i < methods.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    /// <summary>{comments[i]}</summary>\n    [MethodImpl(MethodImplOptions.InternalCall)]\n");
            text.Append($"    public static extern void {methods[i].Name}({methods[i].CSharpParameters});\n{(i + 1 < methods.Length ? "\n" : string.Empty)}");
        }

        return text.Append("}\n").ToString();
    }
}
