using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>A GRU or LSTM over [n,t,c] from a state of zeros.</summary>
public sealed class RecurrentBlock : nn.Module<Tensor, Tensor>
{
    private readonly GRU? _gru;
    private readonly LSTM? _lstm;

    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="layer">The description.</param>
    public RecurrentBlock(string name, int inputs, Recurrent layer)
        : base(name)
    {
        Layer = layer;
        if (layer.Cell == RecurrentCell.Gru)
        {
            _gru = nn.GRU(inputs, layer.Units, batchFirst: true);
        }
        else
        {
            _lstm = nn.LSTM(inputs, layer.Units, batchFirst: true);
        }

        RegisterComponents();
    }

    /// <summary>The description.</summary>
    public Recurrent Layer { get; }

    /// <summary>Weights of all gates, [gates*units,c].</summary>
    public Tensor Weights => Parameter("weight_ih_l0");

    /// <summary>Recurrent weights of all gates, [gates*units,units].</summary>
    public Tensor RecurrentWeights => Parameter("weight_hh_l0");

    /// <summary>Bias beside the weights, [gates*units].</summary>
    public Tensor Bias => Parameter("bias_ih_l0");

    /// <summary>Bias beside the recurrent weights, [gates*units].</summary>
    public Tensor RecurrentBias => Parameter("bias_hh_l0");

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor sequence = _gru is not null ? _gru.call(input).Item1 : _lstm!.call(input).Item1;
        return Layer.Sequence ? sequence : sequence.select(1, -1);
    }

    private TorchSharp.Modules.Parameter Parameter(string name) => (_gru is not null ? (nn.Module)_gru : _lstm!).get_parameter(name)
        ?? throw new InvalidOperationException($"torch has no parameter {name}");
}
