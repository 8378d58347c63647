using EdgeDeep.Perception.Motion;
using EdgeDeep.Training.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Anomalies;

/// <summary>Trains a <see cref="SpectrumAutoencoder"/> on normal spectra.</summary>
public static class AutoencoderTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="normal">Spectra to learn.</param>
    /// <param name="variational">Whether latent numbers are drawn.</param>
    /// <param name="options">How.</param>
    /// <param name="onEpoch">Told after each epoch, with the mean loss.</param>
    /// <returns>The trained module.</returns>
    public static SpectrumAutoencoder Train(IReadOnlyList<float[]> normal, bool variational, TrainingOptions options, Action<SpectrumAutoencoder, double> onEpoch)
    {
        set_num_threads(options.Threads);
        random.manual_seed(options.Seed);
        int size = normal[0].Length, batches = (normal.Count + options.BatchSize - 1) / options.BatchSize, step = 0;
        float[] centre = [.. Enumerable.Range(0, size).Select(i => normal.Average(spectrum => spectrum[i]))];
        SpectrumAutoencoder model = new(centre, variational);
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        using Tensor all = tensor(normal.SelectMany(spectrum => spectrum).ToArray(), [normal.Count, size]);
        using CollectionPause pause = new();
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            using DisposeScope scope = NewDisposeScope();
            double sum = 0;
            Tensor order = randperm(normal.Count);
            for (int batch = 0; batch < batches; batch++)
            {
                pause.Renew();
                foreach (optim.ILearningRateController group in optimizer.ParamGroups)
                {
                    group.LearningRate = options.RateAt(step, batches * options.Epochs);
                }

                Tensor rows = order.slice(0, batch * options.BatchSize, Math.Min((batch + 1) * options.BatchSize, normal.Count), 1);
                Tensor loss = model.Loss(all.index_select(0, rows));
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                sum += loss.item<float>();
                step++;
            }

            onEpoch(model, sum / batches);
        }

        return model;
    }

    /// <summary>Scores of spectra.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="reconstruct">The model: a spectrum to its reconstruction.</param>
    public static double[] Scores(IEnumerable<Vibration> samples, Func<float[], float[]> reconstruct) =>
        [.. samples.Select(sample => VibrationSpectrum.Score(sample.Spectrum, reconstruct(sample.Spectrum)))];
}
