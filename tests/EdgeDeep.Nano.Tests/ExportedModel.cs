using EdgeDeep.Compiler.Emit.Nano;
using EdgeDeep.Nano.Tests.Interpreter;
using EdgeDeep.Runtime.Plans;
using HostType = System.Type;

namespace EdgeDeep.Nano.Tests;

/// <summary>A model exported for nanoFramework and run: a session answers to stored inputs with stored outputs.</summary>
internal abstract class ExportedModel
{
    protected ExportedModel(Plan plan)
    {
        Plan = plan;
        Files = NanoExporter.Export(plan, Names);
    }

    protected static NanoNames Names { get; } = new("tested");

    protected Plan Plan { get; }

    /// <summary>The export.</summary>
    public IReadOnlyList<NanoFile> Files { get; }

    /// <summary>One inference.</summary>
    public byte[][] Run(byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Write(i, Elements.Of(Plan.Tensors[Plan.Inputs[i]].Type, inputs[i]));
        }

        Run();
        return [.. Plan.Outputs.Select((tensor, i) =>
        {
            Array elements = Elements.New(Plan.Tensors[tensor].Type, Plan.Tensors[tensor].Elements);
            Read(i, elements);
            return Elements.BytesOf(elements);
        })];
    }

    /// <summary>Back to the initial state.</summary>
    public abstract void Reset();

    protected abstract void Write(int input, Array elements);

    protected abstract void Run();

    protected abstract void Read(int output, Array elements);
}

/// <summary>The exported sources compiled for this machine's .NET.</summary>
internal sealed class HostModel : ExportedModel
{
    // nanoFramework's access to resources, for .NET.
    private const string Resources = """
        namespace nanoFramework.Runtime.Native
        {
            public static class ResourceUtility
            {
                public static byte[] Content;

                public static object GetObject(System.Resources.ResourceManager manager, System.Enum id, int offset, int length) =>
                    Content[offset..System.Math.Min(offset + length, Content.Length)];
            }
        }
        """;

    private readonly object _session;

    public HostModel(Plan plan)
        : base(plan)
    {
        System.Reflection.Assembly assembly = System.Reflection.Assembly.Load(NanoCompiler.ForHost(Names.Assembly, Files, ("Resources.cs", Resources)));
        assembly.GetType("nanoFramework.Runtime.Native.ResourceUtility")!.GetField("Content")!.SetValue(null, NanoExporter.ModelFile(plan));
        HostType model = assembly.GetType($"{NanoNames.Namespace}.{Names.Model}")!;
        _session = model.GetMethod("CreateSession")!.Invoke(null, null)!;
    }

    public override void Reset() => Call(_session, "Reset");

    protected override void Write(int input, Array elements) => Call(Call(_session, "Input", input)!, "Write", elements);

    protected override void Run() => Call(_session, "Run");

    protected override void Read(int output, Array elements) => Call(Call(_session, "Output", output)!, "Read", elements);

    private static object? Call(object target, string method, params object[] arguments) => target.GetType().GetMethod(method)!.Invoke(target, arguments);
}

/// <summary>The exported sources compiled against the facade and interpreted with nanoFramework's semantics.</summary>
internal sealed class InterpretedModel : ExportedModel
{
    private readonly Machine _machine;
    private readonly Value _session;

    public InterpretedModel(Plan plan)
        : base(plan)
    {
        Assembly = NanoCompiler.ForNano(Names.Assembly, Files);
        _machine = new Machine(new NanoProgram(Assembly), NanoExporter.ModelFile(plan));
        _session = _machine.Call(null, $"{NanoNames.Namespace}.{Names.Model}", "CreateSession");
    }

    /// <summary>The compiled assembly.</summary>
    public byte[] Assembly { get; }

    public override void Reset() => _machine.Call(_session, Session, "Reset");

    protected override void Write(int input, Array elements) => _machine.Call(Slot("Input", input), "EdgeDeep.Nano.Slot", "Write", Value.Of(elements));

    protected override void Run() => _machine.Call(_session, Session, "Run");

    protected override void Read(int output, Array elements) => _machine.Call(Slot("Output", output), "EdgeDeep.Nano.Slot", "Read", Value.Of(elements));

    private const string Session = "EdgeDeep.Nano.Session";

    private Value Slot(string method, int index) => _machine.Call(_session, Session, method, Value.Of(index));
}
