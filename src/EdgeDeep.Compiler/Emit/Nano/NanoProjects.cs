using System.Security.Cryptography;
using System.Text;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>A nanoFramework package that a project references.</summary>
/// <param name="Id">Name on nuget.org.</param>
/// <param name="Version">The version that the project files name.</param>
/// <param name="Assembly">Name of its assembly.</param>
public sealed record NanoPackage(string Id, string Version, string Assembly)
{
    /// <summary>mscorlib.</summary>
    public static readonly NanoPackage CoreLibrary = new("nanoFramework.CoreLibrary", "1.17.11", "mscorlib");

    /// <summary>Access to resources.</summary>
    public static readonly NanoPackage ResourceManager = new("nanoFramework.ResourceManager", "1.2.32", "nanoFramework.ResourceManager");

    /// <summary>I2C.</summary>
    public static readonly NanoPackage I2c = new("nanoFramework.System.Device.I2c", "1.1.29", "System.Device.I2c");
}

/// <summary>Writes the project files.</summary>
internal static class NanoProjects
{
    /// <summary>The project that Visual Studio with the nanoFramework extension opens.</summary>
    public static string NfProj(NanoNames names, IEnumerable<string> sources, IReadOnlyList<NanoPackage> packages, string? resource)
    {
        StringBuilder text = new($$"""
            <?xml version="1.0" encoding="utf-8"?>
            <Project ToolsVersion="Current" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <PropertyGroup Label="Globals">
                <NanoFrameworkProjectSystemPath>$(MSBuildExtensionsPath)\nanoFramework\v1.0\</NanoFrameworkProjectSystemPath>
              </PropertyGroup>
              <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props" Condition="Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props')" />
              <PropertyGroup>
                <Configuration Condition=" '$(Configuration)' == '' ">Debug</Configuration>
                <Platform Condition=" '$(Platform)' == '' ">AnyCPU</Platform>
                <ProjectTypeGuids>{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}</ProjectTypeGuids>
                <ProjectGuid>{{GuidOf(names.Assembly)}}</ProjectGuid>
                <OutputType>Library</OutputType>
                <FileAlignment>512</FileAlignment>
                <RootNamespace>{{names.Assembly}}</RootNamespace>
                <AssemblyName>{{names.Assembly}}</AssemblyName>
                <TargetFrameworkVersion>v1.0</TargetFrameworkVersion>
                <LangVersion>10.0</LangVersion>
              </PropertyGroup>
              <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.props" Condition="Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.props')" />
              <ItemGroup>

            """);
        foreach (string source in sources)
        {
            text.Append($"    <Compile Include=\"{source.Replace('/', '\\')}\" />\n");
        }

        text.Append("  </ItemGroup>\n");
        if (resource is not null)
        {
            text.Append($"""
                  <ItemGroup>
                    <EmbeddedResource Include="Resources.resx">
                      <Generator>nFResXFileCodeGenerator</Generator>
                      <LastGenOutput>Resources.Designer.cs</LastGenOutput>
                    </EmbeddedResource>
                    <None Include="{resource}" />
                  </ItemGroup>

                """);
        }

        text.Append("  <ItemGroup>\n");
        foreach (NanoPackage package in packages)
        {
            text.Append($"    <Reference Include=\"{package.Assembly}\">\n      <HintPath>packages\\{package.Id}.{package.Version}\\lib\\{package.Assembly}.dll</HintPath>\n    </Reference>\n");
        }

        return text.Append("""
              </ItemGroup>
              <ItemGroup>
                <None Include="packages.config" />
              </ItemGroup>
              <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets" Condition="Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets')" />
            </Project>

            """).ToString();
    }

    /// <summary>The packages of an .nfproj.</summary>
    public static string PackagesConfig(IEnumerable<NanoPackage> packages) =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<packages>\n"
        + string.Concat(packages.Select(package => $"  <package id=\"{package.Id}\" version=\"{package.Version}\" targetFramework=\"netnano1.0\" />\n"))
        + "</packages>\n";

    /// <summary>A project for the plain .NET SDK, which compiles the same sources and so tells whether they are valid.</summary>
    public static string SdkProject(NanoNames names, IReadOnlyList<NanoPackage> packages)
    {
        StringBuilder text = new($$"""
            <Project Sdk="Microsoft.NET.Sdk">
              <!--
                Compiles with the plain .NET SDK what {{names.Assembly}}.nfproj builds for the device: a check, not a deployment.
                It takes the nanoFramework assemblies from NuGet, or from a folder: -p:NanoReferences=FOLDER
              -->
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>{{names.Assembly}}</AssemblyName>
                <RootNamespace>{{names.Assembly}}</RootNamespace>
                <LangVersion>10.0</LangVersion>
                <Nullable>disable</Nullable>
                <ImplicitUsings>disable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <EnableDefaultEmbeddedResourceItems>false</EnableDefaultEmbeddedResourceItems>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <NoStdLib>true</NoStdLib>
                <NoCompilerStandardLib>true</NoCompilerStandardLib>
                <AddAdditionalExplicitAssemblyReferences>false</AddAdditionalExplicitAssemblyReferences>
                <AutomaticallyUseReferenceAssemblyPackages>false</AutomaticallyUseReferenceAssemblyPackages>
                <GenerateAssemblyInfo>false</GenerateAssemblyInfo>
                <GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute>
                <GenerateDependencyFile>false</GenerateDependencyFile>
                <_TargetFrameworkDirectories>$(MSBuildThisFileDirectory)</_TargetFrameworkDirectories>
                <_FullFrameworkReferenceAssemblyPaths>$(MSBuildThisFileDirectory)</_FullFrameworkReferenceAssemblyPaths>
              </PropertyGroup>
              <ItemGroup Condition="'$(NanoReferences)' == ''">

            """);
        foreach (NanoPackage package in packages)
        {
            text.Append($"    <PackageDownload Include=\"{package.Id}\" Version=\"[{package.Version}]\" />\n");
            text.Append($"    <Reference Include=\"$(NuGetPackageRoot){package.Id.ToLowerInvariant()}/{package.Version}/lib/{package.Assembly}.dll\" />\n");
        }

        text.Append("  </ItemGroup>\n  <ItemGroup Condition=\"'$(NanoReferences)' != ''\">\n");
        foreach (NanoPackage package in packages)
        {
            text.Append($"    <Reference Include=\"$(NanoReferences)/{package.Assembly}.dll\" />\n");
        }

        return text.Append("  </ItemGroup>\n</Project>\n").ToString();
    }

    /// <summary>Assembly attributes.</summary>
    /// <param name="names">Names.</param>
    /// <param name="hasNative">Whether methods are implemented in C++, whose table carries the same version.</param>
    public static string AssemblyInfo(NanoNames names, bool hasNative) =>
        $"using System.Reflection;\n\n[assembly: AssemblyTitle(\"{names.Assembly}\")]\n[assembly: AssemblyVersion(\"1.0.0.0\")]\n"
        + (hasNative ? "\n// The version of the native methods: firmware and assembly must agree.\n[assembly: AssemblyNativeVersion(\"1.0.0.0\")]\n" : string.Empty);

    /// <summary>A project's identity, the same whenever the model is exported again.</summary>
    private static string GuidOf(string assembly) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(assembly)).AsSpan(0, 16)).ToString("B").ToUpperInvariant();
}
