using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Ops;

/// <summary>Operands one after the other along an axis.</summary>
/// <param name="Axis">Axis; negative counts from the end.</param>
public sealed record Concatenation(int Axis) : Movement
{
    /// <inheritdoc/>
    public override string Name => nameof(Concatenation);

    /// <inheritdoc/>
    public override void InferShapes(Node node)
    {
        int[] shape = (int[])node.Input(0).Shape.Clone();
        int axis = Shapes.Axis(node, Axis, shape.Length);
        foreach (Value other in node.Inputs.Skip(1).Select((_, i) => node.Input(i + 1)))
        {
            Shapes.Match(node, other.Rank, shape.Length, "the number of dimensions");
            for (int i = 0; i < shape.Length; i++)
            {
                if (i == axis)
                {
                    shape[i] += other.Shape[i];
                }
                else
                {
                    Shapes.Match(node, other.Shape[i], node.Input(0).Shape[i], $"dimension {i}");
                }
            }
        }

        Shapes.Set(node, node.Input(0).Type, shape);
    }

    /// <inheritdoc/>
    public override void Lower(Node node, PlanBuilder plan)
    {
        int axis = Shapes.Axis(node, Axis, node.Output.Rank);
        int inner = Shapes.Product(node.Output.Shape.AsSpan()[(axis + 1)..]), outer = Shapes.Product(node.Output.Shape.AsSpan()[..axis]);
        int start = 0;
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Value input = node.Input(i);
            Lowering.SameQuantization(node, input, node.Output);
            int size = input.Shape[axis] * inner;
            if (input.Type != ElementType.Int8)
            {
                StridedMove.Copy(node, plan, input, [outer, size], (0, [size, 1]), (start, [node.Output.Shape[axis] * inner, 1]));
                start += size;
                continue;
            }

            plan.Step(
                OpCode.ConcatenationInt8, node, [plan.Index(input)], [plan.Index(node.Output)],
                [outer, size, node.Output.Shape[axis] * inner, start]);
            start += size;
        }
    }
}
