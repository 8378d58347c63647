using System.Text;
using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Nano.Tests;

/// <summary>What an export consists of, and what it refuses.</summary>
public class NanoExporterTests
{
    [Fact]
    public void A_small_model_is_array_initialisers_and_needs_only_the_core_library()
    {
        IReadOnlyList<NanoFile> files = Export(PlanOf(constants: 1000));
        Assert.DoesNotContain(files, file => file.Path.EndsWith(".resx", StringComparison.Ordinal));
        Assert.Equal(1, Text(files, "packages.config").Split("<package ").Length - 1);
        Assert.Contains("return new byte[]", Text(files, "Model/TestedData.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_beyond_the_limit_is_a_resource()
    {
        IReadOnlyList<NanoFile> files = Export(PlanOf(constants: NanoLimits.LargestInitialisers));
        Assert.Contains("nanoFramework.ResourceManager", Text(files, "packages.config"), StringComparison.Ordinal);
        Assert.Contains("<EmbeddedResource Include=\"Resources.resx\">", Text(files, "EdgeDeep.Models.Tested.nfproj"), StringComparison.Ordinal);
        Assert.DoesNotContain("new byte[]", Text(files, "Model/TestedData.cs"), StringComparison.Ordinal);
        byte[] model = files.Single(file => file.Path == "Model.edge").Content;
        Assert.Equal(model, NanoExporter.ModelFile(EdgeDeep.Runtime.Plans.PlanReader.Read(model)));
    }

    [Fact]
    public void Both_projects_compile_the_same_sources()
    {
        IReadOnlyList<NanoFile> files = Export(PlanOf(constants: 10));
        string[] sources = [.. files.Select(file => file.Path).Where(path => path.EndsWith(".cs", StringComparison.Ordinal))];
        string project = Text(files, "EdgeDeep.Models.Tested.nfproj");
        Assert.All(sources, source => Assert.Contains($"<Compile Include=\"{source.Replace('/', '\\')}\" />", project, StringComparison.Ordinal));
        Assert.Equal(sources.Length, project.Split("<Compile ").Length - 1);
        Assert.DoesNotContain("<Compile", Text(files, "EdgeDeep.Models.Tested.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_kernels_that_the_model_needs_are_exported()
    {
        string[] kernels = [.. Export(PlanOf(constants: 10)).Select(file => file.Path).Where(path => path.StartsWith("Kernels/", StringComparison.Ordinal))];
        Assert.Equal(["Kernels/Ops/Copy.cs", "Kernels/Ops/CopyParameters.cs"], kernels);
    }

    [Fact]
    public void An_array_that_the_device_cannot_make_is_refused()
    {
        Export(PlanOf(constants: NanoLimits.LargestArray));
        string message = Assert.Throws<ModelException>(() => Export(PlanOf(constants: NanoLimits.LargestArray + 1))).Message;
        Assert.Contains("786,365 bytes of int8 constants", message, StringComparison.Ordinal);
        Assert.Contains("--native", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_the_interpreter_takes_long_for_comes_with_a_warning()
    {
        Assert.Empty(NanoLimits.Warnings(PlanOf(constants: 10, macs: 100_000)));
        Assert.Contains("0.3 to 2 seconds", Assert.Single(NanoLimits.Warnings(PlanOf(constants: 10, macs: 100_001))), StringComparison.Ordinal);
        Assert.Contains("bytes of managed heap", Assert.Single(NanoLimits.Warnings(PlanOf(constants: 200_000))), StringComparison.Ordinal);
    }

    /// <summary>Numbers that nanoFramework's own generator wrote for resources of these names.</summary>
    [Fact]
    public void Resources_have_the_numbers_of_nanoFramework_s_tools() => Assert.Equal(-6742, NanoResources.IdOf("AzureRootCerts"));

    [Theory]
    [InlineData("wake-word", "WakeWord")]
    [InlineData("kws_ref_model_int8", "KwsRefModelInt8")]
    [InlineData("3in3out", "Model3in3out")]
    [InlineData("--", "Model")]
    public void A_name_becomes_an_identifier(string name, string identifier) => Assert.Equal(identifier, new NanoNames(name).Identifier);

    private static IReadOnlyList<NanoFile> Export(Plan plan) => NanoExporter.Export(plan, new NanoNames("tested"));

    private static string Text(IEnumerable<NanoFile> files, string path) => Encoding.UTF8.GetString(files.Single(file => file.Path == path).Content);

    private static Plan PlanOf(int constants, long macs = 0) => new()
    {
        Tensors = [new("constant", ElementType.Int8, [constants], Storage.Constant, 0, 0, 0), new("out", ElementType.Int8, [1], Storage.Arena, 0, 0, 0)],
        Steps = [new PlanStep(OpCode.Copy, "copy", [0], [1], [1], macs)],
        Inputs = [1],
        Outputs = [1],
        ArenaBytes = 1,
        Constants = new byte[constants],
        InitialState = [],
        Metadata = new Dictionary<string, string>(),
    };
}
