using System.Numerics.Tensors;
using EdgeDeep.Compiler.Calibrate;

namespace EdgeDeep.Training.Generating;

/// <summary>What an independent classifier says of made pictures.</summary>
/// <param name="Right">Share whose most probable class is the wanted one.</param>
/// <param name="Sure">Share whose wanted class has a probability above 0.9.</param>
/// <param name="Counts">How often each class was the most probable one.</param>
public sealed record DigitVerdict(double Right, double Sure, int[] Counts);

/// <summary>Measures made pictures of digits: recognizability, variety, and how close int8 comes to float.</summary>
public static class DigitJudge
{
    /// <summary>Classifies pictures.</summary>
    /// <param name="classifier">A model of one input with 784 values 0..1 and one output of ten probabilities.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="wanted">The class that each one shall show.</param>
    public static DigitVerdict Classify(FloatRunner classifier, IReadOnlyList<float[]> pictures, IReadOnlyList<int> wanted)
    {
        int right = 0, sure = 0;
        int[] counts = new int[DigitGenerator.Classes];
        for (int i = 0; i < pictures.Count; i++)
        {
            float[] answer = classifier.Run([pictures[i]])[0];
            int found = TensorPrimitives.IndexOfMax(answer);
            counts[found]++;
            right += found == wanted[i] ? 1 : 0;
            sure += answer[wanted[i]] > 0.9f ? 1 : 0;
        }

        return new DigitVerdict((double)right / pictures.Count, (double)sure / pictures.Count, counts);
    }

    /// <summary>Mean absolute difference and peak signal-to-noise ratio, 10 lg(1 / mean squared difference), of all pixels.</summary>
    /// <param name="reference">Pictures.</param>
    /// <param name="other">As many pictures.</param>
    public static (double Absolute, double Decibel) Difference(IReadOnlyList<float[]> reference, IReadOnlyList<float[]> other)
    {
        double absolute = 0, squared = 0;
        int pixels = 0;
        for (int i = 0; i < reference.Count; i++)
        {
            for (int k = 0; k < reference[i].Length; k++)
            {
                double difference = reference[i][k] - other[i][k];
                absolute += Math.Abs(difference);
                squared += difference * difference;
                pixels++;
            }
        }

        return (absolute / pixels, -10 * Math.Log10(squared / pixels));
    }

    /// <summary>Mean Euclidean distance between two different pictures of one class: small where a generator repeats itself.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="classes">The class of each one.</param>
    public static double Variety(IReadOnlyList<float[]> pictures, IReadOnlyList<int> classes)
    {
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < pictures.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (classes[i] == classes[j])
                {
                    sum += TensorPrimitives.Distance(pictures[i], pictures[j]);
                    pairs++;
                }
            }
        }

        return sum / pairs;
    }

    /// <summary>Mean Euclidean distance to the nearest of some other pictures: near 0 where a generator recites what it has seen.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="others">What they are compared with.</param>
    public static double Novelty(IReadOnlyList<float[]> pictures, IReadOnlyList<float[]> others) =>
        pictures.Average(picture => others.Min(other => (double)TensorPrimitives.Distance(picture, other)));
}
