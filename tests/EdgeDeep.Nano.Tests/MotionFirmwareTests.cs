using System.Buffers.Binary;
using System.Reflection;
using System.Text;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Nano.Tests;

/// <summary>firmware/nano/Motion: what is compiled, what it carries, and that it computes what the runtime computes.</summary>
public class MotionFirmwareTests
{
    private const int Rate = 100, Step = 10, Window = 32;

    private static readonly string Folder = Path.Combine(NanoCompiler.Repository, "firmware/nano/Motion");
    private static readonly string Model = Path.Combine(NanoCompiler.Repository, "models/motion/motion.edge");

    private static readonly Lazy<System.Type> HostBoard = new(() =>
    {
        string board = Path.Combine(NanoCompiler.Repository, "tests/EdgeDeep.Nano.Tests/StandIns/Board.cs");
        return System.Reflection.Assembly.Load(NanoCompiler.ForHost("Motion", Sources(), (board, File.ReadAllText(board)))).GetType("Board")!;
    });

    [Fact]
    public void Nothing_in_it_fails_on_the_device() => Assert.Empty(NanoAssemblyChecks.Find(NanoCompiler.ForNano("Motion", Sources())));

    /// <summary>The generated files are those that the export of models/motion writes.</summary>
    [Fact]
    public void Its_model_is_the_one_of_the_zoo()
    {
        IReadOnlyList<NanoFile> files = NanoExporter.Export(EdgeDeep.Runtime.Plans.PlanReader.Read(File.ReadAllBytes(Model)), new NanoNames("motion"));
        Assert.All(
            files.Where(file => file.Path.StartsWith("Model/", StringComparison.Ordinal)),
            file => Assert.Equal(Encoding.UTF8.GetString(file.Content), File.ReadAllText(Path.Combine(Folder, file.Path))));
        string[] kernels = [.. files.Where(file => file.Path.StartsWith("Kernels/", StringComparison.Ordinal)).Select(file => file.Path)];
        foreach (string project in new[] { "Motion.csproj", "Motion.nfproj" })
        {
            string text = File.ReadAllText(Path.Combine(Folder, project)).Replace('\\', '/');
            Assert.All(kernels, kernel => Assert.Contains($"\"../../../src/EdgeDeep.{kernel}\"", text, StringComparison.Ordinal));
            Assert.Equal(kernels.Length, text.Split("src/EdgeDeep.Kernels/").Length - 1);
        }
    }

    [Fact]
    public void Its_answers_are_those_of_the_runtime()
    {
        Random random = new(3);
        short[][] samples = [.. Enumerable.Range(0, 8 * Rate).Select(t => new[]
        {
            (short)(9000 * Math.Sin(t * 0.11)), (short)(16384 + (6000 * Math.Sin(t * 0.23)) + random.Next(-500, 500)), (short)random.Next(-3000, 3000),
        })];
        Assert.Equal(Expected(samples), Answers(samples));
    }

    [Fact]
    public void The_LED_is_on_while_someone_does_jumping_jacks()
    {
        string folder = SharedData.PathOf("motion/exercises");
        string recording = Directory.GetFiles(folder, "*jumpingjack.npy").Order(StringComparer.Ordinal).Last();
        byte[] file = File.ReadAllBytes(recording);
        int header = 10 + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        short[][] samples = [.. Enumerable.Range(0, (file.Length - header) / 6).Select(t => Enumerable.Range(0, 3).Select(axis => BitConverter.ToInt16(file, header + (6 * t) + (2 * axis))).ToArray())];
        List<(string Answer, bool Led)> answers = Answers(samples);
        Assert.Equal(Expected(samples), answers);
        Assert.All(answers, answer => Assert.Equal(answer.Answer != "other", answer.Led));
        Assert.Contains(answers, answer => answer is { Answer: "jumpingjack", Led: true });
    }

    [Fact]
    public void Lost_samples_are_counted_and_it_goes_on()
    {
        Session session = new(0x68);
        for (int t = 0; t < 200; t++)
        {
            session.Sample([0, 0, 16384]);
        }

        Assert.False(session.Step());
        Assert.Equal(1, session.Overflows);
        for (int t = 0; t < Step; t++)
        {
            Assert.False(session.Step());
            session.Sample([0, 0, 16384]);
        }

        Assert.True(session.Step());
    }

    [Fact]
    public void A_sensor_that_does_not_answer_is_an_error()
    {
        Exception problem = Assert.Throws<TargetInvocationException>(() => new Session(0x69)).InnerException!;
        Assert.Contains("MPU-6050", Assert.IsType<InvalidOperationException>(problem).Message, StringComparison.Ordinal);
    }

    /// <summary>The answers once a second from the 32nd step on, and whether the LED is on.</summary>
    private static List<(string Answer, bool Led)> Answers(short[][] samples)
    {
        Session session = new(0x68);
        List<(string, bool)> answers = [];
        for (int t = 0; t < samples.Length; t++)
        {
            session.Sample(samples[t]);
            int steps = (t + 1) / Step;
            if (session.Step() && steps >= Window && (steps - Window) % 10 == 0)
            {
                answers.Add((session.Answer, session.Led));
            }
        }

        return answers;
    }

    private static List<(string Answer, bool Led)> Expected(short[][] samples)
    {
        EdgeDeep.Runtime.Model model = EdgeDeep.Runtime.Model.Load(Model);
        EdgeDeep.Runtime.Session session = new(model);
        float[][] steps = [.. samples.Chunk(Step).Select(chunk => Enumerable.Range(0, 3).Select(axis => chunk.Sum(sample => sample[axis]) / (Step * 16384f)).ToArray())];
        List<(string, bool)> answers = [];
        float[] probabilities = new float[model.Labels.Count];
        for (int end = Window; end <= steps.Length; end += 10)
        {
            session.SetInput(0, steps[(end - Window)..end].SelectMany(step => step).ToArray());
            session.Run();
            session.GetOutput(0, probabilities);
            int best = Array.IndexOf(probabilities, probabilities.Max());
            answers.Add((model.Labels[best], best != 0));
        }

        return answers;
    }

    private static IEnumerable<NanoFile> Sources()
    {
        string project = File.ReadAllText(Path.Combine(Folder, "Motion.csproj"));
        IEnumerable<string> kernels = project.Split("Include=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)])
            .Where(path => path.Contains("EdgeDeep.Kernels/", StringComparison.Ordinal)).Select(path => Path.Combine(Folder, path));
        IEnumerable<string> own = Directory.GetFiles(Folder, "*.cs").Concat(Directory.GetFiles(Path.Combine(Folder, "Model"), "*.cs")).Append(Path.Combine(Folder, "Properties/AssemblyInfo.cs"));
        string[] runtime = Directory.GetFiles(Path.Combine(NanoCompiler.Repository, "src/EdgeDeep.Runtime.Nano"), "*.cs");
        return own.Concat(kernels).Concat(runtime).Select(path => new NanoFile(path, File.ReadAllText(path)));
    }

    /// <summary>The firmware on a board of the host.</summary>
    private sealed class Session(int address)
    {
        private readonly object _board = Activator.CreateInstance(HostBoard.Value, address)!;

        public string Answer => (string)Get("Answer");

        public bool Led => (bool)Get("Led");

        public int Overflows => (int)Get("Overflows");

        public void Sample(short[] xyz) => HostBoard.Value.GetMethod("Sample")!.Invoke(_board, [xyz[0], xyz[1], xyz[2]]);

        public bool Step() => (bool)HostBoard.Value.GetMethod("Step")!.Invoke(_board, null)!;

        private object Get(string property) => HostBoard.Value.GetProperty(property)!.GetValue(_board)!;
    }
}
