using static TorchSharp.torch;

namespace EdgeDeep.Training.Learning;

/// <summary>A copy of a module whose weights follow the trained ones slowly; it generalizes better than the last step's.</summary>
public sealed class WeightAverage
{
    private readonly (Tensor Average, Tensor Current)[] _pairs;
    private readonly double _decay;
    private int _steps;

    /// <summary>Makes one module the average of another one.</summary>
    /// <param name="current">The module that is trained.</param>
    /// <param name="average">A module with the same parts, which takes the weights over and goes into evaluation mode.</param>
    /// <param name="decay">Share of the average that stays at each step, below 1.</param>
    public WeightAverage(nn.Module current, nn.Module average, double decay)
    {
        _decay = decay;
        average.load_state_dict(current.state_dict());
        average.eval();
        Dictionary<string, Tensor> source = current.state_dict();
        _pairs = [.. average.state_dict().Select(pair => (pair.Value, source[pair.Key]))];
    }

    /// <summary>Moves the average one step towards the trained weights; early steps count more.</summary>
    public void Update()
    {
        using IDisposable none = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        _steps++;
        double decay = Math.Min(_decay, (1.0 + _steps) / (10.0 + _steps));
        using TorchSharp.Scalar kept = decay, moved = 1 - decay;
        foreach ((Tensor average, Tensor current) in _pairs)
        {
            if (average.is_floating_point())
            {
                average.mul_(kept).add_(current, alpha: moved);
            }
            else
            {
                average.copy_(current);
            }
        }
    }
}
