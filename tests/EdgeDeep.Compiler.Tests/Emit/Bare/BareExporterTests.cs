using EdgeDeep.Compiler.Emit.Bare;
using EdgeDeep.Compiler.Emit.C;

namespace EdgeDeep.Compiler.Tests.Emit.Bare;

public class BareExporterTests
{
    [Fact]
    public void Every_kernel_that_C_has_is_there_with_the_same_pointers()
    {
        foreach (CKernelRow row in CKernelTable.All)
        {
            string[] inC = [.. CKernelSources.Instance[row.Function].Parameters[..^1].Select(parameter => parameter.BaseType)];
            string[] types = [.. PointerKernels.Instance[row.Function].Pointers.Select(InC)];
            Assert.Equal(inC, types);
        }
    }

    [Fact]
    public void Every_file_that_a_kernel_needs_exists()
    {
        Assert.All(PointerKernels.Instance.Files, file => Assert.All(file.Needs, need => Assert.Contains(PointerKernels.Instance.Files, other => other.Path == need)));
        Assert.All(PointerKernels.Instance.Kernels, kernel => Assert.NotEmpty(PointerKernels.Instance.Closure([kernel])));
    }

    [Fact]
    public void The_firmware_is_embedded()
    {
        foreach (string path in new[] { "start.S", "leaves.S", "link.ld", "project/build.sh", "project/Firmware.csproj", "boards/mps2-an386.sh", "boards/mps2/Board.cs", "corlib/Math.cs" })
        {
            Assert.Contains(path, BareFirmware.Paths);
            Assert.NotEmpty(BareFirmware.Read(path));
        }
    }

    [Theory]
    [InlineData("kws ref", "KwsRef")]
    [InlineData("3d", "Model3d")]
    [InlineData("Board", "BoardModel")]
    [InlineData("state", "StateModel")]
    [InlineData("v2_okay-nabu", "V2OkayNabu")]
    public void A_name_becomes_a_class(string name, string expected) => Assert.Equal(expected, BareExporter.NameOf(name));

    [Theory]
    [InlineData("3_weights", "Step3Weights")]
    [InlineData("0_input", "Step0Input")]
    [InlineData("output0_value", "Output0Value")]
    public void A_constant_has_a_name_of_its_own(string name, string expected) => Assert.Equal(expected, BareNames.OfConstant(name));

    [Theory]
    [InlineData("yes", "\"yes\"u8")]
    [InlineData("a\"b\\c", "\"a\\u0022b\\u005cc\"u8")]
    [InlineData("Grüße", "\"Grüße\"u8")]
    [InlineData("a\nb", "\"a\\u000ab\"u8")]
    public void A_label_becomes_a_literal(string label, string expected) => Assert.Equal(expected, BareValues.Literal(label));

    [Theory]
    [InlineData(0.1f, "0.100000001f")]
    [InlineData(-2f, "-2f")]
    [InlineData(float.PositiveInfinity, "1f / 0f")]
    public void A_float_keeps_its_bits(float value, string expected) => Assert.Equal(expected, BareValues.Of(value));

    private static string InC(string type) => type switch
    {
        "sbyte" => "int8_t",
        "byte" => "uint8_t",
        "short" => "int16_t",
        "int" => "int32_t",
        "long" => "int64_t",
        _ => type,
    };
}
