namespace EdgeDeep.Nano;

/// <summary>
/// Runs a model: fill the inputs, call <see cref="Run"/>, read the outputs. All memory is allocated by the constructor. A
/// session is for one thread at a time.
/// </summary>
public sealed class Session
{
    private readonly PlanReader _plan;
    private readonly StepKernels _kernels;

    /// <summary>Loads a model.</summary>
    /// <param name="data">The model's bytes.</param>
    /// <param name="kernels">The kernels that it needs.</param>
    /// <exception cref="ModelFormatException">The bytes are damaged or need another kernel.</exception>
    public Session(ModelData data, StepKernels kernels)
    {
        _kernels = kernels;
        _plan = new PlanReader(data);
        _plan.Read(kernels);
    }

    /// <summary>Number of inputs.</summary>
    public int InputCount
    {
        get { return _plan.Inputs.Length; }
    }

    /// <summary>Number of outputs.</summary>
    public int OutputCount
    {
        get { return _plan.Outputs.Length; }
    }

    /// <summary>An input, to be filled before every <see cref="Run"/>: the model reuses its memory.</summary>
    public Slot Input(int index)
    {
        return _plan.Tensors[_plan.Inputs[index]];
    }

    /// <summary>An output, valid until the next <see cref="Run"/>.</summary>
    public Slot Output(int index)
    {
        return _plan.Tensors[_plan.Outputs[index]];
    }

    /// <summary>Computes the outputs from the inputs and the state. Allocates nothing that lasts.</summary>
    public void Run()
    {
        Step[] steps = _plan.Steps;
        for (int i = 0; i < steps.Length; i++)
        {
            _kernels.Run(steps[i]);
        }
    }

    /// <summary>Sets the state of a streaming model back to its beginning.</summary>
    public void Reset()
    {
        _plan.ReloadState();
    }
}
