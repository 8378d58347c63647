using System.Globalization;
using System.Text;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>Writes the C++ files that a firmware needs between a class with native methods and a model in C.</summary>
/// <param name="names">Names in C#.</param>
/// <param name="methods">The native methods, which are all methods of the assembly, in table order.</param>
/// <param name="prefix">Prefix of the model's functions in C.</param>
/// <param name="plan">The model.</param>
internal sealed class NativeGlue(NanoNames names, IReadOnlyList<NativeMethod> methods, string prefix, Plan plan)
{
    // Names as nanoFramework's tools derive them: dots become underscores.
    private readonly string _assembly = names.Assembly.Replace('.', '_');
    private readonly string _class = $"{NanoNames.Namespace}.{names.Model}".Replace('.', '_');

    private string Unit => $"{_assembly}_{_class}";

    private string Library => $"Library_{Unit}";

    private string Namespace => $"{_assembly}::{_assembly}";

    /// <summary>Headers and sources.</summary>
    public IEnumerable<CFile> Files() =>
    [
        new($"{_assembly}.h", AssemblyHeader()),
        new($"{_assembly}.cpp", AssemblyTable()),
        new($"{Unit}.h", ClassHeader()),
        new($"{Unit}.cpp", Code()),
        new($"{Unit}_mshl.cpp", Marshalling()),
    ];

    /// <summary>Finds the sources when a firmware is built.</summary>
    public string CMakeModule()
    {
        string name = names.Assembly;
        return $$"""
            # Sources of {{name}} for a nanoFramework firmware; belongs in CMake/Modules of nf-interpreter.
            # They are built in when {{name}} is among NF_INTEROP_ASSEMBLIES.

            set(BASE_PATH_FOR_THIS_MODULE ${PROJECT_SOURCE_DIR}/InteropAssemblies/{{name}})

            list(APPEND {{name}}_INCLUDE_DIRS ${PROJECT_SOURCE_DIR}/src/CLR/Core)
            list(APPEND {{name}}_INCLUDE_DIRS ${PROJECT_SOURCE_DIR}/src/CLR/Include)
            list(APPEND {{name}}_INCLUDE_DIRS ${PROJECT_SOURCE_DIR}/src/HAL/Include)
            list(APPEND {{name}}_INCLUDE_DIRS ${PROJECT_SOURCE_DIR}/src/PAL/Include)
            list(APPEND {{name}}_INCLUDE_DIRS ${BASE_PATH_FOR_THIS_MODULE})

            foreach(SRC_FILE
                {{_assembly}}.cpp
                {{Unit}}_mshl.cpp
                {{Unit}}.cpp
                {{prefix}}.c)
                list(APPEND {{name}}_SOURCES ${BASE_PATH_FOR_THIS_MODULE}/${SRC_FILE})
            endforeach()

            # A model is all loops: optimise it whatever the firmware's own level is.
            set_source_files_properties(${BASE_PATH_FOR_THIS_MODULE}/{{prefix}}.c PROPERTIES COMPILE_OPTIONS -O2)

            include(FindPackageHandleStandardArgs)
            find_package_handle_standard_args(INTEROP-{{name}} DEFAULT_MSG {{name}}_INCLUDE_DIRS {{name}}_SOURCES)

            """;
    }

    private string Head(string what) => $"// {what} for the model '{names.Source}', exported by EdgeDeep; do not edit.\n";

    private string AssemblyHeader()
    {
        StringBuilder text = new(Head($"Native methods of {names.Assembly}"));
        text.Append($"#ifndef {_assembly.ToUpperInvariant()}_H\n#define {_assembly.ToUpperInvariant()}_H\n\n");
        text.Append("#include <nanoCLR_Interop.h>\n#include <nanoCLR_Runtime.h>\n#include <nanoPackStruct.h>\n\n");
        text.Append($"struct {Library}\n{{\n");
        foreach (NativeMethod method in methods)
        {
            text.Append($"    NANOCLR_NATIVE_DECLARE({method.SafeName});\n");
        }

        return text.Append($"}};\n\nextern const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_{_assembly};\n\n#endif\n").ToString();
    }

    private string AssemblyTable()
    {
        uint checksum = NativeChecksum.Compute(names.Assembly, methods.Select(method => ((string, string)?)(_class, method.SafeName)));
        StringBuilder text = new(Head("Method table"));
        text.Append($"#include \"{_assembly}.h\"\n\n// clang-format off\n\nstatic const CLR_RT_MethodHandler method_lookup[] =\n{{\n");
        foreach (NativeMethod method in methods)
        {
            text.Append($"    {Library}::{method.SafeName},\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $$"""
            };

            const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_{{_assembly}} =
            {
                "{{names.Assembly}}",
                0x{{checksum:X8}},
                method_lookup,
                { 1, 0, 0, 0 }
            };

            // clang-format on

            """).ToString();
    }

    private string ClassHeader()
    {
        StringBuilder text = new(Head("Functions behind the native methods"));
        text.Append($"#ifndef {Unit.ToUpperInvariant()}_H\n#define {Unit.ToUpperInvariant()}_H\n\nnamespace {_assembly}\n{{\n    namespace {_assembly}\n    {{\n        struct {names.Model}\n        {{\n");
        foreach (NativeMethod method in methods)
        {
            text.Append($"            static void {method.Name}({method.CppParameters});\n");
        }

        return text.Append("        };\n    }\n}\n\n#endif\n").ToString();
    }

    private string Marshalling()
    {
        StringBuilder text = new(Head("Arguments from the interpreter's stack"));
        text.Append($"#include \"{_assembly}.h\"\n#include \"{Unit}.h\"\n\nusing namespace {Namespace};\n");
        foreach (NativeMethod method in methods)
        {
            text.Append($"\nHRESULT {Library}::{method.SafeName}(CLR_RT_StackFrame &stack)\n{{\n    NANOCLR_HEADER();\n    hr = S_OK;\n    {{\n");
            for (int i = 0; i < method.Arrays.Count; i++)
            {
                (string name, ElementType type) = method.Arrays[i];
                string cpp = NativeMethod.TypeOf(type).Cpp;
                text.Append(CultureInfo.InvariantCulture, $"        CLR_RT_TypedArray_{cpp} {name};\n        NANOCLR_CHECK_HRESULT(Interop_Marshal_{cpp}_ARRAY(stack, {i}, {name}));\n");
            }

            text.Append(method.Arrays.Count == 0 ? "        (void)stack;\n" : string.Empty);
            string arguments = string.Concat(method.Arrays.Select(array => array.Name + ", "));
            text.Append($"        {names.Model}::{method.Name}({arguments}hr);\n        NANOCLR_CHECK_HRESULT(hr);\n    }}\n    NANOCLR_NOCLEANUP();\n}}\n");
        }

        return text.ToString();
    }

    private string Code()
    {
        StringBuilder text = new(Head("The calls of the model in C"));
        text.Append($"#include <string.h>\n\n#include \"{_assembly}.h\"\n#include \"{Unit}.h\"\n#include \"{prefix}.h\"\n\nusing namespace {Namespace};\n\n");
        text.Append("static bool is_ready = false;\n\nstatic void prepare()\n{\n    if (!is_ready)\n    {\n");
        text.Append($"        {prefix}_init();\n        is_ready = true;\n    }}\n}}\n");
        NativeMethod run = methods[0];
        text.Append($"\nvoid {names.Model}::{run.Name}({run.CppParameters})\n{{\n    if (");
        string macro = prefix.ToUpperInvariant();
        text.Append(string.Join(" ||\n        ", run.Arrays.Select(array => $"{array.Name}.GetSize() != {macro}_{array.Name.ToUpperInvariant()}_ELEMENTS")));
        text.Append(")\n    {\n        hr = CLR_E_INVALID_PARAMETER;\n        return;\n    }\n\n    prepare();\n");
        for (int i = 0; i < plan.Inputs.Count; i++)
        {
            text.Append(Copy($"{prefix}_input{i}()", $"input{i}.GetBuffer()", plan.Tensors[plan.Inputs[i]]));
        }

        text.Append($"    {prefix}_invoke();\n");
        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            text.Append(Copy($"output{i}.GetBuffer()", $"{prefix}_output{i}()", plan.Tensors[plan.Outputs[i]]));
        }

        text.Append($"}}\n\nvoid {names.Model}::{methods[1].Name}(HRESULT &hr)\n{{\n    (void)hr;\n    prepare();\n    {prefix}_reset();\n}}\n");
        return text.ToString();
    }

    private static string Copy(string to, string from, PlanTensor tensor) =>
        string.Create(CultureInfo.InvariantCulture, $"    memcpy({to}, {from}, {tensor.Bytes});\n");
}
