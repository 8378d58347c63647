using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Kernels.Simd;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime;

/// <summary>
/// Runs a model: fill the inputs, call <see cref="Run()"/>, read the outputs. All memory is allocated by the constructor.
/// A session is for one thread at a time; sessions of one model share its constants.
/// </summary>
public sealed class Session
{
    private readonly Plan _plan;
    private readonly TypedMemory _arena;
    private readonly TypedMemory _state;
    private readonly AlignedInts _scratch;
    private readonly StepContext[] _steps;
    private readonly StepKernel[] _kernels;
    private readonly Slot[] _inputs;
    private readonly Slot[] _outputs;

    /// <summary>Allocates the arena and the state of a model and chooses a kernel for each step.</summary>
    public Session(Model model)
    {
        _plan = model.Plan;
        _arena = new TypedMemory(_plan, Storage.Arena, []);
        _state = new TypedMemory(_plan, Storage.State, _plan.InitialState);
        Slot Bind(int index)
        {
            PlanTensor tensor = _plan.Tensors[index];
            return new Slot(tensor.Storage switch { Storage.Arena => _arena, Storage.Constant => model.Constants, _ => _state }, tensor);
        }

        int scratch = model.Packed.Select(packed => packed?.ScratchBytes ?? 0).DefaultIfEmpty().Max();
        _scratch = new AlignedInts((scratch + 3) / 4);
        _steps = [.. _plan.Steps.Select(Context)];
        _kernels = [.. _plan.Steps.Select((step, i) => model.Packed[i] is { } packed ? packed.Run : KernelTable.Find(step.Op).Run)];

        unsafe StepContext Context(PlanStep step) =>
            new(step, [.. step.Inputs.Select(Bind)], [.. step.Outputs.Select(Bind)], (byte*)_scratch.Pointer);

        _inputs = [.. _plan.Inputs.Select(Bind)];
        _outputs = [.. _plan.Outputs.Select(Bind)];
    }

    /// <summary>Number of inputs.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Number of outputs.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>Measures every step when set; costs two clock readings a step.</summary>
    public StepProfiler? Profiler { get; set; }

    /// <summary>Shape, type and quantization of an input.</summary>
    public PlanTensor InputInfo(int index) => _inputs[index].Tensor;

    /// <summary>Shape, type and quantization of an output.</summary>
    public PlanTensor OutputInfo(int index) => _outputs[index].Tensor;

    /// <summary>The elements of an input, to be filled before every <see cref="Run()"/>: the arena reuses this memory.</summary>
    /// <typeparam name="T">The type of the tensor's elements: sbyte, byte, short, int, long, float.</typeparam>
    /// <exception cref="ArgumentException">The tensor holds another type; the message names both.</exception>
    public Span<T> Input<T>(int index = 0)
        where T : unmanaged => Elements<T>(_inputs[index]);

    /// <summary>The elements of an output, valid until the next <see cref="Run()"/>.</summary>
    /// <typeparam name="T">The type of the tensor's elements: sbyte, byte, short, int, long, float.</typeparam>
    /// <exception cref="ArgumentException">The tensor holds another type; the message names both.</exception>
    public ReadOnlySpan<T> Output<T>(int index = 0)
        where T : unmanaged => Elements<T>(_outputs[index]);

    /// <summary>The bytes of an input, little-endian.</summary>
    public Span<byte> InputBytes(int index = 0) => Bytes(_inputs[index]);

    /// <summary>The bytes of an output, little-endian.</summary>
    public ReadOnlySpan<byte> OutputBytes(int index = 0) => Bytes(_outputs[index]);

    /// <summary>The bytes of any tensor of the plan; meaningful until a later step uses its memory: see <see cref="Run(int, int)"/>.</summary>
    public ReadOnlySpan<byte> TensorBytes(int index)
    {
        PlanTensor tensor = _plan.Tensors[index];
        return Bytes(new Slot(tensor.Storage == Storage.State ? _state : _arena, tensor));
    }

    /// <summary>Computes the outputs from the inputs and the state. Allocates nothing.</summary>
    /// <exception cref="ModelFormatException">A step reaches outside its tensors: the plan is not what a compiler wrote.</exception>
    public void Run() => Run(0, _steps.Length);

    /// <summary>
    /// Runs some of the steps, for a plan whose parts run at different times. What earlier steps left in the arena must still be
    /// there. Allocates nothing.
    /// </summary>
    /// <param name="first">Number of the first step.</param>
    /// <param name="count">How many steps.</param>
    /// <exception cref="ModelFormatException">A step reaches outside its tensors: the plan is not what a compiler wrote.</exception>
    public void Run(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _steps.Length - first);
        StepProfiler? profiler = Profiler;
        int i = first;
        try
        {
            for (; i < first + count; i++)
            {
                long start = profiler is null ? 0 : System.Diagnostics.Stopwatch.GetTimestamp();
                _kernels[i](_steps[i]);
                profiler?.Add(i, System.Diagnostics.Stopwatch.GetTimestamp() - start);
            }
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArithmeticException)
        {
            // A kernel computes what its parameters say; these are its only ways to fail, and the memory of others is safe from it.
            PlanStep step = _steps[i].Step;
            throw new ModelFormatException($"Step '{step.Name}' ({step.Op}) has parameters that do not fit its tensors; the file was changed, or the program that wrote it has a defect.", e);
        }

        // Kernels hold addresses of memory that only this object keeps.
        GC.KeepAlive(this);
    }

    /// <summary>Sets the state of a streaming model back to its beginning.</summary>
    public void Reset() => _state.Reset(_plan.InitialState);

    /// <summary>Starts the random numbers of a model anew, so that the same seed and inputs give the same outputs again.</summary>
    /// <remarks>
    /// The generator of the n-th random operator, counted from 0, gets the seed plus n. Other state stays; <see cref="Reset"/>
    /// brings back the seeds that the model was made with.
    /// </remarks>
    /// <param name="seed">Any number.</param>
    /// <returns>How many generators the model has; 0 where nothing in it is random.</returns>
    public int Seed(int seed)
    {
        int generators = 0;
        foreach (StepContext step in _steps)
        {
            if (step.Step.Op is OpCode.RandomNormalInt8 or OpCode.RandomNormalInt16 or OpCode.MultinomialInt8)
            {
                Slot state = step.Outputs[1];
                state.Int32[state.At] = RandomBits.FromSeed(seed + generators);
                generators++;
            }
        }

        return generators;
    }

    private static Span<T> Elements<T>(Slot slot)
        where T : unmanaged
    {
        if (!Matches<T>(slot.Tensor.Type))
        {
            throw new ArgumentException(
                $"Tensor '{slot.Tensor.Name}' holds {ElementTypes.NameOf(slot.Tensor.Type)}, not {typeof(T).Name}.");
        }

        return MemoryMarshal.Cast<byte, T>(Bytes(slot));
    }

    private static bool Matches<T>(ElementType type) => type switch
    {
        ElementType.Int8 => typeof(T) == typeof(sbyte),
        ElementType.UInt8 or ElementType.Bool => typeof(T) == typeof(byte),
        ElementType.Int16 => typeof(T) == typeof(short),
        ElementType.Int32 => typeof(T) == typeof(int),
        ElementType.Int64 => typeof(T) == typeof(long),
        _ => typeof(T) == typeof(float),
    };

    private static Span<byte> Bytes(Slot slot) => slot.Tensor.Type switch
    {
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => slot.UInt8.AsSpan(slot.At, slot.Length),
        ElementType.Int16 => MemoryMarshal.AsBytes(slot.Int16.AsSpan(slot.At, slot.Length)),
        ElementType.Int32 => MemoryMarshal.AsBytes(slot.Int32.AsSpan(slot.At, slot.Length)),
        ElementType.Int64 => MemoryMarshal.AsBytes(slot.Int64.AsSpan(slot.At, slot.Length)),
        _ => MemoryMarshal.AsBytes(slot.Float32.AsSpan(slot.At, slot.Length)),
    };
}
