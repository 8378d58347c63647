using EdgeDeep.Cli.Terminals;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Cli.Reports.Html;

/// <summary>The arena over time as a picture: a column for each step, addresses upwards, a box for each tensor while it lives.</summary>
internal static class MemoryMap
{
    private const double Width = 960, Height = 300;

    public static string Draw(Plan plan)
    {
        int steps = plan.Steps.Count;
        double column = Width / Math.Max(1, steps), perByte = Height / Math.Max(1, plan.ArenaBytes);
        Markup svg = new();
        svg.Raw($"<svg viewBox='0 0 {Width + 110} {Height + 40}' role=img aria-label='Arena over time'>");
        svg.Raw($"<rect class=frame x=0 y=0 width={Width} height={Height} />");
        foreach ((PlanTensor tensor, int first, int last) in Lives(plan))
        {
            string x = Markup.Number(first * column), width = Markup.Number((last + 1 - first) * column);
            string y = Markup.Number(Height - ((tensor.Offset + tensor.Bytes) * perByte)), height = Markup.Number(tensor.Bytes * perByte);
            string title = $"{tensor.Name} {Words.Shape(tensor.Shape)}, {Words.Count(tensor.Bytes)} bytes at {Words.Count(tensor.Offset)}, steps {first + 1} to {last + 1}";
            svg.Raw($"<rect class='box c{tensor.Offset / 16 % 4}' x={x} y={y} width={width} height={height}><title>{Markup.Escape(title)}</title></rect>");
        }

        svg.Raw($"<text x={Width + 6} y=12>{Words.Count(plan.ArenaBytes)} bytes</text><text x={Width + 6} y={Height}>0</text>");
        svg.Raw($"<text x=0 y={Height + 18}>step 1</text><text x={Width} y={Height + 18} text-anchor=end>step {steps}</text></svg>");
        return svg.ToString();
    }

    /// <summary>Every tensor of the arena with the first and the last step at which its content matters.</summary>
    private static IEnumerable<(PlanTensor Tensor, int First, int Last)> Lives(Plan plan)
    {
        for (int index = 0; index < plan.Tensors.Count; index++)
        {
            if (plan.Tensors[index].Storage != Storage.Arena)
            {
                continue;
            }

            int[] uses = [.. Enumerable.Range(0, plan.Steps.Count).Where(i => plan.Steps[i].Inputs.Contains(index) || plan.Steps[i].Outputs.Contains(index))];
            int first = plan.Inputs.Contains(index) ? 0 : uses.DefaultIfEmpty(0).First();
            int last = plan.Outputs.Contains(index) ? plan.Steps.Count - 1 : uses.DefaultIfEmpty(0).Last();
            yield return (plan.Tensors[index], first, last);
        }
    }
}
