using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;

namespace EdgeDeep.Compiler.Passes;

/// <summary>Gives a network another number of samples at a time: some float models were exported for two or more.</summary>
public static class FixBatch
{
    /// <summary>Sets the first dimension of every input and infers all shapes anew.</summary>
    /// <param name="graph">A graph whose inputs have the batch in front; changed in place.</param>
    /// <param name="batch">Samples at a time.</param>
    /// <exception cref="ModelException">The inputs differ in their batch, or an operator mixes samples.</exception>
    public static void Run(Graph graph, int batch)
    {
        if (graph.Inputs.Exists(input => input.Rank == 0) || graph.Inputs.Select(input => input.Shape[0]).Distinct().Count() != 1 || graph.States.Count > 0)
        {
            throw new ModelException($"{graph.Name} has no batch that all inputs share, so it cannot be set to {batch}; export the model for it.");
        }

        int old = graph.Inputs[0].Shape[0];
        Dictionary<Value, int> before = graph.Nodes.SelectMany(node => node.Outputs).ToDictionary(value => value, value => value.Elements);
        graph.Inputs.ForEach(input => input.Shape = [batch, .. input.Shape[1..]]);
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Reshape && node.Output.Shape is [int first, .. int[] rest] && first == old)
            {
                node.Op = Reshape.To([batch, .. rest]);
            }

            node.Op.InferShapes(node);
            Value? odd = node.Outputs.Find(value => (long)value.Elements * old != (long)before[value] * batch);
            if (odd is not null)
            {
                throw node.Error($"its result does not grow with the batch, so {graph.Name} cannot take {batch} instead of {old} samples; export the model for it");
            }
        }
    }
}
