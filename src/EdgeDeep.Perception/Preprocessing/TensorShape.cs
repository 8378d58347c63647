namespace EdgeDeep.Perception.Preprocessing;

/// <summary>The shape of a model's input as pre-processing sees it: without the batch.</summary>
internal static class TensorShape
{
    /// <summary>Largest number of values of an input.</summary>
    private const int MaxElements = 1 << 28;

    /// <summary>Checks a shape and counts its values; a batch of -1 or 0 (not fixed) counts as 1.</summary>
    /// <param name="shape">As the model states it.</param>
    /// <param name="spec">For the message.</param>
    /// <exception cref="InputException">A side other than the batch is not fixed, the batch is above 1, or it is too large.</exception>
    public static int Elements(ReadOnlySpan<int> shape, PreprocessingSpec spec)
    {
        long count = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            int side = i == 0 && shape.Length > 1 && shape[i] <= 0 ? 1 : shape[i];
            count *= side < 1 ? 0 : side;
            if (count is 0 or > MaxElements)
            {
                throw new InputException($"pre-processing '{spec}' needs an input of fixed sides with at most {MaxElements} values but the model's is [{string.Join(",", shape.ToArray())}]; export it with a fixed shape.");
            }
        }

        return (int)count;
    }

    /// <summary>The sides that are not 1, or the last one where all are: 49x10 of [1,49,10,1].</summary>
    public static int[] Significant(ReadOnlySpan<int> shape)
    {
        int[] sides = Array.FindAll(shape.ToArray(), side => side > 1);
        return sides.Length == 0 ? [1] : sides;
    }

    /// <summary>Writes a shape without its batch: 96x96x3.</summary>
    public static string Text(ReadOnlySpan<int> shape)
    {
        ReadOnlySpan<int> sides = shape.Length > 1 && shape[0] <= 1 ? shape[1..] : shape;
        return string.Join('x', sides.ToArray());
    }

    /// <summary>The error of a shape that does not fit.</summary>
    /// <param name="spec">What was to fit.</param>
    /// <param name="makes">What it makes, such as 49x10.</param>
    /// <param name="shape">What the model wants.</param>
    public static InputException Misfit(PreprocessingSpec spec, string makes, ReadOnlySpan<int> shape) =>
        new($"pre-processing '{spec}' makes {makes} values but the model's input wants {Text(shape)}; name another pre-processing.");
}
