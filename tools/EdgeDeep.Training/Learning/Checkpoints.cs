using EdgeDeep.Perception;
using EdgeDeep.Training.Networks;
using TorchSharp.Modules;

namespace EdgeDeep.Training.Learning;

/// <summary>The state of a run in a folder: last and best weights, optimizer, history.</summary>
/// <param name="folder">The folder; made where missing.</param>
/// <param name="network">The network that is trained.</param>
/// <param name="average">The averaged network.</param>
/// <param name="optimizer">The optimizer.</param>
public sealed class Checkpoints(string folder, TorchNetwork network, TorchNetwork average, OptimizerHelper optimizer)
{
    private string NetworkFile => Path.Combine(folder, "last.network");

    private string AverageFile => Path.Combine(folder, "last.average");

    private string OptimizerFile => Path.Combine(folder, "last.optimizer");

    private string BestFile => Path.Combine(folder, "best.average");

    private string HistoryFile => Path.Combine(folder, "history.json");

    /// <summary>Writes the state after an epoch.</summary>
    /// <param name="history">Figures up to that epoch.</param>
    /// <param name="isBest">Whether its averaged weights are the best so far.</param>
    public void Save(History history, bool isBest)
    {
        Directory.CreateDirectory(folder);
        network.save(NetworkFile);
        average.save(AverageFile);
        optimizer.save_state_dict(OptimizerFile);
        if (isBest)
        {
            File.Copy(AverageFile, BestFile, overwrite: true);
        }

        history.Write(HistoryFile);
    }

    /// <summary>Reads the state after the last epoch.</summary>
    /// <exception cref="InputException">The folder holds no state.</exception>
    public History Load()
    {
        if (!File.Exists(HistoryFile))
        {
            throw new InputException($"{folder}: holds no checkpoint to resume from; leave out --resume.");
        }

        network.load(NetworkFile);
        average.load(AverageFile);
        optimizer.load_state_dict(OptimizerFile);
        return History.Read(HistoryFile);
    }

    /// <summary>Reads the best averaged weights.</summary>
    public void LoadBest() => average.load(BestFile);
}
