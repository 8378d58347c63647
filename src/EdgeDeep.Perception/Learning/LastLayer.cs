using EdgeDeep.Kernels;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Learning;

/// <summary>
/// The fully connected layer at the end of a classifier, with the softmax behind it if there is one: what learns on a device
/// while everything before it stays as it is.
/// </summary>
public sealed class LastLayer
{
    internal const int Weights = 1, Bias = 2, Multipliers = 3, Shifts = 4;

    private LastLayer(Plan plan, int step) => (Plan, StepIndex) = (plan, step);

    /// <summary>The model.</summary>
    public Plan Plan { get; }

    /// <summary>Number of the layer's step; <see cref="Session.Run(int, int)"/> of the steps before it computes the features.</summary>
    public int StepIndex { get; }

    /// <summary>Number of the tensor that holds the features: int8, one inference at a time.</summary>
    public int FeaturesIndex => Step.Inputs[0];

    /// <summary>Number of features.</summary>
    public int Features => Parameters.InputChannels;

    /// <summary>Number of classes.</summary>
    public int Classes => Parameters.OutputChannels;

    /// <summary>Added to a stored feature: minus its zero point.</summary>
    public int FeatureOffset => Parameters.InputOffset;

    internal PlanStep Step => Plan.Steps[StepIndex];

    internal PlanStep? Softmax => StepIndex + 1 < Plan.Steps.Count ? Plan.Steps[StepIndex + 1] : null;

    internal FullyConnectedParameters Parameters => FullyConnectedParameters.Load(Step.Parameters, 0);

    /// <summary>Finds the last layer.</summary>
    /// <param name="plan">An int8 classifier with labels and one output.</param>
    /// <exception cref="InputException">The model ends otherwise; the message says how.</exception>
    public static LastLayer Find(Plan plan)
    {
        int last = plan.Steps.Count - 1;
        int step = last > 0 && plan.Steps[last].Op == OpCode.SoftmaxInt8 ? last - 1 : last;
        string problem = plan.Metadata.ContainsKey(MetadataKeys.FrameSchedule) ? "it has an audio front end inside; teach the model before the front end is put in"
            : plan.Outputs.Count != 1 ? $"it has {plan.Outputs.Count} outputs"
            : step < 0 || plan.Steps[step].Op != OpCode.FullyConnectedInt8 ? $"it ends with {(last < 0 ? "nothing" : plan.Steps[last].Op)} and not with a fully connected int8 layer"
            : new LastLayer(plan, step).Problem() ?? string.Empty;
        return problem.Length == 0
            ? new LastLayer(plan, step)
            : throw new InputException($"The model cannot learn on a device: {problem}.");
    }

    /// <summary>The layer's weights and bias in the units of <see cref="SoftmaxRegression"/>.</summary>
    public (int[] Weights, int[] Bias) ToFixedPoint()
    {
        int[] weights = new int[Classes * Features], bias = new int[Classes];
        for (int c = 0; c < Classes; c++)
        {
            double unit = UnitOf(c);
            bias[c] = Store(Int32(Bias, c) * unit);
            for (int i = 0; i < Features; i++)
            {
                weights[(c * Features) + i] = Store((sbyte)Plan.Constants[Tensor(Weights).Offset + (c * Features) + i] * unit);
            }
        }

        return (weights, bias);
    }

    /// <summary>What one step of a stored weight of a class stands for in the units of <see cref="SoftmaxRegression"/>.</summary>
    internal double UnitOf(int c) =>
        QuantizedMultiplier.Real(Int32(Multipliers, c), Int32(Shifts, c)) * Logits.Scale * (1 << SoftmaxRegression.FractionalBits);

    internal PlanTensor Logits => Plan.Tensors[Step.Outputs[0]];

    internal PlanTensor Tensor(int operand) => Plan.Tensors[Step.Inputs[operand]];

    private int Int32(int operand, int index) => BitConverter.ToInt32(Plan.Constants, Tensor(operand).Offset + (4 * index));

    private static int Store(double value) => (int)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), -int.MaxValue, int.MaxValue);

    private string? Problem()
    {
        FullyConnectedParameters p = Parameters;
        int[] own = [.. Step.Inputs.Skip(1), Step.Outputs[0]];
        return p.Batches != 1 || p.WeightsOffset != 0 ? "its last layer computes more than one row, or has weights that are not symmetric"
            : Step.Inputs.Skip(1).Any(index => Plan.Tensors[index].Storage != Storage.Constant) ? "the weights of its last layer are computed"
            : Tensor(Weights).Elements != p.InputChannels * p.OutputChannels || Step.Inputs.Skip(2).Any(index => Plan.Tensors[index].Elements != p.OutputChannels)
                || Plan.Tensors[FeaturesIndex].Elements != p.InputChannels || Logits.Elements != p.OutputChannels ? "the sizes of its last layer do not fit together"
            : Logits is not { Storage: Storage.Arena, Scale: > 0 } || Plan.Tensors[FeaturesIndex].Type != ElementType.Int8 ? "its last layer is not quantized"
            : Softmax is { } softmax && softmax.Inputs[0] != Step.Outputs[0] ? "what follows its last layer takes something else"
            : Plan.Outputs[0] != (Softmax ?? Step).Outputs[0] ? "its output is not what its last layer gives"
            : Plan.Steps.Where(step => step != Step && step != Softmax).Any(step => step.Inputs.Concat(step.Outputs).Intersect(own).Any()) ? "another layer shares the weights of its last one"
            : null;
    }
}
