namespace EdgeDeep.Kernels.Tests.Learning;

/// <summary>Steps in integers against the same steps in floating point.</summary>
public class SoftmaxRegressionTests
{
    private const double One = 1 << SoftmaxRegression.FractionalBits;

    [Theory]
    [InlineData(3, 5, 0, 1)]
    [InlineData(13, 80, 128, 2)]
    [InlineData(2, 1, -7, 3)]
    public void A_hundred_steps_stay_beside_those_in_floating_point(int classes, int features, int offset, int seed)
    {
        Random random = new(seed);
        sbyte[][] examples = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, features).Select(_ => (sbyte)random.Next(-128, 128)).ToArray())];
        int energy = (int)examples.Average(example => example.Sum(value => (double)(value + offset) * (value + offset)));
        SoftmaxRegressionParameters p = new() { Features = features, Classes = classes, FeatureOffset = offset, Energy = Math.Max(1, energy) };
        int[] weights = [.. Enumerable.Range(0, classes * features).Select(_ => random.Next(-200_000, 200_000))], bias = [.. Enumerable.Range(0, classes).Select(_ => random.Next(-9_000_000, 9_000_000))];
        double[] realWeights = [.. weights.Select(w => w / One)], realBias = [.. bias.Select(b => b / One)];
        sbyte[] learns = [.. Enumerable.Range(0, classes).Select(c => (sbyte)(c % 3 == 1 ? 0 : 1))];
        int[] before = [.. weights], logits = new int[classes];
        for (int step = 0; step < 100; step++)
        {
            int label = step % classes;
            sbyte[] x = examples[step % examples.Length];
            SoftmaxRegression.Step(x, 0, label, 1 << 22, learns, weights, bias, logits, in p);
            RealStep(x, label, 0.25, learns, realWeights, realBias, in p);
        }

        Assert.All(Enumerable.Range(0, weights.Length).Where(i => learns[i / features] == 0), i => Assert.Equal(before[i], weights[i]));
        sbyte[] probe = examples[3];
        SoftmaxRegression.Logits(probe, 0, weights, bias, logits, in p);
        double[] expected = RealLogits(probe, realWeights, realBias, in p);
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second / 65536.0, 0.02));
        Assert.NotEqual(before, weights);
    }

    [Fact]
    public void Classes_that_can_be_told_apart_are_learnt()
    {
        Random random = new(5);
        (sbyte[] X, int Label)[] examples = [.. Enumerable.Range(0, 90).Select(i => (Enumerable.Range(0, 6).Select(k => (sbyte)((k % 3 == i % 3 ? 60 : 0) + random.Next(-30, 30))).ToArray(), i % 3))];
        SoftmaxRegressionParameters p = new() { Features = 6, Classes = 3, FeatureOffset = 0, Energy = 9000 };
        int[] weights = new int[18], bias = new int[3], logits = new int[3];
        for (int step = 0; step < 900; step++)
        {
            (sbyte[] x, int label) = examples[step % 90];
            SoftmaxRegression.Step(x, 0, label, 1 << 22, [1, 1, 1], weights, bias, logits, in p);
        }

        Assert.Equal(90, examples.Count(example =>
        {
            SoftmaxRegression.Logits(example.X, 0, weights, bias, logits, in p);
            return Array.IndexOf(logits, logits.Max()) == example.Label;
        }));
    }

    [Fact]
    public void Weights_stay_in_range_whatever_the_rate()
    {
        SoftmaxRegressionParameters p = new() { Features = 2, Classes = 2, FeatureOffset = 128, Energy = 1 };
        int[] weights = [int.MaxValue, -int.MaxValue, 5, 5], bias = [int.MaxValue, -int.MaxValue], logits = new int[2];
        for (int step = 0; step < 50; step++)
        {
            SoftmaxRegression.Step([127, -128], 0, step % 2, 1 << 24, [1, 1], weights, bias, logits, in p);
            Assert.All(logits, probability => Assert.InRange(probability, 0, 1 << 15));
        }

        Assert.All(weights, weight => Assert.InRange(weight, -int.MaxValue, int.MaxValue));
    }

    private static double[] RealLogits(sbyte[] x, double[] weights, double[] bias, in SoftmaxRegressionParameters p)
    {
        (int features, int offset) = (p.Features, p.FeatureOffset);
        return [.. bias.Select((b, c) => b + Enumerable.Range(0, features).Sum(i => weights[(c * features) + i] * (x[i] + offset)))];
    }

    private static void RealStep(sbyte[] x, int label, double rate, sbyte[] learns, double[] weights, double[] bias, in SoftmaxRegressionParameters p)
    {
        double[] logits = RealLogits(x, weights, bias, in p);
        double max = logits.Max(), sum = logits.Sum(logit => Math.Exp(logit - max));
        for (int c = 0; c < p.Classes; c++)
        {
            double error = (Math.Exp(logits[c] - max) / sum) - (c == label ? 1 : 0);
            for (int i = 0; learns[c] != 0 && i < p.Features; i++)
            {
                weights[(c * p.Features) + i] -= error * rate * (x[i] + p.FeatureOffset) / p.Energy;
            }

            bias[c] -= learns[c] != 0 ? error * rate / p.Features : 0;
        }
    }
}
