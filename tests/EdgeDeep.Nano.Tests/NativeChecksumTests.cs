using EdgeDeep.Compiler.Emit.Nano;

namespace EdgeDeep.Nano.Tests;

/// <summary>The checksum of native methods is the one of nanoFramework's own tools.</summary>
public class NativeChecksumTests
{
    private const string I2c = "System_Device_I2c_I2cDevice";

    /// <summary>
    /// nf-interpreter declares System.Device.I2c with 0xFA806D33: 19 managed methods, three native ones of I2cDevice, and one
    /// static managed method.
    /// </summary>
    [Fact]
    public void A_published_library_has_its_published_checksum()
    {
        (string, string)?[] methods =
        [
            .. Enumerable.Repeat<(string, string)?>(null, 19),
            (I2c, "NativeInit___VOID"),
            (I2c, "NativeDispose___VOID"),
            (I2c, "NativeTransmit___SystemDeviceI2cI2cTransferResult__SystemSpanByte__SystemSpanByte"),
            null,
        ];
        Assert.Equal(0xFA806D33, NativeChecksum.Compute("System.Device.I2c", methods));
    }

    /// <summary>The numbers in the tests of nanoFramework's metadata processor.</summary>
    [Fact]
    public void Sums_of_the_metadata_processor_s_own_tests()
    {
        (string, string)? native = ("TestNFApp_OneClassOverAll", "DummyExternMethod___VOID");
        Assert.Equal(519713657u, NativeChecksum.Compute("TestNFApp", [null, native]));
        Assert.Equal(1574868855u, NativeChecksum.Compute("TestNFApp", [null, native, native]));
        Assert.Equal(2748897355u, NativeChecksum.Compute("TestNFApp", [null, native, native, null]));
    }

    [Fact]
    public void An_assembly_without_native_methods_has_none() => Assert.Equal(0u, NativeChecksum.Compute("A", [null, null]));
}
