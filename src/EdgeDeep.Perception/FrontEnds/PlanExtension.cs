using System.Runtime.InteropServices;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.FrontEnds;

/// <summary>A model's plan while a front end is put before it. The model's tensors keep their numbers and places.</summary>
internal sealed class PlanExtension
{
    private const int Alignment = 16;

    private readonly Plan _model;
    private readonly List<PlanTensor> _tensors;
    private readonly List<PlanStep> _frameSteps = [], _lookSteps = [];
    private readonly List<byte> _constants, _state;
    private int _arenaBytes;

    /// <summary>Begins with the model as it is.</summary>
    public PlanExtension(Plan model)
    {
        _model = model;
        _tensors = [.. model.Tensors];
        _constants = [.. model.Constants];
        _state = [.. model.InitialState];
        _arenaBytes = model.ArenaBytes;
    }

    /// <summary>Whether the model itself remembers anything from one inference to the next.</summary>
    public bool ModelHasState => _model.InitialState.Length > 0;

    /// <summary>The model's only input.</summary>
    public PlanTensor Input => _tensors[_model.Inputs[0]];

    /// <summary>Its number.</summary>
    public int InputIndex => _model.Inputs[0];

    /// <summary>Number of the steps that run for each frame.</summary>
    public int FrameSteps => _frameSteps.Count;

    /// <summary>Adds a table of 16-bit values.</summary>
    public int Constant(string name, short[] values) => Append(_constants, Storage.Constant, name, ElementType.Int16, [values.Length], MemoryMarshal.AsBytes<short>(values));

    /// <summary>Adds a table of 32-bit values.</summary>
    public int Constant(string name, int[] values) => Append(_constants, Storage.Constant, name, ElementType.Int32, [values.Length], MemoryMarshal.AsBytes<int>(values));

    /// <summary>Adds memory that lives from frame to frame.</summary>
    /// <param name="name">For people.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions.</param>
    /// <param name="initial">Bytes at the beginning; zeros where it is empty.</param>
    public int State(string name, ElementType type, int[] shape, ReadOnlySpan<byte> initial = default)
    {
        int bytes = new PlanTensor(name, type, shape, Storage.State, 0, 0, 0).Bytes;
        return Append(_state, Storage.State, name, type, shape, initial.IsEmpty ? new byte[bytes] : initial);
    }

    /// <summary>Adds memory in the arena at a place that the caller chooses; what lies there before is lost.</summary>
    public int Arena(string name, ElementType type, int[] shape, int offset)
    {
        PlanTensor tensor = new(name, type, shape, Storage.Arena, offset, 0, 0);
        _tensors.Add(tensor);
        _arenaBytes = Math.Max(_arenaBytes, Align(offset + tensor.Bytes));
        return _tensors.Count - 1;
    }

    /// <summary>A place in the arena that does not touch the model's outputs, which must outlast the frames after an inference.</summary>
    public int BesideOutputs(int bytes)
    {
        int start = 0;
        foreach (PlanTensor output in _model.Outputs.Select(index => _tensors[index]).Where(output => output.Storage == Storage.Arena).OrderBy(output => output.Offset))
        {
            if (output.Offset < start + bytes)
            {
                start = Math.Max(start, Align(output.Offset + output.Bytes));
            }
        }

        return start;
    }

    /// <summary>A place in the arena that does not touch the model's input.</summary>
    public int BesideInput(int bytes) => Input.Storage != Storage.Arena || Input.Offset >= bytes ? 0 : Align(Input.Offset + Input.Bytes);

    /// <summary>Adds a step that runs for every frame of sound.</summary>
    public void Frame(OpCode op, string name, int[] inputs, int[] outputs, int[] parameters) =>
        _frameSteps.Add(new PlanStep(op, name, inputs, outputs, parameters, 0));

    /// <summary>Adds a step that runs before every inference of the model.</summary>
    public void Look(OpCode op, string name, int[] inputs, int[] outputs, int[] parameters) =>
        _lookSteps.Add(new PlanStep(op, name, inputs, outputs, parameters, 0));

    /// <summary>The plan from samples to the model's outputs.</summary>
    /// <param name="samples">The tensor that holds the samples.</param>
    /// <param name="schedule">When the parts run.</param>
    public Plan Finish(int samples, FrameSchedule schedule) => new()
    {
        Tensors = _tensors,
        Steps = [.. _frameSteps, .. _lookSteps, .. _model.Steps],
        Inputs = [samples],
        Outputs = _model.Outputs,
        ArenaBytes = _arenaBytes,
        Constants = [.. _constants],
        InitialState = [.. _state],
        Metadata = new Dictionary<string, string>(_model.Metadata) { [MetadataKeys.FrameSchedule] = schedule.ToString() },
    };

    /// <summary>The next multiple of the alignment.</summary>
    public static int Align(int bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private int Append(List<byte> memory, Storage storage, string name, ElementType type, int[] shape, ReadOnlySpan<byte> content)
    {
        memory.AddRange(new byte[Align(memory.Count) - memory.Count]);
        _tensors.Add(new PlanTensor(name, type, shape, storage, memory.Count, 0, 0));
        memory.AddRange(content);
        return _tensors.Count - 1;
    }
}
