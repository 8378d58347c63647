using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Reports;
using EdgeDeep.Cli.Terminals;
using EdgeDeep.Compiler;
using EdgeDeep.Compiler.Boards;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Quantizing;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Commands;

/// <summary>Compares a model with boards.</summary>
internal static class ModelCheck
{
    private const int Largest = 5;

    /// <summary>Checks a model.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="board">The board; all boards where null.</param>
    /// <param name="states">Pairs of an input and an output that are state, besides those that the model names itself.</param>
    public static CheckReport Run(string path, BoardProfile? board, IReadOnlyList<StatePair> states)
    {
        LoadedModel? model = null;
        try
        {
            model = LoadedModel.Load(path, states);
            return Compare(model, model.Compiled?.Plan ?? PlanOf(model), board);
        }
        catch (ModelException e) when (e.Problems.Count > 0)
        {
            return new CheckReport
            {
                Model = path,
                IsFloat = model?.IsFloat ?? false,
                Fits = false,
                Boards = [],
                Footprint = null,
                Problems = e.Problems,
                LargestFlash = [],
                LargestRam = [],
                Notes = [],
            };
        }
    }

    /// <summary>The plan of the int8 model that quantization will make of a float one; its numbers mean nothing.</summary>
    private static Plan PlanOf(LoadedModel model)
    {
        QuantizeOptions options = new() { OutputLimits = model.ThirdParty?.OutputLimits ?? new Dictionary<string, Clamp>() };
        FloatToInt8.Prepare(model.Graph!, options);
        return FloatToInt8.PlanWithoutData(model.Graph!, options);
    }

    private static CheckReport Compare(LoadedModel model, Plan plan, BoardProfile? board)
    {
        BoardFit[] fits = [.. (board is null ? BoardTable.Rows : [board]).Select(row => BoardFit.Of(plan, row, model.IsFloat))];
        IReadOnlyList<LayerMemory> layers = LayerMemory.Of(board is { IsMicrocontroller: false } ? plan : CExporter.PlanOf(plan));
        return new CheckReport
        {
            Model = model.Path,
            IsFloat = model.IsFloat,
            Fits = fits.Any(fit => fit.Fits),
            Boards = [.. fits.Select(FitInfo.Of)],
            Footprint = Footprint.Of(plan),
            Problems = [.. fits.SelectMany(fit => fit.Problems).Distinct()],
            LargestFlash = [.. layers.Where(layer => layer.FlashBytes > 0).OrderByDescending(layer => layer.FlashBytes).Take(Largest).Select(LayerNeed.Of)],
            LargestRam = [.. layers.OrderByDescending(layer => layer.RamBytes).Take(Largest).Select(LayerNeed.Of)],
            Notes = [.. board is null ? [] : Notes(plan, fits[0])],
        };
    }

    /// <summary>What the figures alone do not show.</summary>
    private static IEnumerable<string> Notes(Plan plan, BoardFit fit)
    {
        BoardProfile board = fit.Board;
        int floats = plan.Steps.Count(step => CExporter.IsFloat(step.Op));
        if (floats > 0 && board.FloatUnit == FloatUnit.None)
        {
            yield return $"{Words.Plural(floats, "step")} in floating point, which library routines compute on a {board.Core}; quantize without --float-io to avoid that.";
        }

        if (fit.RamLeft < 0 && board.BlockBytes < board.RamBytes)
        {
            yield return $"A model's arena lies in one block of RAM, which has {Words.Count(board.BlockBytes)} of the {Words.Count(board.RamBytes)} bytes.";
        }

        if (fit.FlashLeft < 0 && board.ProgramBytes < board.FlashBytes)
        {
            yield return $"In the usual layout a program may fill {Words.Count(board.ProgramBytes.Value)} of the {Words.Count(board.FlashBytes!.Value)} bytes of flash.";
        }
    }
}
