using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.TfLite;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime;

namespace EdgeDeep.Compiler.Tests.Import.TfLite;

/// <summary>Resource variables: the order of reading and assigning decides what a read gives.</summary>
public sealed class VariableTests
{
    private const long ZeroPoint = 5;

    [Fact]
    public void AReadBeforeTheAssignmentGivesTheInferenceBefore()
    {
        ModelFile file = new();
        int data = Data(file), handle = Handle(file), read = Read(file, handle);
        Assign(file, handle, data);
        file.Outputs.Add(read);
        Session session = Open(file);
        Assert.Equal([5, 1, 2], Outputs(session, 1, 2, 3));
        session.Reset();
        Assert.Equal([5, 7], Outputs(session, 7, 8));
    }

    [Fact]
    public void AReadAfterTheAssignmentGivesTheNewValue()
    {
        ModelFile file = new();
        int data = Data(file), handle = Handle(file);
        Assign(file, handle, data);
        file.Outputs.Add(Read(file, handle));
        Graph graph = TfLiteImporter.Import("made.tflite", file.Bytes());
        Assert.Empty(graph.States);
        Assert.Equal([1, 2, 3], Outputs(Open(file), 1, 2, 3));
    }

    [Fact]
    public void TheLastOfSeveralAssignmentsIsKept()
    {
        ModelFile file = new();
        int data = Data(file), handle = Handle(file), before = Read(file, handle), sum = file.Result(TensorType.Int8, 1, ZeroPoint, 1, 1);
        Assign(file, handle, data);
        int between = Read(file, handle);
        file.Operator("ADD", [before, between], [sum], OptionsType.Add);
        Assign(file, handle, sum);
        file.Outputs.Add(sum);
        Assert.Equal([6, 8, 16], Outputs(Open(file), 6, 7, 13));
    }

    [Fact]
    public void VariablesOfTwoHandlesWithOneNameAreOne()
    {
        ModelFile file = new();
        int data = Data(file), read = Read(file, Handle(file));
        Assign(file, Handle(file), data);
        file.Outputs.Add(read);
        Assert.Equal([5, 1, 2], Outputs(Open(file), 1, 2, 3));
    }

    [Fact]
    public void AReadWithoutHandleIsRefused()
    {
        ModelFile file = new();
        file.Outputs.Add(Read(file, Data(file)));
        string message = Assert.Throws<ModelException>(() => TfLiteImporter.Import("made.tflite", file.Bytes())).Message;
        Assert.Contains("(READ_VARIABLE): its first operand is no handle", message, StringComparison.Ordinal);
    }

    private static int Data(ModelFile file) => file.Input(TensorType.Int8, [1, 1], 1, ZeroPoint);

    private static int Handle(ModelFile file)
    {
        int handle = file.Result(TensorType.Resource);
        file.Operator("VAR_HANDLE", [], [handle], OptionsType.VarHandle);
        return handle;
    }

    private static int Read(ModelFile file, int handle)
    {
        int read = file.Result(TensorType.Int8, 1, ZeroPoint, 1, 1);
        file.Operator("READ_VARIABLE", [handle], [read]);
        return read;
    }

    private static void Assign(ModelFile file, int handle, int value) => file.Operator("ASSIGN_VARIABLE", [handle, value], []);

    private static Session Open(ModelFile file) => new(new Model(PlanBuilder.Build(TfLiteImporter.Import("made.tflite", file.Bytes()))));

    private static int[] Outputs(Session session, params sbyte[] inputs) => [.. inputs.Select(input =>
    {
        session.Input<sbyte>()[0] = input;
        session.Run();
        return (int)session.Output<sbyte>()[0];
    })];
}
