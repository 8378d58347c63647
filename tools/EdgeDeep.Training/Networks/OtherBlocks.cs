using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>max(x + body(x), 0), with or without fake quantization of the sum.</summary>
public sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly FakeQuantizer _output = new("output");

    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="body">Modules of the body.</param>
    public ResidualBlock(string name, nn.Module<Tensor, Tensor>[] body)
        : base(name)
    {
        Body = body;
        for (int i = 0; i < body.Length; i++)
        {
            register_module($"body{i}", body[i]);
        }

        register_module("output", _output);
    }

    /// <summary>Modules of the body.</summary>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> Body { get; }

    /// <summary>Whether the sum is rounded to int8.</summary>
    public bool Quantizing { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor x = input;
        foreach (nn.Module<Tensor, Tensor> module in Body)
        {
            x = module.call(x);
        }

        x = nn.functional.relu(input + x);
        return Quantizing ? _output.call(x) : x;
    }
}

/// <summary>Fully connected layer, optionally ReLU, with or without fake quantization.</summary>
public sealed class DenseBlock : nn.Module<Tensor, Tensor>
{
    private readonly Linear _linear;
    private readonly FakeQuantizer _input = new("input");
    private readonly Dense _layer;

    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="inputs">Features of the input.</param>
    /// <param name="layer">The description.</param>
    public DenseBlock(string name, int inputs, Dense layer)
        : base(name)
    {
        _layer = layer;
        _linear = nn.Linear(inputs, layer.Units);
        RegisterComponents();
    }

    /// <summary>Whether inputs and weights are rounded to int8.</summary>
    public bool Quantizing { get; set; }

    /// <summary>Weights [o,i].</summary>
    public Tensor Weights => _linear.weight;

    /// <summary>Bias [o].</summary>
    public Tensor Bias => _linear.bias!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor x = Quantizing
            ? nn.functional.linear(_input.call(input), FakeQuantizer.Weights(Weights), Bias)
            : _linear.call(input);
        return _layer.Relu ? nn.functional.relu(x) : x;
    }
}
