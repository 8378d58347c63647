using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>
/// Writes a model as a class library for .NET nanoFramework: the kernels that it needs, plan reader and session as source,
/// its bytes, and the projects.
/// </summary>
public static class NanoExporter
{
    /// <summary>Writes the files.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="names">What it is called.</param>
    /// <exception cref="ModelException">The model cannot run there; the message names the step or the size.</exception>
    public static IReadOnlyList<NanoFile> Export(Plan plan, NanoNames names)
    {
        NanoLimits.Check(plan);
        IReadOnlyList<NanoKernel> kernels = NanoKernel.Of(plan);
        byte[] model = ModelFile(plan);
        bool isResource = model.Length > NanoLimits.LargestInitialisers;
        List<NanoPackage> packages = [NanoPackage.CoreLibrary];
        List<NanoFile> code =
        [
            new($"Model/{names.Model}.cs", NanoCode.Model(names, plan)),
            new($"Model/{names.Kernels}.cs", NanoCode.Kernels(names, kernels)),
            new($"Model/{names.Data}.cs", NanoCode.Data(names, model, isResource)),
            .. NanoSources.Runtime(),
            .. NanoSources.Kernels(kernels),
            new("Properties/AssemblyInfo.cs", NanoProjects.AssemblyInfo(names, hasNative: false)),
        ];
        List<NanoFile> other = [];
        if (isResource)
        {
            packages.Add(NanoPackage.ResourceManager);
            code.Add(new NanoFile("Resources.Designer.cs", NanoResources.Designer(names)));
            other.Add(new NanoFile("Resources.resx", NanoResources.Resx("Model.edge")));
            other.Add(new NanoFile("Model.edge", model));
        }

        return
        [
            new($"{names.Assembly}.nfproj", NanoProjects.NfProj(names, code.Select(file => file.Path), packages, isResource ? "Model.edge" : null)),
            new("packages.config", NanoProjects.PackagesConfig(packages)),
            new($"{names.Assembly}.csproj", NanoProjects.SdkProject(names, packages)),
            .. code,
            .. other,
        ];
    }

    /// <summary>The .edge file without what only people read, which a device would have to store.</summary>
    public static byte[] ModelFile(Plan plan) => EdgeWriter.Write(new Plan
    {
        Tensors = [.. plan.Tensors.Select(tensor => tensor with { Name = string.Empty })],
        Steps = [.. plan.Steps.Select(step => step with { Name = string.Empty })],
        Inputs = plan.Inputs,
        Outputs = plan.Outputs,
        ArenaBytes = plan.ArenaBytes,
        Constants = plan.Constants,
        InitialState = plan.InitialState,
        Metadata = new Dictionary<string, string>(),
    });
}
