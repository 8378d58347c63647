using System.Reflection;

namespace EdgeDeep.Conformance.Tests;

/// <summary>Dependencies point one way, and the runtime drags in nothing.</summary>
public class ArchitectureTests
{
    [Theory]
    [InlineData("EdgeDeep.Kernels", "")]
    [InlineData("EdgeDeep.Runtime", "EdgeDeep.Kernels")]
    [InlineData("EdgeDeep.Perception", "EdgeDeep.Kernels,EdgeDeep.Runtime,SkiaSharp")]
    [InlineData("EdgeDeep.Compiler", "EdgeDeep.Kernels,EdgeDeep.Runtime,Google.Protobuf,Microsoft.ML.OnnxRuntime,System.Numerics.Tensors")]
    [InlineData("EdgeDeep.Devices", "EdgeDeep.Kernels,EdgeDeep.Runtime,EdgeDeep.Perception,Microsoft.Win32.Primitives")]
    [InlineData("EdgeDeep.Devices.IotBindings", "EdgeDeep.Devices,EdgeDeep.Kernels,EdgeDeep.Runtime,EdgeDeep.Perception,Iot.Device.Bindings,UnitsNet")]
    [InlineData("EdgeDeep.Emulator", "EdgeDeep.Compiler,EdgeDeep.Kernels,EdgeDeep.Runtime")]
    public void AssemblyReferencesOnlyWhatTheDesignAllows(string assembly, string allowed)
    {
        string[] references = [.. Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => allowed.Split(',').Contains(name) || !name.StartsWith("System.", StringComparison.Ordinal))
            .Where(name => name is not "System" and not "netstandard" and not "mscorlib")];
        Assert.All(references, reference => Assert.Contains(reference, allowed.Split(',')));
    }
}
