using System.Globalization;
using EdgeDeep.Compiler.Emit.Edge;
using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Nano.Tests.Interpreter;
using EdgeDeep.OperatorCases;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Nano.Tests;

/// <summary>Every kernel, compiled for nanoFramework and interpreted with its semantics, gives the bytes of .NET.</summary>
public class AllKernelsTests
{
    private const int CasesOfEach = 4;

    // A model's bytes for the interpreter, whatever their length.
    private const string Data = """
        namespace EdgeDeep.Models
        {
            public enum Ids : short { Model = 1 }

            public sealed class CaseData : EdgeDeep.Nano.ModelData
            {
                private readonly int _length;
                public CaseData(int length) { _length = length; }
                public override int Length { get { return _length; } }
                public override int PieceBytes { get { return 512; } }
                public override byte[] Piece(int index)
                {
                    return (byte[])nanoFramework.Runtime.Native.ResourceUtility.GetObject(null, Ids.Model, index * 512, 512);
                }
            }

            public static class Cases
            {
                public static EdgeDeep.Nano.Session Create(int length) { return new EdgeDeep.Nano.Session(new CaseData(length), new AllKernels()); }
            }
        }
        """;

    /// <summary>Kernels that use exp, log and the like of the firmware.</summary>
    private static readonly OpCode[] WithMath = [OpCode.SoftmaxFloat, OpCode.LogSoftmaxFloat, OpCode.BinaryFloat, OpCode.UnaryFloat];

    private static readonly Lazy<(byte[] Assembly, NanoProgram Program)> Compiled = new(() =>
    {
        NanoKernel[] kernels = [.. Names().SelectMany(row => Cases((string)row)).SelectMany(item => NanoKernel.Of(PlanOf(item))).DistinctBy(kernel => (kernel.Op, kernel.Type)).OrderBy(kernel => kernel.Op)];
        NanoNames names = new("all");
        (string, string)[] sources =
        [
            ("Kernels.cs", NanoCode.Kernels(names, [.. kernels.GroupBy(kernel => kernel.Op).SelectMany(group => group.Key == OpCode.Copy ? [.. group] : group.Take(1))])), ("Data.cs", Data),
            .. NanoSources.Runtime().Concat(NanoSources.Kernels(kernels)).Select(file => (file.Path, System.Text.Encoding.UTF8.GetString(file.Content).TrimStart('\uFEFF'))),
        ];
        byte[] assembly = NanoCompiler.ForNano("All", sources);
        return (assembly, new NanoProgram(assembly));
    });

    public static TheoryData<string> Kernels => [.. Names()];

    [Fact]
    public void Nothing_in_them_fails_on_the_device() => Assert.Empty(NanoAssemblyChecks.Find(Compiled.Value.Assembly));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_interpreter_computes_the_bytes_of_NET(string kernel)
    {
        foreach (OperatorCase item in Cases(kernel))
        {
            byte[] file = EdgeWriter.Write(PlanOf(item));
            Machine machine = new(Compiled.Value.Program, file);
            Value session = machine.Call(null, "EdgeDeep.Models.Cases", "Create", Value.Of(file.Length));
            CaseTensor[] all = [.. item.Inputs, .. item.Outputs];
            for (int i = 0; i < all.Length; i++)
            {
                machine.Call(Slot(machine, session, "Input", i), "EdgeDeep.Nano.Slot", "Write", Value.Of(Elements.Of(all[i].Type, all[i].Content)));
            }

            machine.Call(session, "EdgeDeep.Nano.Session", "Run");
            byte[][] expected = CaseRunner.Run(item);
            for (int i = 0; i < expected.Length; i++)
            {
                Array elements = Elements.New(item.Outputs[i].Type, item.Outputs[i].Elements);
                machine.Call(Slot(machine, session, "Output", i), "EdgeDeep.Nano.Slot", "Read", Value.Of(elements));
                Assert.True(expected[i].AsSpan().SequenceEqual(Elements.BytesOf(elements)), item.ToString());
            }
        }
    }

    [Fact]
    public void Kernels_that_depend_on_the_firmware_are_refused()
    {
        IEnumerable<OpCode> refused = CaseTable.All.Select(row => row.Op)
            .Where(op => Record.Exception(() => NanoKernel.Of(PlanOf(CaseTable.Draw(op, 1)))) is EdgeDeep.Compiler.ModelException);
        Assert.Equal(WithMath, refused);
    }

    private static IEnumerable<string> Names() => CaseTable.All.Select(row => row.Op).Except(WithMath).Select(op => op.ToString());

    private static IEnumerable<OperatorCase> Cases(string kernel) =>
        Enumerable.Range(1, CasesOfEach).Select(seed => CaseTable.Draw(Enum.Parse<OpCode>(kernel), (ulong)seed));

    private static Value Slot(Machine machine, Value session, string method, int index) =>
        machine.Call(session, "EdgeDeep.Nano.Session", method, Value.Of(index));

    private static Plan PlanOf(OperatorCase item)
    {
        List<PlanTensor> tensors = [];
        int offset = 0;
        foreach (CaseTensor tensor in item.Inputs.Concat(item.Outputs))
        {
            tensors.Add(new PlanTensor(string.Create(CultureInfo.InvariantCulture, $"t{tensors.Count}"), tensor.Type, [tensor.Elements], Storage.Arena, offset, 0, 0));
            offset = (offset + tensor.Content.Length + 7) & ~7;
        }

        int[] inputs = [.. Enumerable.Range(0, item.Inputs.Length)], outputs = [.. Enumerable.Range(item.Inputs.Length, item.Outputs.Length)];
        return new Plan
        {
            Tensors = tensors,
            Steps = [new PlanStep(item.Op, item.ToString(), inputs, outputs, item.Parameters, 0)],
            Inputs = [.. inputs, .. outputs],
            Outputs = outputs,
            ArenaBytes = offset,
            Constants = [],
            InitialState = [],
            Metadata = new Dictionary<string, string>(),
        };
    }
}
