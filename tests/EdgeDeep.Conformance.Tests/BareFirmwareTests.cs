using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests;

/// <summary>The firmware of firmware/bare: keywords over the UART, boards, assembly code, the build script's words.</summary>
public class BareFirmwareTests
{
    private static readonly string Models = Path.Combine(CExportTests.Repository(), "models");

    [Fact]
    public void The_keyword_firmware_hears_what_the_runtime_hears()
    {
        Plan plan = PlanReader.Read(File.ReadAllBytes(Path.Combine(Models, "keywords", "keywords.edge")));
        using BareProject project = new(plan, "keywords", "mps2-an386");
        File.Copy(Path.Combine(CExportTests.Repository(), "firmware", "bare", "keywords", "Program.cs"), Path.Combine(project.Folder, "Program.cs"), overwrite: true);
        Assert.InRange(project.Build(), 1, 100_000);

        Session session = new(new Model(plan));
        Preprocessor preprocessor = Preprocessor.Create(PreprocessingSpec.Parse(plan.Metadata[MetadataKeys.Preprocessing]), session.InputInfo(0).Shape);
        string[] labels = plan.Metadata[MetadataKeys.Labels].Split('\n');
        float[] features = new float[preprocessor.ElementCount];
        List<byte> sent = [];
        List<string> expected = ["keywords ready"];
        foreach (string clip in Directory.GetFiles(Path.Combine(Models, "keywords", "clips"), "slt_*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            preprocessor.FileToTensor(clip, features);
            session.SetInput(0, features);
            sent.Add((byte)'K');
            sent.AddRange(session.InputBytes(0));
            session.Run();
            sbyte[] scores = [.. session.Output<sbyte>(0)];
            int best = Array.IndexOf(scores, scores.Max());
            expected.Add(scores[best] < 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{labels[best]} {(scores[best] + 128) * 100 / 256} %"));
        }

        sent.Add((byte)'Q');
        Assert.Contains(expected, line => line.StartsWith("yes ", StringComparison.Ordinal));
        Assert.Equal(expected, project.Start([.. sent]).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("stm32f4-discovery")]
    [InlineData("nrf52840-dk")]
    public void Firmware_for_a_real_board_links(string board)
    {
        Plan plan = PlanReader.Read(File.ReadAllBytes(Path.Combine(Models, "keywords", "keywords.edge")));
        using BareProject project = new(plan, "keywords", board);
        Assert.InRange(project.Build(), plan.Constants.Length, 100_000);
    }

    /// <summary>Rounding in assembly at the ends of all ranges, where networks do not come.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("mps2-an385")]
    [InlineData("mps2-an386")]
    public void Rounding_in_assembly_is_that_of_CSharp(string board)
    {
        int[] values = [int.MinValue, int.MinValue + 1, -1 << 30, -12345, -3, -2, -1, 0, 1, 2, 3, 12345, 1 << 30, int.MaxValue - 1, int.MaxValue];
        int[] multipliers = [0, 1 << 30, (1 << 30) + 1, 1_518_500_250, int.MaxValue - 1, int.MaxValue];
        Random random = new(5);
        List<int> cases = [];
        foreach (int multiplier in multipliers)
        {
            for (int shift = -31; shift <= 30; shift++)
            {
                foreach (int value in values.Concat(Enumerable.Range(0, 5).Select(_ => random.Next(int.MinValue, int.MaxValue))))
                {
                    cases.AddRange([value, multiplier, shift]);
                }
            }
        }

        Plan plan = PlanReader.Read(File.ReadAllBytes(Path.Combine(Models, "digits", "digits.edge")));
        using BareProject project = new(plan, "digits", board);
        File.WriteAllText(Path.Combine(project.Folder, "Program.cs"), RoundingProgram);
        File.WriteAllBytes(Path.Combine(project.Folder, "in0.bin"), MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(cases)).ToArray());
        project.Build();
        project.Start();
        int[] results = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(project.Folder, "out0.bin"))).ToArray();
        Assert.Equal(cases.Chunk(3).Select(one => FixedPoint.MultiplyByQuantizedMultiplier(one[0], one[1], one[2])), results);
    }

    [Theory]
    [InlineData("unknown board apollo", "apollo")]
    [InlineData("the boards are mps2-an385 mps2-an386", "apollo")]
    [InlineData("unknown option --fast", "--fast")]
    public void The_build_script_says_what_is_wrong(string words, string argument)
    {
        using BareProject project = Halves();
        Assert.Contains(words, Failure(project, argument));
    }

    [Fact]
    public void The_build_script_names_a_missing_compiler()
    {
        using BareProject project = Halves();
        string tools = Directory.CreateDirectory(Path.Combine(project.Folder, "tools")).FullName;
        foreach (string tool in new[] { "dirname", "ls", "sed", "tr", "uname", "dotnet" })
        {
            File.CreateSymbolicLink(Path.Combine(tools, tool), CCompiler.Require(tool));
        }

        Assert.Equal("build.sh: arm-none-eabi-gcc is missing; install the package gcc-arm-none-eabi\n", Failure(project, "mps2-an386", tools));
    }

    private static BareProject Halves() =>
        new(PlanReader.Read(File.ReadAllBytes(Path.Combine(Models, "digits", "digits.edge"))), "digits", "mps2-an386");

    /// <summary>What the script writes to the error stream when it fails, as it must.</summary>
    private static string Failure(BareProject project, string argument, string? path = null)
    {
        ProcessStartInfo start = new(CCompiler.Require("bash"), [Path.Combine(project.Folder, "build.sh"), argument]) { RedirectStandardError = true };
        start.Environment["PATH"] = path ?? start.Environment["PATH"];
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("build.sh: ", error);
        return error;
    }

    private const string RoundingProgram = """
        using EdgeDeep.Bare;
        using EdgeDeep.Kernels;

        internal static unsafe class Program
        {
            private static int Main()
            {
                Board.Start();
                int from = HostFile.Open("in0.bin\0"u8, Semihosting.ReadBinary);
                int to = HostFile.Open("out0.bin\0"u8, Semihosting.WriteBinary);
                int* item = stackalloc int[3];
                while (Semihosting.Read(from, item, 12) == 12)
                {
                    int result = FixedPoint.MultiplyByQuantizedMultiplier(item[0], item[1], item[2]);
                    HostFile.Write(to, &result, 4);
                }

                Semihosting.Close(to);
                return 0;
            }
        }
        """;
}
