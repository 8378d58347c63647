using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Explaining;

/// <summary>
/// Class activation map (Zhou et al., 2016) of a network that ends in a mean over its last feature map and one fully
/// connected layer: the stored activations of that map, weighted by how much the class's stored weights exceed the mean of
/// all classes, because softmax does not see what all have in common. One inference.
/// </summary>
public sealed class ClassActivationMap
{
    private readonly Plan _plan;
    private readonly int _meanStep;
    private readonly PlanTensor _features;
    private readonly int _featuresIndex;
    private readonly float[,] _weights;

    private ClassActivationMap(Plan plan, int meanStep, int featuresIndex, PlanStep dense)
    {
        (_plan, _meanStep, _featuresIndex, _features) = (plan, meanStep, featuresIndex, plan.Tensors[featuresIndex]);
        _weights = Weights(plan, dense, _features.Shape[3]);
    }

    /// <summary>Rows of the map.</summary>
    public int Rows => _features.Shape[1];

    /// <summary>Columns of the map.</summary>
    public int Columns => _features.Shape[2];

    /// <summary>Finds the end of such a network in a plan.</summary>
    /// <returns>Null where the network ends otherwise.</returns>
    public static ClassActivationMap? TryCreate(Plan plan)
    {
        for (int dense = plan.Steps.Count - 1; dense > 0; dense--)
        {
            if (plan.Steps[dense].Op != OpCode.FullyConnectedInt8 || plan.Tensors[plan.Steps[dense].Inputs[1]] is not { Storage: Storage.Constant } weights)
            {
                continue;
            }

            // A reshape gives the same memory another name.
            PlanTensor means = plan.Tensors[plan.Steps[dense].Inputs[0]];
            for (int step = dense - 1; step >= 0; step--)
            {
                PlanTensor made = plan.Tensors[plan.Steps[step].Outputs[0]];
                if (made.Storage != means.Storage || made.Offset != means.Offset)
                {
                    continue;
                }

                int features = plan.Steps[step].Inputs[0];
                return plan.Steps[step].Op is OpCode.MeanInt8 or OpCode.AveragePool2DInt8 && plan.Tensors[features] is { Shape: [1, var rows, var columns, var channels], Type: ElementType.Int8 }
                    && rows * columns > 1 && made.Elements == channels && weights.Elements % channels == 0
                    ? new ClassActivationMap(plan, step, features, plan.Steps[dense]) : null;
            }
        }

        return null;
    }

    /// <summary>Runs the model on the inputs that the session holds and draws the map of a class.</summary>
    /// <param name="session">A session of the plan with its inputs set since its last run.</param>
    /// <param name="output">Number of the class in the last layer.</param>
    /// <returns>For each cell how much it speaks for the class; the scale is arbitrary.</returns>
    public float[,] Of(Session session, int output)
    {
        session.Run(0, _meanStep);
        ReadOnlySpan<byte> stored = session.TensorBytes(_featuresIndex);
        int channels = _features.Shape[3];
        float[,] map = new float[Rows, Columns];
        for (int cell = 0; cell < Rows * Columns; cell++)
        {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                sum += _weights[output, channel] * ((sbyte)stored[(cell * channels) + channel] - _features.ZeroPoint);
            }

            map[cell / Columns, cell % Columns] = sum * _features.Scale;
        }

        session.Run(_meanStep, _plan.Steps.Count - _meanStep);
        return map;
    }

    /// <summary>The weights as real numbers but for one factor, without what all classes have in common.</summary>
    private static float[,] Weights(Plan plan, PlanStep dense, int channels)
    {
        PlanTensor weights = plan.Tensors[dense.Inputs[1]], multipliers = plan.Tensors[dense.Inputs[3]], shifts = plan.Tensors[dense.Inputs[4]];
        int classes = weights.Elements / channels;
        float[,] real = new float[classes, channels];
        for (int channel = 0; channel < channels; channel++)
        {
            float mean = 0;
            for (int output = 0; output < classes; output++)
            {
                double scale = Int(multipliers, output) * Math.Pow(2, Int(shifts, output) - 31);
                real[output, channel] = (float)(scale * (sbyte)plan.Constants[weights.Offset + (output * channels) + channel]);
                mean += real[output, channel] / classes;
            }

            for (int output = 0; output < classes; output++)
            {
                real[output, channel] -= mean;
            }
        }

        return real;

        int Int(PlanTensor tensor, int index) => BitConverter.ToInt32(plan.Constants, tensor.Offset + (4 * Math.Min(index, tensor.Elements - 1)));
    }
}
