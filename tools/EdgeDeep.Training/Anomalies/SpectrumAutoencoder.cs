using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Anomalies;

/// <summary>
/// Squeezes a spectrum [n,96] through a few latent numbers and makes it again. Variational: while training the latent
/// numbers are drawn from a normal distribution whose mean and logarithmic variance the encoder gives; at inference they
/// are the mean.
/// </summary>
public sealed class SpectrumAutoencoder : nn.Module<Tensor, Tensor>
{
    private const int Latents = 2;

    // Variance of one value of a spectrum of one second around its own expectation: 0.2 of a decade.
    private const double Noise = 0.05;

    private readonly bool _variational;
    private readonly Tensor _centre;
    private readonly Linear[] _encoder, _decoder;
    private readonly Linear _mean, _spread;

    /// <summary>Creates the module with random weights.</summary>
    /// <param name="centre">Mean of the training spectra, taken off before the first layer and added after the last one.</param>
    /// <param name="variational">Whether latent numbers are drawn while training; otherwise it is a plain autoencoder.</param>
    public SpectrumAutoencoder(float[] centre, bool variational)
        : base("autoencoder")
    {
        _variational = variational;
        _centre = tensor(centre);
        _encoder = [nn.Linear(centre.Length, 48), nn.Linear(48, 24)];
        _decoder = [nn.Linear(Latents, 24), nn.Linear(24, 48), nn.Linear(48, centre.Length)];
        (_mean, _spread) = (nn.Linear(24, Latents), nn.Linear(24, Latents));
        foreach ((Linear layer, int i) in _encoder.Append(_mean).Append(_spread).Concat(_decoder).Select((layer, i) => (layer, i)))
        {
            register_module($"layer{i}", layer);
        }
    }

    /// <summary>The spectrum that the mean of the latent numbers stands for.</summary>
    /// <param name="spectrum">[n,96].</param>
    public override Tensor forward(Tensor spectrum) => Decode(_mean.call(Encode(spectrum)));

    /// <summary>
    /// What training minimizes, a sample: squared error over twice the noise, plus the divergence of the latent
    /// distribution from the standard normal one where it is variational.
    /// </summary>
    /// <param name="spectrum">[n,96].</param>
    public Tensor Loss(Tensor spectrum)
    {
        Tensor features = Encode(spectrum), mean = _mean.call(features), latent = mean;
        Tensor divergence = zeros(1);
        if (_variational)
        {
            Tensor logVariance = _spread.call(features).clamp(-12, 6);
            latent = mean + (randn_like(mean) * (logVariance / 2).exp());
            divergence = 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum(1).mean();
        }

        return ((spectrum - Decode(latent)).square().sum(1).mean() / (2 * Noise)) + divergence;
    }

    /// <summary>Reconstruction of one spectrum, as the written model gives it.</summary>
    /// <param name="spectrum">96 values.</param>
    public float[] Reconstruct(float[] spectrum)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return call(tensor(spectrum, [1, spectrum.Length])).data<float>().ToArray();
    }

    /// <summary>The float graph: input "spectrum" [1,96], output "reconstruction" [1,96]; centring is part of the layers.</summary>
    /// <param name="name">Name of the model.</param>
    public Graph Build(string name)
    {
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Graph graph = new(name);
        Value x = new("spectrum", ElementType.Float32, 1, (int)_centre.shape[0]);
        graph.Inputs.Add(x);
        x = Add(graph, "encoder0", Clamp.Relu, x, _encoder[0].weight, _encoder[0].bias! - _encoder[0].weight.mv(_centre));
        x = Add(graph, "encoder1", Clamp.Relu, x, _encoder[1].weight, _encoder[1].bias!);
        x = Add(graph, "latent", Clamp.None, x, _mean.weight, _mean.bias!);
        x = Add(graph, "decoder0", Clamp.Relu, x, _decoder[0].weight, _decoder[0].bias!);
        x = Add(graph, "decoder1", Clamp.Relu, x, _decoder[1].weight, _decoder[1].bias!);
        graph.Outputs.Add(Add(graph, "reconstruction", Clamp.None, x, _decoder[2].weight, _decoder[2].bias! + _centre));
        return graph;
    }

    private Tensor Encode(Tensor spectrum) =>
        nn.functional.relu(_encoder[1].call(nn.functional.relu(_encoder[0].call(spectrum - _centre))));

    private Tensor Decode(Tensor latent) =>
        _decoder[2].call(nn.functional.relu(_decoder[1].call(nn.functional.relu(_decoder[0].call(latent))))) + _centre;

    private static Value Add(Graph graph, string name, Clamp activation, Value input, Tensor weights, Tensor bias)
    {
        Value output = new(name, ElementType.Float32);
        graph.Add(name, new FullyConnected(false, activation), [input, Constant($"{name}/weights", weights), Constant($"{name}/bias", bias)], output);
        return output;
    }

    private static Value Constant(string name, Tensor tensor) => Value.Constant(
        name, [.. tensor.shape.Select(side => (int)side)], tensor.detach().contiguous().data<float>().ToArray().AsSpan());
}
