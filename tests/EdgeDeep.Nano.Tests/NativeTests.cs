using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Conformance.Tests;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Nano.Tests;

/// <summary>Models exported with --native compute the same bytes through the C++ that a firmware would contain.</summary>
public class NativeTests
{
    [Theory]
    [InlineData("kws_ref_model_int8")]
    [InlineData("ad01_quant_fullint_floatio")]
    [InlineData("3in3out_model_swaps_input_2_and_0")]
    public void The_native_methods_compute_the_bytes_of_the_reference(string name)
    {
        Golden golden = Golden.Open(name);
        using NativeModel model = new(Import(golden));
        Golden.Case[] cases = [.. golden.SingleCases];
        (int exit, byte[] output) = model.Run(Joined(cases.Select(item => item.Inputs)));
        Assert.Equal(0, exit);
        Assert.Equal(Joined(cases.Select(item => item.Outputs)), output);
    }

    [Fact]
    public void An_array_of_another_length_is_an_invalid_parameter()
    {
        using NativeModel model = new(Shipped("vibration"));
        Assert.Equal(0, model.Run(new byte[96]).ExitCode);
        Assert.Equal(3, model.Run(new byte[97], surplus: 1).ExitCode);
        Assert.Equal(0, model.Reset());
    }

    /// <summary>The C# side declares exactly the methods of the table, in its order and with the same checksum.</summary>
    [Theory]
    [InlineData("vibration")]
    [InlineData("motion")]
    public void Both_sides_have_the_same_methods(string name)
    {
        using NativeModel model = new(Shipped(name));
        byte[] assembly = NanoCompiler.ForNano("EdgeDeep.Models.Tested", model.Files);
        Assert.Empty(NanoAssemblyChecks.Find(assembly));
        using PEReader image = new([.. assembly]);
        MetadataReader metadata = image.GetMetadataReader();
        List<(string, string)?> methods = [];
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
        {
            TypeDefinition type = metadata.GetTypeDefinition(method.GetDeclaringType());
            bool isNative = method.ImplAttributes.HasFlag(System.Reflection.MethodImplAttributes.InternalCall);
            string declared = metadata.GetString(method.Name);
            string arrays = declared == "Run" ? "__SZARRAY_I1__SZARRAY_I1" : string.Empty;
            methods.Add(isNative ? ($"{metadata.GetString(type.Namespace)}_{metadata.GetString(type.Name)}".Replace('.', '_'), $"{declared}___STATIC__VOID{arrays}") : null);
        }

        Assert.Equal(2, methods.Count);
        Assert.DoesNotContain(null, methods);
        Assert.Equal($"EdgeDeep.Models.Tested {NativeChecksum.Compute("EdgeDeep.Models.Tested", methods):X8}", model.Identity);
    }

    private static Plan Import(Golden golden) => PlanBuilder.Build(ModelImporter.Import(golden.ModelPath));

    private static Plan Shipped(string name) => PlanReaderOf(Path.Combine(NanoCompiler.Repository, "models", name, $"{name}.edge"));

    private static Plan PlanReaderOf(string path) => EdgeDeep.Runtime.Plans.PlanReader.Read(File.ReadAllBytes(path));

    private static byte[] Joined(IEnumerable<byte[][]> tensors) => [.. tensors.SelectMany(one => one).SelectMany(bytes => bytes)];
}
