using EdgeDeep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Learning;

/// <summary>How well a network does on a part of the data.</summary>
/// <param name="Loss">Mean cross entropy.</param>
/// <param name="Confusion">Counts, [true class, predicted class].</param>
public sealed record Evaluation(double Loss, int[,] Confusion)
{
    /// <summary>Number of samples.</summary>
    public int Count => Confusion.Cast<int>().Sum();

    /// <summary>Samples whose class was found.</summary>
    public int Correct => Enumerable.Range(0, Confusion.GetLength(0)).Sum(i => Confusion[i, i]);

    /// <summary>Share of samples whose class was found.</summary>
    public double Accuracy => Count == 0 ? 0 : (double)Correct / Count;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network; left in evaluation mode.</param>
    /// <param name="reader">The samples.</param>
    /// <param name="classes">Number of classes.</param>
    public static Evaluation Of(TorchNetwork network, BatchReader reader, int classes)
    {
        network.eval();
        using IDisposable none = no_grad();
        int[,] confusion = new int[classes, classes];
        double loss = 0;
        foreach (Batch batch in reader.Read(256, seed: null))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = network.call(tensor(batch.Inputs, [batch.Count, .. network.Network.InputShape.Select(side => (long)side)]));
            Tensor logProbabilities = nn.functional.log_softmax(logits, 1);
            Tensor targets = tensor(batch.Targets, [batch.Count, classes]);
            loss -= (targets * logProbabilities).sum().item<float>();
            long[] truth = targets.argmax(1).data<long>().ToArray(), answers = logits.argmax(1).data<long>().ToArray();
            for (int i = 0; i < answers.Length; i++)
            {
                confusion[truth[i], answers[i]]++;
            }
        }

        Evaluation result = new(0, confusion);
        return result with { Loss = loss / Math.Max(1, result.Count) };
    }
}
