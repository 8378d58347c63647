using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Import.Onnx.Proto;
using EdgeDeep.Compiler.Passes;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Import.Onnx;

/// <summary>Reads what a model says about its inputs, and fills in what it leaves open.</summary>
internal static class InputReader
{
    /// <summary>Defines every input: as one of the graph, or as a constant. Old models list initializers among the inputs; those are none.</summary>
    public static void Read(GraphProto graph, ImportContext context, ImportOptions options)
    {
        ValueInfoProto[] inputs = [.. graph.Input.Where(info => !context.IsDefined(info.Name))];
        string? unknown = options.Shapes.Keys.Concat(options.Constants.Keys).FirstOrDefault(name => inputs.All(info => info.Name != name));
        if (unknown is not null)
        {
            throw new ModelException($"There is no input '{unknown}'; the inputs are [{string.Join(", ", inputs.Select(info => info.Name))}].");
        }

        foreach (ValueInfoProto info in inputs)
        {
            if (options.Constants.TryGetValue(info.Name, out float number))
            {
                context.Define(info.Name, Constant(info, number));
                continue;
            }

            Value value = new(info.Name, TypeOf(info), ShapeOf(info, options));
            _ = value.Elements;
            context.Graph.Inputs.Add(value);
            context.Define(info.Name, value);
        }
    }

    /// <summary>A tensor as the model describes it; null where type or shape are not stated in full.</summary>
    public static Value? Stated(ValueInfoProto info) =>
        info.Type?.TensorType is { Shape: { } shape, ElemType: not 0 } && shape.Dim.Skip(1).All(IsFixed)
            ? new Value(info.Name, TypeOf(info), [.. shape.Dim.Select((dimension, axis) => ReadDimension(info.Name, dimension, axis))])
            : null;

    private static ElementType TypeOf(ValueInfoProto info) => TensorReader.TypeOf(TensorOf(info).ElemType, $"input '{info.Name}'");

    private static TypeProto.Types.Tensor TensorOf(ValueInfoProto info) => info.Type?.TensorType is { Shape: not null } type
        ? type
        : throw new ModelException($"Input '{info.Name}' is no tensor of known rank; export the model with concrete input shapes.");

    private static Value Constant(ValueInfoProto info, float number)
    {
        int[] shape = [.. TensorOf(info).Shape.Dim.Select((dimension, axis) => ReadDimension(info.Name, dimension, axis))];
        Value one = Value.Constant(info.Name, shape, [.. Enumerable.Repeat(number, shape.Aggregate(1, (a, b) => a * b))]);
        return TypeOf(info) == ElementType.Float32 ? one : ConstantFolding.Cast(one, TypeOf(info));
    }

    private static int[] ShapeOf(ValueInfoProto info, ImportOptions options)
    {
        TensorShapeProto stated = TensorOf(info).Shape;
        if (!options.Shapes.TryGetValue(info.Name, out int[]? shape))
        {
            return [.. stated.Dim.Select((dimension, axis) => ReadDimension(info.Name, dimension, axis))];
        }

        bool fits = shape.Length == stated.Dim.Count && shape.Zip(stated.Dim).All(pair => pair.First > 0 && (!IsFixed(pair.Second) || pair.Second.DimValue == pair.First));
        return fits ? shape : throw new ModelException(
            $"Input '{info.Name}' cannot have the shape [{string.Join(',', shape)}]; the model says [{string.Join(',', stated.Dim.Select(dimension => IsFixed(dimension) ? $"{dimension.DimValue}" : "?"))}].");
    }

    private static bool IsFixed(TensorShapeProto.Types.Dimension dimension) =>
        dimension.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dimension.DimValue > 0;

    private static int ReadDimension(string input, TensorShapeProto.Types.Dimension dimension, int axis)
    {
        if (IsFixed(dimension))
        {
            return checked((int)dimension.DimValue);
        }

        string name = dimension.DimParam.Length > 0 ? $" ('{dimension.DimParam}')" : string.Empty;
        return axis == 0
            ? 1
            : throw new ModelException(
                $"Dimension {axis}{name} of input '{input}' has no fixed size; export the model with a concrete input shape.");
    }
}
