using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Emit.C.Packaging;

/// <summary>Packages in a folder of their own, which is removed at the end.</summary>
internal sealed class PackageFolder : IDisposable
{
    /// <summary>Writes a model of one layer as packages under its name.</summary>
    public PackageFolder(string packages, params string[] names)
    {
        foreach (string name in names)
        {
            foreach (CFile file in CPackageExporter.Export(CExporterTests.Layer(bias: 100), name, [packages], []))
            {
                string path = At($"{name}/{file.Name}");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Text);
            }
        }
    }

    private string Root { get; } = Directory.CreateTempSubdirectory("edgedeep-").FullName;

    /// <summary>What stands in for the system of an ecosystem on this machine.</summary>
    public static string StandIn(string path) => Path.Combine(AppContext.BaseDirectory, "Emit/C/Packaging/StandIns", path);

    /// <summary>A path in the folder.</summary>
    public string At(string path) => Path.Combine(Root, path);

    /// <summary>Configures and builds a CMake project with warnings as errors; the build folder is the source folder with "-build" behind.</summary>
    public string Build(string source, params string[] options)
    {
        string cmake = CCompiler.Require("cmake");
        CCompiler.Require("ninja");
        CCompiler.Require("g++");
        CCompiler.Run(cmake, [
            "-G", "Ninja", "-S", At(source), "-B", At($"{source}-build"), "-DCMAKE_C_FLAGS=-Wall -Wextra -Werror -pedantic",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror -pedantic", .. options]);
        CCompiler.Run(cmake, "--build", At($"{source}-build"));
        return At($"{source}-build");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
