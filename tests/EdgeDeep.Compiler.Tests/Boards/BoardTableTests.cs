using EdgeDeep.Compiler.Boards;

namespace EdgeDeep.Compiler.Tests.Boards;

public class BoardTableTests
{
    private static readonly string[] Emulated =
        ["cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55", "riscv32", "pi-zero2", "pi4", "pi5"];

    [Fact]
    public void Figures_are_possible()
    {
        Assert.Equal(BoardTable.Rows.Count, BoardTable.Rows.Select(row => row.Name).Distinct().Count());
        Assert.All(BoardTable.Rows, row =>
        {
            Assert.InRange(row.BlockBytes, 1, row.RamBytes);
            Assert.Equal(row.FlashBytes is null, row.ProgramBytes is null);
            Assert.True(row.ProgramBytes is null || (row.ProgramBytes > 0 && row.ProgramBytes <= row.FlashBytes), row.Name);
            Assert.InRange(row.Megahertz, 1, 5000);
            Assert.True(row.Emulated is null || Emulated.Contains(row.Emulated), row.Name);
            Assert.NotEmpty(row.Source);
        });
    }

    [Theory]
    [InlineData("Cortex-M0", FloatUnit.None, IntegerVectors.None)]
    [InlineData("Cortex-M0+", FloatUnit.None, IntegerVectors.None)]
    [InlineData("Cortex-M4F", FloatUnit.Single, IntegerVectors.Dsp)]
    [InlineData("Cortex-M33F", FloatUnit.Single, IntegerVectors.Dsp)]
    [InlineData("Cortex-A53", FloatUnit.Double, IntegerVectors.Neon)]
    [InlineData("Cortex-A76", FloatUnit.Double, IntegerVectors.NeonDotProduct)]
    public void Boards_with_the_same_core_compute_alike(string core, FloatUnit unit, IntegerVectors vectors)
    {
        BoardProfile[] rows = [.. BoardTable.Rows.Where(row => row.Core == core)];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((unit, vectors), (row.FloatUnit, row.Vectors)));
    }

    [Theory]
    [InlineData("pico", "pico")]
    [InlineData("Pico 2", "pico2")]
    [InlineData("MICROBIT_V2", "microbit-v2")]
    [InlineData("Arduino Nano 33 BLE", "nano33ble")]
    [InlineData("esp32s3", "esp32-s3")]
    [InlineData("pi", null)]
    [InlineData("", null)]
    public void Names_may_be_written_as_people_write_them(string name, string? expected) => Assert.Equal(expected, BoardTable.Find(name)?.Name);
}
