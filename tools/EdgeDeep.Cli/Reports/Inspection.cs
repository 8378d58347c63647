using EdgeDeep.Cli.Models;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Reports;

/// <summary>Gathers what is to be told about a model.</summary>
internal static class Inspection
{
    public static InspectReport Of(LoadedModel model, bool withLayers)
    {
        Plan? plan = model.Compiled?.Plan;
        LayerInfo[] layers = plan is null
            ? [.. model.Graph!.Nodes.Select(Layer)]
            : [.. plan.Steps.Select((step, i) => Layer(plan, step, i))];
        string? Text(string key) => model.Metadata.GetValueOrDefault(key);
        return new InspectReport
        {
            Model = model.Path,
            Format = model.Format,
            IsQuantized = !model.IsFloat,
            FileBytes = model.FileBytes,
            Inputs = model.Inputs,
            Outputs = model.Outputs,
            Ops = layers.GroupBy(layer => layer.Op).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count()),
            Macs = layers.Sum(layer => layer.Macs),
            ArenaBytes = plan?.ArenaBytes,
            ConstantsBytes = plan?.Constants.Length,
            StateBytes = plan?.InitialState.Length,
            States = model.States,
            Parameters = model.Graph is { } graph ? Constants(graph).Sum(value => (long)value.Elements) : null,
            Labels = Labels.Split(Text(MetadataKeys.Labels) ?? string.Empty),
            Preprocessing = Text(MetadataKeys.Preprocessing),
            Source = Text(MetadataKeys.Source),
            SourceSha256 = Text(MetadataKeys.SourceSha256),
            Quantization = Text(MetadataKeys.Quantization),
            Licence = Text(MetadataKeys.Licence),
            Layers = withLayers ? layers : null,
        };
    }

    private static IEnumerable<Value> Constants(Graph graph) =>
        graph.Nodes.SelectMany(node => node.Inputs).OfType<Value>().Where(value => value.IsConstant).Distinct();

    private static LayerInfo Layer(Node node, int index) => new(
        index, node.Op.Name, node.Name, node.Output.Shape, ElementTypes.NameOf(node.Output.Type), node.Op.Macs(node),
        node.Inputs.OfType<Value>().Where(value => value.IsConstant).Distinct().Sum(value => (long)value.Data!.Length),
        (long)node.Output.Elements * ElementTypes.SizeOf(node.Output.Type), null);

    private static LayerInfo Layer(Plan plan, PlanStep step, int index)
    {
        PlanTensor result = plan.Tensors[step.Outputs[0]];
        return new LayerInfo(
            index, step.Op.ToString(), step.Name, result.Shape, ElementTypes.NameOf(result.Type), step.Macs,
            step.Inputs.Distinct().Select(i => plan.Tensors[i]).Where(tensor => tensor.Storage == Storage.Constant).Sum(tensor => (long)tensor.Bytes),
            result.Bytes, result.Storage == Storage.Arena ? result.Offset : null);
    }
}
