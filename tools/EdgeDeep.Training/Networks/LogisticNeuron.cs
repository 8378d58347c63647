using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>One neuron that takes raw numbers: probability of the second class = 1 / (1 + exp(-(weights x + bias))).</summary>
/// <param name="Weights">One for each number.</param>
/// <param name="Bias">Added to the sum.</param>
public sealed record LogisticNeuron(float[] Weights, float Bias)
{
    /// <summary>Logistic regression: all rows in each step, Adam, cross entropy; learnt on normalized numbers.</summary>
    /// <param name="train">Rows to learn from, classes 0 and 1; their mean and deviation are folded into the result.</param>
    /// <param name="validation">Rows that are only measured.</param>
    /// <param name="options">Epochs (steps), rate, seed and threads.</param>
    /// <returns>The neuron and the figures of every step.</returns>
    public static (LogisticNeuron Neuron, History History) Train(TableData train, TableData validation, TrainingOptions options)
    {
        set_num_threads(options.Threads);
        random.manual_seed(options.Seed);
        Normalization normalization = Normalization.Of(train.Inputs);
        using Linear linear = nn.Linear(train.Inputs[0].Length, 1);
        using OptimizerHelper optimizer = optim.Adam(linear.parameters(), options.LearningRate);
        (Tensor inputs, Tensor labels) = Tensors(train);
        (Tensor heldInputs, Tensor heldLabels) = Tensors(validation);
        using CollectionPause pause = new();
        History history = new();
        for (int step = 1; step <= options.Epochs; step++)
        {
            pause.Renew();
            using DisposeScope scope = NewDisposeScope();
            Tensor sums = linear.call(inputs), loss = nn.functional.binary_cross_entropy_with_logits(sums, labels), heldSums = linear.call(heldInputs);
            history.Epochs.Add(new EpochFigures(
                step, loss.item<float>(), Accuracy(sums, labels), nn.functional.binary_cross_entropy_with_logits(heldSums, heldLabels).item<float>(), Accuracy(heldSums, heldLabels)));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        (float[] weights, float bias) = normalization.Fold(linear.weight.data<float>().ToArray(), linear.bias!.item<float>());
        return (new LogisticNeuron(weights, bias), history);

        (Tensor Inputs, Tensor Labels) Tensors(TableData data) => (
            tensor(data.Inputs.SelectMany(normalization.Apply).ToArray(), [data.Inputs.Count, data.Inputs[0].Length]),
            tensor(data.Labels.Select(label => (float)label).ToArray(), [data.Labels.Count, 1]));
    }

    /// <summary>Probability of the second class.</summary>
    /// <param name="row">Raw numbers.</param>
    public float Probability(float[] row) => (float)(1 / (1 + Math.Exp(-(row.Select((value, i) => (double)value * Weights[i]).Sum() + Bias))));

    /// <summary>The graph: input "input" [1,n], output "probability" [1,1].</summary>
    /// <param name="name">Name of the model.</param>
    public Graph ToGraph(string name)
    {
        Graph graph = new(name);
        Value input = new("input", ElementType.Float32, 1, Weights.Length), sum = new("sum", ElementType.Float32), output = new("probability", ElementType.Float32);
        graph.Inputs.Add(input);
        graph.Outputs.Add(output);
        Value weights = Value.Constant("weights", [1, Weights.Length], Weights), bias = Value.Constant("bias", [1], [Bias]);
        graph.Add("neuron", new FullyConnected(false, Clamp.None), [input, weights, bias], sum);
        graph.Add("logistic", new Unary(UnaryKind.Logistic), [sum], output);
        return graph;
    }

    private static double Accuracy(Tensor sums, Tensor labels) => sums.ge(0).eq(labels.ge(0.5)).to_type(ScalarType.Float32).mean().item<float>();
}
